import { existsSync, readFileSync } from 'node:fs';
import { join, resolve as resolvePath } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ClusterDnsData } from '../../src/kubernetes/dns/cluster.ts';
import { emptyCluster } from '../../src/kubernetes/dns/cluster.ts';
import { parseCorefile } from '../../src/kubernetes/dns/corefile.ts';
import { serviceEnvironment } from '../../src/kubernetes/dns/environment.ts';
import { perPodRecord, podHostname, validateHostname } from '../../src/kubernetes/dns/hostname.ts';
import { type DnsRecord, kindOfReply } from '../../src/kubernetes/dns/records.ts';
import {
  type NodeDns,
  parseResolvConf,
  podResolvConf,
  validateDnsConfig,
} from '../../src/kubernetes/dns/resolvConf.ts';
import { type NameserverRole, resolve } from '../../src/kubernetes/dns/resolve.ts';
import { routeOf } from '../../src/kubernetes/dns/route.ts';
import { askServer, type DnsServer } from '../../src/kubernetes/dns/server.ts';
import type { UpstreamEntry, UpstreamTable } from '../../src/kubernetes/dns/upstream.ts';
import { clusterOf, type Json, readObjects } from './dnsFixtures.ts';

export interface ConformanceResult {
  readonly passed: number;
  readonly failed: number;
  readonly differences: readonly string[];
}

interface Suite {
  readonly tables: Json;
  readonly clusters: (path: string | undefined) => ClusterDnsData;
}

/** Runs every case of a directory that holds `cases.json` and its fixtures, and compares as `meta.compare` there says. */
export async function run(dir: string): Promise<ConformanceResult> {
  const { meta, cases } = JSON.parse(readFileSync(join(dir, 'cases.json'), 'utf8'));
  const read = new Map<string, ClusterDnsData>();
  const clusters = (path: string | undefined): ClusterDnsData => {
    if (path === undefined) return emptyCluster;
    const file = [join(dir, path), join(dir, 'fixtures', path)].find((candidate) => existsSync(candidate));
    if (file === undefined) throw new Error(`There is no fixture ${path}.`);
    const known = read.get(file) ?? clusterOf(readObjects(file));
    read.set(file, known);
    return known;
  };
  const differences: string[] = [];
  for (const item of cases) {
    const found = check({ tables: meta.upstreamTables ?? {}, clusters }, item);
    if (found.length > 0) differences.push(`${item.id}: ${found.join('; ')}`);
  }
  return { passed: cases.length - differences.length, failed: differences.length, differences };
}

function check(suite: Suite, item: Json): readonly string[] {
  try {
    switch (item.kind) {
      case 'authority':
        return authority(suite, item);
      case 'resolver':
        return resolver(suite, item);
      case 'resolvconf':
        return resolvConf(item);
      case 'hostname':
        return hostname(item);
      case 'env':
        return environment(item);
      case 'route':
        return route(item);
      case 'axfr':
        return transfer(suite, item);
      default:
        return [`unknown kind ${item.kind}`];
    }
  } catch (error) {
    return [`threw ${error instanceof Error ? error.message : String(error)}`];
  }
}

function authority(suite: Suite, { expect, ...item }: Json): readonly string[] {
  const reply = askServer(serverOf(suite, item), item.query, item.client);
  return [
    ...same('rcode', expect.rcode, reply.rcode),
    ...(expect.kindOfReply === undefined ? [] : same('reply', expect.kindOfReply, kindOfReply(reply))),
    ...(expect.answers === undefined ? [] : sameRecords('answers', expect.answers, reply.answers)),
    ...(expect.additional === undefined ? [] : sameRecords('additional', expect.additional, reply.additional)),
    ...(expect.soa === undefined ? [] : samePart('soa', expect.soa, reply.soa)),
  ];
}

function resolver(suite: Suite, { expect, ...item }: Json): readonly string[] {
  const world = { server: serverOf(suite, item), node: nodeOf(item.node), nameservers: rolesOf(item.servers) };
  const call = { pod: item.pod, libc: item.libc, family: item.call.family ?? 'unspec' };
  const found = resolve(world, call, item.call.name);
  const steps = found.steps.map(({ name, outcome }) => ({ name, outcome }));
  const isSilent = steps.every((step) => Object.values(step.outcome).every((outcome) => outcome === 'TIMEOUT'));
  return [
    ...(expect.resolvConf === undefined ? [] : sameConf(expect.resolvConf, found.resolvConf)),
    // Questions to servers that never answer leave no trace in a recording.
    ...(expect.steps === undefined || (isSilent && expect.steps.length === 0)
      ? []
      : same('steps', expect.steps, steps)),
    ...(expect.result?.status === undefined ? [] : same('status', expect.result.status, found.result.status)),
    ...(expect.result?.addresses === undefined
      ? []
      : same('addresses', sorted(expect.result.addresses), sorted(found.result.addresses))),
    ...(expect.queriesSent === undefined ? [] : same('queriesSent', expect.queriesSent, found.queriesSent)),
  ];
}

function resolvConf({ expect, ...item }: Json): readonly string[] {
  const errors = validateDnsConfig(item.pod, item.relaxed ?? true);
  if (expect.rejected !== undefined) {
    const path = /^spec\.[\w.]+/.exec(expect.rejected)?.[0];
    const isFound = errors.some((error) => path === undefined || error.path.startsWith(path));
    return isFound ? [] : [`expected ${expect.rejected}, got ${JSON.stringify(errors)}`];
  }
  const found = podResolvConf(item.pod, nodeOf(item.node));
  const subject = (text: string) => {
    const reason = text.split(':')[0] ?? '';
    return reason === 'DNSConfigForming' ? `${reason} ${/search|nameserver/i.exec(text)?.[0]?.toLowerCase()}` : reason;
  };
  const events = found.events.map(({ reason, message }) => subject(`${reason}: ${message}`));
  return [
    ...same('rejected', [], errors),
    ...sameConf(expect, found),
    ...(expect.events === undefined ? [] : same('events', sorted(expect.events.map(subject)), sorted(events))),
  ];
}

function hostname({ expect, ...item }: Json): readonly string[] {
  const owner = item.pod.ownedBy;
  const isSet = owner?.kind === 'StatefulSet';
  const pod = isSet ? { ...item.pod, hostname: item.pod.name, subdomain: owner.serviceName } : item.pod;
  const errors = validateHostname(pod);
  if (expect.rejected !== undefined) return errors.length > 0 ? [] : [`expected ${expect.rejected}`];
  const found = podHostname(pod, item.clusterDomain, item.nodeName);
  const selecting = item.service?.selectsPod === true ? [item.service] : [];
  const failures = Object.keys(expect).filter((key) => /fail|stuck|event|sandbox|start/i.test(key));
  return [
    ...same('rejected', [], errors),
    ...(failures.length > 0 && found.failure === undefined ? [`expected ${failures.join()}`] : []),
    ...((expect.hostname ?? null) === null ? [] : same('hostname', expect.hostname, found.hostname)),
    ...((expect.hostnameF ?? null) === null ? [] : same('hostname -f', expect.hostnameF, found.fqdn)),
    ...(expect.perPodRecord === undefined
      ? []
      : same('record', expect.perPodRecord, perPodRecord(pod, selecting, item.clusterDomain) ?? null)),
  ];
}

function environment({ expect, services, pod }: Json): readonly string[] {
  const existing = services.filter((service: Json) => service.createdAfterPod !== true);
  const found = serviceEnvironment(existing, pod.namespace, pod.enableServiceLinks ?? true);
  return [
    ...Object.entries(expect.set ?? {}).flatMap(([name, value]) => same(name, String(value), found.get(name))),
    ...(expect.absent ?? []).flatMap((name: string) => same(name, undefined, found.get(name))),
  ];
}

function route({ expect, corefileText, query, files }: Json): readonly string[] {
  const found: Json = routeOf(parseCorefile(corefileText), query, new Map(Object.entries(files ?? {})));
  // A plugin that only fails has not answered: a case may name none then.
  const isFailed = found.rcode === 'SERVFAIL' || found.rcode === 'REFUSED';
  return Object.entries(expect).flatMap(([key, value]) =>
    key === 'plugin' && value === null && isFailed
      ? []
      : key === 'answers'
        ? sameRecords(key, value as readonly Json[], found.answers ?? [])
        : same(key, value ?? undefined, found[key]),
  );
}

function transfer(suite: Suite, { expect, ...item }: Json): readonly string[] {
  const corefileText = item.corefileText ?? corefileOf(item.corefile, ['transfer {', '  to *', '}']);
  const reply = askServer(serverOf(suite, { ...item, corefileText }), item.query);
  if (expect.records === undefined) return same('rcode', expect.rcode, reply.rcode);
  return sameRecords('records', expect.records, reply.answers);
}

function serverOf(suite: Suite, item: Json): DnsServer {
  return {
    corefile: parseCorefile(item.corefileText ?? corefileOf(item.corefile)),
    cluster: suite.clusters(item.cluster),
    upstream: upstreamOf(suite, item.upstream),
    files: new Map(Object.entries(item.files ?? {})),
    localAddresses: item.dnsServerIPs ?? [],
    synced: item.synced ?? true,
  };
}

function upstreamOf(suite: Suite, upstream: Json): UpstreamTable {
  const { table, plus, ...direct } = upstream ?? {};
  const entries = { ...(table === undefined ? direct : suite.tables[table]), ...plus };
  const names = new Map(Object.entries(entries).map(([name, entry]) => [name.toLowerCase(), entry as UpstreamEntry]));
  return { names, elsewhere: 'NXDOMAIN' };
}

/** A Corefile of the options of a case that has none, with a forward for everything else. */
function corefileOf(options: Json, more: readonly string[] = []): string {
  const list = (name: string, value: Json) => (value === undefined ? [] : [`${name} ${[value].flat().join(' ')}`]);
  const flag = (name: string, value: Json) => (value === true ? [name] : []);
  const through = options.fallthrough === true ? [] : options.fallthrough;
  const lines = [
    ...list('pods', options.pods),
    ...list('ttl', options.ttl),
    ...list('namespaces', options.namespaces),
    ...list('labels', options.labels),
    ...list('namespace_labels', options.namespace_labels),
    ...list('fallthrough', through),
    ...list('multicluster', options.multicluster),
    ...flag('endpoint_pod_names', options.endpoint_pod_names),
    ...flag('ignore empty_service', options.ignore_empty_service),
    ...flag('noendpoints', options.noendpoints),
    ...flag('zonal', options.zonal),
    ...flag('ptr_hostname_only', options.ptr_hostname_only),
  ];
  const kubernetes = [`kubernetes ${options.zones.join(' ')} {`, ...lines, '}'];
  return ['.:53 {', ...kubernetes, ...more, 'forward . 192.0.2.53', '}'].join('\n');
}

function nodeOf({ kubelet, resolvConf }: Json): NodeDns {
  const conf = typeof resolvConf === 'string' ? parseResolvConf(resolvConf) : resolvConf;
  return {
    clusterDNS: kubelet.clusterDNS ?? [],
    clusterDomain: kubelet.clusterDomain ?? '',
    ...(kubelet.resolvConf === '' ? {} : { resolvConf: conf }),
    ...(kubelet.nodeIPs !== undefined && { nodeIPs: kubelet.nodeIPs }),
  };
}

function rolesOf(servers: Json): ReadonlyMap<string, NameserverRole> {
  return new Map(Object.entries(servers ?? {}) as [string, NameserverRole][]);
}

function same(what: string, expected: unknown, found: unknown): readonly string[] {
  const [one, other] = [stable(expected), stable(found)];
  return one === other ? [] : [`${what}: expected ${one}, got ${other}`];
}

/** Only what is given is compared. */
function samePart(what: string, expected: Json, found: Json): readonly string[] {
  return Object.entries(expected).flatMap(([key, value]) => same(`${what}.${key}`, value, found?.[key]));
}

function sameConf(expected: Json, found: Json): readonly string[] {
  return [
    ...same('nameservers', expected.nameservers, found.nameservers),
    ...same('searches', expected.searches, found.searches),
    ...same('options', sorted(expected.options), sorted(found.options)),
  ];
}

/** Sets of records, the TTL where given; an alias stands before the records it leads to. */
function sameRecords(what: string, expected: readonly Json[], found: readonly DnsRecord[]): readonly string[] {
  const fields = new Set(expected.flatMap((record) => Object.keys(record)));
  if (expected.length === 0) return same(what, [], found);
  const visible = (record: Json) => stable(Object.fromEntries([...fields].map((field) => [field, record[field]])));
  const [one, other] = [sorted(expected.map(visible)), sorted(found.map(visible))].map((list) => [...new Set(list)]);
  const lastAlias = found.findLastIndex((record) => record.type === 'CNAME');
  const isOrdered = what !== 'answers' || found.slice(0, lastAlias + 1).every((record) => record.type === 'CNAME');
  return [...same(what, one, other), ...(isOrdered ? [] : [`${what}: an alias stands behind its records`])];
}

function sorted(list: readonly string[] = []): readonly string[] {
  return [...list].sort();
}

function stable(value: unknown): string {
  return (
    JSON.stringify(value, (_, inner) =>
      inner !== null && typeof inner === 'object' && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? 'nothing'
  );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(resolvePath(process.argv[1])).href) {
  const dir = process.argv[2];
  if (dir === undefined) {
    console.error('Usage: npx tsx scripts/conformance/dns.ts DIR');
    process.exit(2);
  }
  const { passed, failed, differences } = await run(dir);
  for (const difference of differences) console.log(difference);
  console.log(`${passed} of ${passed + failed} cases`);
  process.exit(failed === 0 ? 0 : 1);
}
