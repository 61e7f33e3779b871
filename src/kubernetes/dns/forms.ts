import { labelsOf, serviceName, withoutDot } from './names.ts';
import type { ResolvConf } from './resolvConf.ts';
import { candidatesOf, type Libc } from './searchList.ts';

/** One text that could name a Service. */
export interface NameForm {
  readonly text: string;
  readonly kind: 'name' | 'namespaced' | 'with-svc' | 'full' | 'absolute';
  /** Whether the Service is among the names asked. Another Service of the same name may be asked before: see `shadowedBy`. */
  readonly works: boolean;
  /** DNS questions of a lookup of both families until the Service answers; undefined where it does not work. */
  readonly queries?: number;
  /** Other full names, without trailing dots, that are asked before and win where they exist. */
  readonly shadowedBy: readonly string[];
}

export interface ServiceRef {
  readonly service: string;
  readonly namespace: string;
  /** An endpoint of it, such as a pod of a StatefulSet. */
  readonly endpoint?: string;
}

/** From where a name is used: the resolv.conf of the pod, its libc and the cluster domain. */
export interface NameScope {
  readonly resolvConf: ResolvConf;
  readonly libc: Libc;
  readonly clusterDomain: string;
}

/** All forms of a Service's name from a pod, shortest first, with what each one costs and whether it works. */
export function serviceForms({ service, namespace, endpoint }: ServiceRef, scope: NameScope): readonly NameForm[] {
  const name = endpoint === undefined ? service : `${endpoint}.${service}`;
  const full = `${endpoint === undefined ? '' : `${endpoint}.`}${serviceName(service, namespace, scope.clusterDomain)}`;
  const texts = [
    ['name', name],
    ['namespaced', `${name}.${namespace}`],
    ['with-svc', `${name}.${namespace}.svc`],
    ['full', full],
    ['absolute', `${full}.`],
  ] as const;
  return texts.map(([kind, text]) => {
    const asked = candidatesOf(text, scope.resolvConf, scope.libc).map((candidate) => withoutDot(candidate.name));
    const at = asked.indexOf(full);
    const shadowedBy = at < 0 ? asked : asked.slice(0, at);
    return { text, kind, works: at >= 0, ...(at >= 0 && { queries: 2 * (at + 1) }), shadowedBy };
  });
}

/** The shortest form that works, or undefined where none does but an address (a node's resolver). */
export function shortestForm(target: ServiceRef, scope: NameScope): string | undefined {
  return serviceForms(target, scope).find((form) => form.works)?.text;
}

/** What is known of a cluster, to tell a wrong form from a name of something else. */
export interface KnownNames {
  readonly hasService: (service: string, namespace: string) => boolean;
  /** Whether the namespace is declared; `undefined` where others may exist. */
  readonly hasNamespace: (namespace: string) => boolean | undefined;
}

/** What a text says about a Service. */
export type RecognisedName =
  /** A form that can name the Service; `namespace` is that of the pod where the text has none. */
  | { readonly kind: 'service'; readonly service: string; readonly namespace: string; readonly endpoint?: string }
  | { readonly kind: 'bad'; readonly fault: NameFault; readonly target: ServiceRef; readonly suggestion: string }
  | { readonly kind: 'other' };

/**
 * - `missing-svc`: `s.N.cluster.local`.
 * - `missing-namespace`: `s.svc`, `s.svc.cluster.local`.
 * - `swapped`: `N.s.svc…` or `N.s`, where only the reverse exists.
 * - `cut-domain`: `s.N.svc.cluster`.
 * - `other-domain`: `s.N.svc.` with a domain that is not this cluster's.
 */
export type NameFault = 'missing-svc' | 'missing-namespace' | 'swapped' | 'cut-domain' | 'other-domain';

/**
 * Recognises forms of Service names, right and wrong, used in namespace `from`. Only what the labels prove or a known
 * Service confirms is called bad; anything else is `other`.
 */
export function recogniseName(text: string, from: string, clusterDomain: string, known: KnownNames): RecognisedName {
  const name = withoutDot(text).toLowerCase();
  const labels = labelsOf(name);
  const domain = labelsOf(clusterDomain.toLowerCase());
  const bad = (fault: NameFault, target: ServiceRef): RecognisedName => {
    const full = serviceName(target.service, target.namespace, clusterDomain);
    const suggestion = target.endpoint === undefined ? full : `${target.endpoint}.${full}`;
    return { kind: 'bad', fault, target, suggestion };
  };
  const svc = labels.indexOf('svc', 1);
  const tail = svc < 0 ? [] : labels.slice(svc + 1);
  const isDomain = tail.length === 0 || tail.join('.') === domain.join('.');
  const head = svc < 0 ? labels : labels.slice(0, svc);
  if (svc === 1 && isDomain) return bad('missing-namespace', { service: head[0] ?? '', namespace: from });
  if (svc > 1 && head.length <= 3) {
    const [namespace = '', service = '', endpoint] = head.toReversed();
    const target = { service, namespace, ...(endpoint !== undefined && { endpoint }) };
    if (!isDomain) {
      const isCut = domain.slice(0, tail.length).join('.') === tail.join('.');
      const isKnown = known.hasService(service, namespace) || tail.join('.').startsWith('cluster.');
      return isCut ? bad('cut-domain', target) : isKnown ? bad('other-domain', target) : { kind: 'other' };
    }
    return swapped(target, known)
      ? bad('swapped', { service: namespace, namespace: service })
      : { kind: 'service', ...target };
  }
  if (svc > 1) return { kind: 'other' };
  const below = labels.length - domain.length;
  if (below === 2 && labels.slice(2).join('.') === domain.join('.')) {
    return bad('missing-svc', { service: labels[0] ?? '', namespace: labels[1] ?? '' });
  }
  return short(labels, from, known, bad);
}

function short(
  labels: readonly string[],
  from: string,
  known: KnownNames,
  bad: (fault: NameFault, target: ServiceRef) => RecognisedName,
): RecognisedName {
  const [first = '', second, third] = labels;
  if (second === undefined) {
    return known.hasService(first, from) ? { kind: 'service', service: first, namespace: from } : { kind: 'other' };
  }
  if (third === undefined) {
    if (known.hasService(first, second)) return { kind: 'service', service: first, namespace: second };
    if (known.hasService(second, from)) return { kind: 'service', service: second, namespace: from, endpoint: first };
    if (swapped({ service: first, namespace: second }, known))
      return bad('swapped', { service: second, namespace: first });
    return known.hasNamespace(second) === true
      ? { kind: 'service', service: first, namespace: second }
      : { kind: 'other' };
  }
  const isEndpoint = labels.length === 3 && known.hasService(second, third);
  return isEndpoint ? { kind: 'service', service: second, namespace: third, endpoint: first } : { kind: 'other' };
}

/** Whether only the Service with the two labels the other way round exists. */
function swapped({ service, namespace, endpoint }: ServiceRef, known: KnownNames): boolean {
  const isOther = endpoint === undefined && known.hasService(namespace, service);
  return isOther && !known.hasService(service, namespace);
}
