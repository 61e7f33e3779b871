// `npm run coverage`: which branches of the core the unit tests take, by folder. Fails below nine tenths.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { projectRoot } from './vscode/paths.ts';

const folders = ['src/kubernetes', 'src/model', 'src/rules'];
const least = 90;
const output = join(projectRoot, 'coverage');

const c8 = [
  join(projectRoot, 'node_modules/c8/bin/c8.js'),
  ...folders.flatMap((folder) => ['--include', `${folder}/**/*.ts`]),
  '--all',
  ...['json-summary', 'html'].flatMap((reporter) => ['--reporter', reporter]),
  ...['--reports-dir', output, '--clean'],
  // Counting costs time, and no test is to fail for it.
  ...[process.execPath, join(projectRoot, 'node_modules/mocha/bin/mocha.js'), '--timeout', '20000'],
];
const { status } = spawnSync(process.execPath, c8, { cwd: projectRoot, stdio: 'inherit' });

type Summary = Readonly<Record<string, { readonly branches: { readonly total: number; readonly covered: number } }>>;
const summary = JSON.parse(readFileSync(join(output, 'coverage-summary.json'), 'utf8')) as Summary;
const files = Object.entries(summary)
  .filter(([file]) => file !== 'total')
  .map(([file, { branches }]) => ({ file: relative(projectRoot, file), ...branches }));

const missedMost = files.toSorted((a, b) => b.total - b.covered - (a.total - a.covered)).slice(0, 10);
console.log('Branches taken by the unit tests:');
for (const folder of folders)
  print(
    folder,
    files.filter(({ file }) => file.startsWith(`${folder}/`)),
  );
const all = print('all of them', files);
console.log('Most are missed in:');
for (const { file, total, covered } of missedMost) console.log(`  ${file}: ${total - covered} of ${total}`);
console.log(`Line by line: ${relative(projectRoot, join(output, 'index.html'))}`);
process.exitCode = status !== 0 || all < least ? 1 : 0;

function print(name: string, own: readonly { readonly total: number; readonly covered: number }[]): number {
  const total = own.reduce((sum, file) => sum + file.total, 0);
  const covered = own.reduce((sum, file) => sum + file.covered, 0);
  const share = (100 * covered) / Math.max(total, 1);
  console.log(`  ${name}: ${share.toFixed(1)} % (${covered} of ${total})`);
  return share;
}
