/** Made up graphs for the development page and its tests. */
import type { Graph, GraphNode } from '../../src/features/graph/graph.ts';
import type { AddressesView, DnsView, Trace, View } from '../../src/features/graph/views.ts';
import { graphOf, ingress, internet, service, workload } from './build.ts';
import { largeGraph } from './large.ts';

/** A shop in two namespaces, with a few things wrong when `problems` is set. */
export function shop(problems: boolean): Graph {
  const open = {
    text: 'no policy: open to all',
    tone: 'warning' as const,
    detail: 'No NetworkPolicy selects these pods, so every pod may connect.',
  };
  const nodes: GraphNode[] = [
    internet,
    ingress(
      'shop',
      'storefront',
      [
        { id: 'shop.example.com/', label: 'shop.example.com/', value: '→ web:http' },
        { id: 'shop.example.com/api', label: 'shop.example.com/api', value: '→ api:80' },
        ...(problems
          ? [
              {
                id: 'shop.example.com/cart',
                label: 'shop.example.com/cart',
                value: '→ cart:80',
                problems: [
                  {
                    severity: 'error' as const,
                    rule: 'ingress-backend-missing',
                    message: 'Service cart does not exist in namespace shop',
                  },
                ],
              },
            ]
          : []),
      ],
      { subtitle: 'class public' },
    ),
    service('shop', 'web', [{ id: 'http', label: 'http', value: '80 → 8080' }]),
    service('shop', 'api', [
      problems
        ? {
            id: 'http',
            label: 'http',
            value: '80 → htpp',
            problems: [
              {
                severity: 'error',
                rule: 'target-port-not-exposed',
                message: 'No pod of Deployment api has a port named “htpp”',
              },
            ],
          }
        : { id: 'http', label: 'http', value: '80 → http (8080)' },
      { id: 'grpc', label: 'grpc', value: '9000 → 9000' },
    ]),
    service('shop', 'database', [{ id: 'postgres', label: 'postgres', value: '5432 → 5432' }], {
      subtitle: 'headless',
    }),
    service('shop', 'redis', [{ id: 'redis', label: 'redis', value: '6379 → 6379' }]),
    workload('shop', 'Deployment', 'web', 3, { badges: [{ text: 'policy: 1 in', tone: 'good' }] }),
    workload('shop', 'Deployment', 'api', 2, { badges: [{ text: 'policy: 2 in, 1 out', tone: 'good' }] }),
    workload('shop', 'StatefulSet', 'database', 1, { badges: [open] }),
    workload('shop', 'Deployment', 'redis', 1, { badges: [open] }),
    workload('shop', 'CronJob', 'report', 1, { role: 'job', subtitle: 'every night at 02:00' }),
    service('dev', 'web', [{ id: 'http', label: 'http', value: '80 → 8080 · node 30080' }], { subtitle: 'NodePort' }),
    workload('dev', 'Deployment', 'web', 1, { badges: [open] }),
    ...(problems
      ? [
          service('dev', 'orders', [{ id: 'http', label: 'http', value: '80 → 8080' }], {
            problems: [
              {
                severity: 'warning',
                rule: 'service-selects-nothing',
                message: 'Selects no pod: labels differ in app: “orders” here, “order” in Deployment order',
              },
            ],
          }),
          workload('dev', 'Deployment', 'order', 1),
          {
            id: 'Service/shop/cart',
            role: 'missing' as const,
            kind: 'Service',
            name: 'cart',
            namespace: 'shop',
            group: 'Namespace/shop',
            tier: 'service' as const,
            subtitle: 'does not exist',
          },
        ]
      : []),
  ];
  const edges = [
    { kind: 'route' as const, source: 'Internet', target: 'Ingress/shop/storefront' },
    {
      kind: 'route' as const,
      source: 'Ingress/shop/storefront',
      sourceRow: 'shop.example.com/',
      target: 'Service/shop/web',
      targetRow: 'http',
    },
    {
      kind: 'route' as const,
      source: 'Ingress/shop/storefront',
      sourceRow: 'shop.example.com/api',
      target: 'Service/shop/api',
      targetRow: 'http',
    },
    ...(problems
      ? [
          {
            kind: 'route' as const,
            source: 'Ingress/shop/storefront',
            sourceRow: 'shop.example.com/cart',
            target: 'Service/shop/cart',
            problems: [
              {
                severity: 'error' as const,
                rule: 'ingress-backend-missing',
                message: 'Service cart does not exist in namespace shop',
              },
            ],
          },
        ]
      : []),
    { kind: 'selects' as const, source: 'Service/shop/web', sourceRow: 'http', target: 'Deployment/shop/web' },
    {
      kind: 'selects' as const,
      source: 'Service/shop/api',
      sourceRow: 'http',
      target: 'Deployment/shop/api',
      ...(problems && {
        problems: [
          {
            severity: 'error' as const,
            rule: 'target-port-not-exposed',
            message: 'No pod of Deployment api has a port named “htpp”',
          },
        ],
      }),
    },
    { kind: 'selects' as const, source: 'Service/shop/api', sourceRow: 'grpc', target: 'Deployment/shop/api' },
    {
      kind: 'selects' as const,
      source: 'Service/shop/database',
      sourceRow: 'postgres',
      target: 'StatefulSet/shop/database',
    },
    { kind: 'selects' as const, source: 'Service/shop/redis', sourceRow: 'redis', target: 'Deployment/shop/redis' },
    { kind: 'route' as const, source: 'Internet', target: 'Service/dev/web', targetRow: 'http', label: 'node 30080' },
    { kind: 'selects' as const, source: 'Service/dev/web', sourceRow: 'http', target: 'Deployment/dev/web' },
  ];
  return graphOf(nodes, edges);
}

/** Who needs whom, coloured by what the policies say. */
export function connections(): Graph {
  const port = (id: string, value: string) => [{ id, label: id, value }];
  const nodes: GraphNode[] = [
    internet,
    workload('shop', 'Deployment', 'web', 3, { rows: port('http', 'TCP 8080') }),
    workload('shop', 'Deployment', 'api', 2, { rows: [...port('http', 'TCP 8080'), ...port('grpc', 'TCP 9000')] }),
    workload('shop', 'Deployment', 'worker', 2),
    workload('shop', 'StatefulSet', 'database', 1, { rows: port('postgres', 'TCP 5432') }),
    workload('shop', 'Deployment', 'redis', 1, {
      rows: port('redis', 'TCP 6379'),
      badges: [{ text: 'no policy: open to all', tone: 'warning' }],
    }),
    workload('payments', 'Deployment', 'payments', 2, { rows: port('grpc', 'TCP 50051') }),
    workload('payments', 'Deployment', 'ledger', 1, { rows: port('grpc', 'TCP 7000') }),
    {
      id: 'External/api.stripe.com',
      role: 'external',
      kind: 'External name',
      name: 'api.stripe.com',
      tier: 'beyond',
      rows: port('https', 'TCP 443'),
    },
  ];
  const need = (
    source: string,
    target: string,
    targetRow: string,
    verdict: 'allowed' | 'denied' | 'unknown',
    detail?: string,
  ) => ({ kind: 'requires' as const, source, target, targetRow, verdict, ...(detail && { detail }) });
  return graphOf(
    nodes,
    [
      {
        kind: 'requires' as const,
        source: 'Internet',
        target: 'Deployment/shop/web',
        targetRow: 'http',
        verdict: 'allowed' as const,
      },
      need('Deployment/shop/web', 'Deployment/shop/api', 'http', 'allowed'),
      need('Deployment/shop/api', 'StatefulSet/shop/database', 'postgres', 'allowed'),
      need('Deployment/shop/api', 'Deployment/shop/redis', 'redis', 'allowed'),
      need(
        'Deployment/shop/worker',
        'StatefulSet/shop/database',
        'postgres',
        'denied',
        'NetworkPolicy database admits only api',
      ),
      need('Deployment/shop/worker', 'Deployment/shop/redis', 'redis', 'allowed'),
      {
        ...need(
          'Deployment/shop/api',
          'Deployment/payments/payments',
          'grpc',
          'denied',
          'NetworkPolicy payments-ingress admits no pod of namespace shop',
        ),
        label: 'TCP 50051',
      },
      need('Deployment/payments/payments', 'Deployment/payments/ledger', 'grpc', 'allowed'),
      need(
        'Deployment/payments/payments',
        'External/api.stripe.com',
        'https',
        'unknown',
        'The policy names addresses, not the name',
      ),
    ],
    'flow',
  );
}

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

/** MicroK8s' ranges with a load balancer pool, and an overlap when `problems` is set. */
export function addresses(problems: boolean): AddressesView {
  const value = (address: string) => String(address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0));
  const range = (
    use: AddressesView['plan']['ranges'][number]['use'],
    label: string,
    cidr: string,
    first: string,
    last: string,
    list: readonly (readonly [string, string])[],
    source?: string,
  ) => ({
    id: `${use} ${cidr}`,
    use,
    label,
    cidr,
    family: 4 as const,
    first: value(first),
    last: value(last),
    ...(source && { source }),
    addresses: list.map(([address, what]) => ({ address, value: value(address), label: what })),
  });
  return {
    kind: 'addresses',
    plan: {
      profile: 'MicroK8s: defaults of the distribution',
      ranges: [
        range('pods', 'Pods', '10.1.0.0/16', '10.1.0.0', '10.1.255.255', [
          ['10.1.77.12', 'hard-coded in Deployment api'],
        ]),
        range('services', 'Services', '10.152.183.0/24', '10.152.183.0', '10.152.183.255', [
          ['10.152.183.1', 'kubernetes'],
          ['10.152.183.10', 'kube-dns'],
          ['10.152.183.40', 'api'],
        ]),
        range(
          'nodes',
          'Nodes',
          '10.0.0.0/24',
          '10.0.0.0',
          '10.0.0.255',
          [
            ['10.0.0.11', 'worker-1'],
            ['10.0.0.12', 'worker-2'],
          ],
          'nodes.yaml:4',
        ),
        ...(problems
          ? [
              range(
                'loadBalancer',
                'MetalLB pool',
                '10.1.240.0/20',
                '10.1.240.0',
                '10.1.255.255',
                [],
                'metallb.yaml:9',
              ),
              range('secondary', 'Network storage', '10.90.0.0/24', '10.90.0.0', '10.90.0.255', [], 'storage.yaml:4'),
              {
                ...range(
                  'policy',
                  'shop/web from',
                  '10.0.0.0/8',
                  '10.0.0.0',
                  '10.255.255.255',
                  [],
                  'NetworkPolicy ipBlock',
                ),
                isDeclared: true,
                meets: ['pods 10.1.0.0/16', 'services 10.152.183.0/24'],
                parts: [
                  {
                    kind: 'except' as const,
                    label: 'except',
                    cidr: '10.64.0.0/10',
                    first: value('10.64.0.0'),
                    last: value('10.127.255.255'),
                  },
                ],
              },
            ]
          : []),
      ],
      overlaps: problems
        ? [
            {
              ranges: ['pods 10.1.0.0/16', 'loadBalancer 10.1.240.0/20'],
              severity: 'warning',
              message:
                'MetalLB pool 10.1.240.0/20 lies in the pods’ range 10.1.0.0/16: pods can be given the same addresses',
            },
          ]
        : [],
    },
  };
}

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

/** A request's way through the shop. */
export function trace(graph: Graph): Trace {
  const edge = (source: string, target: string) =>
    graph.edges
      .filter((each) => each.source === source && each.target === target)
      .map((each) => each.id)
      .slice(0, 1);
  return {
    title: 'Internet to Deployment api',
    verdict: 'allowed',
    hops: [
      {
        title: 'Internet reaches Ingress storefront',
        detail: 'shop.example.com',
        verdict: 'allowed',
        nodes: ['Internet', 'Ingress/shop/storefront'],
        edges: edge('Internet', 'Ingress/shop/storefront'),
      },
      {
        title: 'Ingress storefront sends /api to Service api',
        detail: 'port 80',
        verdict: 'allowed',
        nodes: ['Service/shop/api'],
        edges: edge('Ingress/shop/storefront', 'Service/shop/api'),
      },
      {
        title: 'Service api selects 2 pods of Deployment api',
        detail: '80 → 8080',
        verdict: 'allowed',
        nodes: ['Deployment/shop/api'],
        edges: edge('Service/shop/api', 'Deployment/shop/api'),
      },
    ],
  };
}

/** A graph with added, removed and changed parts. */
export function difference(): Graph {
  const graph = shop(false);
  return {
    ...graph,
    nodes: graph.nodes.map((node) =>
      node.id === 'Service/shop/redis' || node.id === 'Deployment/shop/redis'
        ? { ...node, change: 'added' as const }
        : node.id === 'CronJob/shop/report'
          ? { ...node, change: 'removed' as const }
          : node.id === 'Service/shop/api'
            ? { ...node, change: 'changed' as const }
            : node,
    ),
    edges: graph.edges.map((edge) =>
      edge.source === 'Service/shop/redis' ? { ...edge, change: 'added' as const } : edge,
    ),
  };
}

export const sampleNames = [
  'shop',
  'problems',
  'connections',
  'dns',
  'addresses',
  'overlap',
  'architecture',
  'diff',
  'empty',
  'thousand',
  'fivethousand',
] as const;
export type SampleName = (typeof sampleNames)[number];

export function sample(name: SampleName): View {
  switch (name) {
    case 'shop':
      return { kind: 'routing', graph: shop(false) };
    case 'problems':
      return { kind: 'routing', graph: shop(true) };
    case 'connections':
      return { kind: 'connections', graph: connections() };
    case 'dns':
      return dns();
    case 'addresses':
      return addresses(false);
    case 'overlap':
      return addresses(true);
    case 'architecture':
      return { kind: 'architecture', graph: architecture() };
    case 'diff':
      return { kind: 'routing', graph: difference() };
    case 'empty':
      return { kind: 'routing', graph: graphOf([], []) };
    case 'thousand':
      return { kind: 'routing', graph: largeGraph(1000) };
    case 'fivethousand':
      return { kind: 'routing', graph: largeGraph(5000) };
  }
}
