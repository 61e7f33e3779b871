// `npm run mutation [-- FILE… --sample N]`: changes the code of src/kubernetes here and there, and counts the changes
// that a test notices. `--sample 5` takes every fifth block of lines only.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { LogLevel, PartialStrykerOptions } from '@stryker-mutator/api/core';
import { Stryker } from '@stryker-mutator/core';

const root = 'src/kubernetes';
const blockOfLines = 20;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string', default: '1' },
    concurrency: { type: 'string', default: '1' },
    survivors: { type: 'boolean', default: false },
  },
});

const options: PartialStrykerOptions = {
  mutate: mutated(positionals, Number(values.sample)),
  testRunner: 'kubernetes-tests',
  plugins: ['./scripts/mutation/mochaRunner.ts'],
  testRunnerNodeArgs: ['--import', 'tsx'],
  coverageAnalysis: 'perTest',
  // What is said once, when a module is loaded, is data; each would need a process of its own.
  ignoreStatic: true,
  // The words for the user are none of the logic.
  mutator: { excludedMutations: ['StringLiteral'] },
  tsconfigFile: '',
  ignorePatterns: ['**', '!src/**/*.ts', '!test/**/*.ts', '!package.json'],
  logLevel: 'error' as LogLevel,
  reporters: ['json', ...(values.survivors ? (['clear-text'] as const) : [])],
  jsonReporter: { fileName: 'reports/mutation.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  concurrency: Number(values.concurrency),
  timeoutMS: 10_000,
  tempDirName: '.stryker-tmp',
};

const results = await new Stryker(options).runMutationTest();
const noticed = results.filter(({ status }) => status === 'Killed' || status === 'Timeout');
const counted = results.filter(({ status }) => ['Killed', 'Timeout', 'Survived', 'NoCoverage'].includes(status));
for (const file of [...new Set(counted.map(({ fileName }) => fileName))].sort()) {
  const own = counted.filter(({ fileName }) => fileName === file);
  print(file.slice(file.indexOf(root)), own.filter((result) => noticed.includes(result)).length, own.length);
}
print('All', noticed.length, counted.length);

function print(name: string, killed: number, all: number): void {
  console.log(`${name}: ${killed} of ${all} changes noticed, ${((100 * killed) / Math.max(all, 1)).toFixed(1)} %`);
}

function mutated(files: readonly string[], sample: number): string[] {
  const chosen =
    files.length > 0
      ? files
      : readdirSync(root, { recursive: true, encoding: 'utf8' })
          .filter((name) => name.endsWith('.ts'))
          .map((name) => join(root, name))
          .sort();
  if (sample <= 1) return [...chosen];
  let block = 0;
  return chosen.flatMap((file) => {
    const lines = readFileSync(file, 'utf8').split('\n').length;
    const starts = Array.from({ length: Math.ceil(lines / blockOfLines) }, (_, i) => i * blockOfLines + 1);
    return starts.filter(() => block++ % sample === 0).map((start) => `${file}:${start}-${start + blockOfLines - 1}`);
  });
}
