import type { Graph, GraphNode } from '../../../src/features/graph/graph.ts';
import { graphOf, internet } from '../build.ts';

/** The whole cluster in one picture. */
export function architecture(): Graph {
  const on = (node: string) => ({ group: `Node/${node}` });
  const nodes: GraphNode[] = [
    internet,
    {
      id: 'CoreDNS',
      role: 'dns',
      kind: 'DNS',
      name: 'CoreDNS',
      subtitle: '10.152.183.10',
      group: 'System',
      tier: 'service',
      rows: [{ id: 'dns', label: 'dns', value: 'UDP and TCP 53' }],
    },
    {
      id: 'CNI',
      role: 'network',
      kind: 'Network plugin',
      name: 'Calico',
      subtitle: 'VXLAN, enforces policies',
      group: 'System',
      tier: 'service',
      rows: [
        { id: 'pods', label: 'pods', value: '10.1.0.0/16' },
        { id: 'services', label: 'services', value: '10.152.183.0/24' },
      ],
    },
    {
      id: 'IngressController',
      role: 'gateway',
      kind: 'Ingress controller',
      name: 'nginx',
      subtitle: 'class public',
      group: 'System',
      tier: 'entry',
    },
    ...(['shop', 'payments', 'dev'] as const).map(
      (name, index): GraphNode => ({
        id: `Namespace/${name}`,
        role: 'namespace',
        kind: 'Namespace',
        name,
        group: 'Cluster',
        tier: 'workload',
        rows: [
          { id: 'services', label: 'Services', value: String(4 - index) },
          { id: 'workloads', label: 'workloads', value: String(5 - index) },
          { id: 'pods', label: 'pods', value: String(9 - 3 * index) },
        ],
      }),
    ),
    {
      id: 'Node/worker-1',
      role: 'node',
      kind: 'Node',
      name: 'worker-1',
      subtitle: '10.0.0.11',
      ...on('all'),
      tier: 'pod',
    },
    {
      id: 'Node/worker-2',
      role: 'node',
      kind: 'Node',
      name: 'worker-2',
      subtitle: '10.0.0.12',
      ...on('all'),
      tier: 'pod',
    },
    { id: 'External/api.stripe.com', role: 'external', kind: 'External name', name: 'api.stripe.com', tier: 'beyond' },
  ];
  return graphOf(
    nodes,
    [
      { kind: 'route', source: 'Internet', target: 'IngressController', label: '80, 443' },
      { kind: 'route', source: 'IngressController', target: 'Namespace/shop', label: '3 routes' },
      { kind: 'route', source: 'Internet', target: 'Namespace/dev', label: 'node 30080' },
      {
        kind: 'requires',
        source: 'Namespace/shop',
        target: 'Namespace/payments',
        verdict: 'denied',
        label: 'TCP 50051',
      },
      { kind: 'requires', source: 'Namespace/payments', target: 'External/api.stripe.com', label: 'TCP 443' },
    ],
    'tiers',
    [
      { id: 'System', kind: 'system', label: 'Cluster services' },
      { id: 'Cluster', kind: 'system', label: 'Namespaces' },
      { id: 'Node/all', kind: 'node', label: 'Nodes' },
    ],
  );
}
