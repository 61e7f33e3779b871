import assert from 'node:assert/strict';
import { build } from '../../../src/render/kustomize/build.ts';
import { stringAt } from '../../../src/yaml/tree.ts';
import { buildOf, deployment, filesOf, objectOf, service, valueAt } from './workspace.ts';

const names = (built: ReturnType<typeof buildOf>) => built.objects.map((tree) => stringAt(tree, 'metadata', 'name'));

describe('building a kustomization', () => {
  it('takes the objects of files and of folders, with lists taken apart', () => {
    const built = buildOf(
      {
        'app/kustomization.yaml': 'resources: [all.yaml, ../base]\nbases: [../old]\n',
        'app/all.yaml': `kind: List\nitems: [{kind: Pod, metadata: {name: a}}]\n---\n# nothing\n---\nkind: Pod\nmetadata: {name: b}\n`,
        'base/kustomization.yml': 'resources: [c.yaml]\n',
        'base/c.yaml': 'kind: Pod\nmetadata: {name: c}\n',
        'old/Kustomization': 'resources: [d.yaml]\n',
        'old/d.yaml': 'kind: Pod\nmetadata: {name: d}\n',
      },
      'app',
    );
    assert.deepEqual([...names(built)].sort(), ['a', 'b', 'c', 'd']);
    assert.ok(built.complete);
    assert.deepEqual(built.problems, []);
  });

  it('applies a component to what its parent has', () => {
    const built = buildOf({
      'kustomization.yaml': 'resources: [service.yaml]\ncomponents: [part]\n',
      'service.yaml': service,
      'part/kustomization.yaml':
        'kind: Component\npatches:\n- target: {kind: Service}\n  patch: \'[{"op": "add", "path": "/spec/type", "value": "NodePort"}]\'\n',
    });
    assert.equal(valueAt(objectOf(built, 'Service'), 'spec', 'type'), 'NodePort');
  });

  it('leaves out objects that are for tools only, after their names were used', () => {
    const built = buildOf({
      'kustomization.yaml': 'resources: [a.yaml]\nnamePrefix: x-\n',
      'a.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: settings, annotations: {config.kubernetes.io/local-config: "true"}}
---
apiVersion: v1
kind: Pod
metadata: {name: p}
spec: {containers: [{name: c, envFrom: [{configMapRef: {name: settings}}]}]}
`,
    });
    assert.deepEqual(names(built), ['x-p']);
    assert.equal(
      valueAt(built.objects[0]!, 'spec', 'containers', 0, 'envFrom', 0, 'configMapRef', 'name'),
      'x-settings',
    );
  });

  it('reads yes and dates as kustomize does, which is not as Kubernetes does', () => {
    const built = buildOf({
      'kustomization.yaml': 'resources: [a.yaml]\n',
      'a.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  on: yes\n  date: 2020-01-02\n  mode: 0777\n',
    });
    assert.deepEqual(valueAt(built.objects[0]!, 'data'), { on: 'yes', date: '2020-01-02T00:00:00Z', mode: 511 });
  });

  it('keeps the local part beside a remote base, and says what is missing', () => {
    const built = buildOf({
      'kustomization.yaml': 'resources: [service.yaml, "github.com/org/repo//base?ref=v1"]\nhelmCharts: [{name: x}]\n',
      'service.yaml': service,
    });
    assert.deepEqual(names(built), ['web']);
    assert.equal(built.complete, false);
    assert.deepEqual(built.reasons, [
      'github.com/org/repo//base?ref=v1 is remote',
      'helmCharts of kustomization.yaml is not rendered',
    ]);
    assert.deepEqual(built.problems, []);
  });

  it('says what kustomize would refuse, at its place', () => {
    const texts = {
      'kustomization.yaml': 'resources: [service.yaml, gone.yaml]\nnamePrefixes: x\npatches:\n- path: none.yaml\n',
      'service.yaml': service,
    };
    const built = buildOf(texts);
    const said = built.problems.map(({ message, span }) => [
      message,
      span && texts['kustomization.yaml'].slice(span.start, span.end),
    ]);
    assert.deepEqual(said, [
      ['a kustomization has no field namePrefixes', 'namePrefixes'],
      ['no file or kustomization gone.yaml', 'gone.yaml'],
      ['no file none.yaml', 'none.yaml'],
    ]);
  });

  it('ends where a kustomization uses itself', () => {
    const built = buildOf(
      { 'a/kustomization.yaml': 'resources: [../b]\n', 'b/kustomization.yaml': 'resources: [../a]\n' },
      'a',
    );
    assert.deepEqual(
      built.problems.map(({ message }) => message),
      ['a uses itself'],
    );
  });

  it('names the files that it read, and those that it asked for in vain', () => {
    const { reads } = buildOf({
      'kustomization.yaml': 'resources: [base, service.yaml]\n',
      'service.yaml': service,
      'base/Kustomization': 'x: y\n',
    });
    for (const path of ['kustomization.yaml', 'kustomization.yml', 'service.yaml', 'base', 'base/kustomization.yaml']) {
      assert.ok(reads.includes(path), path);
    }
  });

  it('is the same value while its files are, and shares what a build leaves alone', () => {
    const texts = {
      'kustomization.yaml': 'resources: [base]\n',
      'base/kustomization.yaml': 'resources: [a.yaml]\n',
      'base/a.yaml': deployment,
    };
    const files = filesOf(texts);
    const first = build('', files);
    assert.equal(build('.', files), first);
    assert.equal(first.objects[0], files.read('base/a.yaml')!.documents[0]!.tree);
    const changed = filesOf({ ...texts, 'base/a.yaml': service });
    const mixed = { read: (path: string) => (path === 'base/a.yaml' ? changed : files).read(path) };
    assert.equal(stringAt(build('', mixed).objects[0], 'kind'), 'Service');
    assert.equal(build('', files).objects[0], first.objects[0]);
  });

  it('throws nothing, wherever a kustomization is cut', function () {
    this.timeout(20_000);
    const kustomization = `resources: [service.yaml]
namespace: a
labels: [{pairs: {x: "1"}, includeSelectors: true}]
patches:
- target: {kind: Service}
  patch: |-
    - op: replace
      path: /spec/ports/0/port
      value: 81
configMapGenerator: [{name: c, literals: [a=b], files: [service.yaml], envs: [service.yaml]}]
images: [{name: "(", newTag: b}]
replacements: [{source: {kind: Service}, targets: [{select: {kind: ConfigMap}, fieldPaths: ["data.[x", "data.*.y"]}]}]
vars: [{name: V, objref: {kind: Service}}]
transformers: ["kind: X", {}]
`;
    for (let end = 0; end <= kustomization.length; end += 17) {
      buildOf({ 'kustomization.yaml': kustomization.slice(0, end), 'service.yaml': service });
    }
  });
});
