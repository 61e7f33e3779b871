import type { Budget, Output } from './template/environment.ts';
import type { Source } from './template/nodes.ts';

/** A stretch of the rendered text and the template text that it comes from. */
export interface Piece {
  /** Where it begins in the rendered text; it ends where the next one begins. */
  readonly start: number;
  readonly source: Source;
  /** The template text: of the same length and the same text when `literal`, otherwise the action that printed it. */
  readonly from: number;
  readonly to: number;
  readonly literal: boolean;
}

/** The rendered text of one template, with the origin of each stretch. */
export interface Rendered {
  readonly text: string;
  /** In order; empty stretches are left out. */
  readonly pieces: readonly Piece[];
}

/** Collects what a template writes. Nil values, which Go prints as `<no value>`, leave nothing, as in Helm. */
export class MappedOutput implements Output {
  readonly #budget: Budget;
  readonly #texts: string[] = [];
  readonly #pieces: Piece[] = [];
  #length = 0;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  literal(text: string, source: Source, start: number): void {
    this.#add(text, { start: this.#length, source, from: start, to: start + text.length, literal: true });
  }

  printed(text: string, source: Source, start: number, end: number): void {
    const kept = text.includes('<no value>') ? text.replaceAll('<no value>', '') : text;
    this.#add(kept, { start: this.#length, source, from: start, to: end, literal: false });
  }

  rendered(): Rendered {
    return { text: this.#texts.join(''), pieces: this.#pieces };
  }

  #add(text: string, piece: Piece): void {
    if (text === '') return;
    this.#budget.write(text.length);
    this.#texts.push(text);
    this.#pieces.push(piece);
    this.#length += text.length;
  }
}
