import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { inFolder, rightPort, wrongPort } from './support.ts';

const rule = 'target-port-not-exposed';

describe('podpath lint', () => {
  it('exits with 0 where nothing is found, 1 for findings, and 2 for wrong usage', async () => {
    await inFolder({ 'right.yaml': rightPort, 'wrong/a.yaml': wrongPort }, async ({ podpath }) => {
      assert.equal((await podpath('lint', 'right.yaml')).status, 0);
      assert.equal((await podpath('lint', 'wrong')).status, 1);
      for (const args of [
        ['lint', 'missing'],
        ['lint', '--rule', 'no-such-rule'],
        ['lint', '--format', 'xml'],
        ['lint', '--threshold', 'loud'],
        ['lint', '--scope', 'nowhere'],
        ['lint', '--config', 'missing.json'],
        ['lint', '--baseline', 'missing.json'],
        ['no-such-command'],
      ]) {
        const { status, out, err } = await podpath(...args);
        assert.deepEqual([status, out], [2, ''], args.join(' '));
        assert.notEqual(err, '');
      }
    });
  });

  it('prints findings, their places from 1, and a summary', async () => {
    await inFolder({ 'a.yaml': wrongPort }, async ({ podpath }) => {
      const { out, err } = await podpath('lint');
      assert.match(out, /^a\.yaml:8:19: error: .*htpp.* \[target-port-not-exposed\]$/m);
      assert.match(out, /^ {4}fix: /m);
      assert.match(out, /^1 error in 2 resources of 1 scope$/m);
      assert.equal(err, '');
    });
  });

  it('prints JSON, its places from 0', async () => {
    await inFolder({ 'a.yaml': wrongPort, 'b.txt': 'text' }, async ({ podpath }) => {
      const { findings, summary } = JSON.parse((await podpath('lint', '--format', 'json')).out);
      const [finding] = findings;
      assert.deepEqual(
        [finding.rule, finding.severity, finding.file, finding.resource, finding.scope],
        [rule, 'error', 'a.yaml', 'Service/default/web', '.'],
      );
      assert.deepEqual(finding.range, { start: { line: 7, character: 18 }, end: { line: 7, character: 22 } });
      assert.deepEqual(finding.fixes[0].safe, true);
      assert.deepEqual([summary.documents, summary.resources, summary.scopes], [2, 2, 1]);
    });
  });

  it('prints annotations of GitHub, escaped', async () => {
    await inFolder({ 'a,b:c%.yaml': wrongPort }, async ({ podpath }) => {
      const { out } = await podpath('lint', '--format', 'github');
      assert.match(
        out,
        /^::error file=a%2Cb%3Ac%25\.yaml,line=8,endLine=8,col=19,endColumn=23,title=target-port-not-exposed::/,
      );
    });
  });

  it('prints the same bytes each time', async () => {
    const files = { 'a.yaml': wrongPort, 'b/a.yaml': wrongPort.replaceAll('web', 'api'), 'c/a.yaml': wrongPort };
    await inFolder(files, async ({ podpath }) => {
      for (const format of ['text', 'json', 'sarif', 'github']) {
        const first = await podpath('lint', '--format', format);
        assert.deepEqual(await podpath('lint', '--format', format), first);
        assert.equal(first.status, 1);
      }
    });
  });

  it('counts the severities from the threshold on', async () => {
    await inFolder(
      { 'a.yaml': wrongPort, '.podpath.yaml': `lint: {rules: {${rule}: hint}}\n` },
      async ({ podpath }) => {
        assert.equal((await podpath('lint')).status, 0);
        assert.equal((await podpath('lint', '--threshold', 'info')).status, 0);
        assert.equal((await podpath('lint', '--threshold', 'hint')).status, 1);
      },
    );
  });

  it('checks the rules that it is asked for, also when they are off', async () => {
    await inFolder({ 'a.yaml': wrongPort }, async ({ podpath }) => {
      const found = async (...args: readonly string[]) =>
        JSON.parse((await podpath('lint', '--format', 'json', ...args)).out).findings.map(
          (one: { rule: string }) => one.rule,
        );
      assert.deepEqual(await found('--rule', 'port-unnamed'), ['port-unnamed']);
      assert.deepEqual(await found('--rule', 'port-unnamed', '--rule', rule), ['port-unnamed', rule]);
      assert.deepEqual(await found('--rule', 'node-port-taken'), []);
    });
  });

  it('looks at one scope when asked to', async () => {
    await inFolder({ 'dev/a.yaml': wrongPort, 'prod/a.yaml': wrongPort }, async ({ podpath }) => {
      const files = async (...args: readonly string[]) =>
        JSON.parse((await podpath('lint', '--format', 'json', ...args)).out).findings.map(
          (one: { file: string }) => one.file,
        );
      assert.deepEqual(await files(), ['dev/a.yaml', 'prod/a.yaml']);
      assert.deepEqual(await files('--scope', 'prod'), ['prod/a.yaml']);
    });
  });

  it('leaves out what a baseline knows, wherever it has moved to, and nothing more', async () => {
    await inFolder({ 'a.yaml': wrongPort }, async ({ podpath, write }) => {
      assert.equal((await podpath('lint', '--write-baseline', 'known.json')).status, 0);
      assert.equal((await podpath('lint', '--baseline', 'known.json')).status, 0);
      write('a.yaml', `# moved\n${wrongPort}`);
      assert.equal((await podpath('lint', '--baseline', 'known.json')).status, 0);
      write('b/b.yaml', wrongPort.replaceAll('web', 'api'));
      const { status, out } = await podpath('lint', '--baseline', 'known.json');
      assert.equal(status, 1);
      assert.match(out, /^b\/b\.yaml/m);
      assert.doesNotMatch(out, /^a\.yaml/m);
      write('known.json', '{"version": 2}');
      assert.equal((await podpath('lint', '--baseline', 'known.json')).status, 2);
    });
  });
});

describe('podpath lint --format sarif', () => {
  // Named by a file of it, as the package lists no schemas of its own.
  const path = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  const { $schema, id, ...schema } = JSON.parse(readFileSync(path, 'utf8'));
  const formats = {
    uri: URL.canParse,
    'uri-reference': (text: string) => URL.canParse(text, 'file:///') && !/[ #?%](?![0-9A-F]{2})/.test(text),
    'date-time': (text: string) => !Number.isNaN(Date.parse(text)),
  };
  const validate = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, formats }).compile(schema);

  for (const [name, files, results] of [
    ['nothing found', { 'a.yaml': rightPort }, 0],
    ['a finding', { 'a.yaml': wrongPort }, 1],
    ['a file with an odd name', { 'a b/ü#1?%.yaml': wrongPort }, 1],
  ] as const) {
    it(`is valid by the schema of SARIF 2.1.0 for ${name}`, async () => {
      await inFolder(files, async ({ podpath }) => {
        const log = JSON.parse((await podpath('lint', '--format', 'sarif')).out);
        validate(log);
        assert.deepEqual(validate.errors ?? [], []);
        assert.equal(log.runs[0].results.length, results);
      });
    });
  }

  it('has the rule, its page, the place and the fix', async () => {
    await inFolder({ 'a b.yaml': wrongPort }, async ({ podpath }) => {
      const [run] = JSON.parse((await podpath('lint', '--format', 'sarif')).out).runs;
      const [result] = run.results;
      const described = run.tool.driver.rules[result.ruleIndex];
      assert.deepEqual([result.ruleId, described.id, described.defaultConfiguration.level], [rule, rule, 'error']);
      assert.match(described.helpUri, new RegExp(`#${rule}$`));
      const { artifactLocation, region } = result.locations[0].physicalLocation;
      assert.deepEqual(
        [artifactLocation.uri, region],
        ['a%20b.yaml', { startLine: 8, startColumn: 19, endLine: 8, endColumn: 23 }],
      );
      const [replacement] = result.fixes[0].artifactChanges[0].replacements;
      assert.deepEqual(replacement, { deletedRegion: region, insertedContent: { text: 'http' } });
    });
  });
});
