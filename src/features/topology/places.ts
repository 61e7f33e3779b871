import type { Model } from '../../model/derived.ts';
import { derive } from '../../model/derived.ts';
import { type Resource, resourceId } from '../../model/facts/resource.ts';
import { covers, type Span } from '../../text/span.ts';
import type { Tree } from '../../yaml/tree.ts';

/** The objects of a scope by the id that graphs, findings and trees use. The first of equal ids counts. */
export const resourcesById = derive(['resources'], ({ resources }): ReadonlyMap<string, Resource> => {
  const byId = new Map<string, Resource>();
  for (const row of resources) {
    const id = resourceId(row);
    if (!byId.has(id)) byId.set(id, row);
  }
  return byId;
});

/** Where an object is named: what opens when its card is clicked. Undefined for what is no object of the scope. */
export function nameSpanOf(model: Model, id: string): Span | undefined {
  const row = model.get(resourcesById).get(id);
  if (!row) return undefined;
  return row.name.value === '' ? row.span : row.name.span;
}

/**
 * The object that a place belongs to: the one whose text it is, or, in a patch or a generator, the one that takes
 * something from there. Undefined between objects.
 */
export function resourceAt(model: Model, file: string, offset: number): Resource | undefined {
  let best: Resource | undefined;
  for (const row of model.inputs.resources) {
    if (!covers(row.tree.span, file, offset)) continue;
    if (!best || length(row) < length(best)) best = row;
  }
  if (best) return best;
  return model.inputs.resources.find(({ tree }) => saidAt(tree, file, offset));
}

/** Whether a patch or a generator says a part of a tree at a place. */
function saidAt(tree: Tree, file: string, offset: number): boolean {
  switch (tree.kind) {
    case 'scalar':
      return covers(tree.span, file, offset);
    case 'sequence':
      return tree.items.some((item) => saidAt(item, file, offset));
    case 'map':
      return tree.entries.some(({ key, value }) => covers(key.span, file, offset) || saidAt(value, file, offset));
  }
}

function length({ tree }: Resource): number {
  return tree.span.end - tree.span.start;
}
