import { addressOfReverse, familyOf } from './addresses.ts';
import type { DnsPort } from './cluster.ts';
import { isHeadless, readyEndpoints } from './cluster.ts';
import type { CorefileLine } from './corefile.ts';
import { isExposed, nameOfEndpoint, portsOf, servicesOf, slicesOf } from './kubernetesLookup.ts';
import { normalZones } from './kubernetesOptions.ts';
import { addressRecord, type KubernetesServer, srvWeight } from './kubernetesPlugin.ts';
import { fallthroughZones } from './kubernetesStanza.ts';
import { isWithin, labelsOf, longestZone } from './names.ts';
import type { DnsQuestion, DnsRecord, DnsReply, SoaRecord } from './records.ts';
import { distinct, emptyReply } from './records.ts';

interface Found {
  readonly host: string;
  readonly port: number;
  readonly target: string;
}

/**
 * What k8s_external answers for the load balancer addresses of Services, `<service>.<namespace>.<zone>`, or undefined
 * where it passes the question on (CoreDNS plugin/k8s_external, plugin/kubernetes/external.go).
 */
export function askExternal(
  line: CorefileLine,
  blockZones: readonly string[],
  server: KubernetesServer,
  question: DnsQuestion,
): DnsReply | undefined {
  const args = line.args.map((token) => token.text);
  const zones = args.length > 0 ? args.flatMap(normalZones) : blockZones;
  const option = (name: string) => line.block.find((item) => item.name.text === name)?.args.map((token) => token.text);
  const zone = longestZone(zones, question.name);
  if (zone === undefined) return undefined;
  const ttl = Number(option('ttl')?.[0] ?? 5);
  const apex = option('apex')?.[0] ?? 'dns';
  const soa: SoaRecord = {
    name: zone,
    type: 'SOA',
    ttl,
    mname: `ns1.${apex}.${zone}`,
    rname: `hostmaster.${apex}.${zone}`,
    refresh: 7200,
    retry: 1800,
    expire: 86400,
    minimum: ttl,
  };
  if (question.name.toLowerCase() === zone) {
    return question.type === 'SOA' ? { ...emptyReply('NOERROR'), answers: [soa] } : { ...emptyReply('NOERROR'), soa };
  }
  const found = find(server, question, zone, option('headless') !== undefined);
  if (found === undefined) {
    const through = option('fallthrough');
    const passes = through !== undefined && fallthroughZones(through).some((item) => isWithin(item, question.name));
    return passes ? undefined : { ...emptyReply('NXDOMAIN'), soa };
  }
  const { answers, additional } = records(found, question, ttl);
  return { rcode: 'NOERROR', answers, additional, ...(answers.length === 0 && { soa }) };
}

function find(
  server: KubernetesServer,
  question: DnsQuestion,
  zone: string,
  headless: boolean,
): readonly Found[] | undefined {
  const { options, index } = server;
  const address = question.type === 'PTR' ? addressOfReverse(question.name) : undefined;
  if (address !== undefined) {
    const owners = index.data.services.filter((service) => service.externalIPs?.includes(address) === true);
    const names = owners.map((owner) => `${owner.name}.${owner.namespace}.${zone}`);
    return names.length === 0 ? undefined : names.map((target) => ({ host: target, port: 0, target }));
  }
  const labels = labelsOf(question.name.toLowerCase());
  const [namespace, name, ...rest] = labels.slice(0, labels.length - labelsOf(zone).length).reverse();
  if (namespace === undefined || !isExposed(options, index, namespace)) return undefined;
  if (name === undefined) return [];
  if (rest.length > 2) return undefined;
  const endpoint = rest.length === 1 ? rest[0] : undefined;
  const [protocol, port] = rest.length === 2 ? rest.map((label) => label.replace(/^_/, '')) : [];
  const isAsked = (item: DnsPort) =>
    (port ?? item.name.toLowerCase()) === item.name.toLowerCase() &&
    (protocol ?? item.protocol.toLowerCase()) === item.protocol.toLowerCase();
  const found = servicesOf(options, index, name, namespace).flatMap((service): readonly Found[] => {
    const target = `${name}.${namespace}.${zone}`;
    const external = service.externalIPs ?? [];
    if (headless && external.length === 0 && (isHeadless(service) || endpoint !== undefined)) {
      return slicesOf(options, index, name, namespace).flatMap((slice) =>
        readyEndpoints(slice).flatMap((item) =>
          item.addresses
            .map((host) => ({ host, label: nameOfEndpoint(options, item, host) }))
            .filter(({ label }) => endpoint === undefined || endpoint === label.toLowerCase())
            .flatMap(({ host, label }) =>
              portsOf(slice.ports)
                .filter(isAsked)
                .map((p) => ({ host, port: p.port, target: `${label}.${target}` })),
            ),
        ),
      );
    }
    return external.flatMap((host) =>
      portsOf(service.ports)
        .filter(isAsked)
        .map((item) => ({ host, port: item.port, target })),
    );
  });
  return found.length === 0 ? undefined : found;
}

function records(found: readonly Found[], question: DnsQuestion, ttl: number) {
  const { name, type } = question;
  const none: readonly DnsRecord[] = [];
  if (type === 'A' || type === 'AAAA') {
    const family = type === 'A' ? 'IPv4' : 'IPv6';
    const hosts = found.filter(({ host }) => familyOf(host) === family);
    return { answers: distinct(hosts.map(({ host }) => addressRecord(name, ttl, host))), additional: none };
  }
  if (type === 'PTR') {
    const named = found.filter(({ host }) => familyOf(host) === undefined);
    return { answers: distinct(named.map(({ target }) => ({ name, type, ttl, data: target }))), additional: none };
  }
  if (type !== 'SRV') return { answers: none, additional: none };
  const weight = srvWeight(found.length);
  const listed = found.filter(({ port }) => port > 0);
  return {
    answers: distinct(listed.map(({ port, target }) => ({ name, type, ttl, priority: 0, weight, port, target }))),
    additional: distinct(listed.map(({ host, target }) => addressRecord(target, ttl, host))),
  };
}
