import assert from 'node:assert/strict';
import { classify, type FileKind, isObject, isTemplated, maxFileSize } from '../../src/model/classify.ts';
import { SourceFile } from '../../src/model/file.ts';
import { parse } from '../../src/yaml/parse.ts';

const what = (path: string, text: string) => classify(new SourceFile(path, text));
const manifest = 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\n';

describe('a file', () => {
  const kinds: readonly (readonly [name: string, kind: FileKind, path: string, text: string])[] = [
    ['manifest', 'manifest', 'web.yaml', manifest],
    ['manifest in JSON', 'manifest', 'web.json', '{"apiVersion": "v1", "kind": "Service"}'],
    ['manifest in a folder called templates', 'manifest', 'templates/web.yaml', manifest],
    ['manifest behind another document', 'manifest', 'web.yaml', `a: 1\n---\n${manifest}`],
    ['manifest that is half typed', 'manifest', 'web.yaml', `${manifest}spec: {\n`],
    ['kustomization', 'kustomization', 'kustomization.yaml', 'resources: []\n'],
    ['kustomization without an ending', 'kustomization', 'a/Kustomization', ''],
    [
      'kustomization by its kind',
      'kustomization',
      'x.yaml',
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n',
    ],
    ['component', 'component', 'kustomization.yml', 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n'],
    ['chart', 'chart', 'a/Chart.yaml', 'name: a\n'],
    ['Corefile', 'corefile', 'Corefile', '. {\n}\n'],
    ['template', 'template', 'web.yaml', `${manifest}spec:\n{{- if .Values.a }}\n`],
    [
      'template in a value',
      'template',
      'web.yaml',
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}\n',
    ],
    [
      'kubeadm configuration',
      'config',
      'kubeadm.yaml',
      'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n',
    ],
    ['k3s configuration', 'config', 'config.yaml', 'cluster-cidr: 10.42.0.0/16\n'],
    ['Talos configuration', 'config', 'controlplane.yaml', 'machine: {}\ncluster: {}\n'],
    ['values file', 'other', 'values.yaml', 'replicas: 1\n'],
    ['values file with templates', 'other', 'values.yaml', 'cluster-cidr: 10.42.0.0/16\na:\n  {{ b }}\n'],
    ['workflow', 'other', '.github/workflows/ci.yaml', 'on: push\njobs: {}\n'],
    ['OpenAPI file', 'other', 'api.yaml', 'openapi: 3.0.0\ninfo: {version: "1"}\n'],
    ['Skaffold file', 'other', 'skaffold.yaml', 'apiVersion: skaffold/v4beta1\nkind: Config\n'],
    ['file that only speaks of kinds', 'other', 'doc.yaml', 'text: "kind: Service"\n'],
    ['text', 'other', 'README.md', manifest],
    ['binary file', 'other', 'a.yaml', `${manifest}\0`],
    ['empty file', 'other', 'a.yaml', ''],
  ];
  for (const [name, kind, path, text] of kinds) {
    it(`is ${/^[aeiouO]/.test(name) ? 'an' : 'a'} ${name}`, () => {
      assert.equal(what(path, text).kind, kind);
    });
  }

  it('that is too large is not read', () => {
    assert.match(what('a.yaml', manifest + ' '.repeat(maxFileSize)).reason, /5 MB/);
  });

  it('says how many manifests it has', () => {
    assert.equal(what('a.yaml', `${manifest}---\n${manifest}`).reason, '2 manifests');
  });
});

describe('an object of Kubernetes', () => {
  it('has an apiVersion that looks like one, and a kind', () => {
    const isOne = (text: string) => isObject(parse('a.yaml', text).documents[0]?.tree);
    assert.equal(isOne('{apiVersion: apps/v1, kind: Deployment}'), true);
    assert.equal(isOne('{apiVersion: example.org/v1alpha2, kind: Thing}'), true);
    for (const text of [
      '{kind: Deployment}',
      '{apiVersion: apps/v1}',
      '{apiVersion: 3, kind: A}',
      '{apiVersion: apps, kind: A}',
      '{apiVersion: v1, kind: deployment}',
      '[]',
    ]) {
      assert.equal(isOne(text), false, text);
    }
  });
});

describe('a template', () => {
  it('has `{{` where YAML has a line, a key or a value', () => {
    for (const text of ['{{ if a }}\n', '  {{- b }}\n', 'a: {{ b }}\n', '- {{ b }}\n', 'a:\n  - b: {{ c }}\n']) {
      assert.equal(isTemplated(text), true, text);
    }
  });

  it('is none where `{{` is a part of a value', () => {
    for (const text of [
      'a: "{{ b }}"\n',
      "a: '{{ b }}'\n",
      'a: |\n  {{ b }}\nc: 1\n',
      '# {{ b }}\na: 1\n',
      'a: {b: {c: 1}}\n',
      'a: x {{ b }}\n',
    ]) {
      assert.equal(isTemplated(text), false, text);
    }
  });
});
