import { type Derived, derive, namespaceNames, perRow } from '../model/derived.ts';
import type { SourceFile } from '../model/file.ts';
import type { Scope, Workspace } from '../model/workspace.ts';
import { list } from '../text/distance.ts';
import type { Edit } from '../text/edit.ts';
import { compareSpans, compareText, type Span } from '../text/span.ts';
import type { Problem, Rule, Severity } from './rule.ts';
import { type Suppression, suppresses, suppressionsOf } from './suppressions.ts';

/** A problem as it is shown: with its rule, its severity, and the scopes in which it holds. */
export interface Finding extends Problem {
  readonly rule: string;
  readonly severity: Severity;
  readonly scopes: readonly string[];
}

/** How a rule or a glob of rules is to be reported. `default` is the rule's own severity, also for rules that are off. */
export type SeveritySetting = Severity | 'off' | 'default';

export interface LintSettings {
  /** By rule id or glob (`policy-*`); the later entry wins. */
  readonly rules: Readonly<Record<string, SeveritySetting>>;
}

export interface LintResult {
  /** Sorted by file and place. */
  readonly findings: readonly Finding[];
  /** Suppressions that left out nothing. */
  readonly unused: readonly Suppression[];
}

const defaultLint: LintSettings = { rules: {} };

/** The findings of all scopes. Each is listed once, with the scopes in which it holds. */
export function lint(workspace: Workspace, rules: readonly Rule[], settings = defaultLint): LintResult {
  const { active, problems } = checksOf(rules, settings);
  const found = new Map<string, { finding: Finding; scopes: Set<string> }>();
  for (const scope of workspace.scopes) {
    for (const { rule, severity, problem } of scope.model.get(problems)) {
      const { file, start, end } = problem.span;
      const key = `${file}\n${start}\n${end}\n${rule.id}\n${problem.message}`;
      const entry = found.get(key);
      if (entry) entry.scopes.add(scope.info.name);
      else {
        const finding = { ...problem, rule: rule.id, severity: lower(severity, rule, problem), scopes: [] };
        found.set(key, { finding, scopes: new Set([scope.info.name]) });
      }
    }
  }
  const broken = brokenPlaces(workspace);
  const suppressions = new Map<string, { readonly all: readonly Suppression[]; readonly used: Set<Suppression> }>();
  for (const file of workspace.files.values()) {
    const all = suppressionsIn(file);
    if (all.length > 0) suppressions.set(file.path, { all, used: new Set() });
  }
  const findings: Finding[] = [];
  for (const { finding, scopes } of found.values()) {
    if (!holdsInAlternatives(finding, scopes, workspace.scopes)) continue;
    const { file, start } = finding.span;
    if (broken.get(file)?.some((span) => span.start <= start && start <= span.end)) continue;
    const own = suppressions.get(file);
    const silencing = own?.all.filter((suppression) => suppresses(suppression, finding.rule, start)) ?? [];
    for (const suppression of silencing) own!.used.add(suppression);
    if (silencing.length === 0) findings.push({ ...finding, scopes: [...scopes].sort(compareText) });
  }
  const unused = [...suppressions.values()].flatMap(({ all, used }) => all.filter((one) => !used.has(one)));
  findings.push(...unusedFindings(workspace, rules, active, unused));
  findings.sort(
    (a, b) => compareSpans(a.span, b.span) || compareText(a.rule, b.rule) || compareText(a.message, b.message),
  );
  return { findings, unused };
}

/** Checks in small steps, so that a caller may pause between them; `lint` then finds it done. */
export function* lintSteps(workspace: Workspace, rules: readonly Rule[], settings = defaultLint): Generator<void> {
  const { active, problems } = checksOf(rules, settings);
  for (const { model } of workspace.scopes) {
    for (const namespace of model.get(namespaceNames)) {
      for (const { rule } of active) {
        if (!rule.parts) continue;
        model.get(rule.parts, namespace);
        yield;
      }
    }
    for (const { rule } of active) {
      model.get(rule.problems);
      yield;
    }
    model.get(problems);
    yield;
  }
}

/** The rules that are on, and what they find in a scope; the same for the same rules and settings. */
function checksOf(rules: readonly Rule[], settings: LintSettings): Checks {
  const bySettings = checks.get(rules) ?? new WeakMap<LintSettings, Checks>();
  checks.set(rules, bySettings);
  let found = bySettings.get(settings);
  if (!found) {
    const active = rules.flatMap((rule) => {
      const severity = severityOf(rule, settings);
      return severity === 'off' ? [] : [{ rule, severity }];
    });
    const problems = derive([], ({ get }) =>
      active.flatMap((one) =>
        get(one.rule.problems as Derived<never, readonly Problem[]>).map((problem) => ({ ...one, problem })),
      ),
    );
    bySettings.set(settings, (found = { active, problems }));
  }
  return found;
}

interface Checks {
  readonly active: readonly Active[];
  readonly problems: Derived<never, readonly (Active & { readonly problem: Problem })[]>;
}

const checks = new WeakMap<readonly Rule[], WeakMap<LintSettings, Checks>>();

/** The rule whose findings are the suppressions that suppress nothing, which only the linter knows. */
export const unusedSuppressionRule = 'suppression-unused';

interface Active {
  readonly rule: Rule;
  readonly severity: Severity;
}

/** A suppression of rules that are switched off is left alone: they may be switched on again. */
function unusedFindings(
  workspace: Workspace,
  rules: readonly Rule[],
  active: readonly Active[],
  unused: readonly Suppression[],
): Finding[] {
  const own = active.find(({ rule }) => rule.id === unusedSuppressionRule);
  if (!own) return [];
  const names = (suppression: Suppression, ids: readonly string[]) =>
    suppression.rules.length === 0 || ids.some((id) => suppresses(suppression, id, suppression.start));
  const activeIds = active.map(({ rule }) => rule.id);
  const knownIds = rules.map(({ id }) => id);
  return unused.flatMap((suppression) => {
    const { span } = suppression;
    const file = workspace.files.get(span.file);
    const scopes = workspace.scopesOf(span.file).map(({ info }) => info.name);
    if (!file || scopes.length === 0) return [];
    const known = names(suppression, knownIds);
    if (known && !names(suppression, activeIds)) return [];
    const silenced = suppressionsIn(file).some(
      (other) => other.rules.includes(unusedSuppressionRule) && suppresses(other, unusedSuppressionRule, span.start),
    );
    if (silenced || suppression.rules.includes(unusedSuppressionRule)) return [];
    return [
      {
        span,
        rule: unusedSuppressionRule,
        severity: own.severity,
        scopes: scopes.sort(compareText),
        resource: '',
        message: known
          ? 'nothing is left out by this comment'
          : `there is no rule ${list(suppression.rules.map((name) => `"${name}"`))}`,
        fixes: [{ title: 'Remove the comment', edits: [removeComment(file.text, span)], preferred: true }],
      },
    ];
  });
}

/** Takes a comment out, with the blanks before it, and its line where nothing else stands there. */
function removeComment(text: string, { file, start, end }: Span): Edit {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (text.slice(lineStart, start).trim() !== '') {
    return { span: { file, start: text.slice(0, start).trimEnd().length, end }, text: '' };
  }
  const lineEnd = text.indexOf('\n', end);
  return { span: { file, start: lineStart, end: lineEnd < 0 ? text.length : lineEnd + 1 }, text: '' };
}

const suppressionsIn = perRow(({ path, text }: SourceFile) => suppressionsOf(path, text));

/** The severity that the settings give a rule. */
export function severityOf(rule: Rule, settings: LintSettings): Severity | 'off' {
  let severity: Severity | 'off' = rule.off ? 'off' : rule.severity;
  for (const [name, setting] of Object.entries(settings.rules)) {
    const applies = name.includes('*')
      ? new RegExp(`^${name.replaceAll(/[.+?^$()[\]{}|\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(rule.id)
      : name === rule.id;
    if (applies) severity = setting === 'default' ? rule.severity : setting;
  }
  return severity;
}

/** A problem's own severity holds unless the settings changed that of its rule. */
function lower(setting: Severity, rule: Rule, problem: Problem): Severity {
  return setting === rule.severity ? (problem.severity ?? setting) : setting;
}

/** In a directory of alternatives, a finding holds if every alternative that has its file reports it. */
function holdsInAlternatives(finding: Finding, holds: ReadonlySet<string>, scopes: readonly Scope[]): boolean {
  const groups = new Set(
    scopes.flatMap(({ info }) => (holds.has(info.name) && info.group !== undefined ? [info.group] : [])),
  );
  for (const group of groups) {
    const having = scopes.filter(({ info, plan }) => info.group === group && plan.files.includes(finding.span.file));
    if (having.every(({ info }) => holds.has(info.name))) continue;
    for (const { info } of having) if (holds.has(info.name)) (holds as Set<string>).delete(info.name);
  }
  return holds.size > 0;
}

/** The documents in which the parser stumbled: what it made of them may not be what they will say. */
function brokenPlaces(workspace: Workspace): ReadonlyMap<string, readonly { start: number; end: number }[]> {
  const broken = new Map<string, { start: number; end: number }[]>();
  for (const { model } of workspace.scopes) {
    for (const document of model.inputs.documents) {
      if (!document.broken) continue;
      const spans = broken.get(document.file) ?? [];
      if (spans.length === 0) broken.set(document.file, spans);
      spans.push(document.tree.span);
    }
  }
  return broken;
}
