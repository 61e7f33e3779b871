import type { Chart } from './chart.ts';
import { copyMap, type GoMap, isMap } from './template/values.ts';

/**
 * The values that a chart's templates see: the given ones over the chart's own, the subcharts' below the subcharts'
 * names, `global` everywhere. A null given for a key deletes it, unless `merge` is set.
 *
 * Source: `pkg/chart/common/util/coalesce.go`.
 */
export function coalesceValues(chart: Chart, given: GoMap, merge = false): GoMap {
  return coalesce(chart, copyMap(given), merge);
}

function coalesce(chart: Chart, values: GoMap, merge: boolean): GoMap {
  addOwnValues(chart, values, merge);
  for (const child of chart.dependencies) {
    if (!values.has(child.name)) values.set(child.name, new Map());
    const own = values.get(child.name);
    if (!isMap(own)) continue;
    addGlobals(own, values);
    coalesce(child, own, merge);
  }
  return values;
}

function addOwnValues(chart: Chart, values: GoMap, merge: boolean): void {
  for (const [key, value] of copyMap(chart.values)) {
    const given = values.get(key);
    if (given === undefined) values.set(key, value);
    else if (given === null) {
      if (!merge) values.delete(key);
    } else if (isMap(given) && isMap(value)) {
      // Nulls for a subchart delete nothing yet: its own values are still to come.
      coalesceTables(given, value, merge || chart.dependencies.some(({ name }) => name === key));
    }
  }
}

function addGlobals(target: GoMap, source: GoMap): void {
  const own = target.get('global') ?? new Map();
  const parent = source.get('global') ?? new Map();
  if (!isMap(own) || !isMap(parent)) return;
  for (const [key, value] of parent) {
    const there = own.get(key);
    if (isMap(value)) {
      // A shallow copy, as in Helm: deeper tables are shared, and so a subchart's globals show in its parent.
      const copy: GoMap = new Map(value);
      if (isMap(there)) coalesceTables(copy, there, true);
      else if (own.has(key)) continue;
      own.set(key, copy);
    } else if (!isMap(there)) own.set(key, value);
  }
  target.set('global', own);
}

/** Adds to `target` what it lacks of `source`; nulls of `target` delete, unless `merge` is set. */
export function coalesceTables(target: GoMap, source: GoMap, merge: boolean): GoMap {
  for (const [key, value] of source) {
    const there = target.get(key);
    if (there === undefined) target.set(key, value);
    else if (there === null) {
      if (!merge) target.delete(key);
    } else if (isMap(value) && isMap(there)) coalesceTables(there, value, merge);
  }
  return target;
}
