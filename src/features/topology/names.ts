import { derive } from '../../model/derived.ts';
import { clusterDns } from '../../model/dns/cluster.ts';
import { clusterIPs } from '../../model/dns/services.ts';
import { endpoints } from '../../model/endpoints.ts';
import { resourceId } from '../../model/facts/resource.ts';
import { isHeadless } from '../../model/facts/service.ts';
import { type NameReference, nameReferences } from '../../model/names/references.ts';
import { compareText, type Span } from '../../text/span.ts';
import { bare } from '../dns/words.ts';

/** A name that the cluster's DNS answers. */
export interface ResolvableName {
  /** Without the trailing dot. */
  readonly name: string;
  readonly namespace: string;
  /** What it leads to, in a few words: `10.152.183.20 → Deployment web`. */
  readonly leadsTo: string;
  /** The Service, by its id. */
  readonly resource: string;
  readonly span: Span;
  /** The pods of a headless Service that have names of their own. */
  readonly endpoints: readonly { readonly name: string; readonly address: string }[];
  /** Where the manifests use it. */
  readonly references: readonly NamedPlace[];
}

/** A place where a name is written. */
export interface NamedPlace {
  readonly text: string;
  /** `env DB_HOST of Deployment web`. */
  readonly where: string;
  readonly span: Span;
}

export interface DnsNames {
  /** Names in texts that lead to nothing, with the reason. */
  readonly unresolved: readonly (NamedPlace & { readonly reason: string })[];
  /** By namespace and name. */
  readonly names: readonly ResolvableName[];
}

/** Every name of the scope that resolves, with what it leads to and who uses it, and those that do not. */
export const dnsNames = derive([...clusterDns.reads], ({ services, get }): DnsNames => {
  const dns = get(clusterDns);
  const { workloadsOf } = get(endpoints);
  const references = get(nameReferences);
  const unresolved = references.flatMap((reference) => {
    const reason = reasonOf(reference);
    return reason === undefined ? [] : [{ ...placeOf(reference), reason }];
  });
  const uses = new Map<unknown, NamedPlace[]>();
  for (const reference of references) {
    if (reference.target.kind !== 'service') continue;
    const list = uses.get(reference.target.service);
    if (list) list.push(placeOf(reference));
    else uses.set(reference.target.service, [placeOf(reference)]);
  }
  const names = services.flatMap((service): ResolvableName[] => {
    if (service.hook || service.name.value === '') return [];
    const [own, namespace] = [service.name.value, service.namespace.value];
    const full = `${own}.${namespace}.svc.${dns.domain}`;
    const pods = workloadsOf(service).map(({ kind, name }) => `${kind} ${name.value}`);
    const slices = dns.world.server.cluster.slices.filter(
      (slice) => slice.service === own && slice.namespace === namespace,
    );
    const hostnames = slices.flatMap((slice) =>
      slice.endpoints.flatMap(({ hostname, addresses }) =>
        hostname === undefined || !isHeadless(service)
          ? []
          : [{ name: `${hostname}.${full}`, address: addresses.map(bare).join(', ') }],
      ),
    );
    const target =
      service.type.value === 'ExternalName'
        ? (service.externalName?.value ?? '?')
        : isHeadless(service)
          ? 'addresses of the pods'
          : clusterIPs(service, dns.serviceRanges).map(bare).join(', ');
    return [
      {
        name: full,
        namespace,
        leadsTo: [target, pods.join(', ')].filter((part) => part !== '').join(' → '),
        resource: resourceId(service),
        span: service.name.span,
        endpoints: hostnames,
        references: uses.get(service) ?? [],
      },
    ];
  });
  return {
    unresolved,
    names: names.sort((a, b) => compareText(a.namespace, b.namespace) || compareText(a.name, b.name)),
  };
});

function placeOf({ host, where, from }: NameReference): NamedPlace {
  return { text: host.value, where: `${where} of ${from.kind} ${from.name.value}`, span: host.span };
}

function reasonOf({ target }: NameReference): string | undefined {
  switch (target.kind) {
    case 'missing':
      return `no Service ${target.service} in namespace ${target.namespace}${target.namespaceKnown ? '' : ', which is not in these files'}`;
    case 'malformed':
      return target.fault;
    default:
      return undefined;
  }
}
