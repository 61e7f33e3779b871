import type { NodeId } from '../graph.ts';
import { layoutCard, wantedWidth } from './card.ts';
import { wantedAspect } from './grid.ts';
import type { Part } from './part.ts';
import { gaps, layoutStack, type Stack } from './stack.ts';

/** So many stacks at most. */
const mostStacks = 12;

/** Puts the parts into stacks so that the block is about as wide as a screen. */
export function stacksOf(parts: readonly Part[], ranks: ReadonlyMap<NodeId, number>, leastCard: number): Stack[] {
  if (parts.length === 0) return [];
  const heights = parts.map((part) => heightOf(part, ranks));
  let best: readonly Part[][] = [];
  let least = Infinity;
  for (let count = 1; count <= Math.min(parts.length, mostStacks); count++) {
    const stacks = cutInto(count, parts, heights);
    const width = stacks.reduce((sum, { parts: own }) => sum + widthOf(own, ranks) + gaps.stack, 0);
    const cost = Math.max(width / wantedAspect, ...stacks.map(({ height }) => height));
    // Less than a tenth is not worth another stack.
    if (cost >= least * 0.9) continue;
    least = cost;
    best = stacks.map(({ parts: own }) => own);
  }
  return best.map((stack) => layoutStack(stack, ranks, leastCard));
}

/** Stacks of about the same height, in the order of the parts. */
function cutInto(count: number, parts: readonly Part[], heights: readonly number[]) {
  const total = heights.reduce((sum, each) => sum + each, 0);
  const stacks = Array.from({ length: count }, () => ({ parts: [] as Part[], height: 0 }));
  let filled = 0;
  for (const [index, part] of parts.entries()) {
    const height = heights[index]!;
    const stack = stacks[Math.min(count - 1, Math.floor(((filled + height / 2) / total) * count))]!;
    stack.parts.push(part);
    stack.height += height;
    filled += height;
  }
  return stacks.filter((stack) => stack.parts.length > 0);
}

/** About how wide a stack will be. */
function widthOf(parts: readonly Part[], ranks: ReadonlyMap<NodeId, number>): number {
  const widths = new Map<number, number>();
  for (const part of parts)
    for (const node of part.nodes) {
      const rank = ranks.get(node.id)!;
      widths.set(rank, Math.max(widths.get(rank) ?? 0, wantedWidth(node)));
    }
  return [...widths.values()].reduce((sum, width) => sum + width + gaps.gutter, 0);
}

/** About how high a part will be. */
function heightOf(part: Part, ranks: ReadonlyMap<NodeId, number>): number {
  const columns = new Map<number, number>();
  for (const node of part.nodes) {
    const rank = ranks.get(node.id)!;
    columns.set(rank, (columns.get(rank) ?? 0) + layoutCard(node, wantedWidth(node)).height + 14);
  }
  return Math.max(...columns.values()) + gaps.part;
}
