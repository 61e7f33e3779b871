import type { Labels } from '../../kubernetes/labels.ts';
import { type Located, located } from '../../text/span.ts';
import type { Field } from '../../yaml/field.ts';
import type { Resource } from '../facts/resource.ts';
import { isClusterScoped } from './clusterScoped.ts';

/** What every object has. `tree` must be a map with a `kind`. */
export function extractResource(root: Field): Resource {
  const apiVersion = root.get('apiVersion').string()?.value ?? '';
  const kindField = root.get('kind');
  const kind = kindField.string()?.value ?? '';
  const metadata = root.get('metadata');
  const name = metadata.get('name');
  const namespace = metadata.get('namespace');
  const annotations = stringMap(metadata.get('annotations'));
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return {
    apiVersion,
    group,
    kind,
    namespace: isClusterScoped(group, kind)
      ? located('', metadata.key, true)
      : (namespace.string() ?? located('default', (metadata.exists ? metadata : kindField).key, true)),
    name: nameText(name) ?? located('', metadata.get('generateName').span, true),
    labels: plainMap(metadata.get('labels')),
    annotations,
    hook: annotations.has('helm.sh/hook'),
    tree: root.tree!,
    span: kindField.span,
  };
}

/** A number or a truth value is no name, but what the author calls the object by. */
function nameText(field: Field): Located<string> | undefined {
  const { tree } = field;
  if (tree?.kind !== 'scalar' || tree.value === null) return undefined;
  return field.string() ?? located(tree.text, field.span, tree.derived);
}

/** The string values of a map, with their places. Numbers and booleans are left out, as the API refuses them. */
export function stringMap(map: Field): ReadonlyMap<string, Located<string>> {
  const result = new Map<string, Located<string>>();
  for (const [key, value] of map.entries()) {
    const text = value.string();
    if (text) result.set(key.value, text);
  }
  return result;
}

const noLabels: Labels = new Map();

/** The string values of a map, without their places. */
export function plainMap(map: Field): Labels {
  if (!map.exists) return noLabels;
  const result = new Map<string, string>();
  for (const [key, value] of map.entries()) {
    const text = value.string();
    if (text) result.set(key.value, text.value);
  }
  return result;
}
