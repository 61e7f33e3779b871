import { compareText } from '../../../text/span.ts';
import type { Change, Graph, GraphEdge } from '../graph.ts';

const signs: Readonly<Record<Change, string>> = { added: '+ ', removed: '- ', changed: '~ ' };

/**
 * The graph as lines of text, one for each edge (`Ingress/shop/web → Service/shop/web [/api → http]`) and one for each
 * node without edges, sorted. Where a node or edge has changed, its sign stands before it.
 */
export function toText(graph: Graph): string {
  const joined = new Set(graph.edges.flatMap(({ source, target }) => [source, target]));
  const lines = [
    ...graph.nodes
      .filter(({ id, change }) => !joined.has(id) || change !== undefined)
      .map(({ id, change }) => ({ text: id, change })),
    ...graph.edges.map((edge) => ({ text: edgeText(edge), change: edge.change })),
  ];
  return lines
    .sort((a, b) => compareText(a.text, b.text))
    .map(({ text, change }) => `${change ? signs[change] : ''}${text}\n`)
    .join('');
}

/** An edge in a line: its ends, the rows that it joins, its label and its verdict. */
export function edgeText({ source, sourceRow, target, targetRow, label, verdict, count }: GraphEdge): string {
  const rows = [sourceRow, targetRow].filter((row) => row !== undefined).join(' → ');
  const words = [
    rows === '' ? '' : ` [${rows}]`,
    label === undefined ? '' : ` (${label})`,
    verdict === undefined ? '' : `: ${verdict}`,
    count === undefined || count === 1 ? '' : ` ×${count}`,
  ];
  return `${source} → ${target}${words.join('')}`;
}
