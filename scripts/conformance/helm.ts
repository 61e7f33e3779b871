import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { readTar } from '../../src/render/helm/archive.ts';
import type { ChartFiles } from '../../src/render/helm/chart.ts';
import { renderChart } from '../../src/render/helm/render.ts';
import { parse } from '../../src/yaml/parse.ts';
import { type Tree, toPlain } from '../../src/yaml/tree.ts';
import { networkView } from './networkView.ts';

/** One chart, compared with what Helm makes of it. */
export interface CaseResult {
  readonly id: string;
  readonly allEqual: boolean;
  readonly networkEqual: boolean;
  readonly differences: readonly string[];
  readonly milliseconds: number;
}

export interface Outcome {
  /** Charts whose network fields are all equal. */
  readonly passed: number;
  readonly failed: number;
  readonly differences: readonly string[];
  readonly cases: readonly CaseResult[];
}

interface Case {
  readonly id: string;
  readonly chart: string;
  readonly expected: string;
}

/** Renders all charts that a folder's `index.json` lists, as release `rel` in `ns1`, and compares sets of objects. */
export async function run(folder: string): Promise<Outcome> {
  const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as { readonly cases: readonly Case[] };
  const cases = index.cases.map((each) => runCase(folder, each));
  const failed = cases.filter(({ networkEqual }) => !networkEqual);
  return {
    passed: cases.length - failed.length,
    failed: failed.length,
    differences: failed.map(({ id, differences }) => `${id}: ${differences.join('; ')}`),
    cases,
  };
}

/** The files of a chart on the disk, archives in `charts` unpacked. */
export function chartFiles(folder: string): ChartFiles {
  const files = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const absolute = join(entry.parentPath, entry.name);
    const path = absolute.slice(folder.length + 1).replaceAll('\\', '/');
    const bytes = readFileSync(absolute);
    if (/(^|\/)charts\/[^/]+\.tgz$/.test(path)) {
      for (const [name, text] of readTar(gunzipSync(bytes)))
        files.set(`${path.slice(0, path.lastIndexOf('/'))}/${name}`, text);
    } else files.set(path, bytes.toString('utf8'));
  }
  return files;
}

function runCase(folder: string, { id, chart, expected }: Case): CaseResult {
  const files = chartFiles(resolve(folder, chart));
  const start = performance.now();
  const rendered = renderChart(files, { release: { name: 'rel', namespace: 'ns1' } });
  const milliseconds = performance.now() - start;
  const wanted = parse('', readFileSync(join(folder, expected), 'utf8')).documents.flatMap(({ tree }) =>
    tree && tree.kind !== 'scalar' ? [toPlain(tree)] : [],
  );
  const ours = rendered.documents.map((tree) => plain(tree, rendered.unknown));
  const pairs = matched(ours, wanted);
  const reasons = rendered.complete ? [] : rendered.reasons;
  const compared = (view: (object: unknown) => unknown): string[] =>
    pairs.flatMap(([mine, theirs]) => {
      const name = nameOf(mine ?? theirs);
      if (mine === undefined) return [`${name} is missing`];
      if (theirs === undefined) return [`${name} is too much`];
      return difference(view(mine), view(theirs)).map((text) => `${name}${text}`);
    });
  const network = compared(networkView);
  return {
    id,
    allEqual: compared((object) => object).length === 0,
    networkEqual: network.length === 0,
    differences: network.length === 0 ? [] : [...reasons, ...network],
    milliseconds,
  };
}

/** Stands for a value that Helm draws anew each time, and is equal to everything. */
const unknown = Symbol('unknown');

function plain(tree: Tree, random: ReadonlySet<Tree>): unknown {
  switch (tree.kind) {
    case 'scalar':
      return random.has(tree) ? unknown : tree.value;
    case 'sequence':
      return tree.items.map((item) => plain(item, random));
    case 'map':
      return Object.fromEntries(tree.entries.map(({ key, value }) => [key.value, plain(value, random)]));
  }
}

type Record = { readonly [name: string]: unknown };

/** Objects of the same kind and name; one with a random name goes with the most similar of its kind that is left. */
function matched(ours: readonly unknown[], wanted: readonly unknown[]): [unknown, unknown][] {
  const left = [...wanted];
  const take = (same: (other: unknown) => boolean): unknown => {
    const at = left.findIndex(same);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const exact = ours.map((mine) => [mine, take((other) => nameOf(other) === nameOf(mine))] as [unknown, unknown]);
  const loose = exact.map(([mine, theirs]): [unknown, unknown] => {
    const record = mine as Record | null;
    const random = (record?.metadata as Record | undefined)?.name === unknown;
    if (theirs !== undefined || !random) return [mine, theirs];
    const distance = (other: unknown): number => difference(mine, other).length;
    const candidates = left.filter((other) => (other as Record).kind === record?.kind);
    const [nearest] = candidates.sort((a, b) => distance(a) - distance(b));
    return [mine, take((other) => other === nearest)];
  });
  return [...loose, ...left.map((theirs): [unknown, unknown] => [undefined, theirs])];
}

function nameOf(object: unknown): string {
  const { kind, metadata } = (object ?? {}) as { kind?: unknown; metadata?: Record };
  const { namespace, name } = metadata ?? {};
  return [kind, namespace, typeof name === 'symbol' ? '(random)' : name].filter(Boolean).join('/');
}

/** Where two values differ: path, ours, Helm's. */
function difference(ours: unknown, theirs: unknown, path = ''): string[] {
  if (ours === unknown || isDeepStrictEqual(ours, theirs)) return [];
  if (Array.isArray(ours) && Array.isArray(theirs) && ours.length === theirs.length) {
    return ours.flatMap((item, i) => difference(item, theirs[i], `${path}[${i}]`));
  }
  if (isRecord(ours) && isRecord(theirs)) {
    const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
    return [...keys].flatMap((key) => difference(ours[key], theirs[key], `${path}.${key}`));
  }
  const short = (value: unknown): string =>
    String(JSON.stringify(value, (_, item: unknown) => (item === unknown ? '(random)' : item))).slice(0, 300);
  return [`${path} is ${short(ours)}, not ${short(theirs)}`];
}

function isRecord(value: unknown): value is Record {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  for (const folder of process.argv.slice(2)) {
    const { passed, failed, differences, cases } = await run(resolve(folder));
    for (const text of differences) console.log(text);
    const times = cases.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
    const at = (part: number): string => (times[Math.floor(times.length * part)] ?? 0).toFixed(1);
    const all = cases.filter(({ allEqual }) => allEqual).length;
    console.log(
      `${folder}: ${passed} passed, ${failed} failed; ${all} equal in every field; p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`,
    );
    if (failed > 0) process.exitCode = 1;
  }
}
