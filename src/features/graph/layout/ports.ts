import { type GraphEdge, type NodeId, worstProblem } from '../graph.ts';
import { anchorOf, type Card, metrics } from './card.ts';
import { labelText } from './label.ts';

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

/** Where lines of one kind meet a card: those of other kinds meet it a little above or below. */
export interface Port {
  /** The same for all edges that meet the card at this point. */
  readonly key: string;
  /** From the top of the card. */
  readonly at: number;
}

/** Between the ports of one row, and between those beside a name. */
const steps = { row: 10, name: 12 } as const;

/**
 * What edges must have in common to be one line at an end. Several that leave as one may say different things where
 * they end; those that end as one say the same.
 */
export function kindOfLine(edge: GraphEdge, end: 'source' | 'target'): string {
  return end === 'source' ? lookOf(edge) : `${lookOf(edge)} ${labelText(edge)}`;
}

/** The ports of the cards of a block, for both ends of its edges. */
export class Ports {
  readonly #kinds = new Map<string, Set<string>>();
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
    const { key, anchor } = this.#anchor(edge, end)!;
    const kind = kindOfLine(edge, end);
    const kinds = this.#kinds.get(key)!;
    if (kinds.size === 1) return { key: `${key} ${kind}`, at: anchor };
    const isName = anchor < metrics.header;
    const room = isName ? metrics.header - 12 : metrics.row - 4;
    const between = Math.min(isName ? steps.name : steps.row, 2 * Math.floor(room / (kinds.size - 1) / 2));
    const place = [...kinds].sort().indexOf(kind);
    return { key: `${key} ${kind}`, at: anchor + (place - (kinds.size - 1) / 2) * between };
  }

  #note(edge: GraphEdge, end: 'source' | 'target'): void {
    const anchor = this.#anchor(edge, end);
    if (!anchor) return;
    const found = this.#kinds.get(anchor.key);
    const kind = kindOfLine(edge, end);
    if (found) found.add(kind);
    else this.#kinds.set(anchor.key, new Set([kind]));
  }

  #anchor(edge: GraphEdge, end: 'source' | 'target') {
    const card = this.#cards.get(edge[end]);
    if (!card) return undefined;
    const anchor = anchorOf(card, end === 'source' ? edge.sourceRow : edge.targetRow);
    return { key: `${edge[end]} ${end} ${anchor}`, anchor };
  }
}
