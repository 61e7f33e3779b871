/** The blocks of a graph and what leads from one to another. */
import { compareText } from '../../../text/span.ts';
import type { Graph, GraphEdge, GraphNode, GroupId, NodeId } from '../graph.ts';
import { type Block, type Frame, layoutBlock, namespaceFrame } from './block.ts';
import { bundlesOf } from './bundles.ts';
import { wantedWidth } from './card.ts';
import type { Box, Relation, Size } from './pack.ts';
import { lookOf } from './ports.ts';
import { sameValue } from './same.ts';
import { spread } from './spread.ts';
import type { Trip } from './streets.ts';

/** The nodes of a namespace with all edges that meet them; or one node that stands outside all namespaces. */
export interface Quarter {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly arrangement: Graph['arrangement'];
  /** Where it stands when it is no namespace. */
  readonly loose?: 'outside' | 'beyond';
  readonly leastCard: number;
  readonly block: Block;
}

export interface Town {
  /** By the group's id, or by `@` and the id of a node that stands outside. */
  readonly quarters: ReadonlyMap<string, Quarter>;
  readonly quarterOf: ReadonlyMap<NodeId, string>;
  /** In the order of their ids. */
  readonly roads: readonly Road[];
}

/** An edge with the quarters of its ends. */
export interface Road {
  readonly edge: GraphEdge;
  readonly from: string;
  readonly to: string;
}

/** Lays out each block by itself. What is equal to a block of `previous` is that block. */
export function townOf(graph: Graph, previous?: Town): Town {
  const quarterOf = new Map<NodeId, string>();
  const parts = new Map<string, { nodes: GraphNode[]; edges: GraphEdge[]; loose?: 'outside' | 'beyond' }>();
  for (const node of [...graph.nodes].sort((a, b) => compareText(a.id, b.id))) {
    const { tier } = node;
    const loose = node.group === undefined && (tier === 'outside' || tier === 'beyond') ? tier : undefined;
    const id = loose ? `@${node.id}` : (node.group ?? '');
    quarterOf.set(node.id, id);
    const part = parts.get(id);
    if (part) part.nodes.push(node);
    else parts.set(id, { nodes: [node], edges: [], ...(loose && { loose }) });
  }
  const roads: Road[] = [];
  for (const edge of graph.edges) {
    const [from, to] = [quarterOf.get(edge.source), quarterOf.get(edge.target)];
    if (from !== undefined && to !== undefined) roads.push({ edge, from, to });
  }
  roads.sort((a, b) => compareText(a.edge.id, b.edge.id));
  for (const { edge, from, to } of roads) {
    parts.get(from)!.edges.push(edge);
    if (from !== to) parts.get(to)!.edges.push(edge);
  }
  const widest = { outside: 0, beyond: 0 };
  for (const { nodes, loose } of parts.values())
    if (loose) widest[loose] = Math.max(widest[loose], wantedWidth(nodes[0]!));
  const quarters = new Map<string, Quarter>();
  for (const [id, part] of parts) {
    const leastCard = part.loose ? widest[part.loose] : 0;
    const old = previous?.quarters.get(id);
    const fresh = { ...part, arrangement: graph.arrangement, leastCard };
    const frame: Frame = part.loose ? { top: 0, bottom: 0, side: 0, leastWidth: 0, leastCard } : namespaceFrame;
    quarters.set(
      id,
      old && looksAs(old, fresh)
        ? old
        : { ...fresh, block: layoutBlock(part.nodes, part.edges, graph.arrangement, frame) },
    );
  }
  return { quarters, quarterOf, roads };
}

function looksAs(a: Quarter, b: Omit<Quarter, 'block'>): boolean {
  return (
    a.arrangement === b.arrangement &&
    a.leastCard === b.leastCard &&
    a.edges.length === b.edges.length &&
    a.edges.every((edge, index) => sameEdge(edge, b.edges[index]!)) &&
    sameValue(a.nodes, b.nodes)
  );
}

function sameEdge(a: GraphEdge, b: GraphEdge): boolean {
  return (
    a === b ||
    (a.id === b.id && a.label === b.label && a.count === b.count && a.verdict === b.verdict && lookOf(a) === lookOf(b))
  );
}

/** The sizes of the frames, those first that the way in leads to, then by name. */
export function sizesOf({ quarters, roads }: Town): Size[] {
  const entered = new Set<GroupId>();
  for (const { from, to } of roads) if (from !== to && quarters.get(from)!.loose) entered.add(to);
  const rank = (id: GroupId) => (id === '' ? 0 : entered.has(id) ? 1 : 2);
  return [...quarters]
    .filter(([, { loose }]) => !loose)
    .map(([id, { block }]): Size => ({ id, width: block.width, height: block.height }))
    .sort((a, b) => rank(a.id) - rank(b.id) || compareText(a.id, b.id));
}

/** Which frames lead to which. */
export function relationsOf({ quarters, roads }: Town): Relation[] {
  const found = new Map<string, { from: GroupId | undefined; to: GroupId | undefined; weight: number }>();
  const frame = (id: string) => (quarters.get(id)!.loose ? undefined : id);
  for (const road of roads) {
    if (road.from === road.to) continue;
    const [from, to] = [frame(road.from), frame(road.to)];
    if (from === to) continue;
    const key = JSON.stringify([from, to]);
    const relation = found.get(key);
    if (relation) relation.weight++;
    else found.set(key, { from, to, weight: 1 });
  }
  return [...found.values()];
}

/** Between cards that stand outside. */
export const looseGap = 26;

/**
 * The places of all blocks, given those of the frames: the way in to the left, the way out to the right, each as high
 * as what it is joined with; or where they were.
 */
export function placeLoose(
  { quarters, quarterOf }: Town,
  frames: ReadonlyMap<GroupId, Box>,
  corridor: number,
  gapAbove: (id: string) => number,
  previous: ReadonlyMap<NodeId, Box & { readonly block?: GroupId }> | undefined,
): { places: ReadonlyMap<string, Box>; obstacles: readonly Box[] } {
  const places = new Map<string, Box>(frames);
  const obstacles: Box[] = [...frames.values()];
  const around = frames.size === 0 ? { left: 0, right: 0, top: 0, bottom: 0 } : edgesOf([...frames.values()]);
  for (const side of ['outside', 'beyond'] as const) {
    const loose = [...quarters].filter(([, quarter]) => quarter.loose === side);
    const wishes = loose.map(([id, { edges, block }]) => {
      const heights = edges.flatMap((edge) => {
        const other = side === 'outside' ? edge.target : edge.source;
        const at = quarterOf.get(other)!;
        const frame = frames.get(at);
        if (!frame || at === id) return [];
        const end = side === 'outside' ? 0 : -1;
        const own = side === 'outside' ? -1 : 0;
        return [frame.y + quarters.get(at)!.block.ways.get(edge.id)!.at(end)!.y - block.ways.get(edge.id)!.at(own)!.y];
      });
      heights.sort((a, b) => a - b);
      const middle = (around.top + around.bottom - block.height) / 2;
      return { id, block, at: heights.length === 0 ? middle : heights[(heights.length - 1) >> 1]! };
    });
    wishes.sort((a, b) => a.at - b.at || compareText(a.id, b.id));
    const tops = spread(
      wishes.map(({ at, block }, index) => {
        const next = wishes[index + 1];
        return { at, length: block.height + (next ? gapAbove(next.id) : 0), weight: 1 };
      }),
    );
    const widest = Math.max(0, ...wishes.map(({ block }) => block.width));
    for (const [index, { id, block }] of wishes.entries()) {
      const { width, height } = block;
      const [node, card] = block.cards.entries().next().value!;
      const x = side === 'outside' ? around.left - corridor - width : around.right + corridor + widest - width;
      const old = previous?.get(node);
      const isKept = old && old.block === undefined && (side === 'outside' || old.x - card.x >= around.right + 40);
      const place = isKept ? { x: old.x - card.x, y: old.y - card.y } : { x, y: Math.round(tops[index]!) };
      places.set(id, { ...place, width, height });
      // The room for labels before the cards is the same for all, so that the street beside them is straight.
      obstacles.push({ x: place.x + width - widest, y: place.y, width: widest, height });
    }
  }
  return { places, obstacles };
}

function edgesOf(boxes: readonly Box[]) {
  return {
    left: Math.min(...boxes.map((box) => box.x)),
    top: Math.min(...boxes.map((box) => box.y)),
    right: Math.max(...boxes.map((box) => box.x + box.width)),
    bottom: Math.max(...boxes.map((box) => box.y + box.height)),
  };
}

/** What has to find its way between blocks. */
export function tripsOf({ quarters, roads }: Town, places: ReadonlyMap<string, Box>): Trip[] {
  const foreign = roads.filter(({ from, to }) => from !== to);
  const bundles = bundlesOf(foreign.map(({ edge }) => edge));
  return foreign.map(({ edge, ...ends }) => {
    const end = (id: string, at: 0 | -1) => {
      const point = quarters.get(id)!.block.ways.get(edge.id)!.at(at)!;
      const box = places.get(id)!;
      return { x: box.x + point.x, y: box.y + point.y };
    };
    return { edge: edge.id, bundle: bundles.get(edge.id)!, from: end(ends.from, -1), to: end(ends.to, 0) };
  });
}
