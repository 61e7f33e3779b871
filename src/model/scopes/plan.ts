import { valuesVariants } from '../../render/helm/render.ts';
import { baseName, directoryOf } from '../../text/path.ts';
import { compareText } from '../../text/span.ts';
import type { SourceFile } from '../file.ts';
import { alternatives, groupByDirectory } from './directories.ts';
import { identitiesOf } from './identities.ts';
import { referencesOf } from './references.ts';
import type { ScopeKind } from './scope.ts';

/** A scope before its manifests are read: what it is made of. */
export interface ScopePlan {
  readonly name: string;
  readonly kind: ScopeKind;
  /** The directory of the kustomization or chart, or the topmost one of the plain files. */
  readonly root: string;
  /** For plain files, their paths. A rendered scope finds its own. */
  readonly files: readonly string[];
  readonly group: string | undefined;
  /** For a chart, the values file that is taken over the default values. */
  readonly values: string | undefined;
}

/** What becomes of a file, in words for the user. */
export interface FileRole {
  readonly path: string;
  /** Whether its objects are read as they stand, as part of a rendering, or not at all. */
  readonly use: 'read' | 'rendered' | 'left out';
  readonly reason: string;
}

export interface Plan {
  readonly scopes: readonly ScopePlan[];
  readonly roles: ReadonlyMap<string, FileRole>;
}

/** Scopes that the user sets: a name, and which files belong to it. */
export interface ScopeSetting {
  readonly name: string;
  readonly includes: (path: string) => boolean;
}

/**
 * The scopes of a workspace: every kustomization that no other one uses, every chart, and the other manifests by directory.
 *
 * @param tops the workspace folders, as paths; `.` alone when there is one
 */
export function planScopes(
  files: ReadonlyMap<string, SourceFile>,
  tops: readonly string[] = ['.'],
  settings: readonly ScopeSetting[] = [],
): Plan {
  const roles = new Map<string, FileRole>();
  const role = (path: string, use: FileRole['use'], reason: string): void => {
    if (!roles.has(path)) roles.set(path, { path, use, reason });
  };
  const scopes: ScopePlan[] = [];
  const paths = [...files.keys()].sort(compareText);

  for (const setting of settings) {
    const own = paths.filter((path) => setting.includes(path) && isRead(files.get(path)!));
    for (const path of own) role(path, 'read', `in the scope ${setting.name}, as set`);
    scopes.push({ name: setting.name, kind: 'setting', root: '.', files: own, group: undefined, values: undefined });
  }

  const charts = chartDirectories(paths);
  for (const path of paths) {
    const chart = charts.find((directory) => isWithin(path, directory));
    if (chart === undefined) continue;
    const inside = path.slice(chart === '.' ? 0 : chart.length + 1);
    if (inside.startsWith('templates/') || inside.startsWith('charts/') || inside.startsWith('crds/')) {
      role(path, 'rendered', `a template of the chart ${chart}`);
    } else if (/^(?:ci\/.*|[^/]*values[^/]*|Chart)\.(?:ya?ml|json|lock)$/i.test(inside)) {
      role(path, 'rendered', `a file of the chart ${chart}`);
    }
  }
  const isOutermost = (chart: string): boolean => !charts.some((other) => other !== chart && isWithin(chart, other));
  for (const directory of charts.filter(isOutermost)) {
    const skip = directory === '.' ? 0 : directory.length + 1;
    const inside = paths.filter((path) => isWithin(path, directory)).map((path) => [path.slice(skip), ''] as const);
    for (const values of [undefined, ...valuesVariants(new Map(inside))]) {
      const name = values === undefined ? directory : `${directory} (${values})`;
      scopes.push({ name, kind: 'chart', root: directory, files: [], group: undefined, values });
    }
  }

  scopes.push(...planKustomizations(files, paths, role));

  const plain = new Map<string, readonly string[]>();
  for (const path of paths) {
    const file = files.get(path)!;
    if (roles.has(path)) continue;
    if (!isRead(file)) {
      role(path, 'left out', file.classification.reason);
      continue;
    }
    role(path, 'read', file.classification.reason);
    plain.set(path, identitiesOf(file));
  }
  for (const group of groupByDirectory(plain, (directory) => tops.includes(directory))) {
    const sets = alternatives(group.files, plain);
    for (const { chosen, files: own } of sets) {
      scopes.push({
        name: chosen === undefined ? group.directory : `${group.directory} (${baseName(chosen)})`,
        kind: 'directory',
        root: group.directory,
        files: own,
        group: sets.length > 1 ? group.directory : undefined,
        values: undefined,
      });
    }
  }
  return { scopes: withOwnNames(scopes), roles };
}

/** A kustomization or chart at the top of plain files has their path: then the files say what they are. */
function withOwnNames(scopes: readonly ScopePlan[]): ScopePlan[] {
  const taken = new Set<string>();
  return scopes.map((scope) => {
    let { name } = scope;
    for (let n = 1; taken.has(name); n++) name = `${scope.name} (${n === 1 ? 'plain files' : `${scope.kind} ${n}`})`;
    taken.add(name);
    return name === scope.name ? scope : { ...scope, name };
  });
}

function isRead(file: SourceFile): boolean {
  const { kind } = file.classification;
  return kind === 'manifest' || kind === 'config';
}

function chartDirectories(paths: readonly string[]): string[] {
  return paths.filter((path) => baseName(path) === 'Chart.yaml').map(directoryOf);
}

function isWithin(path: string, directory: string): boolean {
  return directory === '.' || path.startsWith(`${directory}/`);
}

function planKustomizations(
  files: ReadonlyMap<string, SourceFile>,
  paths: readonly string[],
  role: (path: string, use: FileRole['use'], reason: string) => void,
): ScopePlan[] {
  const kustomizations = paths.filter((path) => {
    const kind = files.get(path)!.classification.kind;
    return kind === 'kustomization' || kind === 'component';
  });
  const used = new Set<string>();
  for (const path of kustomizations) {
    role(path, 'rendered', files.get(path)!.classification.reason);
    const { directories, resources, others } = referencesOf(files.get(path)!);
    for (const directory of directories) used.add(directory);
    for (const found of resources) role(found, 'rendered', `a resource of ${path}`);
    for (const found of others) role(found, 'rendered', `a patch or setting of ${path}`);
  }
  return kustomizations
    .filter((path) => files.get(path)!.classification.kind === 'kustomization' && !used.has(directoryOf(path)))
    .map((path) => {
      const root = directoryOf(path);
      return { name: root, kind: 'kustomization', root, files: [], group: undefined, values: undefined };
    });
}
