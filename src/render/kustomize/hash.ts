import { sha256 } from '@noble/hashes/sha2.js';
import { child, type MapTree, type Tree, toPlain } from '../../yaml/tree.ts';
import { idOf, type Resource, rememberId, renamed, withTree } from './resource.ts';
import { textOf } from './trees.ts';

/** The resources with the hash of their content behind the names of those that ask for it. */
export function addHashes(resources: readonly Resource[]): readonly Resource[] {
  return resources.map((resource) => {
    if (!resource.hashed) return resource;
    const name = `${idOf(resource).name}-${contentHash(resource.tree)}`;
    return withTree(rememberId(resource), renamed(resource.tree, name));
  });
}

/**
 * Ten characters from the content of a ConfigMap or Secret. The name is no part of it: kustomize asks for a field
 * `metadata/name`, which there is not. Source: kustomize `api/hasher/hasher.go`.
 */
export function contentHash(tree: MapTree): string {
  const kind = textOf(child(tree, 'kind'));
  const fields: Record<string, unknown> = { kind, name: '', data: dataOf(child(tree, 'data')) };
  if (kind === 'Secret') fields.type = dataOf(child(tree, 'type'));
  const also = kind === 'Secret' ? 'stringData' : 'binaryData';
  const extra = child(tree, also);
  if (extra?.kind === 'map') fields[also] = toPlain(extra);
  const content = kind === 'ConfigMap' || kind === 'Secret' ? fields : toPlain(tree);
  const digest = sha256(new TextEncoder().encode(goJson(content)));
  const hex = Array.from(digest.subarray(0, 5), (byte) => byte.toString(16).padStart(2, '0')).join('');
  // No digits and vowels that could make words or be taken for others.
  return hex.replace(/[013ae]/g, (character) => SUBSTITUTES[character]!);
}

const SUBSTITUTES: Readonly<Record<string, string>> = { 0: 'g', 1: 'h', 3: 'k', a: 'm', e: 't' };

function dataOf(tree: Tree | undefined): unknown {
  if (tree === undefined) return '';
  return tree.kind === 'scalar' ? tree.text : toPlain(tree);
}

/** JSON as Go's `json.Marshal` writes it: sorted keys, `<`, `>` and `&` escaped. */
function goJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, inner]) => `${goJson(key)}:${goJson(inner)}`).join(',')}}`;
  }
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
