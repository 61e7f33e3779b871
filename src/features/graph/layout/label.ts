import type { GraphEdge } from '../graph.ts';
import { fitText, textWidth } from './measure.ts';

export const labelSize = 10.5;
export const labelHeight = 17;
const maxLabel = 150;

/** What an edge says: a sign where policies deny it or cannot tell, its label, or how many it stands for; empty when there is nothing to say. */
export function labelText(edge: GraphEdge): string {
  const count = edge.count !== undefined && edge.count > 1 ? `×${edge.count}` : '';
  const sign = edge.verdict === 'denied' ? '×' : edge.verdict === 'unknown' ? '?' : '';
  return fitText([sign, edge.label ?? '', count].filter((part) => part !== '').join(' '), maxLabel - 14, labelSize);
}

/** The width of an edge's label with its background, 0 when it has none. */
export function labelWidth(edge: GraphEdge): number {
  const text = labelText(edge);
  return text === '' ? 0 : textWidth(text, labelSize) + 14;
}
