/** Where everything of a graph stands: pure, the same for the same input, and without a browser. */
import type { EdgeId, Graph, GroupId, NodeId } from '../graph.ts';
import { type Box, chooseColumns, keepPlaces, ledBackTo, placeColumns, rowGap } from './pack.ts';
import { type PlacedCard, type Point, type Route, soften } from './route.ts';
import { sameValue } from './same.ts';
import { layStreets, type Streets } from './streets.ts';
import { looseGap, placeLoose, type Quarter, relationsOf, sizesOf, type Town, townOf, tripsOf } from './town.ts';

/** Pixels at zoom 1; whole numbers but for the controls of curves. */
export interface Layout {
  readonly cards: ReadonlyMap<NodeId, PlacedCard>;
  /** The frames of the groups that have nodes. The frame of what lies in no group is called `''` and is not drawn. */
  readonly boxes: ReadonlyMap<GroupId, Box>;
  readonly edges: ReadonlyMap<EdgeId, Route>;
  readonly bounds: Box;
}

/** What is kept of a layout for the next one. */
interface Memory {
  readonly town: Town;
  readonly placed: ReadonlyMap<string, PlacedQuarter>;
}

const memories = new WeakMap<Layout, Memory>();

/** Between columns of blocks. */
const corridor = 84;

/**
 * Lays a graph out. With the layout that it had before a change, only the blocks whose own nodes or edges changed can
 * change, and the others keep their places.
 */
export function layoutGraph(graph: Graph, previous?: Layout): Layout {
  const memory = previous && memories.get(previous);
  const town = townOf(graph, memory?.town);
  const { boxes, places, streets } = settle(town, previous);
  const placed = new Map<string, PlacedQuarter>();
  for (const [id, quarter] of town.quarters) {
    const before = memory?.placed.get(id);
    const { x, y } = places.get(id)!;
    const isSame = before && before.quarter === quarter && before.x === x && before.y === y;
    placed.set(id, isSame ? before : placeQuarter(id, quarter, x, y));
  }
  const cards = new Map<NodeId, PlacedCard>();
  for (const { cards: own } of placed.values()) for (const [id, card] of own) cards.set(id, card);
  const edges = joinRoutes(town, placed, places, streets, previous);
  const layout: Layout = { cards, boxes, edges, bounds: boundsOf(boxes, cards, edges) };
  memories.set(layout, { town, placed });
  return layout;
}

interface Settled {
  readonly boxes: ReadonlyMap<GroupId, Box>;
  /** The places of all quarters. */
  readonly places: ReadonlyMap<string, Box>;
  readonly streets: Streets;
}

/** How often streets that turn out too narrow are made wider. */
const rounds = 2;

/** Places the blocks: where they were, or anew with streets as wide as they have to be. */
function settle(town: Town, previous: Layout | undefined): Settled {
  const above = new Map<string, number>();
  const lay = (boxes: ReadonlyMap<GroupId, Box>): Settled => {
    const gap = (id: string) => above.get(id) ?? looseGap;
    const { places, obstacles } = placeLoose(town, boxes, corridor, gap, previous?.cards);
    return { boxes, places, streets: layStreets(obstacles, tripsOf(town, places)) };
  };
  const sizes = sizesOf(town);
  if (previous && sizes.some(({ id }) => previous.boxes.has(id)))
    return lay(keepPlaces(sizes, corridor, previous.boxes));
  const relations = relationsOf(town);
  const columns = chooseColumns(sizes, relations, corridor);
  const right = ledBackTo(columns, relations);
  const of = new Map(sizes.map((size) => [size.id, size]));
  const before = new Map<number, number>();
  const room = {
    before: (column: number) => before.get(column) ?? corridor,
    above: (block: GroupId) => above.get(block) ?? rowGap,
  };
  let laid = lay(placeColumns(columns, of, room, right));
  for (let round = 0; round < rounds && laid.streets.wanted.length > 0; round++) {
    for (const { left, over, width } of laid.streets.wanted) {
      if (left !== undefined)
        for (const [index, column] of columns.entries()) {
          const x = Math.min(...column.map((id) => laid.boxes.get(id)!.x));
          if (x > left && x - left <= room.before(index)) before.set(index, Math.max(width, room.before(index)));
        }
      if (over !== undefined)
        for (const [id, { y }] of laid.places) {
          const gap = above.get(id) ?? (town.quarters.get(id)!.loose ? looseGap : rowGap);
          if (y > over && y - over <= gap) above.set(id, Math.max(width, gap));
        }
    }
    laid = lay(placeColumns(columns, of, room, right));
  }
  return laid;
}

interface PlacedQuarter {
  readonly quarter: Quarter;
  readonly x: number;
  readonly y: number;
  readonly cards: readonly (readonly [NodeId, PlacedCard])[];
  /** The ways of the edges that do not leave the quarter. */
  readonly routes: ReadonlyMap<EdgeId, Route>;
}

function placeQuarter(id: string, quarter: Quarter, x: number, y: number): PlacedQuarter {
  const { block, loose } = quarter;
  const cards = [...block.cards].map(
    ([node, { card, ...at }]) =>
      [
        node,
        { x: x + at.x, y: y + at.y, width: card.width, height: card.height, card, ...(!loose && { block: id }) },
      ] as const,
  );
  const routes = new Map<EdgeId, Route>();
  for (const edge of quarter.edges)
    if (block.cards.has(edge.source) && block.cards.has(edge.target))
      routes.set(edge.id, routeOf(move(block.ways.get(edge.id)!, x, y), labelAt(quarter, edge.id, x, y)));
  return { quarter, x, y, cards, routes };
}

/** The ways of all edges; those that are as before are the same objects. */
function joinRoutes(
  town: Town,
  placed: ReadonlyMap<string, PlacedQuarter>,
  boxes: ReadonlyMap<string, Box>,
  streets: Streets,
  previous: Layout | undefined,
): ReadonlyMap<EdgeId, Route> {
  const out = new Map<EdgeId, Route>();
  for (const { edge, from, to } of town.roads) {
    if (from === to) {
      out.set(edge.id, placed.get(from)!.routes.get(edge.id)!);
      continue;
    }
    const way = (id: string) =>
      move(town.quarters.get(id)!.block.ways.get(edge.id)!, boxes.get(id)!.x, boxes.get(id)!.y);
    const box = boxes.get(to)!;
    const label = labelAt(town.quarters.get(to)!, edge.id, box.x, box.y);
    const route = routeOf([...way(from), ...streets.ways.get(edge.id)!, ...way(to)], label);
    const old = previous?.edges.get(edge.id);
    out.set(edge.id, old && sameValue(old, route) ? old : route);
  }
  return out;
}

function move(points: readonly Point[], x: number, y: number): Point[] {
  return points.map((point) => ({ x: point.x + x, y: point.y + y }));
}

function labelAt({ block }: Quarter, edge: EdgeId, x: number, y: number): Route['label'] {
  const label = block.labels.get(edge);
  return label && { ...label, x: label.x + x, y: label.y + y };
}

function routeOf(corners: readonly Point[], label: Route['label']): Route {
  const points = soften(corners);
  return label ? { points, label } : { points };
}

/** The smallest box around all; at 0 and empty when there is nothing. */
function boundsOf(
  boxes: ReadonlyMap<GroupId, Box>,
  cards: ReadonlyMap<NodeId, Box>,
  edges: ReadonlyMap<EdgeId, Route>,
): Box {
  if (cards.size === 0) return { x: 0, y: 0, width: 0, height: 0 };
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const include = (x: number, y: number, width: number, height: number) => {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  };
  for (const { x, y, width, height } of boxes.values()) include(x, y, width, height);
  for (const { x, y, width, height } of cards.values()) include(x, y, width, height);
  for (const { points } of edges.values()) for (const { x, y } of points) include(x, y, 0, 0);
  return { x: left, y: top, width: right - left, height: bottom - top };
}
