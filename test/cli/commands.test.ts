import assert from 'node:assert/strict';
import { rules } from '../../src/rules/index.ts';
import { inFolder, rightPort, wrongPort } from './support.ts';

describe('podpath fix', () => {
  it('applies the fixes that have one right answer', () =>
    inFolder({ 'a.yaml': wrongPort }, async ({ podpath, read }) => {
      const { status, err } = await podpath('fix');
      assert.deepEqual([status, read('a.yaml')], [0, rightPort]);
      assert.match(err, /1 fix in 1 file$/m);
      assert.equal((await podpath('lint')).status, 0);
      assert.match((await podpath('fix')).err, /0 fixes in 0 files$/m);
    }));

  it('prints a unified diff, and changes nothing, when asked to', () =>
    inFolder({ 'x/a.yaml': wrongPort }, async ({ podpath, read }) => {
      const { out, err } = await podpath('fix', '--dry-run');
      assert.match(out, /^--- a\/x\/a\.yaml\n\+\+\+ b\/x\/a\.yaml\n@@ /m);
      assert.match(out, /^- {6}targetPort: htpp\n\+ {6}targetPort: http$/m);
      assert.match(err, /not applied$/m);
      assert.equal(read('x/a.yaml'), wrongPort);
    }));

  it('applies those of the rules that it is asked for', () =>
    inFolder({ 'a.yaml': wrongPort }, async ({ podpath, read }) => {
      await podpath('fix', '--rule', 'node-port-taken');
      assert.equal(read('a.yaml'), wrongPort);
      assert.equal((await podpath('fix', '--rule', 'no-such-rule')).status, 2);
    }));

  it('keeps line ends, and the mark that a file begins with', () =>
    inFolder({ 'a.yaml': `\ufeff${wrongPort.replaceAll('\n', '\r\n')}` }, async ({ podpath, read }) => {
      await podpath('fix');
      assert.equal(read('a.yaml'), `\ufeff${rightPort.replaceAll('\n', '\r\n')}`);
    }));
});

describe('podpath rules', () => {
  it('lists every rule', () =>
    inFolder({}, async ({ podpath }) => {
      const listed = JSON.parse((await podpath('rules', '--format', 'json')).out) as readonly { readonly id: string }[];
      const ids = rules.map(({ id }) => id);
      assert.deepEqual(
        listed.map(({ id }) => id),
        ids,
      );
      const [text, markdown] = [(await podpath('rules')).out, (await podpath('rules', '--format', 'md')).out];
      assert.equal(text.trimEnd().split('\n').length, ids.length);
      for (const id of ids) assert.ok(text.includes(id) && markdown.includes(`## ${id}\n`), id);
    }));
});

describe('podpath explain', () => {
  it("prints a rule's page", () =>
    inFolder({}, async ({ podpath }) => {
      const { status, out } = await podpath('explain', 'target-port-not-exposed');
      assert.equal(status, 0);
      assert.match(out, /^# target-port-not-exposed\n/);
    }));

  it('knows what was meant', () =>
    inFolder({}, async ({ podpath }) => {
      const { status, err } = await podpath('explain', 'target-port-not-expose');
      assert.equal(status, 2);
      assert.match(err, /did you mean target-port-not-exposed\?/);
    }));
});

describe('podpath scopes', () => {
  it('says what is applied together, and what is left out and why', () =>
    inFolder({ 'dev/a.yaml': rightPort, 'prod/a.yaml': rightPort, 'notes.yaml': 'a: 1\n' }, async ({ podpath }) => {
      const { scopes, files } = JSON.parse((await podpath('scopes', '--format', 'json')).out);
      assert.deepEqual(
        scopes.map(({ name, resources }: { name: string; resources: unknown[] }) => [name, resources.length]),
        [
          ['dev', 2],
          ['prod', 2],
        ],
      );
      const notes = files.find(({ file }: { file: string }) => file === 'notes.yaml');
      assert.deepEqual([notes.use, typeof notes.reason], ['left out', 'string']);
      const { out } = await podpath('scopes');
      assert.match(out, /^dev {2}\(directory, 2 resources\)$/m);
      assert.match(out, /^ {2}notes\.yaml: left out/m);
    }));
});

describe('podpath', () => {
  it('prints its version and its help', () =>
    inFolder({}, async ({ podpath }) => {
      assert.deepEqual([(await podpath('--version')).status, (await podpath('--help')).status], [0, 0]);
      assert.match((await podpath('--help')).out, /lint.*what is wrong/);
    }));
});
