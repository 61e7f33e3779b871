// `npm test`: every check there is, one after the other, each to its end, and one line that sums them up.
// With names after it, only those: `npm test -- unit e2e`.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Outcome, runInExtensionHost } from './vscode/extensionHost.ts';
import { projectRoot } from './vscode/paths.ts';
import { run } from './vscode/process.ts';

interface Check {
  readonly name: string;
  readonly title: string;
  readonly run: () => Promise<readonly Outcome[]>;
}

const node = process.execPath;
const bin = (name: string, file: string) => join(projectRoot, 'node_modules', name, file);
const reports = join(projectRoot, 'reports');

const checks: readonly Check[] = [
  {
    name: 'types',
    title: 'Type check',
    run: () =>
      Promise.all(
        ['.', 'webview'].map((project) => tool(`tsc -p ${project}`, bin('typescript', 'bin/tsc'), '-p', project)),
      ),
  },
  {
    name: 'lint',
    title: 'Lint and format',
    run: async () => [await tool('biome check', bin('@biomejs/biome', 'bin/biome'), 'check', '.')],
  },
  { name: 'unit', title: 'Unit tests', run: () => mocha('unit') },
  {
    name: 'build',
    title: 'Build, sizes and package',
    run: async () => [
      await tool('npm run package', '--import', 'tsx', 'scripts/package.ts'),
      await tool('build the extension suite', 'scripts/build.mjs', '--tests'),
    ],
  },
  { name: 'webview', title: 'Webview in a browser', run: () => mocha('webview', 'test/webview/**/*.spec.ts') },
  { name: 'extension', title: 'Inside the extension host', run: extensionHost },
  { name: 'e2e', title: 'The packed extension in VS Code', run: () => mocha('e2e', 'test/e2e/**/*.test.ts') },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !checks.some((check) => check.name === name));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}; there are ${checks.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

mkdirSync(reports, { recursive: true });
let passed = 0;
let failed = 0;
for (const check of checks) {
  if (wanted.length > 0 && !wanted.includes(check.name)) continue;
  console.log(`\n── ${check.title}`);
  const start = performance.now();
  // What cannot be run has failed.
  const outcomes = [...(await check.run().catch((error) => [{ title: check.title, error: `${error}` }]))];
  if (outcomes.length === 0) outcomes.push({ title: check.title, error: 'No test was found.' });
  const bad = outcomes.filter(({ error }) => error !== undefined);
  for (const { title, error } of bad) console.log(`\n✗ ${title}\n${error}\n`);
  passed += outcomes.length - bad.length;
  failed += bad.length;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`   ${outcomes.length - bad.length} passed, ${bad.length} failed, ${seconds} s`);
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

/** A tool whose exit status says all. */
async function tool(title: string, ...command: readonly string[]): Promise<Outcome> {
  try {
    const said = await run(node, command, projectRoot);
    if (said.trim() !== '') console.log(said.trim().replaceAll(/^/gm, '   '));
    return { title };
  } catch (error) {
    return { title, error: (error as Error).message };
  }
}

/** A mocha run; without files, what package.json names. */
async function mocha(name: string, ...files: readonly string[]): Promise<Outcome[]> {
  const output = join(reports, `${name}.json`);
  rmSync(output, { force: true });
  const only = files.length > 0 ? ['--no-package', '--timeout', '120000', ...files] : [];
  const options = ['--reporter', 'json', '--reporter-option', `output=${output}`];
  let crash: unknown;
  await run(node, ['--import', 'tsx', bin('mocha', 'bin/mocha.js'), ...only, ...options], projectRoot).catch(
    (error) => {
      crash = error;
    },
  );
  const report = readReport(output);
  if (report === undefined) throw crash ?? new Error('mocha wrote no report');
  return [
    ...report.passes.map(({ fullTitle }) => ({ title: fullTitle })),
    ...report.pending.map(({ fullTitle }) => ({ title: fullTitle, error: 'skipped' })),
    ...report.failures.map(({ fullTitle, err }) => ({ title: fullTitle, error: err.stack ?? err.message ?? 'failed' })),
  ];
}

interface MochaReport {
  readonly passes: readonly { readonly fullTitle: string }[];
  readonly pending: readonly { readonly fullTitle: string }[];
  readonly failures: readonly {
    readonly fullTitle: string;
    readonly err: { readonly stack?: string; readonly message?: string };
  }[];
}

function readReport(path: string): MochaReport | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** The suite works on a copy, which it may change. */
async function extensionHost(): Promise<readonly Outcome[]> {
  const copy = mkdtempSync(join(tmpdir(), 'podpath-workspace-'));
  try {
    cpSync(join(projectRoot, 'test/extension/workspace'), copy, { recursive: true });
    const { host, outcomes } = await runInExtensionHost(join(projectRoot, 'dist/test/extension/suite.cjs'), copy);
    console.log(`   in ${host}`);
    return outcomes;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
