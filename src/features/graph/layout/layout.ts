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
  /** What the cards of each frame were placed by. */
  readonly blocks: ReadonlyMap<GroupId, Part>;
}

/** A block with what it was made of: the same nodes, edges and links to other blocks make the same block. */
interface Part {
  readonly arrangement: Graph['arrangement'];
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Its nodes that edges from other blocks meet. */
  readonly linked: ReadonlySet<NodeId>;
  readonly block: Block;
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
  const parts = partsOf(graph, blockOf, previous?.blocks);
  const blocks = new Map([...parts].map(([id, { block }]) => [id, block]));
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
  return { cards, boxes, edges, bounds: boundsOf([...boxes.values(), ...cards.values(), ...points]), blocks: parts };
}

/** Lays out each block whose nodes, edges or links are not the same objects as before. */
function partsOf(
  graph: Graph,
  blockOf: ReadonlyMap<NodeId, GroupId>,
  previous: Layout['blocks'] | undefined,
): Layout['blocks'] {
  const contents = new Map<GroupId, { nodes: GraphNode[]; edges: GraphEdge[]; linked: Set<NodeId> }>();
  for (const node of graph.nodes) {
    const id = blockOf.get(node.id);
    if (id === undefined) continue;
    const content = contents.get(id);
    if (content) content.nodes.push(node);
    else contents.set(id, { nodes: [node], edges: [], linked: new Set() });
  }
  for (const edge of graph.edges) {
    const [from, to] = [blockOf.get(edge.source), blockOf.get(edge.target)];
    if (from !== undefined && from === to) contents.get(from)!.edges.push(edge);
    if (from === to) continue;
    if (from !== undefined) contents.get(from)!.linked.add(edge.source);
    if (to !== undefined) contents.get(to)!.linked.add(edge.target);
  }
  const { arrangement } = graph;
  return new Map(
    [...contents].map(([id, { nodes, edges, linked }]): [GroupId, Part] => {
      const old = previous?.get(id);
      const isSame =
        old?.arrangement === arrangement &&
        isSameList(old.nodes, nodes) &&
        isSameList(old.edges, edges) &&
        isSameList([...old.linked], [...linked]);
      if (isSame) return [id, old];
      return [id, { arrangement, nodes, edges, linked, block: layoutBlock(nodes, edges, arrangement, linked) }];
    }),
  );
}

function isSameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
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
