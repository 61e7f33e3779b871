import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { fixAll } from '../src/features/codeActions.ts';
import { type Finding, lint } from '../src/lint/lint.ts';
import type { Rule } from '../src/lint/rule.ts';
import type { Workspace } from '../src/model/workspace.ts';
import { rules } from '../src/rules/index.ts';
import { applyEdits } from '../src/text/edit.ts';
import { parse } from '../src/yaml/parse.ts';
import { annotate, strip } from './support/annotate.ts';
import { findingsOf, markOf, workspaceOf } from './support/check.ts';

const ids = rules.map(({ id }) => id);

describe('every rule', () => {
  it('is listed, and named as its file', () => {
    const files = readdirSync(new URL('../src/rules', import.meta.url))
      .filter((name) => name.endsWith('.ts') && name.includes('-'))
      .map((name) => name.slice(0, -3));
    assert.deepEqual([...ids].sort(), files.sort());
    assert.equal(new Set(ids).size, ids.length);
  });

  for (const rule of rules) {
    describe(rule.id, () => {
      const text = strip(rule.examples.reported);
      // Read once for all that is asked of it.
      let example: Workspace;
      before(() => {
        example = workspaceOf(text);
      });
      const found = () => lint(example, [rule], { rules: { [rule.id]: 'default' } }).findings;

      it('reports its first example as marked', () => {
        const marked = annotate(text, found().map(markOf));
        assert.ok(found().length > 0);
        if (process.env.UPDATE) rewrite(rule, marked);
        else assert.equal(marked, rule.examples.reported);
      });

      it('accepts its second example', () => {
        assert.deepEqual(findingsOf(rule, rule.examples.accepted).map(markOf), []);
      });

      it('writes messages in the house style', () => {
        for (const { message } of found()) {
          assert.doesNotMatch(message, /\.$/);
          assert.doesNotMatch(message, /\bshould\b/);
        }
      });

      it('has fixes that remove the finding, add none of any rule, and keep the YAML readable', () => {
        const before = found();
        if (before.every(({ fixes }) => !fixes?.length)) return;
        const known = new Set(weighty(example).map(nameOf));
        for (const { title, edits } of before.flatMap(({ fixes }) => fixes ?? [])) {
          const after = applyEdits('manifest.yaml', text, edits);
          assert.ok(isReadable(after), `"${title}" keeps the YAML readable:\n${after}`);
          const mended = workspaceOf(after);
          const left = lint(mended, [rule], { rules: { [rule.id]: 'default' } }).findings;
          assert.ok(
            left.length < before.length,
            `"${title}" removes its finding:\n${annotate(after, left.map(markOf))}`,
          );
          const added = weighty(mended).filter((finding) => finding.rule !== rule.id && !known.has(nameOf(finding)));
          assert.deepEqual(added.map(nameOf), [], `"${title}" adds no finding`);
        }
      });

      it('has preferred fixes that can all be applied together', () => {
        const edits = fixAll(lint(example, rules, { rules: { [rule.id]: 'default' } }).findings);
        const after = applyEdits('manifest.yaml', text, edits);
        assert.ok(isReadable(after), `the YAML stays readable:\n${after}`);
      });

      it('throws nothing when its examples are cut anywhere', () => {
        for (const whole of [text, strip(rule.examples.accepted)]) {
          for (const at of cutsOf(whole)) {
            findingsOf(rule, whole.slice(0, at));
            findingsOf(rule, whole.slice(at));
          }
        }
      });
    });
  }

  it('reports the same whatever the order of the files', () => {
    const files = Object.fromEntries(rules.map(({ id, examples }) => [`${id}/a.yaml`, strip(examples.reported)]));
    const reversed = Object.fromEntries(Object.entries(files).reverse());
    const all = { rules: { '*': 'default' } } as const;
    assert.deepEqual(lint(workspaceOf(files), rules, all).findings, lint(workspaceOf(reversed), rules, all).findings);
  }).timeout(30_000);
});

/** Where a text is cut: at two places, others in each run; everywhere with `THOROUGH=1`. */
function cutsOf(text: string): readonly number[] {
  return process.env.THOROUGH ? Array.from(text, (_, at) => at) : fc.sample(fc.nat(text.length), 2);
}

function isReadable(text: string): boolean {
  return parse('manifest.yaml', text).documents.every(({ problems }) => problems.length === 0);
}

/** What all rules report as a warning or an error. */
function weighty(workspace: Workspace): Finding[] {
  const { findings } = lint(workspace, rules);
  return findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
}

/** A finding without its place, which edits move. */
function nameOf({ rule, resource, message }: Finding): string {
  return `${rule} of ${resource}: ${message}`;
}

/** `UPDATE=1`: the marks of an example as they are now; the reviewer reads the difference. */
function rewrite({ id, examples }: Rule, text: string): void {
  const url = new URL(`../src/rules/${id}.ts`, import.meta.url);
  const escaped = (raw: string) => raw.replaceAll('`', '\\`').replaceAll('${', '\\${');
  writeFileSync(
    url,
    readFileSync(url, 'utf8').replace(escaped(examples.reported), () => escaped(text)),
  );
}
