import type { Graph, GraphNode } from '../../../src/features/graph/graph.ts';
import { graphOf, internet, workload } from '../build.ts';

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
