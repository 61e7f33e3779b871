import type { Change, Graph, GraphEdge, GraphNode, Row } from '../graph/graph.ts';

/** How many things differ. */
export interface DifferenceCount {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  /** Connections whose verdict is another, in words. */
  readonly verdicts: readonly string[];
}

/** The graph of now with that of before laid over it: what is new, what is gone, and what is drawn otherwise. */
export function difference(before: Graph, after: Graph): { readonly graph: Graph; readonly count: DifferenceCount } {
  const was = new Map(before.nodes.map(({ id, rows }) => [id, rows]));
  const nodes = merge(before.nodes, after.nodes, drawnNode).map((node) =>
    node.change === 'changed' ? withRowChanges(node, was.get(node.id) ?? []) : node,
  );
  const edges = merge(before.edges, after.edges, drawnEdge);
  const groups = new Map([...before.groups, ...after.groups].map((group) => [group.id, group]));
  const old = new Map(before.edges.map((edge) => [edge.id, edge]));
  const all = [...nodes, ...edges];
  const count = (change: Change) => all.filter((one) => one.change === change).length;
  return {
    graph: { arrangement: after.arrangement, groups: [...groups.values()], nodes, edges },
    count: {
      added: count('added'),
      removed: count('removed'),
      changed: count('changed'),
      verdicts: after.edges.flatMap(({ id, verdict, source, target }) => {
        const was = old.get(id)?.verdict;
        return was === undefined || verdict === undefined || was === verdict
          ? []
          : [`${source} to ${target}: ${was} before, ${verdict} now`];
      }),
    },
  };
}

/** A card that has changed, with its rows marked: those that are gone stand last. */
function withRowChanges(node: GraphNode, before: readonly Row[]): GraphNode {
  const now = node.rows ?? [];
  const old = new Map(before.map((row) => [row.id, row]));
  const rows = [
    ...now.map((row): Row => {
      const was = old.get(row.id);
      if (!was) return { ...row, change: 'added' };
      return was.label === row.label && was.value === row.value ? row : { ...row, change: 'changed' };
    }),
    ...before.filter(({ id }) => !now.some((row) => row.id === id)).map((row): Row => ({ ...row, change: 'removed' })),
  ];
  return rows.length === 0 ? node : { ...node, rows };
}

function merge<T extends GraphNode | GraphEdge>(
  before: readonly T[],
  after: readonly T[],
  drawn: (one: T) => string,
): T[] {
  const old = new Map(before.map((one) => [one.id, one]));
  const now = new Set(after.map(({ id }) => id));
  return [
    ...after.map((one): T => {
      const was = old.get(one.id);
      if (!was) return { ...one, change: 'added' };
      return drawn(was) === drawn(one) ? one : { ...one, change: 'changed' };
    }),
    ...before.filter(({ id }) => !now.has(id)).map((one): T => ({ ...one, change: 'removed' })),
  ];
}

/** What a card shows, but for its problems: those are findings of now. */
function drawnNode({ role, kind, name, subtitle, count, rows, badges, labels }: GraphNode): string {
  const plain = rows?.map(({ id, label, value }) => [id, label, value]);
  return JSON.stringify([role, kind, name, subtitle, count, plain, badges, labels]);
}

function drawnEdge({ kind, label, verdict, count }: GraphEdge): string {
  return JSON.stringify([kind, label, verdict, count]);
}
