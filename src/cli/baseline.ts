import { readFile, writeFile } from 'node:fs/promises';
import type { Finding } from '../lint/lint.ts';
import { InputError } from './load.ts';

/**
 * The findings that are known already, as a file. A finding is told by its rule, its object, its file and its message,
 * and not by its line, so that edits elsewhere in the file do not bring it back.
 */
export interface Baseline {
  readonly version: 1;
  /** How often each is known. */
  readonly findings: Readonly<Record<string, number>>;
}

/** The findings as a baseline file. */
export async function writeBaseline(path: string, findings: readonly Finding[]): Promise<void> {
  const counts: Record<string, number> = {};
  for (const key of findings.map(keyOf).sort()) counts[key] = (counts[key] ?? 0) + 1;
  const baseline: Baseline = { version: 1, findings: counts };
  await writeFile(path, `${JSON.stringify(baseline, undefined, 2)}\n`);
}

/**
 * The findings that a baseline does not know.
 *
 * @throws InputError when the file is not there, or is no baseline
 */
export async function withoutKnown(path: string, findings: readonly Finding[]): Promise<readonly Finding[]> {
  const known = new Map(Object.entries((await readBaseline(path)).findings));
  return findings.filter((finding) => {
    const key = keyOf(finding);
    const left = known.get(key) ?? 0;
    if (left > 0) known.set(key, left - 1);
    return left === 0;
  });
}

async function readBaseline(path: string): Promise<Baseline> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new InputError(`${path}: ${error.message}`);
  });
  try {
    const parsed = JSON.parse(text) as Baseline;
    if (parsed.version === 1 && typeof parsed.findings === 'object') return parsed;
  } catch {
    // Said below.
  }
  throw new InputError(`${path} is no baseline; write one with --write-baseline`);
}

function keyOf({ rule, resource, span, message }: Finding): string {
  return [rule, span.file, resource, message].join(' | ');
}
