/**
 * Graphs come from the host as new objects each time. What says the same as before is replaced by what was there
 * before, so that whatever follows from it need not be made again.
 */
import type { Graph } from '../src/features/graph/graph.ts';

/** `next` with the nodes, edges and groups of `before` that are equal; `before` itself when all are. */
export function keepGraph(before: Graph | undefined, next: Graph): Graph {
  if (!before || before === next) return next;
  const groups = keepList(before.groups, next.groups);
  const nodes = keepList(before.nodes, next.nodes);
  const edges = keepList(before.edges, next.edges);
  const isSame =
    before.arrangement === next.arrangement &&
    groups === before.groups &&
    nodes === before.nodes &&
    edges === before.edges;
  return isSame ? before : { ...next, groups, nodes, edges };
}

/** `next` with the equal values of `before`, found by their ids; `before` itself when it says the same. */
export function keepList<T extends { readonly id: string }>(before: readonly T[], next: readonly T[]): readonly T[] {
  let byId: Map<string, T> | undefined;
  let isSame = before.length === next.length;
  const kept = next.map((value, index) => {
    let old = before[index];
    // Most stand where they stood.
    if (old?.id !== value.id) {
      byId ??= new Map(before.map((each) => [each.id, each]));
      old = byId.get(value.id);
    }
    const best = old !== undefined && isEqual(old, value) ? old : value;
    isSame &&= best === before[index];
    return best;
  });
  return isSame ? before : kept;
}

/** Whether two values of plain data say the same. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(
    (key) => Object.hasOwn(b, key) && isEqual((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}
