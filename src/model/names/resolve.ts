import picomatch from 'picomatch';
import { labelsOf, parseClusterName, withoutDot } from '../../kubernetes/dns/names.ts';
import type { HostForm } from '../../kubernetes/hosts.ts';
import { editDistance } from '../../text/distance.ts';
import { derive } from '../derived.ts';
import { clusterDomain, clusterPlan } from '../dns/clusterPlan.ts';
import { isPlaceholder, namespaceUndecided } from '../facts/resource.ts';
import { isHeadless, type Service } from '../facts/service.ts';
import { decidedNamespaces, declaredNamespaces } from '../namespaces.ts';
import { serviceIndex } from '../services.ts';

/** What a name means from a namespace. */
export type NameTarget =
  | { readonly kind: 'service'; readonly service: Service; readonly endpoint: string | undefined }
  /** The API server, and what else every cluster has. */
  | { readonly kind: 'builtin' }
  /** A name of the cluster for which the files have no Service. */
  | {
      readonly kind: 'missing';
      readonly service: string;
      readonly namespace: string;
      /** Whether the files say anything of that namespace. */
      readonly namespaceKnown: boolean;
      readonly endpoint: string | undefined;
    }
  /** A name that no cluster answers, whatever exists: `db.shop.cluster.local`. */
  | {
      readonly kind: 'malformed';
      readonly fault: string;
      readonly meant: Service | undefined;
      readonly endpoint?: string;
    }
  /** Nothing of the cluster, or nothing that can be told. */
  | { readonly kind: 'external' };

export type ResolveName = (host: string, namespace: string, undecided: boolean, form: HostForm) => NameTarget;

/** Services that the cluster brings along. */
const builtins = new Set([
  'default/kubernetes',
  'kube-system/kube-dns',
  'kube-system/coredns',
  'kube-system/metrics-server',
  'openshift-dns/dns-default',
]);

/**
 * Resolves names as a pod of a namespace would: a short name in its own namespace, `name.namespace`, and so on
 * (kubernetes/dns, docs/specification.md, and the search list that kubelet writes).
 */
export const nameResolver = derive(
  ['services', 'namespaces', 'resources', 'cluster', 'documents'],
  ({ cluster, get }): ResolveName => {
    const { find, named } = get(serviceIndex);
    const domain = get(clusterDomain);
    const isProven = get(clusterPlan).domain.tier !== 'default';
    const known = get(knownNamespaces);
    const isElsewhere = cluster.externalServices.length > 0 ? picomatch([...cluster.externalServices]) : () => false;

    const service = (name: string, namespace: string, endpoint?: string): NameTarget => {
      const found = find(namespace, name) ?? undecidedNamesake(name, namespace);
      if (found) return { kind: 'service', service: found, endpoint };
      if (builtins.has(`${namespace}/${name}`)) return { kind: 'builtin' };
      return { kind: 'missing', service: name, namespace, namespaceKnown: known.has(namespace), endpoint };
    };

    /** A Service without a written namespace may be applied to any. */
    const undecidedNamesake = (name: string, namespace: string): Service | undefined =>
      named(name).find(
        (other) =>
          namespaceUndecided(other) || isPlaceholder(other.namespace.value) || other.namespace.value === namespace,
      );

    /** `db.svc.cluster.local`: what should be the namespace is the name of a Service. */
    const withoutNamespace = (type: 'svc' | 'pod', label: string, from: string): NameTarget => {
      if (type !== 'svc' || known.has(label)) return { kind: 'external' };
      const meant = find(from, label) ?? named(label)[0];
      if (!meant) return { kind: 'external' };
      return { kind: 'malformed', fault: `there is no namespace between "${label}" and "svc"`, meant };
    };

    /** A name below `svc` of another domain: cut short, misspelt, or that of another cluster. */
    const otherDomain = (head: string, tail: string): NameTarget | undefined => {
      const [owner, name, endpoint] = labelsOf(head).toReversed();
      const meant = owner !== undefined && name !== undefined ? find(owner, name) : undefined;
      const more = { meant, ...(endpoint !== undefined && { endpoint }) };
      if (`${domain}.`.startsWith(`${tail}.`)) {
        return { kind: 'malformed', fault: `it ends in "svc.${tail}", which is not all of "svc.${domain}"`, ...more };
      }
      if (editDistance(tail, domain) <= 2 || (meant && isProven)) {
        return {
          kind: 'malformed',
          fault: `it ends in "svc.${tail}", but the domain of the cluster is "${domain}"`,
          ...more,
        };
      }
      return undefined;
    };

    return (host, namespace, undecided, form) => {
      const text = withoutDot(host).toLowerCase();
      const full = host.endsWith('.');
      const labels = labelsOf(text);
      if (isPlaceholder(host) || labels.length === 0) return { kind: 'external' };
      if (isElsewhere(text) || isElsewhere(`${text}.${namespace}.svc.${domain}`)) return { kind: 'external' };
      const inDomain = parseClusterName(text, domain);
      const name =
        inDomain ?? (labels.at(-1) === 'svc' && !full ? parseClusterName(`${text}.${domain}`, domain) : undefined);
      if (name) {
        switch (name.kind) {
          case 'service':
            return service(name.service, name.namespace);
          case 'endpoint':
            return service(name.service, name.namespace, name.endpoint);
          case 'port':
            return service(name.service, name.namespace);
          case 'invalid':
            return withoutSvc(labels, domain, find);
          case 'namespace':
            return withoutNamespace(name.type, name.namespace, namespace);
          default:
            return { kind: 'external' };
        }
      }
      const cut = /^(.+?)\.svc\.(.+)$/.exec(text);
      const wrong = cut && otherDomain(cut[1]!, cut[2]!);
      if (wrong) return wrong;
      if (full || form === 'cluster') return { kind: 'external' };
      const [first, second, third] = labels as [string, string?, string?];
      if (second === undefined) {
        const found = find(namespace, first) ?? (undecided ? named(first)[0] : undecidedNamesake(first, namespace));
        if (found) return { kind: 'service', service: found, endpoint: undefined };
        if (namespace === 'default' && first === 'kubernetes') return { kind: 'builtin' };
        return { kind: 'missing', service: first, namespace, namespaceKnown: true, endpoint: undefined };
      }
      if (third === undefined) {
        if (find(second, first)) return service(first, second);
        // `db-0.db` is the pod of a StatefulSet.
        const governing = find(namespace, second);
        if (governing) return { kind: 'service', service: governing, endpoint: first };
        if (known.has(second)) return service(first, second);
        // The same from another namespace, where nothing completes it.
        if (/-\d+$/.test(first) && named(second).some((one) => isHeadless(one) && !namespaceUndecided(one))) {
          return { kind: 'missing', service: second, namespace, namespaceKnown: true, endpoint: first };
        }
        const loose = named(first).find(namespaceUndecided);
        if (loose && !isPublicDomain(second)) return { kind: 'external' };
        if (builtins.has(`${second}/${first}`)) return { kind: 'builtin' };
        return { kind: 'external' };
      }
      if (labels.length === 3 && find(third, second)) return service(second, third, first);
      return { kind: 'external' };
    };
  },
);

/** The namespaces of which the files say anything. */
const knownNamespaces = derive(['namespaces', 'resources'], ({ get }): ReadonlySet<string> => {
  const known = new Set([...get(declaredNamespaces), ...get(decidedNamespaces)]);
  known.delete('');
  return known;
});

/** A few endings that are far more often a domain of the Internet than a namespace. */
export function isPublicDomain(label: string): boolean {
  return /^(?:com|net|org|io|dev|app|cloud|co|ai|local|internal|lan|test|example)$/.test(label);
}

function withoutSvc(
  labels: readonly string[],
  domain: string,
  find: (namespace: string, name: string) => Service | undefined,
): NameTarget {
  const below = labels.slice(0, labels.length - labelsOf(domain).length);
  const [name, namespace] = below;
  const meant = name !== undefined && namespace !== undefined && below.length === 2 ? find(namespace, name) : undefined;
  return { kind: 'malformed', fault: `"${below.join('.')}" is not followed by "svc"`, meant };
}
