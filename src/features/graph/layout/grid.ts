import type { GraphNode, NodeId } from '../graph.ts';
import { type Card, layoutCard, wantedWidth } from './card.ts';

/** A card from the left top of its block. */
export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly card: Card;
}

/** Between cards without lines. */
const gap = 14;

/** How wide and high a picture should be at best: what a panel beside the editor has. */
export const wantedAspect = 1.4;

/**
 * Places cards in rows from `left`, `top`, all of one width; at most `across` of them in a row. Says how far right and
 * down they go.
 */
export function layoutGrid(
  nodes: readonly GraphNode[],
  left: number,
  top: number,
  across: number,
  into: Map<NodeId, Placed>,
): { right: number; bottom: number } {
  const own = cardWidth(nodes);
  let y = top;
  let tallest = 0;
  for (const [index, node] of nodes.entries()) {
    if (index > 0 && index % across === 0) {
      y += tallest + gap;
      tallest = 0;
    }
    const card = layoutCard(node, own);
    into.set(node.id, { x: left + (index % across) * (own + gap), y, card });
    tallest = Math.max(tallest, card.height);
  }
  return { right: left + Math.min(across, nodes.length) * (own + gap) - gap, bottom: y + tallest };
}

/** How many cards fit into a width, at least one. */
export function fitting(nodes: readonly GraphNode[], width: number): number {
  return Math.max(1, Math.floor((width + gap) / (cardWidth(nodes) + gap)));
}

/** How many cards a row has when they stand alone, so that the whole is of the wanted aspect. */
export function squarely(nodes: readonly GraphNode[]): number {
  const own = cardWidth(nodes);
  const area = nodes.reduce((sum, node) => sum + (layoutCard(node, own).height + gap) * (own + gap), 0);
  return Math.max(1, Math.min(nodes.length, Math.round(Math.sqrt(area * wantedAspect) / (own + gap))));
}

/** What nearly all would like: of many, a few long names are cut rather than all cards made wide. */
function cardWidth(nodes: readonly GraphNode[]): number {
  const widths = nodes.map(wantedWidth).sort((a, b) => a - b);
  return widths[Math.ceil(widths.length * 0.85) - 1] ?? 0;
}
