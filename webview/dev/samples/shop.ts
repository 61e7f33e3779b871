import type { Graph, GraphNode } from '../../../src/features/graph/graph.ts';
import { graphOf, ingress, internet, service, workload } from '../build.ts';

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
