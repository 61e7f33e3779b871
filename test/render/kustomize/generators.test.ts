import assert from 'node:assert/strict';
import { contentHash } from '../../../src/render/kustomize/hash.ts';
import { parse } from '../../../src/yaml/parse.ts';
import { type MapTree, stringAt, toPlain } from '../../../src/yaml/tree.ts';
import { buildOf, deployment, objectOf, valueAt } from './workspace.ts';

const map = (text: string) => parse('a.yaml', text).documents[0]!.tree as MapTree;

describe('generators', () => {
  it('read env files, literals and files', () => {
    const built = buildOf({
      'kustomization.yaml': `configMapGenerator:
- name: c
  literals: [a=b=c, "q='x'", empty=]
  envs: [e.env]
  files: [dir/f.txt, other=dir/f.txt]
`,
      'e.env': '\uFEFFBOM=1\r\n\n  # no\n  SPACED = x \n',
      'dir/f.txt': 'text\n',
    });
    assert.deepEqual(valueAt(objectOf(built, 'ConfigMap'), 'data'), {
      BOM: '1',
      'SPACED ': ' x ',
      a: 'b=c',
      empty: '',
      'f.txt': 'text\n',
      other: 'text\n',
      q: 'x',
    });
    assert.ok(built.complete);
  });

  it('put bytes that are no text into binaryData, in lines of 70', () => {
    const built = buildOf({
      'kustomization.yaml': 'configMapGenerator: [{name: c, files: [b]}]\n',
      b: new Uint8Array(60).fill(255),
    });
    assert.equal(valueAt(objectOf(built, 'ConfigMap'), 'binaryData', 'b'), `${'/'.repeat(70)}\n${'/'.repeat(10)}\n`);
  });

  it('encode secrets', () => {
    const built = buildOf({ 'kustomization.yaml': 'secretGenerator: [{name: s, literals: [a=é]}]\n' });
    const secret = objectOf(built, 'Secret');
    assert.deepEqual([valueAt(secret, 'data'), valueAt(secret, 'type')], [{ a: 'w6k=' }, 'Opaque']);
  });

  it('name by content, and change the references', () => {
    const built = buildOf({
      'kustomization.yaml': 'resources: [d.yaml]\nconfigMapGenerator: [{name: settings, literals: [a=b]}]\n',
      'd.yaml': deployment,
    });
    const name = stringAt(objectOf(built, 'ConfigMap'), 'metadata', 'name');
    assert.equal(name, 'settings-4h2mbtbbt6');
    const reference = valueAt(objectOf(built, 'Deployment'), 'spec', 'template', 'spec', 'containers', 0, 'envFrom', 0);
    assert.deepEqual(reference, { configMapRef: { name } });
  });

  it('obey options, of which a global true is not undone', () => {
    const built = buildOf({
      'kustomization.yaml': `generatorOptions: {disableNameSuffixHash: true, labels: {a: global, b: global}}
configMapGenerator: [{name: c, options: {labels: {a: own}, annotations: {x: z}, immutable: true, disableNameSuffixHash: false}}]
`,
    });
    assert.deepEqual(toPlain(built.objects[0]!), {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'c', labels: { a: 'own', b: 'global' }, annotations: { x: 'z' } },
      immutable: true,
    });
  });

  it('merge into and replace what a base generates', () => {
    const base = 'configMapGenerator:\n- {name: m, literals: [a=1, b=2]}\n- {name: r, literals: [a=1, b=2]}\n';
    const built = buildOf(
      {
        'base/kustomization.yaml': base,
        'over/kustomization.yaml': `resources: [../base]
configMapGenerator:
- {name: m, behavior: merge, literals: [b=3]}
- {name: r, behavior: replace, literals: [b=3]}
generatorOptions: {disableNameSuffixHash: true}
`,
      },
      'over',
    );
    assert.deepEqual(valueAt(objectOf(built, 'ConfigMap', 'm'), 'data'), { a: '1', b: '3' });
    assert.deepEqual(valueAt(objectOf(built, 'ConfigMap', 'r'), 'data'), { b: '3' });
  });

  it('are incomplete where a value comes from the environment, or a file is absent', () => {
    const built = buildOf({
      'kustomization.yaml': 'configMapGenerator: [{name: c, envs: [e], files: [gone]}]\n',
      e: 'HOME\n',
    });
    assert.deepEqual(built.reasons, ['the value of HOME in e comes from the environment', 'gone is not here']);
  });
});

describe('the hash of a content', () => {
  it('is that of Kubernetes', () => {
    // The first rows of TestConfigMapHash and TestSecretHash in kustomize api/hasher/hasher_test.go.
    assert.equal(contentHash(map('kind: ConfigMap')), '6ct58987ht');
    assert.equal(contentHash(map('{kind: ConfigMap, data: {one: ""}}')), '9g67k2htb6');
    assert.equal(contentHash(map('{kind: ConfigMap, data: {two: "2", one: "", three: "3"}}')), 'f5h7t85m9b');
  });

  it('escapes as Go does', () => {
    assert.equal(contentHash(map('{kind: ConfigMap, data: {a: "<&>é"}}')).length, 10);
    assert.notEqual(
      contentHash(map('{kind: ConfigMap, data: {a: "<"}}')),
      contentHash(map('{kind: ConfigMap, data: {a: ">"}}')),
    );
  });
});
