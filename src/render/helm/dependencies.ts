import { type Chart, type Dependency, isCompatible } from './chart.ts';
import { coalesceTables, coalesceValues } from './coalesce.ts';
import { type GoMap, type GoValue, isMap } from './template/values.ts';

/**
 * Takes out the subcharts that conditions and tags switch off, gives the others their aliases, and takes over the
 * values that `import-values` names. Source: `pkg/chart/v2/util/dependencies.go`.
 */
export function processDependencies(chart: Chart, values: GoMap): void {
  enable(chart, values, '');
  importValues(chart);
}

function enable(chart: Chart, values: GoMap, path: string): void {
  if (chart.requirements.length === 0) return;
  const { requirements, dependencies } = chart;
  const listed: Chart[] = dependencies.filter(
    ({ name, metadata }) =>
      !requirements.some(
        (wanted) => wanted.name === name && isCompatible(wanted.version, String(metadata.get('version') ?? '')),
      ),
  );
  for (const wanted of requirements) {
    const found = dependencies.find(
      ({ name, metadata }) =>
        name === wanted.name && isCompatible(wanted.version, String(metadata.get('version') ?? '')),
    );
    if (found)
      listed.push(wanted.alias === '' ? { ...found, requirements: copies(found) } : aliased(found, wanted.alias));
    if (wanted.alias !== '') wanted.name = wanted.alias;
    wanted.enabled = true;
  }
  chart.dependencies = listed;
  const all = coalesceValues(chart, values);
  for (const wanted of requirements) wanted.enabled = byConditions(wanted, all, path) ?? byTags(wanted, all);
  const off = new Set(requirements.filter(({ enabled }) => !enabled).map(({ name }) => name));
  chart.dependencies = listed.filter(({ name }) => !off.has(name));
  chart.requirements = requirements.filter(({ enabled }) => enabled);
  for (const child of chart.dependencies) enable(child, all, `${path}${child.name}.`);
}

const copies = (chart: Chart): Dependency[] => chart.requirements.map((wanted) => ({ ...wanted }));

function aliased(chart: Chart, alias: string): Chart {
  const metadata = new Map(chart.metadata).set('name', alias);
  return { ...chart, name: alias, metadata, requirements: copies(chart) };
}

function byTags({ tags }: Dependency, values: GoMap): boolean {
  const table = values.get('tags');
  const given = isMap(table) ? tags.map((tag) => table.get(tag)) : [];
  return given.includes(true) || !given.includes(false);
}

/** What the first condition says that leads to a value, or undefined when none does. */
function byConditions({ condition }: Dependency, values: GoMap, path: string): boolean | undefined {
  for (const term of condition.trim().split(',')) {
    if (term === '') continue;
    const value = valueAt(values, `${path}${term}`);
    if (typeof value === 'boolean') return value;
  }
  return undefined;
}

function valueAt(values: GoMap, path: string): GoValue | undefined {
  let at: GoValue | undefined = values;
  for (const name of path.split('.')) at = isMap(at) ? at.get(name) : undefined;
  return at;
}

function importValues(chart: Chart): void {
  for (const child of chart.dependencies) importValues(child);
  if (chart.requirements.length === 0) return;
  const values = coalesceValues(chart, new Map(), true);
  const imported: GoMap = new Map();
  for (const wanted of chart.requirements) {
    for (const entry of wanted.importValues) {
      const [child, parent] = isMap(entry)
        ? [`${wanted.name}.${entry.get('child')}`, String(entry.get('parent'))]
        : [`${wanted.name}.exports.${String(entry)}`, '.'];
      const table = valueAt(values, child);
      if (isMap(table)) coalesceTables(imported, nested(parent, table), true);
    }
  }
  chart.values = coalesceTables(values, imported, true);
}

/** A table below a path such as `a.b`; `.` is the top. */
function nested(path: string, table: GoMap): GoMap {
  if (path === '.') return table;
  return path.split('.').reduceRight((inner: GoMap, name): GoMap => new Map([[name, inner]]), table);
}
