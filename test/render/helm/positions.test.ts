import assert from 'node:assert/strict';
import { descend, type ScalarTree, spanWithin, type Tree } from '../../../src/yaml/tree.ts';
import { chartOf } from './chartOf.ts';

const template = `{{ define "labels" }}
app: web
{{- end }}
{{- define "selector" }}
    app: web
{{- end }}
kind: Service
metadata:
  name: {{ .Release.Name }}-web
  labels: {{- include "labels" . | nindent 4 }}
spec:
  {{- if true }}
  type: ClusterIP
  {{- end }}
  ports:
    - port: 80 # literal
      targetPort: {{ .Values.port }}
  selector:
    {{- template "selector" . }}
data: |
  one
  two
`;

const { documents } = chartOf(
  { 'values.yaml': 'port: 8080\n', 'templates/a.yaml': template },
  { root: 'charts/shop/' },
);

function at(...path: string[]): ScalarTree {
  const tree = descend(documents[0], ...path);
  assert.equal(tree?.kind, 'scalar');
  return tree as ScalarTree;
}

const text = (tree: Tree): string => template.slice(tree.span.start, tree.span.end);

describe('the places of rendered values', () => {
  it('are exact where the text is literal', () => {
    assert.equal(text(at('spec', 'type')), 'ClusterIP');
    assert.equal(at('spec', 'type').derived, undefined);
    assert.equal(at('spec', 'type').span.file, 'charts/shop/templates/a.yaml');
  });

  it('are the action where the text was printed', () => {
    const ports = descend(documents[0], 'spec', 'ports');
    assert.equal(ports?.kind, 'sequence');
    const port = ports?.kind === 'sequence' ? descend(ports.items[0], 'targetPort') : undefined;
    assert.equal(text(port!), '{{ .Values.port }}');
    assert.equal(port?.derived, true);
  });

  it('reach over both where a value is part literal', () => {
    assert.equal(text(at('metadata', 'name')), '{{ .Release.Name }}-web');
    assert.equal(at('metadata', 'name').derived, true);
  });

  it('are the include for what a named template gave', () => {
    assert.equal(text(at('metadata', 'labels', 'app')), '{{- include "labels" . | nindent 4 }}');
  });

  it('are within the named template where it was run in place', () => {
    const { span, derived } = at('spec', 'selector', 'app');
    assert.equal(span.start, template.indexOf('web', template.indexOf('define "selector"')));
    assert.equal(derived, undefined);
  });

  it('hold for parts of a literal block', () => {
    const data = at('data');
    const { start, end } = spanWithin(data, 4, 7);
    assert.equal(template.slice(start, end), 'two');
  });

  it('are exact for literal keys', () => {
    const [tree] = documents;
    const key = tree?.kind === 'map' ? tree.entries[0]?.key : undefined;
    assert.equal(template.slice(key!.span.start, key!.span.end), 'kind');
    assert.equal(key?.derived, undefined);
  });
});
