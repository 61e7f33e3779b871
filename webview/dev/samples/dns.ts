import type { GraphNode } from '../../../src/features/graph/graph.ts';
import type { DnsView } from '../../../src/features/graph/views.ts';
import { graphOf, service, workload } from '../build.ts';

/** As the way of a question is drawn: in one row, across namespaces. */
function outsideBoxes({ group: _box, ...node }: GraphNode): GraphNode {
  return node;
}

/** A name resolved by way of the search list. */
export function dns(): DnsView {
  const queries = ['api.shop.svc.cluster.local', 'api.svc.cluster.local', 'api.cluster.local', 'api'];
  const nodes: GraphNode[] = [
    outsideBoxes({ ...workload('shop', 'Deployment', 'web', 3), tier: 'entry' }),
    {
      id: 'Resolver/shop/web',
      role: 'resolver',
      kind: 'Resolver',
      name: 'resolv.conf',
      subtitle: 'ndots:5',
      namespace: 'shop',
      tier: 'service',
      rows: queries.map((query, index) => ({ id: query, label: query, ...(index > 0 && { value: 'not asked' }) })),
    },
    {
      id: 'Service/kube-system/kube-dns',
      role: 'dns',
      kind: 'Service',
      name: 'kube-dns',
      subtitle: '10.152.183.10',
      namespace: 'kube-system',
      tier: 'workload',
      rows: [{ id: 'dns', label: 'dns', value: 'UDP 53' }],
    },
    outsideBoxes({
      ...service('shop', 'api', [{ id: 'http', label: 'http', value: '80 → 8080' }]),
      tier: 'workload',
    }),
    outsideBoxes({ ...workload('shop', 'Deployment', 'api', 2), tier: 'pod' }),
  ];
  const graph = graphOf(
    nodes,
    [
      { kind: 'dns', source: 'Deployment/shop/web', target: 'Resolver/shop/web' },
      {
        kind: 'dns',
        source: 'Resolver/shop/web',
        sourceRow: queries[0]!,
        target: 'Service/kube-system/kube-dns',
        targetRow: 'dns',
        label: 'A, AAAA',
      },
      {
        kind: 'dns',
        source: 'Service/kube-system/kube-dns',
        target: 'Service/shop/api',
        label: '10.152.183.40',
      },
      { kind: 'selects', source: 'Service/shop/api', sourceRow: 'http', target: 'Deployment/shop/api' },
    ],
    'flow',
  );
  const [asks, query, answer, leads] = graph.edges.map((edge) => edge.id) as [string, string, string, string];
  return {
    kind: 'dns',
    graph,
    workloads: ['Deployment/shop/web', 'Deployment/shop/api'],
    names: ['api', 'database', 'redis.shop', 'payments.payments.svc'],
    resolution: {
      workload: 'Deployment/shop/web',
      name: 'api',
      resolvConf: [
        'search shop.svc.cluster.local svc.cluster.local cluster.local',
        'nameserver 10.152.183.10',
        'options ndots:5',
      ],
      steps: [
        {
          kind: 'query',
          title: 'api has 0 dots, fewer than ndots:5',
          detail: 'The search list comes first',
          result: 'info',
          nodes: ['Deployment/shop/web', 'Resolver/shop/web'],
          edges: [asks],
        },
        {
          kind: 'query',
          title: 'api.shop.svc.cluster.local A',
          detail: 'asked of 10.152.183.10',
          result: 'found',
          nodes: ['Resolver/shop/web', 'Service/kube-system/kube-dns'],
          edges: [query],
        },
        {
          kind: 'answer',
          title: 'Service shop/api',
          detail: '10.152.183.40',
          result: 'found',
          nodes: ['Service/shop/api'],
          edges: [answer],
        },
        {
          kind: 'connect',
          title: '2 pods of Deployment api',
          detail: '80 → 8080',
          result: 'found',
          nodes: ['Deployment/shop/api'],
          edges: [leads],
        },
      ],
      outcome: 'api resolves to Service shop/api at the first query',
      resolved: 'yes',
    },
  };
}
