import assert from 'node:assert/strict';
import { calleesOf, callersOf } from '../../../src/features/calls.ts';
import { graphOfScope } from '../../../src/features/graph/from/graphOf.ts';
import { detailsOfEdge, detailsOfNode } from '../../../src/features/topology/details.ts';
import { difference } from '../../../src/features/topology/difference.ts';
import { type OutlineNode, outline, pathTo } from '../../../src/features/topology/outline.ts';
import { nameSpanOf, resourceAt, resourcesById } from '../../../src/features/topology/places.ts';
import { portsOf, traceOnGraph } from '../../../src/features/topology/reachability.ts';
import { lineOfObject, plainRendering, plainScope, renderedText } from '../../../src/features/topology/rendered.ts';
import { trace } from '../../../src/model/trace.ts';
import { workspaceOf } from '../../support/check.ts';

const shop = `apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: web, ports: [{name: http, containerPort: 8080}]}]}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: report, namespace: shop}
spec:
  schedule: '@daily'
  jobTemplate:
    spec:
      template:
        metadata: {labels: {app: report}}
        spec:
          restartPolicy: Never
          containers: [{name: report, image: report, env: [{name: WEB_URL, value: 'http://web'}]}]
`;

const deny = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed, namespace: shop}
spec:
  podSelector: {}
  policyTypes: [Ingress]
`;

function scopeOf(...texts: readonly string[]) {
  const scope = workspaceOf(Object.fromEntries(texts.map((text, i) => [`shop/${i}.yaml`, text]))).scope();
  assert.ok(scope);
  return scope;
}

describe('the outline of a scope', () => {
  const lines = (nodes: readonly OutlineNode[], indent = ''): string[] =>
    nodes.flatMap(({ label, description, children }) => [
      `${indent}${label}: ${description}`,
      ...lines(children, `${indent}  `),
    ]);

  it('has Services with their pods and ports, and other workloads beside them', () => {
    assert.deepEqual(lines(scopeOf(shop, deny).model.get(outline)), [
      'shop: not declared in these files',
      '  web: ClusterIP · 80',
      '    web: Deployment · 3 pods',
      '      http 80: → 8080',
      '  report: CronJob',
      '  closed: NetworkPolicy',
    ]);
  });

  it('has one id for each line, the same after an edit elsewhere', () => {
    const ids = (nodes: readonly OutlineNode[]): string[] =>
      nodes.flatMap(({ id, children }) => [id, ...ids(children)]);
    const before = ids(scopeOf(shop).model.get(outline));
    assert.equal(new Set(before).size, before.length);
    assert.deepEqual(
      ids(scopeOf(shop, deny).model.get(outline)).filter((id) => !id.includes('NetworkPolicy')),
      before,
    );
  });

  it('leads to an object from the top', () => {
    const path = pathTo(scopeOf(shop).model.get(outline), 'Deployment/shop/web');
    assert.deepEqual(
      path.map(({ label }) => label),
      ['shop', 'web', 'web'],
    );
    assert.deepEqual(pathTo(scopeOf(shop).model.get(outline), 'Deployment/shop/other'), []);
  });
});

describe('places of objects', () => {
  it('are found from the text and back', () => {
    const { model } = scopeOf(shop);
    const span = nameSpanOf(model, 'Deployment/shop/web');
    assert.ok(span);
    assert.equal(shop.slice(span.start, span.end), 'web');
    assert.equal(resourceAt(model, 'shop/0.yaml', span.start)?.kind, 'Deployment');
    assert.equal(resourceAt(model, 'shop/1.yaml', 0), undefined);
    assert.equal(nameSpanOf(model, 'Internet'), undefined);
  });
});

describe('a place in a patch', () => {
  it('belongs to the object that takes something from there', () => {
    const patch =
      'apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {selector: {app: wbe}}\n';
    const kustomization = 'resources: [web.yaml]\npatches: [{path: patch.yaml}]\n';
    const scope = workspaceOf({ 'kustomization.yaml': kustomization, 'web.yaml': shop, 'patch.yaml': patch }).scope()!;
    assert.equal(resourceAt(scope.model, 'patch.yaml', patch.indexOf('wbe'))?.kind, 'Service');
    assert.equal(resourceAt(scope.model, 'patch.yaml', 0)?.kind, undefined);
  });
});

describe('the details of a card', () => {
  const context = { findings: [], whyOf: () => undefined, placeText: () => 'here', lineText: () => 'text' };

  it('tell the ports, names and users of a Service', () => {
    const found = detailsOfNode(scopeOf(shop), 'Service/shop/web', context);
    const sections = Object.fromEntries(
      found!.details.sections.map(({ title, rows }) => [title, rows.map(({ label, value }) => `${label}: ${value}`)]),
    );
    assert.deepEqual(sections.Ports, ['80 (http): 8080 of Deployment web']);
    assert.deepEqual(sections['Used by'], ['report: TCP 8080']);
    assert.ok(sections.Names?.includes('web.shop.svc.cluster.local: full name'));
    assert.equal(detailsOfNode(scopeOf(shop), 'Service/shop/none', context), undefined);
  });

  it('say which policy decides about a line, and lead there', () => {
    const scope = scopeOf(shop, deny);
    const edge = graphOfScope('connections', scope, []).edges.find(({ verdict }) => verdict === 'denied');
    assert.ok(edge);
    const { details, spans } = detailsOfEdge(scope, edge, context);
    assert.match(JSON.stringify(details.sections), /closed isolates it for ingress/);
    assert.ok(spans.some(({ file }) => file === 'shop/1.yaml'));
  });
});

describe('a difference', () => {
  it('marks what is new, gone and changed, and counts verdicts that are others', () => {
    const before = graphOfScope('connections', scopeOf(shop), []);
    const after = graphOfScope('connections', scopeOf(shop.replace('replicas: 3', 'replicas: 5'), deny), []);
    const { graph, count } = difference(before, after);
    assert.equal(graph.nodes.find(({ id }) => id === 'Deployment/shop/web')?.change, 'changed');
    assert.deepEqual(count.verdicts, ['CronJob/shop/report to Deployment/shop/web: allowed before, denied now']);
    const gone = difference(before, { ...before, nodes: [], edges: [] });
    assert.deepEqual([...new Set(gone.graph.nodes.map(({ change }) => change))], ['removed']);
    const same = difference(before, before);
    assert.deepEqual([same.count.added, same.count.removed, same.count.changed], [0, 0, 0]);
  });
});

describe('a difference of rows', () => {
  it('marks the ports that came, went and lead elsewhere', () => {
    const of = (ports: string) => {
      const graph = graphOfScope(
        'routing',
        scopeOf(shop.replace('[{name: http, port: 80, targetPort: http}]', ports)),
        [],
      );
      return graph;
    };
    const { graph } = difference(
      of('[{name: a, port: 80}, {name: b, port: 81}, {name: c, port: 82}]'),
      of('[{name: a, port: 80}, {name: b, port: 91}, {name: d, port: 83}]'),
    );
    const rows = graph.nodes.find(({ id }) => id === 'Service/shop/web')?.rows ?? [];
    assert.deepEqual(
      rows.map(({ id, change }) => `${id}: ${change ?? 'same'}`),
      ['a: same', 'b: changed', 'd: added', 'c: removed'],
    );
  });
});

describe('a trace on a graph', () => {
  it('names only cards and lines that are drawn', () => {
    const scope = scopeOf(shop);
    const { inputs } = scope.model;
    const source = {
      kind: 'workload' as const,
      workload: inputs.workloads.find(({ name }) => name.value === 'report')!,
    };
    const destination = { kind: 'service' as const, service: inputs.services[0]! };
    assert.deepEqual(portsOf(destination), [{ port: 80, protocol: 'TCP', label: '80 TCP (http)' }]);
    const graph = graphOfScope('routing', scope, []);
    const shown = traceOnGraph(trace(scope.model, { source, destination, port: 80 }), graph);
    assert.equal(shown.verdict, 'allowed');
    const nodes = new Set(graph.nodes.map(({ id }) => id));
    assert.ok(shown.hops.every((hop) => hop.nodes.every((id) => nodes.has(id))));
    assert.ok(shown.hops.some((hop) => hop.nodes.includes('Service/shop/web')));
  });
});

describe('calls', () => {
  it('lead from a workload to the Services that it names, and back', () => {
    const scope = scopeOf(shop);
    const of = (id: string) => scope.model.get(resourcesById).get(id)!;
    assert.deepEqual(
      callersOf(scope, of('Service/shop/web')).map(({ row }) => row.name.value),
      ['report'],
    );
    assert.deepEqual(
      calleesOf(scope, of('CronJob/shop/report')).map(({ row, detail }) => `${row.kind} ${row.name.value}: ${detail}`),
      ['Service web: TCP 8080, allowed'],
    );
    assert.deepEqual(
      calleesOf(scope, of('Service/shop/web')).map(({ row }) => row.kind),
      ['Deployment'],
    );
  });
});

describe('rendered manifests', () => {
  it('say where each object comes from', () => {
    const text = renderedText(scopeOf(shop), ({ file }) => file);
    assert.match(text, /# CronJob\/shop\/report from shop\/0\.yaml\napiVersion: batch\/v1/);
    const line = lineOfObject(text, 'Deployment/shop/web');
    assert.match(text.split('\n')[line]!, /Deployment\/shop\/web/);
    assert.equal(lineOfObject(text, 'Deployment/shop/none'), 0);
  });

  it('compare equal with the same objects in another order and form', () => {
    const [service, ...rest] = shop.split('---\n');
    assert.equal(plainRendering([...rest, service].join('---\n')), plainScope(scopeOf(shop)));
    assert.notEqual(plainRendering(shop.replace('port: 80', 'port: 81')), plainScope(scopeOf(shop)));
  });
});
