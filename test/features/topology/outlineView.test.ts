import assert from 'node:assert/strict';
import { outline } from '../../../src/features/topology/outline.ts';
import {
  everything,
  type OutlineFilter,
  type OutlineGrouping,
  pathToShown,
  type ShownNode,
  shownOutline,
} from '../../../src/features/topology/outlineView.ts';
import { workspaceOf } from '../../support/check.ts';

const deployment = (name: string, namespace: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: ${name}, image: ${name}, ports: [{containerPort: 8080}]}]}
`;
const service = (name: string, namespace: string, type = 'ClusterIP') => `apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ${namespace}}
spec: {type: ${type}, selector: {app: ${name}}, ports: [{port: 80, targetPort: 8080}]}
`;
const shop = {
  'web.yaml': `${deployment('web', 'shop')}---\n${service('web', 'shop', 'NodePort')}`,
  'jobs.yaml': deployment('worker', 'shop'),
  'mail.yaml': service('mail', 'post'),
};

describe('the tree of a scope', () => {
  it('is the outline while nothing is asked of it', () => {
    assert.deepEqual(tree(shop, 'namespace', {}), [
      'post not declared in these files',
      '  mail ClusterIP · 80',
      '    80 leads to no pod',
      'shop not declared in these files',
      '  web NodePort · 80',
      '    web Deployment · 1 pod',
      '      80 → 8080',
      '  worker Deployment · 1 pod',
      '    8080 worker',
    ]);
  });

  it('has every object once by kind, also what stands below a Service', () => {
    assert.deepEqual(tree(shop, 'kind', {}, 2), [
      'Deployment 2',
      '  web shop · 1 pod',
      '  worker shop · 1 pod',
      'Service 2',
      '  mail post · ClusterIP · 80',
      '  web shop · NodePort · 80',
    ]);
  });

  it('has the objects of each file in their order', () => {
    assert.deepEqual(tree(shop, 'file', {}, 2), [
      'jobs.yaml',
      '  worker shop · Deployment · 1 pod',
      'mail.yaml',
      '  mail post · ClusterIP · 80',
      'web.yaml',
      '  web shop · Deployment · 1 pod',
      '  web shop · NodePort · 80',
    ]);
  });

  it('keeps what has all the words, with what is below it and the way to it', () => {
    assert.deepEqual(tree(shop, 'namespace', { text: 'nodeport SHOP' }), [
      'shop not declared in these files',
      '  web NodePort · 80',
      '    web Deployment · 1 pod',
      '      80 → 8080',
    ]);
    assert.deepEqual(tree(shop, 'namespace', { text: 'deployment web' }), [
      'shop not declared in these files',
      '  web NodePort · 80',
      '    web Deployment · 1 pod',
      '      80 → 8080',
    ]);
    assert.deepEqual(tree(shop, 'kind', { text: 'worker' }, 2), ['Deployment 1', '  worker shop · 1 pod']);
    assert.deepEqual(tree(shop, 'namespace', { text: 'nothing of this' }), []);
  });

  it('keeps the namespaces that are chosen', () => {
    assert.deepEqual(tree(shop, 'namespace', { namespaces: ['post'] }, 2), [
      'post not declared in these files',
      '  mail ClusterIP · 80',
    ]);
  });

  it('keeps what has a problem', () => {
    const only = { problemsOnly: true };
    assert.deepEqual(tree(shop, 'namespace', only, 3, ['Service/post/mail']), [
      'post not declared in these files',
      '  mail ClusterIP · 80',
      '    80 leads to no pod',
    ]);
    assert.deepEqual(tree(shop, 'file', only, 2, ['Deployment/shop/web']), [
      'web.yaml',
      '  web shop · Deployment · 1 pod',
    ]);
  });

  it('gathers what is more than 200 lines, in portions', () => {
    const many = Object.fromEntries(
      Array.from({ length: 405 }, (_, i) => `s${String(i).padStart(3, '0')}`).map((name) => [
        `${name}.yaml`,
        service(name, 'shop'),
      ]),
    );
    const [namespace] = shown(many, 'namespace', {});
    const first = namespace!.children;
    assert.equal(first.length, 201);
    assert.equal(first[200]!.label, '+ 205 more');
    const second = first[200]!.children;
    assert.deepEqual([second.length, second[200]!.label, second[200]!.children.length], [201, '+ 5 more', 5]);
    const path = pathToShown([namespace!], 'Service/shop/s404');
    assert.deepEqual(
      path.map(({ label }) => label),
      ['shop', '+ 205 more', '+ 5 more', 's404'],
    );
  });
});

function shown(
  files: Readonly<Record<string, string>>,
  grouping: OutlineGrouping,
  filter: Partial<OutlineFilter>,
  problems: readonly string[] = [],
): readonly ShownNode[] {
  const scope = workspaceOf(files).scope();
  assert.ok(scope);
  const whole = { ...everything, ...filter };
  return shownOutline(scope.model.get(outline), grouping, whole, (resource) => problems.includes(resource));
}

function tree(
  files: Readonly<Record<string, string>>,
  grouping: OutlineGrouping,
  filter: Partial<OutlineFilter>,
  depth = 9,
  problems: readonly string[] = [],
): string[] {
  const lines = (nodes: readonly ShownNode[], indent: number): string[] =>
    nodes.flatMap(({ label, description, children }) => [
      `${'  '.repeat(indent)}${label}${description === '' ? '' : ` ${description}`}`,
      ...(indent + 1 < depth ? lines(children, indent + 1) : []),
    ]);
  return lines(shown(files, grouping, filter, problems), 0);
}
