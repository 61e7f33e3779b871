import type { ClusterDnsData, DnsEndpoint, DnsEndpointSlice, DnsService } from '../../../src/kubernetes/dns/cluster.ts';
import { parseCorefile } from '../../../src/kubernetes/dns/corefile.ts';
import { recordText } from '../../../src/kubernetes/dns/records.ts';
import { askServer, type DnsServer, type ServerReply } from '../../../src/kubernetes/dns/server.ts';
import type { UpstreamEntry } from '../../../src/kubernetes/dns/upstream.ts';

const none = new Map<string, string>();

export function service(name: string, namespace: string, more: Partial<DnsService> = {}): DnsService {
  const ports = [{ name: 'http', port: 80, protocol: 'TCP' }];
  return { name, namespace, labels: none, type: 'ClusterIP', clusterIPs: ['10.1.0.1'], ports, ...more };
}

export function slice(
  name: string,
  namespace: string,
  endpoints: readonly (string | DnsEndpoint)[],
  more: Partial<DnsEndpointSlice> = {},
): DnsEndpointSlice {
  return {
    service: name,
    namespace,
    labels: none,
    endpoints: endpoints.map((item) => (typeof item === 'string' ? { addresses: [item] } : item)),
    ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    ...more,
  };
}

const headless = { clusterIPs: ['None'] };

/** A bakery's cluster: namespaces `front` and `oven`, and `cellar` with a label. */
export const bakery: ClusterDnsData = {
  namespaces: [
    { name: 'front', labels: none },
    { name: 'oven', labels: none },
    { name: 'cellar', labels: new Map([['floor', '-1']]) },
  ],
  services: [
    service('till', 'front', { labels: new Map([['tier', 'web']]), externalIPs: ['203.0.113.7'] }),
    service('shelf', 'front', { clusterIPs: ['10.1.0.2', 'fd00:1::2'] }),
    service('clock', 'front', { clusterIPs: ['10.1.0.3'], ports: [] }),
    service('bread', 'oven', headless),
    service('cold', 'oven', headless),
    service('smoke', 'oven', { ...headless, ports: [] }),
    service('six', 'oven', headless),
    service('miller', 'front', { type: 'ExternalName', clusterIPs: [], externalName: 'mill.example', ports: [] }),
    service('inner', 'front', { type: 'ExternalName', clusterIPs: [], externalName: 'till.front.svc.cluster.local' }),
    service('numeric', 'front', { type: 'ExternalName', clusterIPs: [], externalName: '192.0.2.1' }),
    service('lost', 'front', { type: 'ExternalName', clusterIPs: [], externalName: 'gone.oven.svc.cluster.local' }),
    service('self', 'front', { type: 'ExternalName', clusterIPs: [], externalName: 'self.front.svc.cluster.local' }),
    service('ping', 'front', { type: 'ExternalName', clusterIPs: [], externalName: 'pong.front.svc.cluster.local' }),
    service('pong', 'front', { type: 'ExternalName', clusterIPs: [], externalName: 'ping.front.svc.cluster.local' }),
    ...Array.from({ length: 13 }, (_, hop) =>
      service(`hop${hop}`, 'front', {
        type: 'ExternalName',
        clusterIPs: [],
        externalName: `${hop === 12 ? 'till' : `hop${hop + 1}`}.front.svc.cluster.local`,
      }),
    ),
    service('wine', 'cellar', { clusterIPs: ['10.1.0.9'] }),
    service('dns', 'cellar', { clusterIPs: ['10.1.0.10'] }),
  ],
  slices: [
    slice('till', 'front', [{ addresses: ['10.2.0.1'], hostname: 'left', target: 'till-a' }, '10.2.0.2'], {
      labels: new Map([['tier', 'web']]),
    }),
    slice('bread', 'oven', [
      { addresses: ['10.2.1.1'], hostname: 'bread-0', ready: true, zone: 'north' },
      { addresses: ['10.2.1.2'], target: 'bread-1', zone: 'South' },
      { addresses: ['10.2.1.3'], ready: false, zone: 'north' },
    ]),
    slice('cold', 'oven', [{ addresses: ['10.2.1.9'], ready: false }]),
    slice('smoke', 'oven', ['10.2.1.20'], { ports: [] }),
    slice('six', 'oven', ['fd00:2::'], { ports: [{ name: '', port: 7, protocol: 'UDP' }] }),
    slice('dns', 'cellar', ['10.2.0.53']),
    slice('far', 'front', ['10.3.0.1'], { cluster: 'east' }),
    slice('flat', 'front', ['10.3.0.2', { addresses: ['10.3.0.3'], hostname: 'pie' }], { cluster: 'West' }),
  ],
  pods: [
    { namespace: 'front', labels: none, address: '10.2.0.1', phase: 'Running' },
    { namespace: 'front', labels: none, address: '10.2.0.8', phase: 'Succeeded' },
    { namespace: 'front', labels: none, address: '10.2.0.9', terminating: true },
    { namespace: 'oven', labels: none, address: 'fd00:2::9' },
  ],
  imports: [
    { name: 'far', namespace: 'front', headless: false, ips: ['10.9.0.1'], ports: [] },
    { name: 'flat', namespace: 'front', headless: true, ips: [], ports: [] },
    { name: 'bare', namespace: 'front', headless: false, ips: ['10.9.0.2'], ports: [] },
  ],
};

/** A server of a Corefile over the bakery. */
export function serve(corefile: string, more: Partial<DnsServer> = {}): DnsServer {
  return {
    corefile: parseCorefile(corefile),
    cluster: bakery,
    upstream: { names: world, elsewhere: 'NXDOMAIN' },
    ...more,
  };
}

export const world: ReadonlyMap<string, UpstreamEntry> = new Map<string, UpstreamEntry>([
  ['mill.example.', { A: ['198.51.100.1'] }],
  ['alias.example.', { CNAME: 'mill.example.' }],
  ['spin.example.', { CNAME: 'spin.example.' }],
  ['broken.example.', 'SERVFAIL'],
  ['half.example.', { A: ['198.51.100.2'], AAAA: 'NXDOMAIN' }],
  ['sick.example.', { A: ['198.51.100.3'], AAAA: 'SERVFAIL' }],
  ['note.example.', { TXT: 'hello' }],
]);

/** A `.:53` block with a kubernetes stanza of these lines, and a forward. */
export function cluster(...lines: readonly string[]): string {
  return `.:53 {\n kubernetes cluster.local in-addr.arpa ip6.arpa {\n${lines.join('\n')}\n }\n forward . 192.0.2.53\n}\n`;
}

/** The reply in lines: rcode first, then answers, then `+` additional records. */
export function dig(server: DnsServer, name: string, type = 'A', namespace?: string): readonly string[] {
  const reply = askServer(server, { name, type }, namespace === undefined ? undefined : { namespace });
  return lines(reply);
}

export function lines(reply: ServerReply): readonly string[] {
  const text = (record: Parameters<typeof recordText>[0]) => recordText(record).replaceAll('\t', ' ');
  return [reply.rcode, ...reply.answers.map(text), ...reply.additional.map((record) => `+ ${text(record)}`)];
}
