import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../../src/render/kustomize/build.ts';
import type { Files, SourceFile } from '../../src/render/kustomize/context.ts';
import { parse } from '../../src/yaml/parse.ts';
import { toPlain } from '../../src/yaml/tree.ts';
import { networkView } from './networkView.ts';

/** One build, compared with what kustomize makes. */
export interface CaseResult {
  readonly id: string;
  readonly group: string;
  readonly allEqual: boolean;
  readonly networkEqual: boolean;
  readonly differences: readonly string[];
  readonly milliseconds: number;
}

export interface Outcome {
  /** Cases whose network fields are all equal. */
  readonly passed: number;
  readonly failed: number;
  readonly differences: readonly string[];
  readonly cases: readonly CaseResult[];
}

interface Case {
  readonly id: string;
  readonly group: string;
  readonly input: string;
  readonly build: string;
  readonly expected: string;
}

/** Runs all builds that a folder's `index.json` lists, as it says: sets of objects, where order does not count. */
export async function run(folder: string): Promise<Outcome> {
  const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as { readonly cases: readonly Case[] };
  const cases = index.cases.map((each) => runCase(folder, each));
  const failed = cases.filter(({ networkEqual }) => !networkEqual);
  for (const line of figures(cases)) console.log(line);
  return {
    passed: cases.length - failed.length,
    failed: failed.length,
    differences: failed.map(({ id, differences }) => `${id}: ${differences.join('; ')}`),
    cases,
  };
}

/** For each group of cases, how many builds are equal in all fields, and how many in those of the network. */
function figures(cases: readonly CaseResult[]): readonly string[] {
  return [...new Set(cases.map(({ group }) => group))].map((group) => {
    const own = cases.filter((each) => each.group === group);
    const share = (count: number) => `${count} (${((100 * count) / own.length).toFixed(1)} %)`;
    const equal = share(own.filter(({ allEqual }) => allEqual).length);
    const network = share(own.filter(({ networkEqual }) => networkEqual).length);
    return `${group}: ${own.length} builds, all fields equal ${equal}, network fields ${network}`;
  });
}

/** Reads files below a folder of the disk, each once. */
export function diskFiles(folder: string): Files {
  const known = new Map<string, SourceFile | undefined>();
  return {
    read(path) {
      if (!known.has(path)) known.set(path, readSource(join(folder, path), path));
      return known.get(path);
    },
  };
}

function readSource(absolute: string, path: string): SourceFile | undefined {
  if (!statSync(absolute, { throwIfNoEntry: false })?.isFile()) return undefined;
  const bytes = readFileSync(absolute);
  const text = bytes.toString('utf8');
  let documents: SourceFile['documents'] | undefined;
  return {
    text,
    ...(isUtf8(bytes) ? {} : { bytes }),
    get documents() {
      return (documents ??= parse(path, text).documents);
    },
  };
}

function runCase(folder: string, { id, group, input, build: root, expected }: Case): CaseResult {
  const files = diskFiles(join(folder, input));
  const start = performance.now();
  let objects: unknown[];
  let problems: string[] = [];
  try {
    const built = build(root, files);
    objects = built.objects.map(toPlain);
    problems = [...built.reasons, ...built.problems.map(({ message }) => message)];
  } catch (error) {
    objects = [];
    problems = [String(error instanceof Error ? error.stack : error)];
  }
  const milliseconds = performance.now() - start;
  const wanted = parse(expected, readFileSync(join(folder, expected), 'utf8'))
    .documents.flatMap(({ tree }) => (tree ? [toPlain(tree)] : []))
    .filter((object) => object !== null);
  const all = compare(objects, wanted, (object) => object);
  const network = compare(objects, wanted, networkView);
  return {
    id,
    group,
    allEqual: all.length === 0,
    networkEqual: network.length === 0,
    differences: [...(network.length > 0 ? network : all), ...(all.length > 0 ? problems : [])],
    milliseconds,
  };
}

/** How two sets of objects differ in a view of them. */
export function compare(
  actual: readonly unknown[],
  expected: readonly unknown[],
  view: (object: unknown) => unknown,
): string[] {
  const left = new Map<string, unknown[]>();
  for (const object of actual) left.set(nameOf(object), [...(left.get(nameOf(object)) ?? []), view(object)]);
  const differences: string[] = [];
  for (const object of expected) {
    const candidates = left.get(nameOf(object)) ?? [];
    if (candidates.length === 0) differences.push(`missing ${nameOf(object)}`);
    else {
      const difference = firstDifference(candidates.shift(), view(object), '');
      if (difference) differences.push(`${nameOf(object)}${difference}`);
    }
  }
  for (const [name, rest] of left) for (const _ of rest) differences.push(`extra ${name}`);
  return differences;
}

function nameOf(object: unknown): string {
  const { apiVersion, kind, metadata } = (object ?? {}) as Record<string, unknown>;
  const { name, namespace } = (metadata ?? {}) as Record<string, unknown>;
  return [apiVersion, kind, namespace ?? '', name].join(' ');
}

function firstDifference(a: unknown, b: unknown, path: string): string | undefined {
  if (a === b) return undefined;
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
    for (const [i, item] of a.entries()) {
      const difference = firstDifference(item, b[i], `${path}.${i}`);
      if (difference) return difference;
    }
    return undefined;
  }
  const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
  if (isObject(a) && isObject(b)) {
    const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>];
    for (const key of new Set([...Object.keys(x), ...Object.keys(y)])) {
      const difference = firstDifference(x[key], y[key], `${path}.${key}`);
      if (difference) return difference;
    }
    return undefined;
  }
  return `${path}: ${JSON.stringify(a)?.slice(0, 120)} instead of ${JSON.stringify(b)?.slice(0, 120)}`;
}

async function main(): Promise<void> {
  const { cases } = await run(resolve(process.argv[2] ?? '.'));
  for (const { id, allEqual, networkEqual, differences } of cases) {
    if (allEqual) continue;
    console.log(`${networkEqual ? 'differs' : 'FAILS'} ${id}`);
    for (const difference of differences.slice(0, process.argv.includes('--all') ? undefined : 4))
      console.log(`    ${difference}`);
  }
  const times = cases.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(share * (times.length - 1))]?.toFixed(1);
  console.log(`milliseconds a build, parsing included: p50 ${at(0.5)}, p95 ${at(0.95)}`);
  process.exitCode = cases.every(({ networkEqual }) => networkEqual) ? 0 : 1;
}

if (process.argv[1] && fileURLToPath(import.meta.url) === resolve(process.argv[1])) await main();
