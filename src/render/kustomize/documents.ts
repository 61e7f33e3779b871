import { child, type Entry, type MapTree, type Tree } from '../../yaml/tree.ts';
import { type Context, refuse, type SourceFile } from './context.ts';
import { refolded } from './folded.ts';
import { type Resource, resourceOf } from './resource.ts';
import { derivedScalar, isNull, itemsOf, textOf } from './trees.ts';

/** The objects of a file: its documents, with lists taken apart. What is no object is a problem, and left out. */
export function readResources(context: Context, file: SourceFile): readonly Resource[] {
  for (const { problems } of file.documents) {
    for (const { message, span } of problems) refuse(context, message, span);
  }
  const documents = file.documents.flatMap(({ tree }) => (tree ? [tree] : []));
  return readObjects(context, documents, file.text);
}

/** The objects among documents. */
export function readObjects(context: Context, documents: readonly Tree[], source?: string): readonly Resource[] {
  return objectsOf(documents, (message, tree) => refuse(context, message, tree.span), source).map(resourceOf);
}

/**
 * The objects among documents, lists taken apart. `source` is the text of their file.
 * Source: kustomize `api/resource/factory.go`, `RNodesFromBytes`, and `GetValidatedMetadata` in `kyaml/yaml/rnode.go`.
 */
export function objectsOf(
  documents: readonly Tree[],
  complain: (message: string, tree: Tree) => void = () => {},
  source?: string,
): readonly MapTree[] {
  const objects: MapTree[] = [];
  const pending = [...documents];
  for (let tree = pending.shift(); tree !== undefined; tree = pending.shift()) {
    if (isNull(tree)) continue;
    const kind = textOf(child(tree, 'kind'));
    if (tree.kind !== 'map') complain('not an object', tree);
    else if (kind === '') complain('an object needs a kind', tree);
    else if (kind.endsWith('List') && child(tree, 'items')) pending.push(...itemsOf(child(tree, 'items')));
    else if (!kind.endsWith('List') && textOf(child(child(tree, 'metadata'), 'name')) === '') {
      complain(`this ${kind} needs a metadata.name`, tree);
    } else objects.push(asWritten(tree, source) as MapTree);
  }
  return objects;
}

/**
 * The tree as kustomize reads objects, which is YAML 1.2: `yes` and `off` are texts, as keys too, which its output
 * then quotes. A plain date becomes a time.
 *
 * Source: `go.yaml.in/yaml/v3`, `resolve.go`.
 */
export function asWritten(tree: Tree, source?: string): Tree {
  const known = written.get(tree);
  if (known) return known;
  const result = reread(tree, source);
  written.set(tree, result);
  return result;
}

const written = new WeakMap<Tree, Tree>();

function reread(tree: Tree, source: string | undefined): Tree {
  switch (tree.kind) {
    case 'scalar': {
      if (tree.style === 'folded' && !tree.derived) {
        const text = refolded(tree.text);
        return text === tree.text ? tree : { ...derivedScalar(text, tree.span), style: 'folded' };
      }
      if (tree.style !== 'plain' || tree.derived) return tree;
      if (typeof tree.value === 'boolean') {
        return /^(?:true|false)$/i.test(tree.text) ? tree : { ...tree, value: tree.text };
      }
      const time = typeof tree.value === 'string' ? timeOf(tree.text) : undefined;
      return time === undefined ? tree : { ...derivedScalar(time, tree.span), text: tree.text };
    }
    case 'sequence': {
      const items = tree.items.map((item) => reread(item, source));
      return items.every((item, i) => item === tree.items[i]) ? tree : { ...tree, items };
    }
    case 'map': {
      let changed = false;
      const entries = tree.entries.map((entry) => {
        const value = reread(entry.value, source);
        const key = rereadKey(entry, source);
        if (value === entry.value && key === entry.key) return entry;
        changed = true;
        return { key, value };
      });
      return changed ? { ...tree, entries } : tree;
    }
  }
}

function rereadKey({ key }: Entry, source: string | undefined): Entry['key'] {
  if (source === undefined || (key.value !== 'true' && key.value !== 'false')) return key;
  const text = source.slice(key.span.start, key.span.end);
  return /^(?:y|n|yes|no|on|off)$/i.test(text) ? { ...key, value: text } : key;
}

/** A time as Go writes it in JSON. */
function timeOf(text: string): string | undefined {
  const match = /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|[ ]+)(\d\d?):(\d\d?):(\d\d?)(\.\d+)?(Z|[-+]\d\d:\d\d)?)?$/.exec(
    text,
  );
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => (part ?? '0').padStart(2, '0'));
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day)) return undefined;
  const fraction = (match[7] ?? '').replace(/\.?0*$/, '');
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}${match[8] ?? 'Z'}`;
}
