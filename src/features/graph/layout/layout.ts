/** Where everything of a graph stands: pure, the same for the same input, and without a browser. */
import { compareText } from '../../../text/span.ts';
import type { EdgeId, Graph, GraphEdge, GraphNode, GroupId, NodeId } from '../graph.ts';
import { type Block, layoutBlock, type Pass } from './block.ts';
import { layoutCard, wantedWidth } from './card.ts';
import { labelWidth } from './label.ts';
import { type Box, packBlocks } from './pack.ts';
import { type PlacedCard, type Route, routeEdges } from './route.ts';

/** The room between a namespace's frame and its cards. */
export const boxPadding = { side: 30, top: 44, bottom: 22 } as const;

/** Pixels at zoom 1; whole numbers but for the controls of curves. */
export interface Layout {
  readonly cards: ReadonlyMap<NodeId, PlacedCard>;
  /** The frames of the groups that have nodes. The frame of what lies in no group is called `''` and is not drawn. */
  readonly boxes: ReadonlyMap<GroupId, Box>;
  readonly edges: ReadonlyMap<EdgeId, Route>;
  readonly bounds: Box;
}

/**
 * Lays a graph out. With the layout that it had before a change, only the blocks whose own nodes or edges changed can
 * change, and the others keep their places.
 */
export function layoutGraph(graph: Graph, previous?: Layout): Layout {
  const blockOf = new Map<NodeId, GroupId>();
  for (const node of graph.nodes) {
    const loose = node.group === undefined && (node.tier === 'outside' || node.tier === 'beyond');
    if (!loose) blockOf.set(node.id, node.group ?? '');
  }
  const blocks = blocksOf(graph, blockOf);
  const foreign = graph.edges.filter((edge) => blockOf.get(edge.source) !== blockOf.get(edge.target));
  const corridor = 84 + Math.max(0, ...foreign.map(labelWidth));
  const boxes = packBlocks(sizesOf(graph, blocks, blockOf), corridor, previous?.boxes ?? new Map());
  const cards = new Map<NodeId, PlacedCard>();
  const passes = new Map<EdgeId, readonly Pass[]>();
  const lanes = new Map<EdgeId, number>();
  for (const [id, block] of blocks) {
    const box = boxes.get(id)!;
    const [left, top] = [box.x + boxPadding.side, box.y + boxPadding.top];
    for (const [node, { x, y, card }] of block.cards)
      cards.set(node, { x: left + x, y: top + y, width: card.width, height: card.height, card, block: id });
    for (const [edge, list] of block.passes)
      passes.set(
        edge,
        list.map((pass) => ({ ...pass, x: pass.x + left, y: pass.y + top })),
      );
    for (const [edge, lane] of block.lanes) lanes.set(edge, lane + top);
  }
  placeLoose(graph, blockOf, boundsOf([...boxes.values()]), corridor, cards, previous);
  const edges = routeEdges(
    [...graph.edges].sort((a, b) => compareText(a.id, b.id)),
    { cards, boxes, passes, lanes },
  );
  const points = [...edges.values()].flatMap(({ points }) => points.map(({ x, y }) => ({ x, y, width: 0, height: 0 })));
  return { cards, boxes, edges, bounds: boundsOf([...boxes.values(), ...cards.values(), ...points]) };
}

function blocksOf(graph: Graph, blockOf: ReadonlyMap<NodeId, GroupId>): ReadonlyMap<GroupId, Block> {
  const parts = new Map<GroupId, { nodes: GraphNode[]; edges: GraphEdge[] }>();
  for (const node of graph.nodes) {
    const id = blockOf.get(node.id);
    if (id === undefined) continue;
    const part = parts.get(id);
    if (part) part.nodes.push(node);
    else parts.set(id, { nodes: [node], edges: [] });
  }
  for (const edge of graph.edges) {
    const id = blockOf.get(edge.source);
    if (id !== undefined && id === blockOf.get(edge.target)) parts.get(id)!.edges.push(edge);
  }
  const linked = new Set<NodeId>();
  for (const { source, target } of graph.edges)
    if (blockOf.get(source) !== blockOf.get(target)) linked.add(source).add(target);
  return new Map(
    [...parts].map(([id, { nodes, edges }]) => [id, layoutBlock(nodes, edges, graph.arrangement, linked)]),
  );
}

/** The sizes of the frames, those first that the way in leads to, then by name. */
function sizesOf(graph: Graph, blocks: ReadonlyMap<GroupId, Block>, blockOf: ReadonlyMap<NodeId, GroupId>) {
  const entered = new Set<GroupId>();
  for (const edge of graph.edges)
    if (!blockOf.has(edge.source) && blockOf.has(edge.target)) entered.add(blockOf.get(edge.target)!);
  const rank = (id: GroupId) => (id === '' ? 0 : entered.has(id) ? 1 : 2);
  return [...blocks]
    .sort(([a], [b]) => rank(a) - rank(b) || compareText(a, b))
    .map(([id, block]) => ({
      id,
      width: Math.max(block.width, 180) + 2 * boxPadding.side,
      height: block.height + boxPadding.top + boxPadding.bottom,
    }));
}

/** The way in to the left of all blocks, the way out to the right, in the middle; or where they were. */
function placeLoose(
  graph: Graph,
  blockOf: ReadonlyMap<NodeId, GroupId>,
  around: Box,
  corridor: number,
  cards: Map<NodeId, PlacedCard>,
  previous: Layout | undefined,
): void {
  const loose = graph.nodes.filter((node) => !blockOf.has(node.id)).sort((a, b) => compareText(a.id, b.id));
  for (const side of ['outside', 'beyond'] as const) {
    const nodes = loose.filter((node) => node.tier === side);
    const width = Math.max(0, ...nodes.map(wantedWidth));
    const made = nodes.map((node) => ({ node, card: layoutCard(node, width) }));
    const height = made.reduce((sum, { card }) => sum + card.height + 20, -20);
    const x = side === 'outside' ? around.x - corridor - width : around.x + around.width + corridor;
    let y = Math.round(around.y + (around.height - height) / 2);
    for (const { node, card } of made) {
      const old = previous?.cards.get(node.id);
      const kept = old && old.block === undefined && (side === 'outside' || old.x >= around.x + around.width + 40);
      const place = kept ? { x: old.x, y: old.y } : { x, y };
      cards.set(node.id, { ...place, width: card.width, height: card.height, card });
      y += card.height + 20;
    }
  }
}

/** The smallest box around all; at 0 and empty when there are none. */
export function boundsOf(boxes: readonly Box[]): Box {
  if (boxes.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of boxes) {
    left = Math.min(left, box.x);
    top = Math.min(top, box.y);
    right = Math.max(right, box.x + box.width);
    bottom = Math.max(bottom, box.y + box.height);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}
