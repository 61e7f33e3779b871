import { type GraphEdge, type NodeId, worstProblem } from '../graph.ts';
import { anchorOf, type Card, metrics } from './card.ts';

/** What an edge looks like, as far as edges of another look must not be drawn as one line with it. */
export type LineLook =
  | 'added'
  | 'removed'
  | 'changed'
  | 'denied'
  | 'error'
  | 'warning'
  | 'unknown'
  | 'allowed'
  | 'dns'
  | 'requires'
  | 'plain';

/** The look of an edge. A problem or a denial outweighs its kind; a change outweighs all. */
export function lookOf(edge: GraphEdge): LineLook {
  if (edge.change) return edge.change;
  if (edge.verdict === 'denied') return 'denied';
  const severity = edge.problems && worstProblem(edge)?.severity;
  if (severity === 'error' || severity === 'warning') return severity;
  if (edge.verdict) return edge.verdict;
  return edge.kind === 'dns' || edge.kind === 'requires' ? edge.kind : 'plain';
}

/** Where lines of one look meet a card: those of other looks meet it a little above or below. */
export interface Port {
  /** The same for all edges that meet the card at this point. */
  readonly key: string;
  /** From the top of the card. */
  readonly at: number;
}

/** Between the ports of one row. */
const step = 8;

/** The ports of the cards of a block, for both ends of its edges. */
export class Ports {
  readonly #looks = new Map<string, Set<LineLook>>();
  readonly #cards: ReadonlyMap<NodeId, Card>;

  constructor(cards: ReadonlyMap<NodeId, Card>, edges: readonly GraphEdge[]) {
    this.#cards = cards;
    for (const edge of edges) {
      this.#note(edge, 'source');
      this.#note(edge, 'target');
    }
  }

  /** The port that an edge leaves from or ends at. The end's card must be in the block. */
  of(edge: GraphEdge, end: 'source' | 'target'): Port {
    const { key, anchor, room } = this.#anchor(edge, end)!;
    const look = lookOf(edge);
    const looks = this.#looks.get(key)!;
    if (looks.size === 1) return { key: `${key} ${look}`, at: anchor };
    const order = [...looks].sort();
    const between = Math.min(step, 2 * Math.floor(room / (looks.size - 1) / 2));
    return { key: `${key} ${look}`, at: anchor + (order.indexOf(look) - (looks.size - 1) / 2) * between };
  }

  #note(edge: GraphEdge, end: 'source' | 'target'): void {
    const anchor = this.#anchor(edge, end);
    if (!anchor) return;
    const found = this.#looks.get(anchor.key);
    if (found) found.add(lookOf(edge));
    else this.#looks.set(anchor.key, new Set([lookOf(edge)]));
  }

  #anchor(edge: GraphEdge, end: 'source' | 'target') {
    const card = this.#cards.get(edge[end]);
    if (!card) return undefined;
    const anchor = anchorOf(card, end === 'source' ? edge.sourceRow : edge.targetRow);
    const room = anchor < metrics.header ? metrics.header - 12 : metrics.row - 4;
    return { key: `${edge[end]} ${end} ${anchor}`, anchor, room };
  }
}
