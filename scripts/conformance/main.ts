import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** What a runner makes of a directory of cases. */
interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly differences: readonly string[];
}

type Run = (dir: string) => Promise<Outcome>;

/** The runner for a directory, by what it holds. */
async function runnerFor(dir: string): Promise<Run | undefined> {
  const cases = readJson(join(dir, 'cases.json'));
  const index = readJson(join(dir, 'index.json'));
  if (Array.isArray(cases)) return (await import('./lint.ts')).run;
  if (isRecord(cases) && Array.isArray(cases.cases)) {
    const [first] = cases.cases as readonly Record<string, unknown>[];
    return first && 'settings' in first && 'files' in first
      ? (await import('./cidr.ts')).run
      : (await import('./dns.ts')).run;
  }
  if (isRecord(index) && Array.isArray(index.cases)) {
    const [first] = index.cases as readonly Record<string, unknown>[];
    if (first && 'chart' in first) return (await import('./helm.ts')).run;
    if (first && 'build' in first) return (await import('./kustomize.ts')).run;
  }
  return index === undefined ? undefined : (await import('./connectivity.ts')).run;
}

const dirs = process.argv.slice(2);
if (dirs.length === 0) {
  console.error('usage: npm run conformance -- DIR…');
  process.exitCode = 2;
}
for (const given of dirs) {
  const dir = resolve(given);
  const run = existsSync(dir) ? await runnerFor(dir) : undefined;
  if (!run) {
    const inner = existsSync(dir) ? readdirSync(dir).slice(0, 5).join(', ') : 'nothing';
    console.error(`${given}: no cases of a known form (it has ${inner})`);
    process.exitCode = 2;
    continue;
  }
  const { passed, failed, differences } = await run(dir);
  for (const difference of differences) console.log(difference);
  console.log(`${given}: ${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

function readJson(path: string): unknown {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
