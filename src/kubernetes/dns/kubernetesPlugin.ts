import { matches } from '../labels.ts';
import { addressOfReverse, familyOf, parseAddress } from './addresses.ts';
import { type ClusterIndex, isHeadless, readyEndpoints } from './cluster.ts';
import {
  type FoundService,
  isExposed,
  type Lookup,
  lookUp,
  nameOfEndpoint,
  zoneInQuestion,
} from './kubernetesLookup.ts';
import type { KubernetesOptions } from './kubernetesOptions.ts';
import { fullyQualified, isWithin, longestZone } from './names.ts';
import type { DataRecord, DnsQuestion, DnsRecord, DnsReply, Rcode, SoaRecord, SrvRecord } from './records.ts';
import { distinct } from './records.ts';

/** What the plugin knows besides its options. */
export interface KubernetesServer {
  readonly options: KubernetesOptions;
  readonly index: ClusterIndex;
  /** The addresses on which this CoreDNS listens: they find the Service that the NS record names. */
  readonly localAddresses: readonly string[];
  /** False while the API's objects are not loaded: what is missing is SERVFAIL then. */
  readonly synced: boolean;
  /** Asks the whole server again: for targets outside of the zone. */
  readonly ask: (question: DnsQuestion) => DnsReply;
}

type Outcome =
  | {
      readonly kind: 'records';
      readonly answers: readonly DnsRecord[];
      readonly additional?: readonly DnsRecord[];
      readonly incomplete?: boolean;
    }
  | Extract<Lookup, { kind: 'missing' }>;

/** A chain of more CNAMEs than this is not followed. */
const maxHops = 10;
const schemaVersion = '1.1.0';

/**
 * What the kubernetes plugin answers, or undefined where the question lies outside of its zones, or its name is missing
 * and `fallthrough` passes it on (CoreDNS 1.14 plugin/kubernetes/handler.go and plugin/backend_lookup.go).
 */
export function askKubernetes(server: KubernetesServer, question: DnsQuestion): DnsReply | undefined {
  const { options } = server;
  const matched = longestZone(options.zones, question.name);
  const zone = matched === undefined ? undefined : zoneInQuestion(matched, question.name);
  if (zone === undefined) return undefined;
  const soa = soaOf(options, zone);
  if (question.type === 'AXFR' || question.type === 'IXFR') return { rcode: 'REFUSED', answers: [], additional: [] };
  const outcome = answer(server, question, zone);
  if (outcome.kind === 'records') {
    const { answers, additional = [] } = outcome;
    if (answers.length === 0) return { rcode: 'NOERROR', answers, additional: [], soa };
    const isIncomplete = outcome.incomplete === true && { incomplete: true };
    return { rcode: 'NOERROR', answers, additional: distinct(additional), ...isIncomplete };
  }
  if (options.fallthrough.some((other) => isWithin(other, question.name))) return undefined;
  const rcode: Rcode = server.synced ? 'NXDOMAIN' : 'SERVFAIL';
  const { undeclaredNamespace } = outcome;
  return { rcode, answers: [], additional: [], soa, ...(undeclaredNamespace !== undefined && { undeclaredNamespace }) };
}

/** The SOA record of a zone of the plugin. */
export function soaOf(options: KubernetesOptions, zone: string): SoaRecord {
  return {
    name: zone,
    type: 'SOA',
    ttl: Math.min(options.ttl, 300),
    mname: `ns.dns.${zone}`,
    rname: `hostmaster.${zone}`,
    refresh: 7200,
    retry: 1800,
    expire: 86400,
    minimum: options.ttl,
  };
}

/** An NS target and one of its addresses. */
export interface NameServer {
  readonly name: string;
  readonly address: string;
}

/** The Services whose endpoints include this server, else `ns.dns.<zone>` with the server's own addresses (CoreDNS nsAddrs). */
export function nameServers(server: KubernetesServer, zone: string): readonly NameServer[] {
  const { options, index } = server;
  const slices = server.localAddresses.flatMap((address) => index.slicesByAddress.get(address) ?? []);
  if (options.noEndpoints || slices.length === 0) {
    return server.localAddresses.map((address) => ({ name: `ns.dns.${zone}`, address }));
  }
  return slices.flatMap((slice) =>
    (index.services.get(`${slice.service}.${slice.namespace}`) ?? []).flatMap((service) => {
      const name = `${service.name}.${service.namespace}.svc.${zone}`;
      if (!isHeadless(service)) return service.clusterIPs.map((address) => ({ name, address }));
      return readyEndpoints(slice).flatMap((endpoint) =>
        endpoint.addresses.map((address) => ({
          name: `${nameOfEndpoint(options, endpoint, address)}.${name}`,
          address,
        })),
      );
    }),
  );
}

/** An address record; a placeholder stays as it is, an address is written in its canonical form. */
export function addressRecord(name: string, ttl: number, host: string): DataRecord {
  const type = familyOf(host) === 'IPv6' ? 'AAAA' : 'A';
  return { name, type, ttl, data: parseAddress(host)?.text ?? host };
}

function answer(server: KubernetesServer, question: DnsQuestion, zone: string): Outcome {
  const { name, type } = question;
  const isApex = name.length === zone.length;
  const { ttl } = server.options;
  switch (type) {
    case 'A':
    case 'AAAA':
      return addresses(server, name, type, zone, []);
    case 'SRV':
      return serviceRecords(server, name, zone);
    case 'PTR':
      return reverse(server, name, zone);
    case 'TXT':
      return text(server, name, zone);
    case 'SOA':
      // Below the apex nobody looks whether the name exists.
      return { kind: 'records', answers: isApex ? [soaOf(server.options, zone)] : [] };
    case 'CNAME': {
      const found = services(server, name, zone, type);
      if (found.kind === 'missing') return found;
      const [first] = found.services;
      if (first === undefined || familyOf(first.host) !== undefined) return { kind: 'records', answers: [] };
      return { kind: 'records', answers: [{ name, type, ttl, data: fullyQualified(first.host) }] };
    }
    case 'NS':
      // The comparison is by case, and only the name is lowered: a question in capitals gets NODATA.
      if (name.toLowerCase() === zone) return nameServerRecords(server, zone);
      break;
  }
  const found = services(server, name, zone, 'A');
  return found.kind === 'missing' ? found : { kind: 'records', answers: [] };
}

function services(server: KubernetesServer, name: string, zone: string, type: string): Lookup {
  if (name.toLowerCase() === `ns.dns.${zone}`) {
    const all = type === 'A' || type === 'AAAA' ? nameServers(server, zone) : [];
    return { kind: 'found', services: all.map(({ address }) => ({ host: address, port: 0, target: name })) };
  }
  return lookUp(server.options, server.index, name, zone);
}

function addresses(
  server: KubernetesServer,
  name: string,
  type: 'A' | 'AAAA',
  zone: string,
  previous: readonly DataRecord[],
): Outcome {
  const found = services(server, name, zone, type);
  if (found.kind === 'missing') return found;
  const answers: DnsRecord[] = [];
  let incomplete = false;
  const { ttl } = server.options;
  for (const { host } of found.services) {
    const family = familyOf(host);
    if (family !== undefined) {
      if ((family === 'IPv6') === (type === 'AAAA')) answers.push(addressRecord(name, ttl, host));
      continue;
    }
    const target = fullyQualified(host);
    const isLoop = isWithin(name, target) || previous.some((record) => record.data === target);
    if (isLoop || previous.length >= maxHops) continue;
    const alias: DataRecord = { name, type: 'CNAME', ttl, data: target };
    if (!isWithin(zone, target)) {
      const reply = server.ask({ name: target, type });
      answers.push(alias, ...reply.answers);
      incomplete ||= reply.rcode === 'UNKNOWN' || reply.incomplete === true;
      continue;
    }
    // A target in the zone that yields nothing takes its CNAME with it.
    const next = addresses(server, target, type, zone, [...previous, alias]);
    if (next.kind !== 'records' || next.answers.length === 0) continue;
    answers.push(alias, ...next.answers);
    incomplete ||= next.incomplete === true;
  }
  return { kind: 'records', answers: distinct(answers), incomplete };
}

function serviceRecords(server: KubernetesServer, name: string, zone: string): Outcome {
  const found = services(server, name, zone, 'SRV');
  if (found.kind === 'missing') return found;
  const { ttl } = server.options;
  const hosts = found.services.filter(({ host }) => familyOf(host) !== undefined);
  const weight = srvWeight(hosts.length);
  const listed: readonly FoundService[] = hosts.filter(({ port }) => port !== -1);
  const answers = listed.map(
    ({ port, target }): SrvRecord => ({ name, type: 'SRV', ttl, priority: 0, weight, port, target }),
  );
  const additional = listed.map(({ host, target }) => addressRecord(target, ttl, host));
  return { kind: 'records', answers: distinct(answers), additional };
}

/** The weight that each of `count` equal targets gets: a hundred in all, at least one each. */
export function srvWeight(count: number): number {
  return Math.max(1, Math.floor(100 / count));
}

function text(server: KubernetesServer, name: string, zone: string): Outcome {
  if (name.toLowerCase() === `dns-version.${zone.toLowerCase()}`) {
    return { kind: 'records', answers: [{ name, type: 'TXT', ttl: 28800, data: schemaVersion }] };
  }
  const found = lookUp(server.options, server.index, name, zone);
  if (found.kind === 'missing') return found;
  // Nodes without objects, such as a namespace, are NXDOMAIN for TXT alone.
  if (found.services.length === 0 && !/(^|\.)_zone\./i.test(name)) return { kind: 'missing' };
  return { kind: 'records', answers: [] };
}

function reverse(server: KubernetesServer, name: string, zone: string): Outcome {
  const address = addressOfReverse(name);
  if (address === undefined) {
    const found = lookUp(server.options, server.index, name, zone);
    return found.kind === 'missing' ? found : { kind: 'records', answers: [] };
  }
  const names = namesOfAddress(server.options, server.index, address);
  if (names.length === 0) return { kind: 'missing' };
  const answers = names.map((data): DataRecord => ({ name, type: 'PTR', ttl: server.options.ttl, data }));
  return { kind: 'records', answers: distinct(answers) };
}

/** The names, with trailing dots, to which an address leads back: a Service's own address wins over endpoints (CoreDNS serviceRecordForIP). */
export function namesOfAddress(options: KubernetesOptions, index: ClusterIndex, address: string): readonly string[] {
  // Only `namespaces` hides here; `namespace_labels` does not.
  const isShown = (namespace: string) => options.namespaces.length === 0 || isExposed(options, index, namespace);
  const { labels } = options;
  const isSelected = (item: { labels: ReadonlyMap<string, string> }) =>
    labels === undefined || matches(labels, item.labels);
  for (const { name, namespace } of (index.servicesByAddress.get(address) ?? []).filter(isSelected)) {
    if (isShown(namespace)) return [`${name}.${namespace}.svc.${options.primaryZone}`];
  }
  if (options.noEndpoints) return [];
  return (index.slicesByAddress.get(address) ?? []).filter(isSelected).flatMap((slice) => {
    if (!isShown(slice.namespace)) return [];
    return readyEndpoints(slice)
      .filter((endpoint) => endpoint.addresses.includes(address))
      .filter((endpoint) => !options.ptrHostnameOnly || (endpoint.hostname ?? '') !== '')
      .map((endpoint) => nameOfEndpoint(options, endpoint, address))
      .map((name) => `${name}.${slice.service}.${slice.namespace}.svc.${options.primaryZone}`);
  });
}

function nameServerRecords(server: KubernetesServer, zone: string): Outcome {
  const { ttl } = server.options;
  const all = nameServers(server, zone);
  const answers = all.map(({ name }): DataRecord => ({ name: zone, type: 'NS', ttl, data: name }));
  return {
    kind: 'records',
    answers: distinct(answers),
    additional: all.map(({ name, address }) => addressRecord(name, ttl, address)),
  };
}
