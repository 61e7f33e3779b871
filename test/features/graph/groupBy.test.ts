import assert from 'node:assert/strict';
import { graphOfScope } from '../../../src/features/graph/from/graphOf.ts';
import type { Graph } from '../../../src/features/graph/graph.ts';
import { groupGraph, showPods } from '../../../src/features/graph/narrow/groupBy.ts';
import { isGraph } from '../../../src/features/graph/shapes.ts';
import { workspaceOf } from '../../support/check.ts';

const app = (namespace: string, name: string, kind = 'Deployment', replicas = 2) => `apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}}}
spec: {selector: {app: ${name}}, ports: [{port: 80}]}
---
apiVersion: apps/v1
kind: ${kind}
metadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: main, image: image, ports: [{containerPort: 80}]}]}
`;
const edge = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: edge, namespace: shop}
spec: {defaultBackend: {service: {name: gone, port: {number: 80}}}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: front, namespace: shop}
spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}
`;

const scope = workspaceOf({
  'web.yaml': app('shop', 'web'),
  'db.yaml': app('shop', 'db', 'StatefulSet', 3),
  'test.yaml': app('test', 'web'),
  'edge.yaml': edge,
}).scope()!;
const graph = graphOfScope('routing', scope, []);
const files = new Map(
  scope.model.inputs.resources.map((row) => [`${row.kind}/${row.namespace.value}/${row.name.value}`, row.span.file]),
);
const fileOf = (id: string) => files.get(id);
const boxes = ({ groups, nodes }: Graph) =>
  groups.map(
    ({ id, label }) =>
      `${label}: ${nodes
        .filter(({ group }) => group === id)
        .map(({ name }) => name)
        .join(' ')}`,
  );

describe('the boxes of a graph', () => {
  it('are the namespaces by default, and the graph is the same object', () => {
    assert.equal(groupGraph(graph, 'namespace', fileOf), graph);
  });

  it('are the applications of each namespace, with what only they are connected to', () => {
    assert.deepEqual(boxes(groupGraph(graph, 'app', fileOf)), [
      'db: db db',
      'web (shop): web web front',
      'web (test): web web',
    ]);
  });

  it('are the files', () => {
    const grouped = groupGraph(graph, 'file', fileOf);
    assert.deepEqual(boxes(grouped), [
      'db.yaml: db db',
      'edge.yaml: edge gone front',
      'test.yaml: web web',
      'web.yaml: web web',
    ]);
    assert.ok(isGraph(grouped));
  });

  it('are none, and what stood in one stands in none', () => {
    const grouped = groupGraph(graph, 'none', fileOf);
    assert.deepEqual(grouped.groups, []);
    assert.ok(grouped.nodes.every(({ group }) => group === undefined));
    assert.equal(grouped.nodes.length, graph.nodes.length);
  });
});

describe('the pods of a graph', () => {
  it('are counted at their workload by default', () => {
    assert.equal(showPods(graph, 'auto'), graph);
  });

  it('have cards on demand, those of a StatefulSet by their names', () => {
    const shown = showPods(graph, 'always');
    const pods = shown.nodes.filter(({ tier }) => tier === 'pod');
    assert.deepEqual(pods.map(({ name }) => name).sort(), [
      'db-0',
      'db-1',
      'db-2',
      'web-… (1)',
      'web-… (1)',
      'web-… (2)',
      'web-… (2)',
    ]);
    assert.equal(new Set(shown.nodes.map(({ id }) => id)).size, shown.nodes.length);
    assert.ok(pods.every(({ id }) => shown.edges.some((one) => one.kind === 'runs' && one.target === id)));
    assert.equal(shown.nodes.find(({ id }) => id === 'Deployment/shop/web')?.count, undefined);
    assert.ok(isGraph(shown));
  });

  it('are not told of where nobody wants to know', () => {
    assert.ok(showPods(graph, 'never').nodes.every(({ count }) => count === undefined));
  });
});
