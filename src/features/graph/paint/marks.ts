import { type Severity, severities } from '../graph.ts';
import type { Card } from '../layout/card.ts';
import { fitMiddle, textWidth } from '../layout/measure.ts';
import type { Box } from '../layout/pack.ts';
import type { Painter } from './painter.ts';
import type { Palette } from './palette.ts';

/** In pixels of the screen: marks are as large from afar as from near. */
const sizes = { mark: 7.5, text: 11, line: 19, name: 150, apart: 3 } as const;

/** From this zoom on the cards' own names can be read. */
const nearEnough = 0.34;

/** So many names at most; beyond that there are only marks, as names would hide each other. */
const mostNames = 120;

/** A sign of its own shape for each severity, so that colour says nothing alone. */
export function paintSeverity(
  to: Painter,
  x: number,
  y: number,
  severity: Severity,
  palette: Palette,
  size = 7,
  ground = false,
): void {
  const color = palette.severity[severity];
  if (ground && severity !== 'error') to.circle(x, y, size * 1.35, { fill: palette.background });
  if (severity === 'warning') {
    to.glyph('M8 2l6.5 12h-13zM8 6.5v3.5M8 12v.2', x - size, y - size, size * 2, color, 1.6);
    return;
  }
  to.circle(x, y, size, severity === 'error' ? { fill: color } : { stroke: color, width: 1.3 });
  to.text(severity === 'error' ? '!' : 'i', x, y + 0.5, {
    color: severity === 'error' ? palette.card : color,
    size: size * 1.55,
    bold: true,
    align: 'center',
  });
}

/** A card in its place. */
interface Placed extends Box {
  readonly card: Card;
}

/**
 * What is wrong, as it can be seen from afar: over all cards, those with an error or a warning have their sign and, as
 * far as names do not hide each other, their name, both as large as text on the screen. The gravest come first.
 * `scale` is the zoom; no name comes over one of `titles`.
 */
export function paintMarks(
  to: Painter,
  cards: Iterable<Placed>,
  palette: Palette,
  scale: number,
  titles: readonly Box[] = [],
): void {
  const wrong = [...cards].filter(({ card: { severity } }) => severity === 'error' || severity === 'warning');
  wrong.sort(
    (a, b) => severities.indexOf(a.card.severity!) - severities.indexOf(b.card.severity!) || a.y - b.y || a.x - b.x,
  );
  const px = 1 / scale;
  const taken: Box[] = [...titles];
  const most = scale < nearEnough ? mostNames + titles.length : 0;
  const marks = wrong.map(({ x, y, width, height }) => ({
    x: x + Math.min(width / 2, (sizes.mark + 3) * px),
    y: y + Math.min(height / 2, (sizes.mark + 3) * px),
  }));
  for (const [index, { card }] of wrong.entries()) {
    const { x, y } = marks[index]!;
    const name = fitMiddle(card.node.name, sizes.name, sizes.text, true);
    const box = {
      x: x - (sizes.mark + 3) * px,
      y: y - (sizes.line / 2) * px,
      width: (textWidth(name, sizes.text, true) + 2 * sizes.mark + 14) * px,
      height: sizes.line * px,
    };
    const isFree = taken.length < most && taken.every((other) => !near(box, other, sizes.apart * px));
    if (isFree) {
      taken.push(box);
      const color = palette.severity[card.severity!];
      to.rect(box.x, box.y, box.width, box.height, {
        fill: palette.background,
        stroke: color,
        width: (palette.highContrast ? 2 : 1.2) * px,
        radius: 5 * px,
      });
      to.text(name, x + (sizes.mark + 5) * px, y, { color: palette.text, size: sizes.text * px, bold: true });
    }
    paintSeverity(to, x, y, card.severity!, palette, sizes.mark * px, !isFree);
  }
}

function near(a: Box, b: Box, gap: number): boolean {
  return (
    a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap
  );
}
