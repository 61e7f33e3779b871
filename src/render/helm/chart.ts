import { cleanPath } from './functions/paths.ts';
import { parseVersion, satisfies } from './functions/semver.ts';
import { ignoreRules } from './ignore.ts';
import { type GoMap, type GoValue, isList, isMap } from './template/values.ts';
import { readMap } from './yamlInput.ts';

/** The files of a chart: path relative to its directory, with `/`, to text. */
export type ChartFiles = ReadonlyMap<string, string>;

/** A chart with the charts in its `charts` directory, `pkg/chart/v2/chart.go`. Rendering changes it; load it anew each time. */
export interface Chart {
  /** The name, which is its alias where its parent gives one. */
  name: string;
  readonly metadata: GoMap;
  /** The path of its directory in the files that it was read from, empty or ending in `/`. */
  readonly directory: string;
  values: GoMap;
  /** Paths within the chart, such as `templates/service.yaml`. */
  readonly templates: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, string>;
  requirements: Dependency[];
  dependencies: Chart[];
  readonly isLibrary: boolean;
}

/** An entry of `dependencies` in `Chart.yaml`, or of the older `requirements.yaml`. */
export interface Dependency {
  /** The name of the chart, or its alias once dependencies are processed. */
  name: string;
  readonly chartName: string;
  readonly version: string;
  readonly alias: string;
  readonly condition: string;
  readonly tags: readonly string[];
  readonly importValues: GoValue[];
  enabled: boolean;
}

export interface LoadedChart {
  readonly chart: Chart | undefined;
  /** Why the chart cannot be rendered as Helm would: no `Chart.yaml`, a missing dependency. */
  readonly reasons: readonly string[];
}

/** Reads a chart. Never throws: what is missing is among the reasons. */
export function loadChart(files: ChartFiles): LoadedChart {
  const reasons: string[] = [];
  const ignored = ignoreRules(files.get('.helmignore') ?? '');
  const kept = new Map<string, string>();
  for (const [path, text] of files) if (!ignored(path)) kept.set(path, text.replace(/^\uFEFF/, ''));
  return { chart: load(kept, '', reasons), reasons };
}

function load(files: ReadonlyMap<string, string>, directory: string, reasons: string[]): Chart | undefined {
  const description = files.get('Chart.yaml');
  if (description === undefined) {
    reasons.push(`${directory}Chart.yaml is missing`);
    return undefined;
  }
  const { map: metadata, error } = readMap(description);
  if (error !== undefined) reasons.push(`${directory}Chart.yaml cannot be read: ${error}`);
  const values = readMap(files.get('values.yaml') ?? '');
  if (values.error !== undefined) reasons.push(`${directory}values.yaml cannot be read: ${values.error}`);
  const templates = new Map<string, string>();
  const others = new Map<string, string>();
  const children = new Map<string, Map<string, string>>();
  for (const [path, text] of files) {
    if (path.startsWith('templates/')) templates.set(path, text);
    else if (path.startsWith('charts/')) {
      const [, child = '', ...rest] = path.split('/');
      if (rest.length === 0) addArchive(path, reasons, directory);
      else if (!/^[_.]/.test(child)) {
        const own = children.get(child) ?? new Map<string, string>();
        children.set(child, own.set(rest.join('/'), text));
      }
    } else if (!OWN_FILES.has(path)) others.set(path, text);
  }
  const dependencies: Chart[] = [];
  for (const [child, own] of children) {
    const loaded = load(own, `${directory}charts/${child}/`, reasons);
    if (loaded) dependencies.push(loaded);
  }
  const chart: Chart = {
    name: textField(metadata, 'name'),
    metadata,
    directory,
    values: values.map,
    templates,
    files: others,
    requirements: requirements(metadata, files.get('requirements.yaml')),
    dependencies,
    isLibrary: textField(metadata, 'type').toLowerCase() === 'library',
  };
  return chart;
}

const OWN_FILES: ReadonlySet<string> = new Set([
  'Chart.yaml',
  'Chart.lock',
  'values.yaml',
  'values.schema.json',
  'requirements.yaml',
  'requirements.lock',
]);

function addArchive(path: string, reasons: string[], directory: string): void {
  if (/\.(tgz|tar\.gz)$/.test(path)) reasons.push(`${directory}${path} is an archive, which is not read`);
}

/** The names of the dependencies that `Chart.yaml` asks for and `charts` does not hold. */
export function missingDependencies(chart: Chart): string[] {
  const names = new Set(chart.dependencies.map(({ name }) => name));
  const own = chart.requirements.filter(({ name }) => !names.has(name)).map(({ name }) => name);
  return [...own, ...chart.dependencies.flatMap(missingDependencies)];
}

function requirements(metadata: GoMap, legacy: string | undefined): Dependency[] {
  const own = metadata.get('dependencies');
  const list = isList(own) ? own : legacy === undefined ? [] : (readMap(legacy).map.get('dependencies') ?? []);
  if (!isList(list)) return [];
  return list.filter(isMap).map((entry) => {
    const tags = entry.get('tags');
    const imports = entry.get('import-values');
    return {
      name: textField(entry, 'name'),
      chartName: textField(entry, 'name'),
      version: textField(entry, 'version'),
      alias: textField(entry, 'alias'),
      condition: textField(entry, 'condition'),
      tags: isList(tags) ? tags.map(String) : [],
      importValues: isList(imports) ? imports : [],
      enabled: true,
    };
  });
}

export function textField(map: GoMap, name: string): string {
  const value = map.get(name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Whether a chart's version fits the range that its parent asks for. */
export function isCompatible(range: string, version: string): boolean {
  const parsed = parseVersion(version);
  return parsed !== undefined && satisfies(range === '' ? '>=0.0.0-0' : range, parsed) === true;
}

/** The files that one could give to Helm with `-f`: `values-*.yaml`, `values.*.yaml`, `ci/*-values.yaml`. Sorted. */
export function valuesVariants(files: ChartFiles): string[] {
  const pattern = /^(?:values[-._][^/]*|[^/]+[-._]values|ci\/[^/]*values[^/]*|values\/[^/]+)\.ya?ml$/;
  return [...files.keys()].filter((path) => pattern.test(path) && cleanPath(path) === path).sort();
}
