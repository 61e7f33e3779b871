import { lex, type Piece, SyntaxFault, type Token } from './lexer.ts';
import { numberLiteral, unquote } from './literals.ts';
import type { Command, Node, Operand, Pipe, Source, Template } from './nodes.ts';

export { SyntaxFault } from './lexer.ts';

/**
 * The templates of a text: the text itself under `source.name`, and each `define` and `block` in it, in the order in
 * which they are defined. A template of nothing but white space never replaces another one of its name (`isEmpty`).
 * Throws a `SyntaxFault` as Go's parser would, also for a function that `knows` does not have.
 */
export function parseTemplate(source: Source, knows: (name: string) => boolean): Template[] {
  return new Parser(source, knows).run();
}

/** `parse.IsEmptyTree`: nothing but white space. */
export function isEmpty(body: readonly Node[]): boolean {
  return body.every((node) => node.kind === 'text' && node.text.trim() === '');
}

type Ending = 'end' | 'else' | 'eof';

class Parser {
  readonly #source: Source;
  readonly #knows: (name: string) => boolean;
  readonly #pieces: readonly Piece[];
  readonly #templates = new Map<string, Template>();
  #variables: string[] = ['$'];
  #piece = 0;
  #tokens: readonly Token[] = [];
  #at = 0;
  #actionStart = 0;
  #ranges = 0;

  constructor(source: Source, knows: (name: string) => boolean) {
    this.#source = source;
    this.#knows = knows;
    this.#pieces = lex(source.text);
  }

  run(): Template[] {
    const body: Node[] = [];
    const ending = this.#list(body, true);
    if (ending !== 'eof') throw this.#fault(`unexpected {{${ending}}}`);
    this.#add(this.#source.name, body);
    return [...this.#templates.values()];
  }

  /** Reads nodes up to `{{end}}` or `{{else}}`, whose action is then the current one. */
  #list(into: Node[], top: boolean): Ending {
    for (;;) {
      const piece = this.#pieces[this.#piece++];
      if (!piece) {
        if (!top) throw new SyntaxFault('unexpected EOF', this.#source.text.length);
        return 'eof';
      }
      if (piece.kind === 'text') {
        into.push(piece);
        continue;
      }
      this.#tokens = piece.tokens;
      this.#at = 0;
      this.#actionStart = piece.start;
      const first = piece.tokens[0];
      if (first?.kind === 'word') {
        const ending = this.#keyword(first.text, piece, into, top);
        if (ending === 'end' || ending === 'else') return ending;
        if (ending === true) continue;
      }
      const pipe = this.#pipeline('command');
      this.#finish();
      into.push({ kind: 'action', pipe, start: piece.start, end: piece.end });
    }
  }

  #keyword(word: string, piece: Piece, into: Node[], top: boolean): Ending | boolean {
    const start = piece.start;
    switch (word) {
      case 'end':
        this.#at = 1;
        this.#finish();
        return 'end';
      case 'else':
        this.#at = 1;
        return 'else';
      case 'if':
      case 'with':
      case 'range':
        this.#at = 1;
        into.push(this.#branch(word, start));
        return true;
      case 'define':
        if (!top) throw this.#fault('unexpected {{define}}');
        this.#define();
        return true;
      case 'block':
      case 'template': {
        this.#at = 1;
        const name = this.#templateName(word);
        const pipe = this.#peek() ? this.#pipeline(word) : undefined;
        this.#finish();
        if (word === 'block') this.#body(name);
        into.push({ kind: 'template', name, pipe, start });
        return true;
      }
      case 'break':
      case 'continue':
        if (this.#tokens.length > 1) return false;
        if (this.#ranges === 0) throw this.#fault(`{{${word}}} outside {{range}}`);
        into.push({ kind: word, start });
        return true;
      default:
        return false;
    }
  }

  #define(): void {
    this.#at = 1;
    const name = this.#templateName('define clause');
    this.#finish();
    this.#body(name);
  }

  /** The body of a `define` or `block`, which has variables of its own. */
  #body(name: string): void {
    const [variables, ranges] = [this.#variables, this.#ranges];
    this.#variables = ['$'];
    this.#ranges = 0;
    const body: Node[] = [];
    if (this.#list(body, false) !== 'end') throw this.#fault('unexpected {{else}} in define');
    this.#add(name, body);
    this.#variables = variables;
    this.#ranges = ranges;
  }

  /** Within one text, a name has one body; between texts, the last one wins. */
  #add(name: string, body: readonly Node[]): void {
    const old = this.#templates.get(name);
    if (old && !isEmpty(old.body)) {
      if (isEmpty(body)) return;
      throw this.#fault(`multiple definition of template "${name}"`);
    }
    this.#templates.set(name, { name, source: this.#source, body });
  }

  #templateName(context: string): string {
    const token = this.#next();
    const name = token?.kind === 'string' ? unquote(token.text) : undefined;
    if (name === undefined) throw this.#fault(`unexpected ${token?.text ?? 'end of action'} in ${context}`);
    return name;
  }

  #branch(kind: 'if' | 'with' | 'range', start: number): Node {
    const depth = this.#variables.length;
    const pipe = this.#pipeline(kind);
    this.#finish();
    if (kind === 'range') this.#ranges++;
    const body: Node[] = [];
    let ending = this.#list(body, false);
    if (kind === 'range') this.#ranges--;
    let otherwise: Node[] | undefined;
    if (ending === 'else') {
      otherwise = [];
      const next = this.#peek();
      if (next?.kind === 'word' && next.text === kind && kind !== 'range') {
        this.#at++;
        // `{{else if}}` is an `{{if}}` inside the `{{else}}` that takes the one `{{end}}` for both.
        otherwise.push(this.#branch(kind, this.#actionStart));
        ending = 'end';
      } else {
        this.#finish();
        ending = this.#list(otherwise, false);
      }
    }
    if (ending !== 'end') throw this.#fault('expected end; found {{else}}');
    this.#variables.length = depth;
    return { kind, pipe, body, otherwise, start };
  }

  #pipeline(context: string): Pipe {
    const start = this.#peek()?.start ?? this.#actionStart;
    const { declared, assigns } = this.#declarations(context);
    const commands: Command[] = [];
    for (;;) {
      commands.push(this.#command(context));
      if (this.#peek()?.text !== '|' || this.#peek()?.kind !== 'sign') break;
      this.#at++;
    }
    for (const { operands } of commands.slice(1)) {
      if (['constant', 'dot', 'nil'].includes(operands[0].kind)) {
        throw this.#fault('non executable command in pipeline');
      }
    }
    if (!assigns) this.#variables.push(...declared);
    return { kind: 'pipe', declared, assigns, commands, start };
  }

  #declarations(context: string): { declared: string[]; assigns: boolean } {
    const [first, second, third, fourth] = [0, 1, 2, 3].map((i) => this.#tokens[this.#at + i]);
    const isSign = (token: Token | undefined, ...texts: string[]): boolean =>
      token?.kind === 'sign' && texts.includes(token.text);
    let declared: string[] = [];
    let operator: Token | undefined;
    if (first?.kind === 'variable' && isSign(second, ':=', '=')) {
      declared = [first.text];
      operator = second;
      this.#at += 2;
    } else if (first?.kind === 'variable' && isSign(second, ',') && third?.kind === 'variable') {
      if (context !== 'range' || !isSign(fourth, ':=', '=')) throw this.#fault(`too many declarations in ${context}`);
      declared = [first.text, third.text];
      operator = fourth;
      this.#at += 4;
    }
    const assigns = operator?.text === '=';
    if (assigns) for (const name of declared) this.#checkVariable(name);
    return { declared, assigns };
  }

  #command(context: string): Command {
    const operands: Operand[] = [];
    for (;;) {
      const token = this.#peek();
      if (!token || (token.kind === 'sign' && (token.text === '|' || token.text === ')'))) break;
      if (operands.length > 0 && !token.spaced && token.text !== '(') {
        throw this.#fault(`unexpected "${token.text}" in operand`);
      }
      operands.push(this.#operand());
    }
    const [first, ...rest] = operands;
    if (!first) throw this.#fault(this.#peek() ? 'missing value for command' : `missing value for ${context}`);
    return { operands: [first, ...rest] };
  }

  #operand(): Operand {
    const base = this.#term();
    const names: string[] = [];
    for (let token = this.#peek(); token?.kind === 'field' && !token.spaced; token = this.#peek()) {
      names.push(token.text.slice(1));
      this.#at++;
    }
    if (names.length === 0) return base;
    switch (base.kind) {
      case 'field':
      case 'variable':
        return { ...base, names: [...base.names, ...names] };
      case 'constant':
      case 'nil':
      case 'dot':
        throw this.#fault('unexpected . after term');
      default:
        return { kind: 'chain', base, names, start: base.start };
    }
  }

  #term(): Operand {
    const token = this.#next()!;
    const start = token.start;
    switch (token.kind) {
      case 'dot':
        return { kind: 'dot', start };
      case 'field':
        return { kind: 'field', names: [token.text.slice(1)], start };
      case 'variable':
        this.#checkVariable(token.text);
        return { kind: 'variable', name: token.text, names: [], start };
      case 'string':
        return { kind: 'constant', value: this.#literal(unquote(token.text), token), start };
      case 'number':
        return { kind: 'constant', value: this.#literal(numberLiteral(token.text), token), start };
      case 'character':
        return {
          kind: 'constant',
          value: BigInt(this.#literal(unquote(token.text), token).codePointAt(0) ?? 0),
          start,
        };
      case 'word':
        if (token.text === 'true' || token.text === 'false') {
          return { kind: 'constant', value: token.text === 'true', start };
        }
        if (token.text === 'nil') return { kind: 'nil', start };
        if (!this.#knows(token.text)) throw new SyntaxFault(`function "${token.text}" not defined`, start);
        return { kind: 'function', name: token.text, start };
      case 'sign': {
        if (token.text !== '(') throw new SyntaxFault(`unexpected "${token.text}" in operand`, start);
        const pipe = this.#pipeline('parenthesized pipeline');
        if (this.#next()?.text !== ')') throw new SyntaxFault('unclosed left paren', start);
        return pipe;
      }
    }
  }

  #literal<T>(value: T | undefined, token: Token): T {
    if (value === undefined) throw new SyntaxFault(`bad literal: ${token.text}`, token.start);
    return value;
  }

  #checkVariable(name: string): void {
    if (!this.#variables.includes(name)) throw this.#fault(`undefined variable "${name}"`);
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #next(): Token | undefined {
    return this.#tokens[this.#at++];
  }

  #finish(): void {
    const token = this.#peek();
    if (token) throw new SyntaxFault(`unexpected "${token.text}" in action`, token.start);
  }

  #fault(message: string): SyntaxFault {
    return new SyntaxFault(message, this.#peek()?.start ?? this.#actionStart);
  }
}
