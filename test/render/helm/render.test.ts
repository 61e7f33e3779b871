import assert from 'node:assert/strict';
import { isHook, valuesVariants } from '../../../src/render/helm/render.ts';
import { stringAt, type Tree, toPlain } from '../../../src/yaml/tree.ts';
import { chartOf } from './chartOf.ts';

const show = 'a: {{ toJson .Values | squote }}\nname: {{ .Chart.Name }}\npath: {{ .Template.Name }}\n';

/** The values that each template of `show` saw, by the name of its chart. */
function seen(documents: readonly Tree[]): Record<string, unknown> {
  return Object.fromEntries(documents.map((tree) => [stringAt(tree, 'name'), JSON.parse(stringAt(tree, 'a') ?? '')]));
}

describe('a rendered chart', () => {
  it('is rendered for a release, with what Helm knows of chart and cluster', () => {
    const { documents, complete } = chartOf({
      'templates/a.yaml':
        'name: {{ .Release.Name }}-{{ .Chart.Name }}\nversion: {{ .Chart.AppVersion | quote }}\nin: {{ .Release.Namespace }}\nby: {{ .Release.Service }}\nkube: {{ .Capabilities.KubeVersion.Version }}\n',
    });
    assert.deepEqual(documents.map(toPlain), [
      { name: 'rel-shop', version: '4.5', in: 'ns1', by: 'Helm', kube: 'v1.35.0' },
    ]);
    assert.equal(complete, true);
  });

  it('leaves out notes, partials, CRDs, empty documents and what .helmignore names', () => {
    const { documents, texts } = chartOf({
      '.helmignore': '*.bak\n',
      'templates/NOTES.txt': 'thanks',
      'templates/_a.yaml': 'a: partial',
      'templates/a.yaml.bak': 'a: {{ broken',
      'templates/.hidden.yaml': 'a: hidden',
      'templates/empty.yaml': '{{ if false }}a: 1{{ end }}\n---\n# nothing\n',
      'templates/two.yaml': 'a: 1\n---\na: 2',
      'crds/crd.yaml': 'a: crd',
    });
    assert.deepEqual(documents.map(toPlain), [{ a: 1 }, { a: 2 }]);
    assert.deepEqual(texts.map(({ name }) => name).sort(), ['shop/templates/empty.yaml', 'shop/templates/two.yaml']);
  });

  it('gives a subchart its part of the values, and the globals', () => {
    const { documents } = chartOf({
      'values.yaml': 'global: {zone: a}\nsub: {port: 2, gone: null}\n',
      'templates/a.yaml': show,
      'charts/sub/Chart.yaml': 'name: sub\nversion: 1.0.0\n',
      'charts/sub/values.yaml': 'port: 1\nhost: h\ngone: x\n',
      'charts/sub/templates/a.yaml': show,
    });
    const { shop, sub } = seen(documents) as Record<string, Record<string, unknown>>;
    assert.deepEqual(sub, { port: 2, host: 'h', global: { zone: 'a' } });
    assert.deepEqual(shop?.sub, sub);
  });

  it('switches subcharts off by condition and tag, a condition before a tag', () => {
    const sub = (name: string): Record<string, string> => ({
      [`charts/${name}/Chart.yaml`]: `name: ${name}\nversion: 1.0.0\n`,
      [`charts/${name}/templates/a.yaml`]: show,
    });
    const { documents } = chartOf({
      'Chart.yaml': `name: shop
version: 1.0.0
dependencies:
- {name: cache, version: 1.x, condition: cache.enabled}
- {name: db, version: 1.x, tags: [back]}
- {name: queue, version: 1.x, tags: [back], condition: 'none.at.all,queue.enabled'}
`,
      'values.yaml': 'cache: {enabled: false}\ntags: {back: false}\nqueue: {enabled: true}\n',
      ...sub('cache'),
      ...sub('db'),
      ...sub('queue'),
      ...sub('unlisted'),
    });
    assert.deepEqual(Object.keys(seen(documents)).sort(), ['queue', 'unlisted']);
  });

  it('takes a chart twice under two aliases, and imports the values that it exports', () => {
    const { documents } = chartOf({
      'Chart.yaml': `name: shop
version: 1.0.0
dependencies:
- {name: sub, version: ^1, alias: one, import-values: [data]}
- {name: sub, version: ^1, alias: two, import-values: [{child: deep.er, parent: here}]}
`,
      'values.yaml': 'one: {port: 1}\ntwo: {port: 2}\nown: kept\n',
      'templates/a.yaml': show,
      'charts/sub/Chart.yaml': 'name: sub\nversion: 1.4.2\n',
      'charts/sub/values.yaml': 'exports: {data: {own: lost, added: 1}}\ndeep: {er: {x: 1}}\n',
      'charts/sub/templates/a.yaml': show,
    });
    const values = seen(documents) as Record<string, Record<string, unknown>>;
    assert.deepEqual([values.one?.port, values.two?.port], [1, 2]);
    assert.deepEqual([values.shop?.own, values.shop?.added, values.shop?.here], ['kept', 1, { x: 1 }]);
    assert.deepEqual(documents.map((tree) => stringAt(tree, 'path')).sort(), [
      'shop/charts/one/templates/a.yaml',
      'shop/charts/two/templates/a.yaml',
      'shop/templates/a.yaml',
    ]);
  });

  it('takes definitions, but no objects, of a library chart', () => {
    const { documents } = chartOf({
      'templates/a.yaml': 'a: {{ include "lib.name" . }}',
      'charts/lib/Chart.yaml': 'name: lib\nversion: 1.0.0\ntype: library\n',
      'charts/lib/templates/_name.tpl': '{{ define "lib.name" }}from the library{{ end }}',
      'charts/lib/templates/object.yaml': 'a: never',
    });
    assert.deepEqual(documents.map(toPlain), [{ a: 'from the library' }]);
  });

  it('runs the last name first, so that a template may prepare the values of the others', () => {
    const { documents } = chartOf({
      'templates/a.yaml': 'a: {{ .Values.port }}',
      'templates/zzz.yaml': '{{ $_ := set .Values "port" 7 }}',
    });
    assert.deepEqual(documents.map(toPlain), [{ a: 7 }]);
  });

  it('reads files beside the templates', () => {
    const { documents } = chartOf({
      'conf/a.txt': 'one\ntwo\n',
      'conf/b.txt': 'three',
      'conf/deep/c.txt': 'four',
      'templates/a.yaml':
        'get: {{ .Files.Get "conf/b.txt" }}\nlines: {{ .Files.Lines "conf/a.txt" | toJson }}\ndata:\n{{ (.Files.Glob "conf/*.txt").AsConfig | indent 2 }}\nall: {{ range $path, $_ := .Files.Glob "conf/**" }}{{ $path }},{{ end }}\n',
    });
    assert.deepEqual(documents.map(toPlain), [
      {
        get: 'three',
        lines: ['one', 'two'],
        data: { 'a.txt': 'one\ntwo\n', 'b.txt': 'three' },
        all: 'conf/a.txt,conf/b.txt,conf/deep/c.txt,',
      },
    ]);
  });

  it('lists values files as variants, and lays the chosen one over the defaults', () => {
    const files = {
      'values.yaml': 'a: 1\nb: {c: 2, d: 3}\ne: 5\n',
      'values-prod.yaml': 'a: 9\nb: {c: null}\ne: null\n',
      'ci/basic-values.yaml': '',
      'values.dev.yaml': '',
      'templates/a.yaml': show,
    };
    assert.deepEqual(valuesVariants(new Map(Object.entries(files))), [
      'ci/basic-values.yaml',
      'values-prod.yaml',
      'values.dev.yaml',
    ]);
    const { documents } = chartOf(files, { values: ['values-prod.yaml'] });
    assert.deepEqual(seen(documents).shop, { a: 9, b: { d: 3 } });
  });

  it('knows hooks', () => {
    const { documents } = chartOf({
      'templates/a.yaml': 'metadata: {annotations: {helm.sh/hook: test}}\n---\nmetadata: {name: x}\n',
    });
    assert.deepEqual(documents.map(isHook), [true, false]);
  });

  it('is the same each time, and says which values are random', () => {
    const files = {
      'templates/a.yaml':
        'name: x\npassword: {{ randAlphaNum 10 }}\nhash: {{ include "secret" . | sha256sum }}\nat: {{ now | date "2006" }}\nfixed: {{ randAlpha 5 | len }}\n',
      'templates/_secret.tpl': '{{ define "secret" }}{{ uuidv4 }}{{ end }}',
    };
    const first = chartOf(files);
    assert.deepEqual(first.documents, chartOf(files).documents);
    const [tree] = first.documents;
    const unknown = tree?.kind === 'map' ? tree.entries.filter(({ value }) => first.unknown.has(value)) : [];
    assert.deepEqual(
      unknown.map(({ key }) => key.value),
      ['password', 'hash', 'at'],
    );
  });
});

describe('a chart that cannot be rendered in full', () => {
  it('names the dependencies that are not there, but not those that are switched off', () => {
    const { complete, reasons, documents } = chartOf({
      'Chart.yaml':
        'apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n- {name: db, version: 1.x}\n- {name: cache, version: 1.x, condition: cache.enabled}\n',
      'values.yaml': 'cache: {enabled: false}\n',
      'templates/a.yaml': 'a: 1',
    });
    assert.equal(complete, false);
    assert.deepEqual(reasons, ['the chart depends on db, not found in charts/']);
    assert.equal(documents.length, 1);
  });

  it('keeps the objects of the templates that do not fail', () => {
    const { complete, problems, documents } = chartOf({
      'templates/a.yaml': 'a: {{ fail "no" }}',
      'templates/b.yaml': 'b: 1',
      'templates/c.yaml': 'c: {{ if }}',
    });
    assert.equal(complete, false);
    assert.deepEqual(problems.map(({ span }) => span?.file).sort(), ['templates/a.yaml', 'templates/c.yaml']);
    assert.deepEqual(documents.map(toPlain), [{ b: 1 }]);
  });

  it('reports text that is no YAML where the template wrote it', () => {
    const text = 'a: 1\nb: {{ "[x" }}\n';
    const { complete, problems } = chartOf({ 'templates/a.yaml': text });
    assert.equal(complete, false);
    assert.equal(problems[0]?.span?.file, 'templates/a.yaml');
  });

  it('says why Helm refuses it, and still renders it', () => {
    const manifest = { 'templates/a.yaml': 'a: 1\n' };
    const refused = (chart: string, more: Readonly<Record<string, string>> = {}) =>
      chartOf({ ...manifest, ...more, 'Chart.yaml': chart });
    const old = refused('apiVersion: v2\nname: c\nversion: 1.0.0\nkubeVersion: <1.10.0\n');
    assert.deepEqual(old.reasons, ['the chart is for Kubernetes <1.10.0, and v1.35.0 is assumed']);
    assert.deepEqual(old.documents.map(toPlain), [{ a: 1 }]);
    assert.deepEqual(refused('apiVersion: v2\nname: c\n').reasons, ['Chart.yaml has no version']);
    const subchart = { 'values.yaml': 's: text\n', 'charts/s/Chart.yaml': 'apiVersion: v2\nname: s\nversion: 1.0.0\n' };
    const misplaced = refused('apiVersion: v2\nname: c\nversion: 1.0.0\n', subchart);
    assert.deepEqual(misplaced.reasons, ['the values of s are no map']);
    const fitting = refused('apiVersion: v2\nname: c\nversion: 1.0.0\nkubeVersion: ">=1.20.0-0"\n');
    assert.equal(fitting.complete, true);
  });

  it('does not throw without Chart.yaml, or with broken values', () => {
    assert.equal(chartOf({ 'Chart.yaml': '' }).complete, false);
    assert.equal(chartOf({ 'values.yaml': 'a: [' }).complete, false);
    assert.equal(chartOf({ 'charts/sub/templates/a.yaml': 'a: 1' }).complete, false);
    assert.equal(chartOf({ 'charts/sub-1.0.0.tgz': 'x' }).complete, false);
  });
});
