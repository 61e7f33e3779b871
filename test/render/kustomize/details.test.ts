import assert from 'node:assert/strict';
import { refolded } from '../../../src/render/kustomize/folded.ts';
import { stringAt } from '../../../src/yaml/tree.ts';
import { buildOf, objectOf, valueAt } from './workspace.ts';

/** What a kustomization makes of the objects in `all.yaml`, and of further files. */
function built(kustomization: string, objects: string, files: Readonly<Record<string, string>> = {}) {
  return buildOf({ 'kustomization.yaml': `resources: [all.yaml]\n${kustomization}`, 'all.yaml': objects, ...files });
}

const configMap = (data: string, metadata = '{name: c}') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: ${metadata}\ndata: ${data}\n`;

// Each of these was seen with kubectl 1.33 (kustomize 5.6).
describe('what kustomize does in detail', () => {
  it('writes a patched value in the style of the one before, so that a quoted one stays a text', () => {
    const patch = 'patches:\n- patch: |\n    apiVersion: v1\n    kind: ConfigMap\n    metadata: {name: c}\n';
    const result = built(`${patch}    data: {quoted: true, plain: 7}\n`, configMap('{quoted: "x", plain: x}'));
    assert.deepEqual(valueAt(objectOf(result, 'ConfigMap'), 'data'), { quoted: 'true', plain: 7 });
  });

  it('counts quoted replicas in quotes', () => {
    const objects = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {replicas: "1"}\n';
    const result = built('replicas: [{name: d, count: 3}]\n', objects);
    assert.equal(valueAt(objectOf(result, 'Deployment'), 'spec', 'replicas'), '3');
  });

  it('folds text once more', () => {
    assert.equal(refolded('one\n  two\n  three\nfour\n'), 'one\n\n  two\n  three\nfour\n');
    assert.equal(refolded('  one\ntwo\nthree\n'), '  one\ntwo three\n');
    assert.equal(refolded('one\n\n two'), 'one\n\n\n two');
    assert.equal(refolded('ends in blanks \n  two\n'), 'ends in blanks \n  two\n');
    const result = built('namePrefix: p-\n', configMap('\n  a: >\n    one\n      two\n'));
    assert.equal(valueAt(objectOf(result, 'ConfigMap'), 'data', 'a'), 'one\n\n  two\n');
  });

  it('takes one pair of equal quotes from a literal', () => {
    const result = built(
      `configMapGenerator:\n- name: g\n  literals: ["a='x' y", "b=''x''", 'c="x', 'd="x"', "e='"]\n`,
      configMap('{}'),
    );
    const generated = result.objects.find((tree) => stringAt(tree, 'metadata', 'name')?.startsWith('g-'));
    assert.deepEqual(valueAt(generated!, 'data'), { a: "'x' y", b: "'x'", c: '"x', d: 'x', e: "'" });
  });

  it('reads the names of fields in any case, and imageTags as images', () => {
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: nginx}]}\n';
    const result = buildOf({
      'kustomization.yaml': 'Resources: [all.yaml]\nnameprefix: q-\nimageTags: [{name: nginx, newTag: v2}]\n',
      'all.yaml': pod,
    });
    assert.deepEqual(result.problems, []);
    assert.equal(valueAt(objectOf(result, 'Pod', 'q-p'), 'spec', 'containers', 0, 'image'), 'nginx:v2');
  });

  it('gives metadata to a list that has none', () => {
    assert.deepEqual(valueAt(objectOf(built('', 'apiVersion: v1\nkind: List\n'), 'List'), 'metadata'), {});
  });

  it('makes an empty list of containers that are null', () => {
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: null}\n';
    const result = built('images: [{name: nginx, newTag: v2}]\n', pod);
    assert.deepEqual(valueAt(objectOf(result, 'Pod'), 'spec'), { containers: [] });
  });

  it('shares a label between places that one entry named twice', () => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: s}\n';
    const result = buildOf(
      {
        'base/kustomization.yaml':
          'resources: [s.yaml]\nlabels: [{pairs: {l: a}, includeSelectors: true, fields: [{path: spec/selector, create: true}]}]\n',
        'base/s.yaml': service,
        'top/kustomization.yaml': 'resources: [../base]\nlabels: [{pairs: {l: b}}]\n',
      },
      'top',
    );
    assert.deepEqual(valueAt(objectOf(result, 'Service'), 'spec', 'selector'), { l: 'b' });
  });
});

describe('what kustomize refuses in detail', () => {
  const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: s}\n';

  it('a configuration with a field that it does not know', () => {
    const problems = (config: string) =>
      built('configurations: [c.yaml]\n', service, { 'c.yaml': config }).problems.map(({ message }) => message);
    assert.deepEqual(problems('nameReference: [{kind: Service, name: s, fieldSpecs: [{path: a, kind: B}]}]\n'), [
      'a configuration has no field name',
    ]);
    assert.deepEqual(problems('nameReferences: []\n'), ['a configuration has no field nameReferences']);
    assert.deepEqual(problems('namespace: [{path: a/b, kind: C, group: d, version: v1, create: true}]\n'), []);
  });

  it('another OpenAPI than the one that it has', () => {
    assert.equal(built('openapi: {version: v1.20.4}\n', service).problems.length, 1);
    assert.equal(built('openapi: {version: v1.21.2}\n', service).problems.length, 0);
  });
});

describe('JSON patches in detail', () => {
  const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: s}\n';
  const patched = (operations: string, field = 'patches') =>
    built(`${field}:\n- target: {version: v1, kind: Service, name: s}\n  patch: |\n    ${operations}\n`, service);

  it('find annotations to add to, where kustomize notes the name before', () => {
    const result = patched('- {op: add, path: /metadata/annotations/a, value: b}');
    assert.deepEqual(valueAt(objectOf(result, 'Service'), 'metadata'), { name: 's', annotations: { a: 'b' } });
    assert.equal(patched('- {op: add, path: /metadata/annotations/a, value: b}', 'patchesJson6902').problems.length, 1);
  });

  it('make texts of annotations, as JSON has them', () => {
    const result = patched('- {op: add, path: /metadata/annotations, value: {a: yes, b: 0777, c: {d: e}, f: null}}');
    assert.deepEqual(valueAt(objectOf(result, 'Service'), 'metadata', 'annotations'), {
      a: 'true',
      b: '511',
      c: '',
      f: 'null',
    });
  });

  it('copy null from a key that is not there', () => {
    const result = patched('- {op: copy, from: /spec, path: /status}');
    assert.deepEqual(result.problems, []);
    assert.equal(valueAt(objectOf(result, 'Service'), 'status'), null);
  });

  it('that start with a bracket must be JSON', () => {
    assert.equal(patched('[{op: add, path: /spec, value: {}}]').problems.length, 1);
    assert.equal(patched('[{"op": "add", "path": "/spec", "value": {}}]').problems.length, 0);
  });
});

describe('replacements in detail', () => {
  const replaced = (source: string, target: string, objects: string) =>
    built(`replacements:\n- source: ${source}\n  targets: [${target}]\n`, objects);

  it('empty a scalar that a map or list takes the place of, and copy one to where nothing is', () => {
    const objects =
      'apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {ports: [{port: 80}], type: ClusterIP}\n';
    const target = '{select: {kind: Service}, fieldPaths: [spec.type, spec.more], options: {create: true}}';
    const result = replaced('{kind: Service, fieldPath: spec.ports}', target, objects);
    assert.deepEqual(valueAt(objectOf(result, 'Service'), 'spec'), {
      ports: [{ port: 80 }],
      type: '',
      more: [{ port: 80 }],
    });
  });

  it('select objects of the cluster by the namespace that they say', () => {
    const volume = 'apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: v, namespace: n}\nspec: {x: y}\n';
    const result = replaced('{kind: PersistentVolume}', '{select: {namespace: n}, fieldPaths: [spec.x]}', volume);
    assert.equal(valueAt(objectOf(result, 'PersistentVolume'), 'spec', 'x'), 'v');
  });
});
