import assert from 'node:assert/strict';
import { type Finding, lint } from '../../src/lint/lint.ts';
import type { Rule } from '../../src/lint/rule.ts';
import { defaultSettings, Workspace, type WorkspaceSettings } from '../../src/model/workspace.ts';
import { applyEdits } from '../../src/text/edit.ts';
import { annotate, strip } from './annotate.ts';

/** Files by path. One text alone is `manifest.yaml`. */
export type Files = string | Readonly<Record<string, string>>;

/** The files of a workspace without their marks. */
export function workspaceOf(files: Files, settings: Partial<WorkspaceSettings> = {}): Workspace {
  const workspace = new Workspace({ ...defaultSettings, ...settings });
  workspace.update(Object.entries(byPath(files)).map(([path, text]) => [path, strip(text)]));
  return workspace;
}

/** The findings of one rule in some files. Rules that are off by default are switched on. */
export function findingsOf(rule: Rule, files: Files, settings: Partial<WorkspaceSettings> = {}): readonly Finding[] {
  return lint(workspaceOf(files, settings), [rule], { rules: { [rule.id]: 'default' } }).findings;
}

/** Asserts that a rule reports what the marks in the files say, at the marked places, and nothing else. */
export function check(rule: Rule, files: Files, settings: Partial<WorkspaceSettings> = {}): void {
  const found = findingsOf(rule, files, settings);
  for (const [path, text] of Object.entries(byPath(files))) {
    const own = found.filter(({ span }) => span.file === path);
    assert.equal(annotate(strip(text), own.map(markOf)), text);
  }
}

/** The files after the `index`-th fix of the `nth` finding of a rule; without marks. */
export function fixed(rule: Rule, files: Files, nth = 0, index = 0): Record<string, string> {
  const finding = findingsOf(rule, files)[nth];
  const fix = finding?.fixes?.[index];
  assert.ok(fix, `finding ${nth} of ${rule.id} has a fix ${index}`);
  return Object.fromEntries(
    Object.entries(byPath(files)).map(([path, text]) => [path, applyEdits(path, strip(text), fix.edits)]),
  );
}

export function markOf({ span, severity, message, fixes }: Finding) {
  return { span, severity, message, fixable: (fixes?.length ?? 0) > 0 };
}

function byPath(files: Files): Readonly<Record<string, string>> {
  return typeof files === 'string' ? { 'manifest.yaml': files } : files;
}
