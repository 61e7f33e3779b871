import assert from 'node:assert/strict';
import { type ScalarTree, spanWithin } from '../../../src/yaml/tree.ts';
import { at, buildOf, deployment, objectOf, place, service, valueAt } from './workspace.ts';

describe('the places of built values', () => {
  it('are in the base for what nobody changes', () => {
    const texts = {
      'o/kustomization.yaml': 'resources: [../b]\nnamespace: prod\n',
      'b/kustomization.yaml': 'resources: [s.yaml]\n',
      'b/s.yaml': service,
    };
    const built = objectOf(buildOf(texts, 'o'), 'Service');
    assert.equal(place(texts, at(built, 'spec', 'ports', 0, 'port')), 'b/s.yaml:8 80');
    assert.equal(place(texts, at(built, 'metadata', 'namespace')), 'o/kustomization.yaml:2 prod (derived)');
  });

  it('are in a patch for what it says', () => {
    const texts = {
      'kustomization.yaml': 'resources: [d.yaml]\npatches:\n- path: p.yaml\n',
      'd.yaml': deployment,
      'p.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 3\n  template: {spec: {containers: [{name: main, image: other}]}}\n',
    };
    const built = objectOf(buildOf(texts), 'Deployment');
    assert.equal(place(texts, at(built, 'spec', 'replicas')), 'p.yaml:5 3');
    const container = at(built, 'spec', 'template', 'spec', 'containers', 0);
    assert.equal(place(texts, at(container, 'image')), 'p.yaml:6 other');
    assert.equal(place(texts, at(container, 'ports', 0, 'containerPort')), 'd.yaml:14 80');
  });

  it('are in the kustomization for an inline patch', () => {
    const texts = {
      'kustomization.yaml': `resources: [s.yaml]
patches:
- patch: |-
    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec:
      type: NodePort
- target: {kind: Service}
  patch: |-
    - op: add
      path: /spec/ports/-
      value: {port: 443, name: https}
- target: {kind: Service}
  patch: '[{"op": "add", "path": "/spec/clusterIP", "value": "None"}]'
`,
      's.yaml': service,
    };
    const built = objectOf(buildOf(texts), 'Service');
    assert.equal(place(texts, at(built, 'spec', 'type')), 'kustomization.yaml:8 NodePort');
    assert.equal(place(texts, at(built, 'spec', 'ports', 1, 'port')), 'kustomization.yaml:13 443');
    assert.equal(place(texts, at(built, 'spec', 'clusterIP')), 'kustomization.yaml:15 "None"');
  });

  it('are the line of a literal or an env file, and the file itself, for what a generator makes', () => {
    const texts = {
      'kustomization.yaml':
        'configMapGenerator:\n- name: c\n  literals:\n  - host=db\n  - \'quoted="x"\'\n  envs: [e.env]\n  files: [key=f.txt]\n',
      'e.env': '# comment\nPORT=5432\n',
      'f.txt': 'one\ntwo\n',
    };
    const built = objectOf(buildOf(texts), 'ConfigMap');
    assert.equal(place(texts, at(built, 'data', 'host')), 'kustomization.yaml:4 db');
    assert.equal(place(texts, at(built, 'data', 'quoted')), 'kustomization.yaml:5 x');
    assert.equal(place(texts, at(built, 'data', 'PORT')), 'e.env:2 5432');
    assert.equal(place(texts, at(built, 'data', 'key')), 'f.txt:1 one\ntwo\n');
    assert.deepEqual(spanWithin(at(built, 'data', 'key') as ScalarTree, 4, 7), { file: 'f.txt', start: 4, end: 7 });
    assert.match(place(texts, at(built, 'metadata', 'name')), /^kustomization.yaml:2 c \(derived\)$/);
  });

  it('stay for a name that only changes, and for references to it', () => {
    const texts = {
      'kustomization.yaml': 'resources: [d.yaml, c.yaml]\nnamePrefix: p-\n',
      'd.yaml': deployment,
      'c.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n',
    };
    const built = buildOf(texts);
    assert.equal(place(texts, at(objectOf(built, 'ConfigMap'), 'metadata', 'name')), 'c.yaml:4 settings (derived)');
    const name = at(
      objectOf(built, 'Deployment'),
      'spec',
      'template',
      'spec',
      'containers',
      0,
      'envFrom',
      0,
      'configMapRef',
      'name',
    );
    assert.equal((name as ScalarTree).value, 'p-settings');
    assert.equal(place(texts, name), 'd.yaml:16 settings (derived)');
  });

  it('are the entry in the kustomization for labels, images and replicas', () => {
    const texts = {
      'kustomization.yaml':
        'resources: [d.yaml]\ncommonLabels:\n  team: a\nimages:\n- name: nginx\n  newTag: "2"\nreplicas:\n- name: web\n  count: 4\n',
      'd.yaml': deployment,
    };
    const built = objectOf(buildOf(texts), 'Deployment');
    assert.equal(
      place(texts, at(built, 'spec', 'selector', 'matchLabels', 'team')),
      'kustomization.yaml:3 a (derived)',
    );
    assert.equal(place(texts, at(built, 'spec', 'selector', 'matchLabels', 'app')), 'd.yaml:6 web');
    assert.equal(place(texts, at(built, 'spec', 'replicas')), 'kustomization.yaml:9 4 (derived)');
    const image = at(built, 'spec', 'template', 'spec', 'containers', 0, 'image');
    assert.equal((image as ScalarTree).value, 'nginx:2');
    assert.equal(place(texts, image), 'kustomization.yaml:6 "2" (derived)');
  });

  it('are those of the source for what a replacement copies', () => {
    const texts = {
      'kustomization.yaml':
        'resources: [s.yaml]\nconfigMapGenerator:\n- name: c\n  literals: [port=8080]\nreplacements:\n- source: {kind: ConfigMap, fieldPath: data.port}\n  targets:\n  - select: {kind: Service}\n    fieldPaths: [spec.ports.0.port]\n',
      's.yaml': service,
    };
    const built = objectOf(buildOf(texts), 'Service');
    assert.equal(valueAt(built, 'spec', 'ports', 0, 'port'), 8080);
    assert.equal(place(texts, at(built, 'spec', 'ports', 0, 'port')), 'kustomization.yaml:4 8080 (derived)');
  });
});
