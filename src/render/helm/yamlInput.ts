import { parse } from '../../yaml/parse.ts';
import type { Tree } from '../../yaml/tree.ts';
import type { GoMap, GoValue } from './template/values.ts';

/** A text as `sigs.k8s.io/yaml` reads it into an `interface{}`: its first document, numbers as float64. */
export interface ReadYaml {
  readonly value: GoValue;
  /** What is wrong with the text, in which case Helm reads nothing. */
  readonly error: string | undefined;
}

/** Reads YAML or JSON as Helm reads values: null where there is nothing. Never throws. */
export function readYaml(text: string): ReadYaml {
  const [first] = parse('', text).documents;
  if (!first) return { value: null, error: undefined };
  return { value: first.tree ? goValue(first.tree) : null, error: first.problems[0]?.message };
}

/** The same, as a map; empty where there is none. */
export function readMap(text: string): { readonly map: GoMap; readonly error: string | undefined } {
  const { value, error } = readYaml(text);
  if (value instanceof Map) return { map: value, error };
  return { map: new Map(), error: error ?? (value === null ? undefined : 'a map is expected') };
}

/** A tree as Go values. Of several equal keys the last counts. */
export function goValue(tree: Tree): GoValue {
  switch (tree.kind) {
    case 'scalar':
      return tree.value;
    case 'sequence':
      return tree.items.map(goValue);
    case 'map': {
      const map: GoMap = new Map();
      for (const { key, value } of tree.entries) map.set(key.value, goValue(value));
      return map;
    }
  }
}
