import picomatch from 'picomatch';
import type { LintSettings, SeveritySetting } from '../lint/lint.ts';
import { type ClusterSettings, defaultCluster } from '../model/cluster.ts';
import type { ScopeSetting } from '../model/scopes/plan.ts';

/** The user's settings, the same in the editor, in `podpath.json` and in `.podpath.yaml`. */
export interface Settings {
  readonly lint: LintSettings;
  readonly cluster: ClusterSettings;
  readonly scopes: readonly ScopeSetting[];
  readonly files: { readonly include: readonly string[]; readonly exclude: readonly string[] };
}

export const defaultUserSettings: Settings = {
  lint: { rules: {} },
  cluster: defaultCluster,
  scopes: [],
  files: { include: [], exclude: [] },
};

/**
 * Settings as they were written: nested (`lint: {rules: …}`) or with dots (`lint.rules`), with or without `podpath.` in front.
 * What is not of its type is left at its default, and said in `problems`.
 */
export function readSettings(written: unknown): { readonly settings: Settings; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const flat = flatten(written);
  const take = <T>(key: string, fallback: T, is: (value: unknown) => value is T, kind: string): T => {
    const value = flat.get(key);
    if (value === undefined || value === null) return fallback;
    if (is(value)) return value;
    problems.push(`podpath.${key} is not ${kind}`);
    return fallback;
  };
  const strings = (key: string, fallback: readonly string[]): readonly string[] =>
    take(key, fallback, isStrings, 'a list of strings');
  const cluster: ClusterSettings = {
    domain: take('cluster.domain', defaultCluster.domain, isString, 'a string'),
    distribution: take('cluster.distribution', defaultCluster.distribution, isString, 'a string'),
    podCIDRs: strings('cluster.podCIDRs', defaultCluster.podCIDRs),
    serviceCIDRs: strings('cluster.serviceCIDRs', defaultCluster.serviceCIDRs),
    nodeCIDRs: strings('cluster.nodeCIDRs', defaultCluster.nodeCIDRs),
    searchDomains: strings('cluster.searchDomains', defaultCluster.searchDomains),
    ndots: take('cluster.ndots', defaultCluster.ndots, isNumber, 'a number'),
    nodePortRange: range(take('cluster.nodePortRange', '', isString, 'a string such as "30000-32767"'), problems),
    kubernetesVersion: take('cluster.kubernetesVersion', defaultCluster.kubernetesVersion, isString, 'a string'),
    externalServices: strings('externalServices', defaultCluster.externalServices),
  };
  return {
    settings: {
      lint: { rules: severities(flat, problems) },
      cluster,
      scopes: scopesOf(flat.get('scopes'), problems),
      files: { include: strings('files.include', []), exclude: strings('files.exclude', []) },
    },
    problems,
  };
}

const severityNames: Readonly<Record<string, SeveritySetting>> = {
  off: 'off',
  hint: 'hint',
  info: 'info',
  information: 'info',
  warn: 'warning',
  warning: 'warning',
  error: 'error',
  default: 'default',
};

function severities(flat: ReadonlyMap<string, unknown>, problems: string[]): Record<string, SeveritySetting> {
  const result: Record<string, SeveritySetting> = {};
  const written = flat.get('lint.rules');
  if (written === undefined || written === null) return result;
  if (!isObject(written)) {
    problems.push('podpath.lint.rules is not an object of rules and severities');
    return result;
  }
  for (const [rule, value] of Object.entries(written)) {
    const severity = typeof value === 'string' ? severityNames[value] : value === false ? 'off' : undefined;
    if (severity) result[rule] = severity;
    else problems.push(`podpath.lint.rules: "${String(value)}" of ${rule} is no severity`);
  }
  return result;
}

function scopesOf(written: unknown, problems: string[]): ScopeSetting[] {
  if (written === undefined || written === null) return [];
  if (!isObject(written)) {
    problems.push('podpath.scopes is not an object of names and globs');
    return [];
  }
  return Object.entries(written).flatMap(([name, value]) => {
    const globs = typeof value === 'string' ? [value] : value;
    if (isStrings(globs)) return [{ name, includes: picomatch([...globs], { dot: true }) }];
    problems.push(`podpath.scopes: ${name} is not a list of globs`);
    return [];
  });
}

function range(text: string, problems: string[]): readonly [number, number] {
  if (text === '') return defaultCluster.nodePortRange;
  const match = /^(\d+)-(\d+)$/.exec(text);
  const [first, last] = [Number(match?.[1]), Number(match?.[2])];
  if (match && first <= last) return [first, last];
  problems.push(`podpath.cluster.nodePortRange: "${text}" is no range`);
  return defaultCluster.nodePortRange;
}

/** Keys whose objects are values, and are not flattened. */
const leaves = new Set(['lint.rules', 'scopes']);

function flatten(written: unknown, prefix = '', into = new Map<string, unknown>()): Map<string, unknown> {
  if (!isObject(written)) return into;
  for (const [name, value] of Object.entries(written)) {
    const key = (prefix + name).replace(/^podpath\./, '');
    if (isObject(value) && !leaves.has(key)) flatten(value, key === 'podpath' ? '' : `${key}.`, into);
    else into.set(key, value);
  }
  return into;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isString);
}
