import assert from 'node:assert/strict';
import { chartOf, printed } from './chartOf.ts';

describe('a Go template', () => {
  const cases: Readonly<Record<string, readonly [template: string, text: string]>> = {
    'trims white space beside its markers': ['a {{- " b " -}} c', 'a b c'],
    'leaves comments out': ['a{{/* x }} */}}{{- /* y */ -}} b', 'ab'],
    'keeps a number that is marked as negative': ['{{ -3 }}', '-3'],
    'passes the result of a command on as last argument': ['{{ "x" | printf "%s-%s" "a" }}', 'a-x'],
    'assigns to an outer variable from within a range': [
      '{{ $n := 0 }}{{ range list 1 2 3 }}{{ $n = . }}{{ end }}{{ $n }}',
      '3',
    ],
    'assigns to an outer variable from within an if': ['{{ $n := 0 }}{{ if true }}{{ $n = 1 }}{{ end }}{{ $n }}', '1'],
    'forgets a variable declared within a block': ['{{ $n := 0 }}{{ if true }}{{ $n := 1 }}{{ end }}{{ $n }}', '0'],
    'ranges over the sorted keys of a map': ['{{ range $k, $v := dict "b" 1 "a" 2 }}{{ $k }}{{ $v }}{{ end }}', 'a2b1'],
    'ranges over a number': ['{{ range $i := 3 }}{{ $i }}{{ end }}', '012'],
    'takes the else of an empty range': ['{{ range list }}x{{ else }}none{{ end }}', 'none'],
    'breaks and continues': [
      '{{ range until 9 }}{{ if eq . 1 }}{{ continue }}{{ end }}{{ if gt . 3 }}{{ break }}{{ end }}{{ . }}{{ end }}',
      '023',
    ],
    'chains else if and else with': [
      '{{ if false }}a{{ else if true }}b{{ end }}{{ with "" }}c{{ else with "d" }}{{ . }}{{ end }}',
      'bd',
    ],
    'stops and at the first that is not true': ['{{ if and .Values.no .Values.no.field }}a{{ else }}b{{ end }}', 'b'],
    'stops or at the first that is true': ['{{ or "a" .Values.no.field }}', 'a'],
    'prints nothing for a missing value': ['[{{ .Values.no }}]', '[]'],
    'takes a field of a missing value in parentheses for missing': ['[{{ (.Values.no).field }}]', '[]'],
    'calls methods with arguments': ['{{ .Capabilities.APIVersions.Has "apps/v1" }}', 'true'],
    'reads raw strings': ['{{ `{{ $labels.pod }}` }}', '{{ $labels.pod }}'],
    'indexes maps and lists': ['{{ index (dict "a" (list 5 6)) "a" 1 }}', '6'],
    'compares what is of one kind': [
      '{{ eq 1 2 1 }} {{ lt "a" "b" }} {{ ge 2.5 2.5 }} {{ ne nil "x" }}',
      'true true true true',
    ],
    'runs text as a template': ['{{ tpl "{{ .Release.Name }}-x" . }}', 'rel-x'],
    'runs a block where it stands': ['{{ block "b" 1 }}[{{ . }}]{{ end }}', '[1]'],
  };
  for (const [name, [template, text]] of Object.entries(cases)) it(name, () => assert.equal(printed(template), text));

  const errors: Readonly<Record<string, readonly [template: string, message: RegExp]>> = {
    'a field of a missing value': ['{{ .Values.no.field }}', /nil pointer evaluating interface \{\}\.field/],
    'a field of a text': ['{{ .Release.Name.x }}', /can't evaluate field x in type string/],
    'values of different kinds compared': ['{{ eq 1 1.0 }}', /incompatible types for comparison/],
    'a number where text is needed': ['{{ trunc 3 7 }}', /expected string; got int/],
    'a function that is not there': ['{{ frobnicate 1 }}', /function "frobnicate" not defined/],
    'a variable that is not there': ['{{ $x }}', /undefined variable "\$x"/],
    'an action without end': ['{{ "a"', /unclosed action/],
    'a block without end': ['{{ if true }}', /unexpected EOF/],
    'a template defined twice in a file': [
      '{{ define "a" }}1{{ end }}{{ define "a" }}2{{ end }}',
      /multiple definition/,
    ],
    'what the chart refuses': ['{{ fail "no such port" }}', /no such port/],
    'a value that is required': ['{{ required "name it" .Values.name }}', /name it/],
  };
  for (const [name, [template, message]] of Object.entries(errors)) {
    it(`reports ${name}`, () => assert.match(printed(template), message));
  }

  it('says where an error is', () => {
    const text = 'a: 1\nb: {{ .Values.no.field }}\n';
    const { problems } = chartOf({ 'templates/a.yaml': text });
    const { file, start, end } = problems[0]!.span!;
    assert.equal(file, 'templates/a.yaml');
    assert.equal(text.slice(start, end), '{{ .Values.no.field }}');
  });

  it('takes the last definition of a name, the chart before its subcharts', () => {
    const { texts } = chartOf({
      'templates/_a.tpl': '{{ define "name" }}own{{ end }}',
      'templates/b.yaml': '{{ include "name" . }}',
      'charts/sub/Chart.yaml': 'name: sub\nversion: 1.0.0\n',
      'charts/sub/templates/_z.tpl': '{{ define "name" }}of the subchart{{ end }}',
    });
    assert.equal(texts[0]?.text, 'own');
  });

  it('ends templates that include each other without end', () => {
    const { complete, problems } = chartOf({
      'templates/a.yaml': '{{ define "a" }}{{ include "a" . }}{{ end }}{{ include "a" . }}',
    });
    assert.equal(complete, false);
    assert.match(problems[0]!.message, /too deeply/);
  });

  it('ends loops that take too long', () => {
    const loop = '{{ range until 5000 }}{{ range until 5000 }}{{ end }}{{ end }}';
    assert.match(printed(loop), /too many steps/);
  });
});
