import { labelsOf } from './names.ts';

/**
 * A question below a zone of the kubernetes plugin (CoreDNS 1.14 plugin/kubernetes/parse.go).
 * `node` is the zone itself, `svc` or `pod`: it exists and has no records. `invalid` is NXDOMAIN.
 */
export type KubernetesRequest =
  | { readonly kind: 'node' }
  | { readonly kind: 'invalid' }
  | {
      readonly kind: 'object';
      readonly type: 'svc' | 'pod';
      readonly namespace: string;
      readonly service?: string;
      readonly endpoint?: string;
      readonly cluster?: string;
      readonly port?: string;
      readonly protocol?: string;
      readonly topology?: { readonly zone: string; readonly prefer: boolean };
    };

export interface RequestGrammar {
  /** In a multi-cluster zone two labels left of the Service are `endpoint.cluster`. */
  readonly multicluster: boolean;
  /** `<zone>.pin|prefer._zone.<service>…` is understood. */
  readonly zonal: boolean;
}

/** Reads the labels left of the zone from right to left. The name is compared in lower case. */
export function parseRequest(name: string, zone: string, grammar: RequestGrammar): KubernetesRequest {
  const all = labelsOf(name.toLowerCase());
  const labels = all.slice(0, all.length - labelsOf(zone).length).reverse();
  const [type, namespace, service, fourth, fifth] = labels;
  if (type === undefined) return { kind: 'node' };
  if (type !== 'svc' && type !== 'pod') return { kind: 'invalid' };
  if (namespace === undefined) return { kind: 'node' };
  if (service === undefined) return { kind: 'object', type, namespace };
  const base = { kind: 'object', type, namespace, service } as const;
  if (fourth === undefined) return base;
  if (fifth === undefined) return { ...base, endpoint: fourth };
  if (labels.length === 5) {
    if (grammar.multicluster && !fourth.startsWith('_') && !fifth.startsWith('_')) {
      return { ...base, cluster: fourth, endpoint: fifth };
    }
    return { ...base, protocol: fourth.replace(/^_/, ''), port: fifth.replace(/^_/, '') };
  }
  if (!grammar.zonal || grammar.multicluster || type !== 'svc' || fourth !== '_zone') return { kind: 'invalid' };
  if (fifth !== 'pin' && fifth !== 'prefer') return { kind: 'invalid' };
  return { ...base, topology: { zone: labels.slice(5).reverse().join('.'), prefer: fifth === 'prefer' } };
}
