import { type Badge, type Change, type GraphNode, type Severity, worstProblem } from '../graph.ts';
import { fitMiddle, fitText, textWidth, wrapText } from './measure.ts';

/** Sizes in pixels at zoom 1. */
export const metrics = {
  minWidth: 168,
  /** For a name of about 46 characters. */
  maxWidth: 424,
  /** Rows and what stands over the name make no card wider than this. */
  maxInner: 344,
  padding: 10,
  tile: 28,
  header: 48,
  row: 22,
  badge: 18,
  problemLine: 15,
  nameSize: 13,
  kindSize: 10.5,
  rowSize: 11.5,
  badgeSize: 10,
  problemSize: 10.5,
} as const;

/** A node as a card: every text already fitted, every part at its place from the card's left top. */
export interface Card {
  readonly node: GraphNode;
  readonly width: number;
  readonly height: number;
  readonly name: string;
  readonly subtitle: string;
  /** `×3`, or nothing. */
  readonly count: string;
  readonly rows: readonly CardRow[];
  readonly badges: readonly CardBadge[];
  readonly severity?: Severity;
  /** The gravest problem in words. */
  readonly problem: readonly string[];
  readonly problemTop: number;
}

export interface CardRow {
  readonly id: string;
  readonly top: number;
  readonly label: string;
  readonly value: string;
  readonly severity?: Severity;
  readonly change?: Change;
}

export interface CardBadge {
  readonly text: string;
  readonly tone: Badge['tone'];
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

const wanted = new WeakMap<GraphNode, number>();

/** The width that a node would like, within the limits. */
export function wantedWidth(node: GraphNode): number {
  let width = wanted.get(node);
  if (width === undefined) wanted.set(node, (width = measure(node)));
  return width;
}

const made = new WeakMap<GraphNode, Card>();

/** The card of a node at a given width; the last one made is kept. */
export function layoutCard(node: GraphNode, width: number): Card {
  const old = made.get(node);
  if (old?.width === width) return old;
  const card = makeCard(node, width);
  made.set(node, card);
  return card;
}

function measure(node: GraphNode): number {
  const { padding, tile } = metrics;
  const worst = worstProblem(node);
  const aside = padding + tile + 8 + padding + (worst ? 18 : 0) + (node.change ? 20 : 0);
  const count = countText(node);
  const name = textWidth(node.name, metrics.nameSize, true) + (count ? textWidth(count, 11, true) + 20 : 0);
  const subtitle = textWidth(subtitleText(node), metrics.kindSize);
  let width = Math.min(metrics.maxInner, aside + subtitle);
  for (const row of node.rows ?? []) {
    const value = row.value === undefined ? 0 : textWidth(row.value, metrics.rowSize) + 18;
    width = Math.max(width, textWidth(row.label, metrics.rowSize) + value + 2 * padding + 8 + (row.problems ? 18 : 0));
  }
  width = Math.max(Math.min(width, metrics.maxInner), aside + name);
  // The words of a problem need some width to be read.
  if (worst) width = Math.max(width, 224);
  for (const badge of node.badges ?? []) width = Math.max(width, badgeWidth(badge) + 2 * padding);
  return Math.min(metrics.maxWidth, Math.max(metrics.minWidth, Math.ceil(width / 4) * 4));
}

function makeCard(node: GraphNode, width: number): Card {
  const { padding, tile } = metrics;
  const worst = worstProblem(node);
  const count = countText(node);
  const room = width - (padding + tile + 8) - padding - (worst ? 18 : 0) - (node.change ? 20 : 0);
  let top: number = metrics.header;
  const rows: CardRow[] = [];
  for (const row of node.rows ?? []) {
    const severity = worstProblem(row)?.severity;
    const inner = width - 2 * padding - 8 - (severity ? 18 : 0);
    const wished = row.value ? textWidth(row.value, metrics.rowSize) + 14 : 0;
    const label = fitMiddle(row.label, Math.max(row.value ? inner * 0.62 : inner, inner - wished), metrics.rowSize);
    const rest = inner - textWidth(label, metrics.rowSize) - 14;
    const value = row.value ? fitMiddle(row.value, rest, metrics.rowSize) : '';
    rows.push({
      id: row.id,
      top,
      label,
      value,
      ...(severity && { severity }),
      ...(row.change && { change: row.change }),
    });
    top += metrics.row;
  }
  if (rows.length > 0) top += 4;
  const badges = placeBadges(node.badges ?? [], width, top);
  if (badges.length > 0) top = badges.at(-1)!.top + metrics.badge + 8;
  const problemTop = top;
  const problem = worst ? wrapText(worst.message, width - 2 * padding, metrics.problemSize, 3) : [];
  if (worst) top += problem.length * metrics.problemLine + 10;
  return {
    node,
    width,
    height: top,
    name: fitMiddle(node.name, room - (count ? textWidth(count, 11, true) + 20 : 0), metrics.nameSize, true),
    subtitle: fitMiddle(subtitleText(node), room, metrics.kindSize),
    count,
    rows,
    badges,
    ...(worst && { severity: worst.severity }),
    problem,
    problemTop,
  };
}

/** Where an edge meets the card, from its top: the middle of the row, or of the header. */
export function anchorOf(card: Card, row: string | undefined): number {
  const found = row === undefined ? undefined : card.rows.find(({ id }) => id === row);
  return found ? found.top + metrics.row / 2 : metrics.header / 2;
}

/** The line over the name: the kind, and what else there is to say. */
export function subtitleText(node: GraphNode): string {
  return node.subtitle ? `${node.kind} · ${node.subtitle}` : node.kind;
}

function countText(node: GraphNode): string {
  return node.count === undefined || node.count === 1 ? '' : `×${node.count}`;
}

function badgeWidth(badge: Badge): number {
  return textWidth(badge.text, metrics.badgeSize) + 14;
}

function placeBadges(badges: readonly Badge[], width: number, from: number): CardBadge[] {
  const out: CardBadge[] = [];
  const room = width - 2 * metrics.padding;
  let left: number = metrics.padding;
  let top = from;
  for (const badge of badges) {
    const own = Math.min(badgeWidth(badge), room);
    if (left > metrics.padding && left + own > metrics.padding + room) {
      left = metrics.padding;
      top += metrics.badge + 4;
    }
    out.push({ text: fitText(badge.text, own - 12, metrics.badgeSize), tone: badge.tone, left, top, width: own });
    left += own + 5;
  }
  return out;
}
