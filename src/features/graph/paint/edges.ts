import type { GraphEdge } from '../graph.ts';
import { lookOf } from '../layout/ports.ts';
import { middle, type Point } from '../layout/route.ts';
import type { Palette } from './palette.ts';

/** How an edge is drawn: its meaning is told by line, arrow and words as well as by colour. */
export interface EdgeLook {
  readonly color: string;
  readonly line: 'solid' | 'dashed' | 'dotted';
  readonly arrow: 'triangle' | 'tee' | 'diamond';
  readonly width: number;
}

/** The look of an edge. A problem or a denial outweighs its kind; a change outweighs all. */
export function edgeLook(edge: GraphEdge, palette: Palette): EdgeLook {
  const width = palette.highContrast ? 2 : 1.6;
  const look = lookOf(edge);
  switch (look) {
    case 'added':
    case 'changed':
      return { color: palette[look], line: 'solid', arrow: 'triangle', width: 2 };
    case 'removed':
      return { color: palette.removed, line: 'dashed', arrow: 'triangle', width: 2 };
    case 'denied':
      return { color: palette.verdict.denied, line: 'dashed', arrow: 'tee', width: 2 };
    case 'error':
    case 'warning':
      return { color: palette.severity[look], line: 'dashed', arrow: 'triangle', width: 2 };
    case 'unknown':
      return { color: palette.verdict.unknown, line: 'dotted', arrow: 'triangle', width };
    case 'allowed':
      return { color: palette.verdict.allowed, line: 'solid', arrow: 'triangle', width };
    case 'dns':
      return { color: palette.dns, line: 'solid', arrow: 'diamond', width };
    case 'requires':
      return { color: palette.edge, line: 'dashed', arrow: 'triangle', width };
    case 'plain':
      return { color: palette.edge, line: 'solid', arrow: 'triangle', width };
  }
}

/** A way as the data of an SVG path. */
export function pathData(points: readonly Point[]): string {
  const at = ({ x, y }: Point) => `${round(x)} ${round(y)}`;
  let data = `M${at(points[0]!)}`;
  for (let index = 1; index < points.length - 1; index++) {
    const last = index === points.length - 2;
    data += `Q${at(points[index]!)} ${at(last ? points[index + 1]! : middle(points[index]!, points[index + 1]!))}`;
  }
  return points.length === 2 ? `${data}L${at(points[1]!)}` : data;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
