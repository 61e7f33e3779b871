import { TemplateError } from './values.ts';

/** A piece of a template: text as it stands, or the tokens between `{{` and `}}`. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly start: number }
  | { readonly kind: 'action'; readonly tokens: readonly Token[]; readonly start: number; readonly end: number };

export interface Token {
  readonly kind: 'field' | 'variable' | 'word' | 'number' | 'character' | 'string' | 'dot' | 'sign';
  readonly text: string;
  readonly start: number;
  /** Whether white space stands before it: `.a .b` is two operands, `.a.b` one. */
  readonly spaced: boolean;
}

/** A fault of the template's text, at an offset. */
export class SyntaxFault extends TemplateError {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Cuts a template into text and actions, `text/template/parse/lex.go`. Comments are left out, markers trim. */
export function lex(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let trimNext = false;
  const addText = (from: number, to: number, trimEnd: boolean): void => {
    let start = from;
    let end = to;
    if (trimNext) while (start < end && isSpace(text.charCodeAt(start))) start++;
    if (trimEnd) while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
    if (end > start) pieces.push({ kind: 'text', text: text.slice(start, end), start });
  };
  for (;;) {
    const open = text.indexOf('{{', at);
    if (open < 0) {
      addText(at, text.length, false);
      return pieces;
    }
    const trims = text[open + 2] === '-' && isSpace(text.charCodeAt(open + 3));
    addText(at, open, trims);
    const inside = open + (trims ? 3 : 2);
    const commentAt = trims ? inside + 1 : inside;
    // The marker's blank belongs to the marker, so a comment follows it at once.
    if (text.startsWith('/*', commentAt)) {
      const close = text.indexOf('*/', commentAt + 2);
      if (close < 0) throw new SyntaxFault('unclosed comment', open);
      const end = closing(text, close + 2);
      if (!end) throw new SyntaxFault('comment ends before closing delimiter', close);
      at = end.end;
      trimNext = end.trims;
      continue;
    }
    const action = new ActionLexer(text, inside, open).run();
    pieces.push({ kind: 'action', tokens: action.tokens, start: open, end: action.end });
    at = action.end;
    trimNext = action.trims;
  }
}

const isSpace = (code: number): boolean => code === 32 || code === 9 || code === 10 || code === 13;

/** The right delimiter at an offset, with or without its trim marker. */
function closing(text: string, at: number): { end: number; trims: boolean } | undefined {
  if (text.startsWith('}}', at)) return { end: at + 2, trims: false };
  if (isSpace(text.charCodeAt(at)) && text.startsWith('-}}', at + 1)) return { end: at + 4, trims: true };
  return undefined;
}

const WORD = /[\p{L}\p{Nd}_]*/uy;
const NUMERAL =
  /[+-]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:[eE][+-]?[0-9_]+)?)/y;
const STRING = /"(?:[^"\\\n]|\\[^\n])*"/y;
const CHARACTER = /'(?:[^'\\\n]|\\[^\n])+'/y;

/** The kind and length of the next token. */
type Lexeme = readonly [kind: Token['kind'], length: number];

class ActionLexer {
  readonly #text: string;
  readonly #open: number;
  readonly #tokens: Token[] = [];
  #at: number;
  #spaced = false;

  constructor(text: string, at: number, open: number) {
    this.#text = text;
    this.#at = at;
    this.#open = open;
  }

  run(): { tokens: readonly Token[]; end: number; trims: boolean } {
    const text = this.#text;
    for (;;) {
      const end = closing(text, this.#at);
      if (end) return { tokens: this.#tokens, ...end };
      if (this.#at >= text.length) throw new SyntaxFault('unclosed action', this.#open);
      if (isSpace(text.charCodeAt(this.#at))) {
        this.#spaced = true;
        this.#at++;
      } else this.#add(this.#token());
    }
  }

  #add([kind, length]: Lexeme): void {
    const start = this.#at;
    this.#tokens.push({ kind, text: this.#text.slice(start, start + length), start, spaced: this.#spaced });
    this.#at += length;
    this.#spaced = false;
  }

  #match(pattern: RegExp, at: number): string | undefined {
    pattern.lastIndex = at;
    return pattern.exec(this.#text)?.[0];
  }

  #token(): Lexeme {
    const at = this.#at;
    const character = this.#text[at]!;
    switch (character) {
      case '"':
        return this.#literal('string', this.#match(STRING, at), 'unterminated quoted string');
      case "'":
        return this.#literal('character', this.#match(CHARACTER, at), 'unterminated character constant');
      case '`': {
        const close = this.#text.indexOf('`', at + 1);
        if (close < 0) throw new SyntaxFault('unterminated raw quoted string', at);
        return ['string', close + 1 - at];
      }
      case '|':
      case '(':
      case ')':
      case ',':
      case '=':
        return ['sign', 1];
      case ':':
        if (this.#text[at + 1] !== '=') throw new SyntaxFault('expected :=', at);
        return ['sign', 2];
      case '$':
        return ['variable', 1 + (this.#match(WORD, at + 1) ?? '').length];
      case '.': {
        const next = this.#text.charCodeAt(at + 1);
        if (next >= 48 && next <= 57) return this.#literal('number', this.#match(NUMERAL, at), 'bad number');
        const name = this.#match(WORD, at + 1) ?? '';
        return [name === '' ? 'dot' : 'field', 1 + name.length];
      }
      default: {
        if (/[0-9+-]/.test(character)) return this.#literal('number', this.#match(NUMERAL, at), 'bad number syntax');
        const word = this.#match(WORD, at) ?? '';
        if (word === '') throw new SyntaxFault(`unrecognized character in action: "${character}"`, at);
        return ['word', word.length];
      }
    }
  }

  #literal(kind: Token['kind'], found: string | undefined, message: string): Lexeme {
    if (found === undefined) throw new SyntaxFault(message, this.#at);
    return [kind, found.length];
  }
}
