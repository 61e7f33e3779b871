import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFiles } from '../../src/cli/files.ts';
import { type Finding, lint } from '../../src/lint/lint.ts';
import { Workspace } from '../../src/model/workspace.ts';
import { rules } from '../../src/rules/index.ts';
import { rulesBySlug } from '../../test/support/slugs.ts';

interface Case {
  readonly file: string;
  readonly expect: readonly {
    readonly rule: string;
    readonly resource: string;
    readonly aliases?: readonly string[];
  }[];
  readonly clean: boolean;
}

/** Each expected fault is found on the resource named, and what is clean has nothing at warning or above. */
export async function run(dir: string): Promise<{ passed: number; failed: number; differences: string[] }> {
  const cases = JSON.parse(readFileSync(join(dir, 'cases.json'), 'utf8')) as readonly Case[];
  const differences: string[] = [];
  let passed = 0;
  for (const one of cases) {
    const faults = await check(dir, one);
    if (faults.length === 0) passed++;
    else differences.push(`${one.file}: ${faults.join('; ')}`);
  }
  return { passed, failed: cases.length - passed, differences };
}

async function check(dir: string, one: Case): Promise<string[]> {
  const { files } = await readFiles(join(dir, one.file.endsWith('/') ? one.file : '.'), [
    one.file.endsWith('/') ? '.' : one.file,
  ]);
  const workspace = new Workspace();
  workspace.update(files);
  const { findings } = lint(workspace, rules);
  const faults: string[] = [];
  for (const { rule, resource, aliases = [] } of one.expect) {
    const answering = [rule, ...aliases].flatMap((slug) => rulesBySlug[slug] ?? []);
    const resources = resource.split('|');
    if (!findings.some((finding) => answering.includes(finding.rule) && resources.includes(finding.resource))) {
      faults.push(`${rule} on ${resource} is not found${shown(findings)}`);
    }
  }
  if (one.clean) {
    const loud = findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
    if (loud.length > 0) faults.push(`false alarm${shown(loud)}`);
  }
  return faults;
}

function shown(findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  return ` (${findings.map(({ rule, resource, severity }) => `${severity} ${rule} on ${resource}`).join(', ')})`;
}
