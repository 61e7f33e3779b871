/** How cards, frames and labels look: the same on the canvas and in an exported SVG. */
import type { Change, Group } from '../graph.ts';
import { type Card, type CardRow, metrics } from '../layout/card.ts';
import { labelSize } from '../layout/label.ts';
import { fitMiddle, fitText, textWidth } from '../layout/measure.ts';
import type { Box } from '../layout/pack.ts';
import { glyphs } from './glyphs.ts';
import { paintSeverity } from './marks.ts';
import type { Painter } from './painter.ts';
import type { Palette } from './palette.ts';

export interface CardState {
  readonly selected?: boolean;
  readonly hovered?: boolean;
  /** Takes part in the trace's present step. */
  readonly active?: boolean;
  /** The rows that an edge ends at, and those that one leaves from. */
  readonly entered?: ReadonlySet<string>;
  readonly left?: ReadonlySet<string>;
}

/** A card with all its texts. */
export function paintCard(to: Painter, box: Box, card: Card, palette: Palette, state: CardState = {}): void {
  const { x, y, width } = box;
  const { node } = card;
  const role = palette.role[node.role];
  paintGround(to, box, card, palette, state);
  const tile = { x: x + metrics.padding, y: y + metrics.padding, size: metrics.tile };
  to.rect(tile.x, tile.y, tile.size, tile.size, {
    radius: 7,
    ...(palette.highContrast ? { stroke: role, width: 1.5 } : { fill: role, alpha: 0.16 }),
  });
  to.glyph(glyphs[node.role], tile.x + 5, tile.y + 5, tile.size - 10, role, 1.35);
  const left = tile.x + tile.size + 8;
  to.text(card.subtitle, left, y + 17, { color: palette.muted, size: metrics.kindSize });
  const strike = node.change === 'removed';
  to.text(card.name, left, y + 32, { color: palette.text, size: metrics.nameSize, bold: true, strike });
  if (card.count !== '') paintCount(to, card, box, palette, role);
  if (card.severity) paintSeverity(to, x + width - 16, y + 17, card.severity, palette);
  if (node.change) paintChange(to, x + width - (card.severity ? 36 : 17), y + 17, node.change, palette);
  if (card.rows.length > 0)
    to.line(x, y + metrics.header, x + width, y + metrics.header, { stroke: palette.border, width: 1 });
  for (const row of card.rows) paintRow(to, box, row, palette, state, role);
  for (const badge of card.badges) {
    const color =
      badge.tone === 'good' ? palette.good : badge.tone === 'warning' ? palette.severity.warning : palette.muted;
    to.rect(x + badge.left, y + badge.top, badge.width, metrics.badge, {
      radius: 9,
      stroke: color,
      width: 1,
      ...(!palette.highContrast && { fill: color, alpha: 0.1 }),
    });
    to.text(badge.text, x + badge.left + badge.width / 2, y + badge.top + metrics.badge / 2, {
      color: badge.tone === 'neutral' ? palette.text : color,
      size: metrics.badgeSize,
      align: 'center',
    });
  }
  paintProblem(to, box, card, palette);
}

/** A card from afar: a block of its role's colour with the name as large as there is room. */
export function paintFarCard(
  to: Painter,
  box: Box,
  card: Card,
  palette: Palette,
  state: CardState,
  scale: number,
): void {
  const role = palette.role[card.node.role];
  if (scale < 0.22 && !state.selected && !state.hovered && !state.active) {
    // Thousands of these are in sight at once: plain rectangles are what a canvas fills fastest.
    const severity = card.severity === 'error' || card.severity === 'warning' ? card.severity : undefined;
    const ground = severity ? palette.severity[severity] : role;
    to.rect(box.x, box.y, box.width, box.height, {
      fill: ground,
      alpha: palette.highContrast ? 1 : severity ? 0.55 : 0.3,
    });
    return;
  }
  paintGround(to, box, card, palette, state);
  if (!palette.highContrast) to.rect(box.x, box.y, box.width, box.height, { fill: role, alpha: 0.14, radius: 9 });
  to.rect(box.x, box.y, 10, box.height, { fill: role, radius: 5 });
  const size = Math.min(box.height * 0.52, 24);
  if (size * scale >= 4.5) {
    const room = box.width - 28;
    const name = fitMiddle(card.node.name, room, size, true);
    const two = card.count !== '' && box.height > size * 2.6;
    const middle = box.y + box.height / 2 - (two ? size * 0.6 : 0);
    to.text(name, box.x + 18, middle, { color: palette.text, size, bold: true });
    if (two) to.text(card.count, box.x + 18, middle + size * 1.2, { color: palette.muted, size: size * 0.85 });
  }
}

/** A frame with its name; the name stays legible from afar. */
export function paintFrame(to: Painter, box: Box, group: Group, palette: Palette, scale = 1): void {
  const hard = palette.highContrast;
  to.rect(box.x, box.y, box.width, box.height, {
    fill: palette.frame,
    stroke: palette.frameBorder,
    width: hard ? 2 : 1,
    radius: 14,
    ...(group.kind === 'node' && { dash: [6, 4] }),
  });
  // Below this, the title stands over the cards: see `paintFarTitle`.
  if (scale < farTitle) return;
  const wanted = Math.min(Math.max(13, 11.5 / scale), 30);
  const size = Math.max(13, Math.min(wanted, fittingSize(group.label, box.width - 28)));
  const middle = box.y + Math.max(20, size * 0.75);
  const label = fitText(group.label, box.width - size * 1.6 - 28, size, true);
  to.glyph(
    glyphs[group.kind === 'node' ? 'node' : 'namespace'],
    box.x + 14,
    middle - size / 2,
    size,
    palette.muted,
    1.3,
  );
  to.text(label, box.x + 14 + size * 1.45, middle, { color: palette.text, size, bold: true });
  let left = box.x + 14 + size * 1.45 + textWidth(label, size, true) + 12;
  if (scale < 0.6) return;
  for (const badge of group.badges ?? []) {
    const width = textWidth(badge.text, metrics.badgeSize) + 14;
    if (left + width > box.x + box.width - 10) break;
    const color =
      badge.tone === 'good' ? palette.good : badge.tone === 'warning' ? palette.severity.warning : palette.muted;
    to.rect(left, middle - 9, width, 18, { radius: 9, stroke: color, width: 1 });
    to.text(badge.text, left + width / 2, middle, { color, size: metrics.badgeSize, align: 'center' });
    left += width + 6;
  }
}

/** Below this zoom no name of a card can be read, and the names of the frames are what tells where one is. */
export const farTitle = 0.22;

/** The name of a frame as large as it can be read from afar, over its cards. Says where it is, if there is room. */
export function paintFarTitle(to: Painter, box: Box, group: Group, palette: Palette, scale: number): Box | undefined {
  const size = Math.min(13 / scale, fittingSize(group.label, box.width), box.height * 0.7);
  if (size * scale < 5) return undefined;
  const width = textWidth(group.label, size, true) + size;
  const top = box.y + Math.min(size * 0.3, (box.height - size) / 2);
  const look = { fill: palette.background, radius: size * 0.35 };
  to.rect(box.x + size * 0.3, top, width, size * 1.5, palette.highContrast ? look : { ...look, alpha: 0.82 });
  to.text(group.label, box.x + size * 0.8, top + size * 0.75, { color: palette.text, size, bold: true });
  return { x: box.x + size * 0.3, y: top, width, height: size * 1.5 };
}

/** The largest size at which a bold text with a glyph before it fits a width. */
function fittingSize(text: string, width: number): number {
  return width / (textWidth(text, 100, true) / 100 + 1.6);
}

/** An edge's words on a ground of their own. */
export function paintLabel(to: Painter, box: Box, text: string, color: string, palette: Palette): void {
  to.rect(box.x, box.y, box.width, box.height, { fill: palette.background, stroke: color, width: 1, radius: 8 });
  to.text(text, box.x + box.width / 2, box.y + box.height / 2, { color, size: labelSize, align: 'center' });
}

function paintGround(to: Painter, box: Box, card: Card, palette: Palette, state: CardState): void {
  const { x, y, width, height } = box;
  const missing = card.node.role === 'missing';
  const unseen = card.node.role === 'unseen';
  const problem =
    card.severity === 'error' || card.severity === 'warning' ? palette.severity[card.severity] : undefined;
  // A second edge under the card tells that it stands for several.
  if ((card.node.count ?? 1) > 1 || card.node.members)
    to.rect(x + 5, y + 5, width, height, { fill: palette.card, stroke: palette.border, width: 1, radius: 9 });
  const ring = state.selected ? palette.focus : state.active ? palette.role[card.node.role] : undefined;
  if (ring) to.rect(x - 4, y - 4, width + 8, height + 8, { stroke: ring, width: 2.5, radius: 12 });
  else if (state.hovered)
    to.rect(x - 3, y - 3, width + 6, height + 6, { stroke: palette.muted, width: 1.5, radius: 11 });
  const change = card.node.change ? palette[card.node.change] : undefined;
  to.rect(x, y, width, height, {
    fill: palette.card,
    stroke: change ?? problem ?? (missing ? palette.role.missing : palette.border),
    width: palette.highContrast ? 2 : change || problem || missing ? 1.6 : 1,
    radius: 9,
    ...((missing || unseen || card.node.change === 'removed') && { dash: [5, 4] }),
  });
}

function paintCount(to: Painter, card: Card, { x, y, width }: Box, palette: Palette, color: string): void {
  const own = textWidth(card.count, 11, true) + 12;
  const left = x + width - metrics.padding - own;
  to.rect(left, y + 23, own, 18, {
    radius: 9,
    stroke: color,
    width: 1,
    ...(!palette.highContrast && { fill: color, alpha: 0.14 }),
  });
  to.text(card.count, left + own / 2, y + 32, { color, size: 11, bold: true, align: 'center' });
}

function paintRow(to: Painter, box: Box, row: CardRow, palette: Palette, state: CardState, role: string): void {
  const middle = box.y + row.top + metrics.row / 2;
  const color = row.severity ? palette.severity[row.severity] : palette.text;
  const change = row.change ? palette[row.change] : undefined;
  const strike = row.change === 'removed';
  to.text(row.label, box.x + metrics.padding + 4, middle, { color: change ?? color, size: metrics.rowSize, strike });
  const right = box.x + box.width - metrics.padding - 4 - (row.severity ? 18 : 0);
  to.text(row.value, right, middle, { color: palette.muted, size: metrics.rowSize, align: 'right' });
  if (row.severity) paintSeverity(to, box.x + box.width - 16, middle, row.severity, palette, 6);
  const dot = { fill: palette.card, stroke: row.severity ? color : role, width: 1.5 };
  if (state.entered?.has(row.id)) to.circle(box.x, middle, 3.5, dot);
  if (state.left?.has(row.id)) to.circle(box.x + box.width, middle, 3.5, dot);
}

function paintProblem(to: Painter, box: Box, card: Card, palette: Palette): void {
  if (!card.severity || card.problem.length === 0) return;
  const color = palette.severity[card.severity];
  const top = box.y + card.problemTop;
  if (palette.highContrast) to.line(box.x, top, box.x + box.width, top, { stroke: color, width: 1 });
  else
    to.rect(box.x + 1, top, box.width - 2, card.height - card.problemTop - 1, { fill: color, alpha: 0.09, radius: 7 });
  for (const [index, line] of card.problem.entries())
    to.text(line, box.x + metrics.padding, top + 12 + index * metrics.problemLine, {
      color,
      size: metrics.problemSize,
    });
}

function paintChange(to: Painter, x: number, y: number, change: Change, palette: Palette): void {
  const sign = { added: '+', removed: '−', changed: '~' }[change];
  to.circle(x, y, 7, { fill: palette[change] });
  to.text(sign, x, y, { color: palette.card, size: 12, bold: true, align: 'center' });
}
