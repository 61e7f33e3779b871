import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lint, lintSteps } from '../../src/lint/lint.ts';
import { nameReferences } from '../../src/model/names/references.ts';
import { requiredConnections } from '../../src/model/required.ts';
import { Workspace } from '../../src/model/workspace.ts';
import { rules } from '../../src/rules/index.ts';
import { strip } from '../support/annotate.ts';

/** Manifests of every kind, all rules on. */
const texts = rules.flatMap(({ examples }) => [strip(examples.reported), strip(examples.accepted)]);
const paths = ['a/one.yaml', 'a/two.yaml', 'a/three.yaml', 'a/four.yaml', 'a/five.yaml', 'b/one.yaml', 'b/two.yaml'];
const settings = { rules: { '*': 'default' } } as const;

type Change = (before: string, n: number) => string | undefined;

/** What people do to a file, by a number that says where. */
const changes: readonly Change[] = [
  // Another manifest.
  (_, n) => texts[n % texts.length],
  // One more document.
  (before, n) => `${before}\n---\n${texts[n % texts.length]}`,
  // Everything moves.
  (before) => `# A line above\n${before}`,
  // Another word in the place of one: a name, a label, a namespace, a port.
  (before, n) => withWord(before, n, n >> 8),
  (before, n) => withWord(before, n, n >> 8),
  // Half of it, as while someone types.
  (before, n) => before.slice(0, n % (before.length + 1)),
  // Other objects of the same names, in another namespace.
  (before, n) => before.replaceAll(/namespace: [\w-]+/g, `namespace: ${['shop', 'data', 'apps'][n % 3]}`),
  () => undefined,
];

const word = /(?<=[:\s{,["])[\w./-]+/g;

function withWord(text: string, at: number, other: number): string {
  const words = [...text.matchAll(word)];
  const own = words[at % Math.max(1, words.length)];
  const instead = words[other % Math.max(1, words.length)];
  if (!own || !instead) return text;
  return `${text.slice(0, own.index)}${instead[0]}${text.slice(own.index + own[0].length)}`;
}

const edit = fc.tuple(fc.constantFrom(...paths), fc.nat(changes.length - 1), fc.nat(0xffff));
const start = fc.array(fc.nat(texts.length - 1), { minLength: paths.length, maxLength: paths.length });

describe('an edit', () => {
  it('leads to the findings, names and connections of a fresh load', () => {
    fc.assert(
      fc.property(start, fc.array(edit, { minLength: 1, maxLength: 6 }), (first, edits) => {
        const files = new Map(paths.map((path, i) => [path, texts[first[i]!]!]));
        const incremental = new Workspace();
        incremental.update(files);
        everything(incremental);
        for (const [path, kind, n] of edits) {
          const text = changes[kind]!(files.get(path) ?? '', n);
          incremental.update([[path, text]]);
          if (text === undefined) files.delete(path);
          else files.set(path, text);
          everything(incremental);
        }
        const fresh = new Workspace();
        fresh.update(files);
        assert.deepEqual(everything(incremental), everything(fresh));
      }),
      { numRuns: process.env.THOROUGH ? 2000 : 12 },
    );
  });

  it('leads to the same when it is checked in steps', () => {
    const files = paths.map((path, i) => [path, texts[i * 7]!] as const);
    const [whole, inSteps] = [new Workspace(), new Workspace()];
    whole.update(files);
    inSteps.update(files);
    let steps = 0;
    for (const _ of lintSteps(inSteps, rules, settings)) steps++;
    assert.ok(steps > rules.length);
    assert.deepEqual(lint(inSteps, rules, settings), lint(whole, rules, settings));
  });
});

function everything(workspace: Workspace) {
  return {
    ...lint(workspace, rules, settings),
    names: [...workspace.get(nameReferences).values()].map((all) => all.map(({ host, target }) => ({ host, target }))),
    connections: [...workspace.get(requiredConnections).values()],
  };
}
