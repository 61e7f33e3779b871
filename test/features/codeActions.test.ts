import assert from 'node:assert/strict';
import { actionsFor, fixAll } from '../../src/features/codeActions.ts';
import { type Finding, lint } from '../../src/lint/lint.ts';
import { defineRule, type Fix } from '../../src/lint/rule.ts';
import { applyEdits } from '../../src/text/edit.ts';
import { type Files, workspaceOf } from '../support/check.ts';

/** Reports every text that has `bad` in it, wherever it stands. */
const badText = defineRule({
  id: 'bad-text',
  subject: 'Manifests',
  severity: 'warning',
  summary: '',
  why: '',
  examples: { reported: '', accepted: '' },
  reads: ['configMaps', 'resources'],
  check: ({ configMaps }) =>
    configMaps.flatMap(({ data }) =>
      [...data.values()].flatMap(({ value, span, segments }) => {
        if (!value.includes('bad')) return [];
        const start = segments ? segments.at(-1)![1] : span.start;
        return [{ span: { ...span, start }, message: 'bad', resource: '' }];
      }),
    ),
});

const map = (data: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n${data}`;

/** The texts after each action that ignores the first finding, by its title; and that each leaves nothing to find. */
function ignored(path: string, text: string): Record<string, string> {
  const files: Files = { [path]: text };
  const workspace = workspaceOf(files);
  const [finding] = lint(workspace, [badText]).findings;
  assert.ok(finding);
  const after: Record<string, string> = {};
  for (const { title, kind, edits } of actionsFor(workspace, finding)) {
    assert.equal(kind, 'ignore');
    const changed = applyEdits(path, text, edits);
    const left = lint(workspaceOf({ [path]: changed }), [badText]).findings;
    assert.deepEqual(left, [], `"${title}" leaves nothing`);
    after[title] = changed;
  }
  return after;
}

describe('ignoring a finding', () => {
  it('puts a comment above its line, its document, or the file', () => {
    const text = `${map('  x: good\n')}---\n${map('  a: bad\n')}`;
    const above = text.lastIndexOf('  a: bad');
    const document = text.indexOf('---\n') + 4;
    const insert = (at: number, comment: string) => `${text.slice(0, at)}${comment}\n${text.slice(at)}`;
    assert.deepEqual(ignored('a.yaml', text), {
      'Ignore bad-text on this line': insert(above, '  # podpath-ignore bad-text: '),
      'Ignore bad-text in this document': insert(document, '# podpath-ignore-document bad-text: '),
      'Ignore bad-text in this file': insert(0, '# podpath-ignore-file bad-text: '),
    });
  });

  it('keeps the line ends of the file', () => {
    const text = map('  a: bad\n').replaceAll('\n', '\r\n');
    for (const after of Object.values(ignored('a.yaml', text)))
      assert.equal(after.replaceAll('\r\n', '').includes('\n'), false);
  });

  for (const style of ['|', '>-']) {
    it(`puts no comment into a block of text (${style})`, () => {
      assert.deepEqual(Object.keys(ignored('a.yaml', map(`  a: ${style}\n    first\n    bad\n`))), [
        'Ignore bad-text in this document',
        'Ignore bad-text in this file',
      ]);
    });
  }

  it('puts no comment into JSON, which has none', () => {
    const text = '{"apiVersion": "v1", "kind": "ConfigMap", "data": {"a": "bad"}}';
    assert.deepEqual(ignored('a.json', text), {});
  });

  it('comes after the fixes, which say which of them is preferred', () => {
    const workspace = workspaceOf(map('  a: bad\n'));
    const fixes: Fix[] = [
      { title: 'One', edits: [], preferred: true },
      { title: 'Two', edits: [] },
    ];
    const finding: Finding = { ...lint(workspace, [badText]).findings[0]!, fixes };
    assert.deepEqual(
      actionsFor(workspace, finding)
        .slice(0, 3)
        .map(({ title, kind, preferred }) => [title, kind, preferred]),
      [
        ['One', 'fix', true],
        ['Two', 'fix', false],
        ['Ignore bad-text on this line', 'ignore', false],
      ],
    );
  });
});

describe('fixing all', () => {
  const fix = (start: number, end: number, text: string, file = 'a.yaml', preferred = true): Finding => ({
    rule: 'a',
    severity: 'error',
    message: '',
    resource: '',
    scopes: [],
    span: { file, start, end },
    fixes: [{ title: '', edits: [{ span: { file, start, end }, text }], ...(preferred ? { preferred: true } : {}) }],
  });
  const texts = (...findings: readonly Finding[]) => fixAll(findings).map(({ text }) => text);

  it('takes the preferred fixes only', () => {
    assert.deepEqual(texts(fix(0, 1, 'a'), fix(2, 3, 'b', 'a.yaml', false)), ['a']);
    assert.deepEqual(fixAll([{ ...fix(0, 1, 'a'), fixes: [] }]), []);
  });

  it('takes the first of those that overlap or touch, and all of other files', () => {
    assert.deepEqual(texts(fix(0, 4, 'a'), fix(3, 6, 'b'), fix(4, 4, 'c'), fix(7, 8, 'd')), ['a', 'd']);
    assert.deepEqual(texts(fix(0, 4, 'a'), fix(0, 4, 'b', 'b.yaml')), ['a', 'b']);
  });

  it('takes all edits of a fix, or none', () => {
    const both: Finding = {
      ...fix(0, 1, 'x'),
      fixes: [
        { title: '', preferred: true, edits: [...fix(5, 6, 'x').fixes![0]!.edits, ...fix(0, 1, 'y').fixes![0]!.edits] },
      ],
    };
    assert.deepEqual(texts(fix(0, 1, 'a'), both), ['a']);
  });
});
