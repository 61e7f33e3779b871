import type { Graph, GraphEdge } from '../graph.ts';
import type { Layout } from '../layout/layout.ts';
import type { Point } from '../layout/route.ts';
import { edgeLook, pathData } from './edges.ts';
import { paintCard, paintFrame, paintLabel } from './paint.ts';
import type { Painter } from './painter.ts';
import type { Palette } from './palette.ts';

/** The rows of each node that edges end at or leave from, for their dots. */
export interface RowUse {
  readonly entered: ReadonlyMap<string, ReadonlySet<string>>;
  readonly left: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Collects where edges meet rows. */
export function rowUse(edges: readonly GraphEdge[]): RowUse {
  const entered = new Map<string, Set<string>>();
  const left = new Map<string, Set<string>>();
  const add = (map: Map<string, Set<string>>, node: string, row: string | undefined) => {
    if (row === undefined) return;
    const found = map.get(node);
    if (found) found.add(row);
    else map.set(node, new Set([row]));
  };
  for (const edge of edges) {
    add(entered, edge.target, edge.targetRow);
    add(left, edge.source, edge.sourceRow);
  }
  return { entered, left };
}

/** Paints a whole laid out graph: frames, then edges, then cards, then words. */
export function paintPicture(to: Painter, graph: Graph, layout: Layout, palette: Palette): void {
  for (const group of graph.groups) {
    const box = layout.boxes.get(group.id);
    if (box) paintFrame(to, box, group, palette);
  }
  for (const edge of graph.edges) {
    const route = layout.edges.get(edge.id);
    if (route) paintEdge(to, edge, route.points, palette);
  }
  const use = rowUse(graph.edges);
  for (const [id, box] of layout.cards) {
    const [entered, left] = [use.entered.get(id), use.left.get(id)];
    paintCard(to, box, box.card, palette, { ...(entered && { entered }), ...(left && { left }) });
  }
  for (const edge of graph.edges) {
    const label = layout.edges.get(edge.id)?.label;
    if (label) paintLabel(to, label, label.text, edgeLook(edge, palette).color, palette);
  }
}

/** An edge along its way, with its arrow. */
export function paintEdge(to: Painter, edge: GraphEdge, points: readonly Point[], palette: Palette): void {
  const look = edgeLook(edge, palette);
  const dash = { solid: [], dashed: [6, 4], dotted: [1.5, 3.5] }[look.line];
  to.path(pathData(points), { stroke: look.color, width: look.width, ...(dash.length > 0 && { dash }) });
  const end = points.at(-1)!;
  const before = points.findLast((point) => point.x !== end.x || point.y !== end.y) ?? { x: end.x - 1, y: end.y };
  const length = Math.hypot(end.x - before.x, end.y - before.y);
  const [dx, dy] = [(end.x - before.x) / length, (end.y - before.y) / length];
  const at = (back: number, aside: number) =>
    `${fix(end.x - back * dx - aside * dy)} ${fix(end.y - back * dy + aside * dx)}`;
  if (look.arrow === 'tee') to.path(`M${at(2, -6)}L${at(2, 6)}`, { stroke: look.color, width: 2.5 });
  else if (look.arrow === 'diamond')
    to.path(`M${at(0, 0)}L${at(5, -4)}L${at(10, 0)}L${at(5, 4)}Z`, { fill: look.color });
  else to.path(`M${at(0, 0)}L${at(9, -4.5)}L${at(9, 4.5)}Z`, { fill: look.color });
}

function fix(value: number): number {
  return Math.round(value * 100) / 100;
}
