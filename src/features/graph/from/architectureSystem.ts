/** What every cluster has, whoever writes its manifests: DNS, network and nodes. */
import { readForward } from '../../../kubernetes/dns/forwardPlugin.ts';
import type { Addressing } from '../../../model/addressing.ts';
import type { ClusterDns } from '../../../model/dns/cluster.ts';
import type { Node } from '../../../model/facts/other.ts';
import type { Policies } from '../../../model/policies.ts';
import type { GraphNode, Row } from '../graph.ts';
import type { GraphParts } from './nodes.ts';

type Plan = Addressing['plan'];

/** Cards for the cluster's DNS and its network. */
export function addSystem(parts: GraphParts, cni: Policies['cni'], plan: Plan, dns: ClusterDns): void {
  const ranges = (list: Plan['pods']) => list.map(({ text }) => text).join(', ');
  const row = (id: string, list: Plan['pods']): Row[] =>
    list.length > 0 ? [{ id, label: id, value: ranges(list) }] : [];
  parts.node({
    id: 'CNI',
    role: 'network',
    kind: 'Network plugin',
    name: cni?.name ?? 'Network plugin',
    group: 'System',
    tier: 'workload',
    subtitle: cni === undefined ? 'not in these files' : cni.enforces ? 'enforces policies' : 'enforces no policies',
    rows: [...row('pods', plan.pods), ...row('services', plan.services), ...row('nodes', plan.nodes)],
    ...(plan.distribution && { badges: [{ text: plan.distribution.name, tone: 'neutral' as const }] }),
  });
  parts.node({
    id: 'CoreDNS',
    role: 'dns',
    kind: 'DNS',
    name: 'CoreDNS',
    group: 'System',
    tier: 'workload',
    subtitle: dns.configuration.origin,
    rows: [
      { id: 'domain', label: 'domain', value: dns.domain },
      ...plan.dns.map(({ text }, index) => ({ id: `address ${index}`, label: 'address', value: text })),
      ...forwards(dns),
    ],
    ...(dns.nodeLocal && { badges: [{ text: 'NodeLocal DNSCache', tone: 'neutral' as const }] }),
  });
}

/** Whom the DNS asks for what is not of the cluster: a row for each zone that it sends elsewhere. */
function forwards({ configuration }: ClusterDns): Row[] {
  const rows = new Map<string, Row>();
  for (const { keys, plugins } of configuration.corefile.blocks)
    for (const line of plugins) {
      if (line.name.text !== 'forward') continue;
      const { from, to } = readForward(line);
      // All names of a block are those of its zones.
      const zones = from.flatMap((own) => (own === '.' ? keys.map((key) => key.zone) : [own]));
      for (const zone of zones) {
        const label = zone === '.' ? 'other names' : zone.replace(/\.$/, '');
        const value = to.map((server) => (server.startsWith('/') ? 'resolver of the node' : server)).join(', ');
        if (!rows.has(label)) rows.set(label, { id: `forward ${label}`, label, value: `→ ${value}` });
      }
    }
  return [...rows.values()];
}

/** A node with its addresses and the pods' ranges on it. */
export function nodeCard(node: Node): GraphNode {
  return {
    id: `Node//${node.name.value}`,
    role: 'node',
    kind: 'Node',
    name: node.name.value,
    group: 'Nodes',
    tier: 'pod',
    rows: [
      ...node.addresses.map(({ value }, index) => ({ id: `address ${index}`, label: 'address', value })),
      ...node.podCIDRs.map(({ value }, index) => ({ id: `pods ${index}`, label: 'pods', value })),
    ],
  };
}
