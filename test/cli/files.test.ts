import assert from 'node:assert/strict';
import { symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { type Folder, inFolder, rightPort, wrongPort } from './support.ts';

interface Skipped {
  readonly file: string;
  readonly reason: string;
}

async function summary({ podpath }: Folder, ...args: readonly string[]) {
  const { out, status } = await podpath('lint', '--format', 'json', ...args);
  const { findings, summary } = JSON.parse(out) as {
    readonly findings: readonly { readonly file: string }[];
    readonly summary: { readonly skipped: readonly Skipped[] };
  };
  return { status, files: findings.map(({ file }) => file), skipped: summary.skipped };
}

describe('what the command line reads', () => {
  const left: readonly (readonly [name: string, content: string | Uint8Array, reason: RegExp])[] = [
    ['binary files', new Uint8Array([0x61, 0, 0x62]), /binary/],
    ['files in a broken encoding', new Uint8Array([0x61, 0xc3, 0x28]), /not valid UTF-8/],
    ['templates', `${wrongPort}{{ end }}\n`, /template/],
    ['other YAML', 'a: 1\n', /apiVersion/],
  ];
  for (const [name, content, reason] of left) {
    it(`leaves out ${name}, says so, and goes on`, () =>
      inFolder({ 'odd.yaml': content, 'web/a.yaml': wrongPort }, async (folder) => {
        const { status, files, skipped } = await summary(folder);
        assert.deepEqual([status, files], [1, ['web/a.yaml']]);
        assert.equal(skipped[0]?.file, 'odd.yaml');
        assert.match(skipped[0].reason, reason);
      }));
  }

  it('leaves out a file of 50 MB', () =>
    inFolder({ 'big.yaml': '', 'a.yaml': wrongPort }, async (folder) => {
      truncateSync(join(folder.path, 'big.yaml'), 50_000_000);
      const { files, skipped } = await summary(folder);
      assert.deepEqual([files, skipped.map(({ file }) => file)], [['a.yaml'], ['big.yaml']]);
      assert.match(skipped[0]!.reason, /larger/);
    }));

  it('follows links once, and stumbles over none', () =>
    inFolder({ 'a/a.yaml': wrongPort }, async (folder) => {
      symlinkSync('..', join(folder.path, 'a/loop'));
      symlinkSync('nowhere', join(folder.path, 'a/broken.yaml'));
      symlinkSync('self.yaml', join(folder.path, 'a/self.yaml'));
      assert.deepEqual((await summary(folder)).files, ['a/a.yaml']);
    }));

  it('reads what is half typed as far as it goes', () =>
    inFolder({ 'a.yaml': `${wrongPort}---\nspec: {a: [\n`, 'b.yaml': 'kind: "Serv' }, async (folder) => {
      assert.deepEqual((await summary(folder)).files, ['a.yaml']);
    }));

  it('reads no file whose aliases unfold beyond all measure', () => {
    const bomb = Array.from({ length: 12 }, (_, i) => `l${i}: &l${i} [${Array(9).fill(i ? `*l${i - 1}` : 'x')}]`);
    const text = `apiVersion: v1\nkind: ConfigMap\n${bomb.join('\n')}\n`;
    return inFolder({ 'bomb.yaml': text, 'web/a.yaml': wrongPort }, async (folder) => {
      assert.deepEqual((await summary(folder)).files, ['web/a.yaml']);
    });
  });

  it('reads UTF-16 behind its mark', () =>
    inFolder({ 'a.yaml': Buffer.from(`\ufeff${wrongPort}`, 'utf16le') }, async (folder) => {
      assert.deepEqual((await summary(folder)).files, ['a.yaml']);
    }));

  it('leaves out what .gitignore says, unless it is named', () =>
    inFolder({ '.gitignore': 'build\n', 'build/a.yaml': wrongPort }, async (folder) => {
      assert.deepEqual((await summary(folder)).files, []);
      assert.deepEqual((await summary(folder, 'build/a.yaml')).files, ['build/a.yaml']);
    }));

  it('names files as seen from the one folder that it is given, else from here', () =>
    inFolder({ 'x/a.yaml': wrongPort, 'y/b.yaml': rightPort }, async (folder) => {
      assert.deepEqual((await summary(folder, 'x')).files, ['a.yaml']);
      assert.deepEqual((await summary(folder, 'x', 'y')).files, ['x/a.yaml']);
    }));
});

describe('the settings of the command line', () => {
  for (const [file, text] of [
    ['podpath.json', '{"lint": {"rules": {"target-port-not-exposed": "off"}}}'],
    ['.podpath.yaml', '# ours\nlint:\n  rules:\n    target-port-*: off\n'],
    ['.podpath.yml', 'podpath.lint.rules: {target-port-not-exposed: off}\n'],
  ] as const) {
    it(`are found in ${file}`, () =>
      inFolder({ [file]: text, 'a.yaml': wrongPort }, async (folder) => {
        assert.deepEqual((await summary(folder)).files, []);
      }));
  }

  it('are those of the file that is named', () =>
    inFolder(
      { 'podpath.json': '{}', 'ci.yaml': 'lint: {rules: {"*": off}}\n', 'a.yaml': wrongPort },
      async (folder) => {
        assert.deepEqual((await summary(folder)).files, ['a.yaml']);
        assert.deepEqual((await summary(folder, '--config', 'ci.yaml')).files, []);
      },
    ));

  it('that are of a wrong type are said, and those that cannot be read end it', () =>
    inFolder({ '.podpath.yaml': 'cluster: {ndots: many}\n', 'a.yaml': rightPort }, async ({ podpath, write }) => {
      const { status, err } = await podpath('lint');
      assert.equal(status, 0);
      assert.match(err, /podpath\.cluster\.ndots is not a number/);
      write('.podpath.yaml', 'cluster: [\n');
      assert.equal((await podpath('lint')).status, 2);
    }));
});
