/** Made up graphs for the development page and its tests. */
import type { Graph } from '../../src/features/graph/graph.ts';
import type { Trace, View } from '../../src/features/graph/views.ts';
import { graphOf } from './build.ts';
import { largeGraph } from './large.ts';
import { addresses } from './samples/addresses.ts';
import { architecture } from './samples/architecture.ts';
import { connections } from './samples/connections.ts';
import { dns } from './samples/dns.ts';
import { shop } from './samples/shop.ts';

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
