import { serviceName } from '../../kubernetes/dns/names.ts';
import type { Model } from '../../model/derived.ts';
import { clusterDns } from '../../model/dns/cluster.ts';
import { clusterIPs } from '../../model/dns/services.ts';
import { endpoints } from '../../model/endpoints.ts';
import { isHeadless, type Service } from '../../model/facts/service.ts';
import { type NameReference, nameReferences } from '../../model/names/references.ts';
import type { Scope } from '../../model/workspace.ts';
import { pushTo } from '../../text/group.ts';
import { compareText, type Span } from '../../text/span.ts';
import { askerOf } from '../hovers/nameHover.ts';
import { askerText, bare, portLines } from './words.ts';

/** A name that is used and leads nowhere. */
export interface UnresolvedName {
  readonly kind: 'unresolved';
  readonly name: string;
  /** Why, in a few words: `namespace dev has no Service mail`. */
  readonly reason: string;
  /** Each place where it is used, with who uses it. */
  readonly places: readonly { readonly label: string; readonly span: Span }[];
}

/** A name that the cluster's DNS answers. */
export interface ResolvableName {
  readonly kind: 'service' | 'pod';
  /** The full name, without a trailing dot. */
  readonly name: string;
  /** The short name, by which the tree shows it. */
  readonly label: string;
  readonly namespace: string;
  /** What it leads to, in a few words: `ClusterIP 10.152.183.20 · 80, 443`. */
  readonly leadsTo: string;
  /** Where each port leads, one line each. */
  readonly ports: readonly string[];
  /** Where the Service, or the workload of the pod, is declared. */
  readonly span: Span;
  /** The places that use the name, or another form of it. */
  readonly places: readonly { readonly label: string; readonly span: Span }[];
  /** The names of single pods below a Service. */
  readonly pods: readonly ResolvableName[];
}

/** The names of a scope: first those that are used and do not exist, then those that do, by namespace. */
export interface DnsNames {
  readonly unresolved: readonly UnresolvedName[];
  readonly namespaces: readonly { readonly namespace: string; readonly names: readonly ResolvableName[] }[];
}

/** Every name that the scope's cluster will answer and what it leads to, and the names that lead nowhere. Sorted. */
export function dnsNames({ model }: Scope): DnsNames {
  const unresolved = new Map<string, { reason: string; references: NameReference[] }>();
  const used = new Map<Service, NameReference[]>();
  for (const reference of model.get(nameReferences)) {
    const { target, host, from } = reference;
    if (target.kind === 'service') pushTo(used, target.service, reference);
    const reason = from.hook ? undefined : reasonOf(reference);
    if (reason === undefined) continue;
    const key = `${host.value}\n${reason}`;
    const found = unresolved.get(key);
    if (found) found.references.push(reference);
    else unresolved.set(key, { reason, references: [reference] });
  }
  const byNamespace = new Map<string, ResolvableName[]>();
  for (const service of model.inputs.services) {
    if (!service.hook) pushTo(byNamespace, service.namespace.value, nameOf(model, service, used.get(service) ?? []));
  }
  return {
    unresolved: [...unresolved.values()]
      .map(({ reason, references }) => ({
        kind: 'unresolved' as const,
        name: references[0]!.host.value,
        reason,
        places: placesOf(references),
      }))
      .sort((a, b) => compareText(a.name, b.name) || compareText(a.reason, b.reason)),
    namespaces: [...byNamespace]
      .sort(([a], [b]) => compareText(a, b))
      .map(([namespace, names]) => ({ namespace, names: names.sort((a, b) => compareText(a.label, b.label)) })),
  };
}

/** Why a name leads nowhere; undefined where it does not, or where nothing can be told. */
function reasonOf({ target, form }: NameReference): string | undefined {
  if (target.kind === 'malformed') return target.fault;
  if (target.kind !== 'missing' || !target.namespaceKnown) return undefined;
  // A word alone may be meant for anything.
  return form === 'bare' ? undefined : `namespace ${target.namespace} has no Service ${target.service}`;
}

function nameOf(model: Model, service: Service, references: readonly NameReference[]): ResolvableName {
  const { domain, podsOf } = model.get(clusterDns);
  const workloads = model.get(endpoints).workloadsOf(service);
  const [name, namespace] = [service.name.value, service.namespace.value];
  const pods = workloads.flatMap((workload) =>
    podsOf(workload).flatMap(({ hostname, subdomain, addresses }): ResolvableName[] => {
      if (hostname === undefined || subdomain !== name) return [];
      const own = references.filter(({ target }) => target.kind === 'service' && target.endpoint === hostname);
      return [
        {
          kind: 'pod',
          name: `${hostname}.${serviceName(name, namespace, domain)}`,
          label: `${hostname}.${name}`,
          namespace,
          leadsTo: addresses.map(bare).join(', '),
          ports: [],
          span: workload.name.span,
          places: placesOf(own),
          pods: [],
        },
      ];
    }),
  );
  return {
    kind: 'service',
    name: serviceName(name, namespace, domain),
    label: name,
    namespace,
    leadsTo: leadsTo(model, service),
    ports: portLines(service, workloads),
    span: service.name.span,
    places: placesOf(references),
    pods,
  };
}

function leadsTo(model: Model, service: Service): string {
  const ports = service.ports.map(({ port }) => port.value).join(', ');
  const suffix = ports === '' ? '' : ` · ${ports}`;
  if (service.type.value === 'ExternalName') return `alias of ${service.externalName?.value ?? '?'}`;
  if (isHeadless(service)) {
    const workloads = model.get(endpoints).workloadsOf(service);
    const to = workloads.map(({ kind, name }) => `${kind} ${name.value}`).join(', ');
    return `headless${to === '' ? ', no pods' : ` · pods of ${to}`}${suffix}`;
  }
  const addresses = clusterIPs(service, model.get(clusterDns).serviceRanges).map(bare).join(', ');
  return `${service.type.value} ${addresses}${suffix}`;
}

function placesOf(references: readonly NameReference[]): UnresolvedName['places'] {
  return references.map((reference) => ({
    label: `${reference.from.kind} ${reference.from.name.value}, ${reference.where} (${askerText(askerOf(reference))})`,
    span: reference.host.span,
  }));
}
