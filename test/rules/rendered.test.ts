import assert from 'node:assert/strict';
import { rules } from '../../src/rules/index.ts';
import { applyEdits } from '../../src/text/edit.ts';
import { parse } from '../../src/yaml/parse.ts';
import { strip } from '../support/annotate.ts';
import { findingsOf } from '../support/check.ts';

/** Each value that stands alone on its line, as a template that gives the same text. */
function templated(text: string): string {
  return text.replaceAll(/^(\s*(?:- )?[\w./-]+: )([\w./-]+)$/gm, (line, key: string, value: string) =>
    /^\s*(?:- )?(?:kind|apiVersion): $/.test(key) ? line : `${key}{{ "${value}" }}`,
  );
}

describe('rules on rendered manifests', () => {
  for (const rule of rules) {
    it(`${rule.id} never edits what a template says`, () => {
      const text = templated(strip(rule.examples.reported));
      const files = { 'Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n', 'templates/all.yaml': text };
      for (const { fixes = [] } of findingsOf(rule, files)) {
        for (const { edits } of fixes) {
          for (const { span } of edits) assert.doesNotMatch(text.slice(span.start, span.end), /\{\{|\}\}/);
        }
      }
    });

    it(`${rule.id} keeps a resource of a kustomization readable`, () => {
      const text = strip(rule.examples.reported);
      const files = { 'kustomization.yaml': 'resources: [all.yaml]\nnamePrefix: a-\n', 'all.yaml': text };
      for (const { fixes = [] } of findingsOf(rule, files)) {
        for (const { edits } of fixes) {
          const after = applyEdits('all.yaml', text, edits);
          assert.ok(parse('all.yaml', after).documents.every(({ problems }) => problems.length === 0));
        }
      }
    });
  }
});
