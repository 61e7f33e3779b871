import type { GroupId } from '../graph.ts';
import type { Card } from './card.ts';
import type { Box } from './pack.ts';
import type { Point } from './stack.ts';

export type { Point } from './stack.ts';

/**
 * The way of an edge: it begins at the first point and ends at the last; those between are the controls of quadratic
 * curves that join in the middle between two controls.
 */
export interface Route {
  readonly points: readonly Point[];
  readonly label?: Box & { readonly text: string };
}

export interface PlacedCard extends Box {
  readonly card: Card;
  readonly block?: GroupId;
}

/** Corners as controls: rounded a little, straight between. At least three points come back. */
export function soften(corners: readonly Point[], radius = 14): Point[] {
  const points: Point[] = [];
  for (const point of corners) {
    const [before, last] = [points.at(-2), points.at(-1)];
    if (last && last.x === point.x && last.y === point.y) continue;
    const isStraight =
      before && last && ((before.x === last.x && last.x === point.x) || (before.y === last.y && last.y === point.y));
    if (isStraight) points.pop();
    points.push(point);
  }
  const out: Point[] = [points[0]!];
  for (let index = 1; index < points.length - 1; index++) {
    const [before, point, after] = [points[index - 1]!, points[index]!, points[index + 1]!];
    const near = toward(point, before, radius);
    const last = out.at(-1)!;
    if (last.x !== near.x || last.y !== near.y) out.push(near);
    out.push(point, toward(point, after, radius));
  }
  const end = points.at(-1)!;
  if (out.length === 1) out.push(middle(points[0]!, end));
  return [...out, end];
}

/** The point up to twice `radius` from `point` on the way to `other`, at most half way. */
function toward(point: Point, other: Point, radius: number): Point {
  const length = Math.abs(other.x - point.x) + Math.abs(other.y - point.y);
  const share = length === 0 ? 0 : Math.min(0.5, (2 * radius) / length);
  return { x: point.x + (other.x - point.x) * share, y: point.y + (other.y - point.y) * share };
}

export function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
