/** A word of a Corefile. Offsets are UTF-16, half-open, in the text given; `text` is without quotes and with variables replaced. */
export interface CorefileToken {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Counts from 0. */
  readonly line: number;
  readonly quoted: boolean;
}

/** Something wrong in a Corefile: CoreDNS would refuse it, or a part of it cannot be seen from here. */
export interface CorefileProblem {
  readonly code:
    | 'unclosed-quote'
    | 'unclosed-block'
    | 'unexpected-brace'
    | 'unknown-plugin'
    | 'unknown-property'
    | 'bad-value'
    | 'duplicate-plugin'
    | 'duplicate-zone'
    | 'no-zone'
    | 'unresolved-import'
    | 'import-loop';
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

export interface TokenList {
  readonly tokens: readonly CorefileToken[];
  readonly problems: readonly CorefileProblem[];
}

/**
 * The words of a Corefile by the rules of the Caddyfile lexer: blanks separate, `"` quotes with `\"` inside and over
 * lines, `#` at the start of a word comments to the end of the line, and a backslash before a line break joins lines.
 * `{$NAME}` and `{%NAME%}` are replaced from the environment, where a missing name gives nothing.
 */
export function tokenize(text: string, environment: ReadonlyMap<string, string> = new Map()): TokenList {
  const tokens: CorefileToken[] = [];
  const problems: CorefileProblem[] = [];
  let line = 0;
  let joined = 0;
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '\n') {
      line++;
      at++;
    } else if (/\s/.test(character) || character === '\ufeff') {
      at++;
    } else if (character === '\\' && /^\\\r?\n/.test(text.slice(at, at + 3))) {
      // The next words count as written on this line.
      at += text[at + 1] === '\r' ? 3 : 2;
      joined++;
    } else if (character === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else {
      const start = at;
      const startLine = line;
      const quoted = character === '"';
      let value = '';
      if (quoted) {
        at++;
        while (at < text.length && text[at] !== '"') {
          if (text[at] === '\\' && text[at + 1] === '"') at++;
          if (text[at] === '\n') line++;
          value += text[at];
          at++;
        }
        if (at >= text.length) {
          problems.push({ code: 'unclosed-quote', message: 'The quotation is not closed.', start, end: text.length });
        }
        at = Math.min(at + 1, text.length);
      } else {
        while (at < text.length && !/\s/.test(text[at] ?? '')) {
          value += text[at];
          at++;
        }
      }
      tokens.push({ text: withEnvironment(value, environment), start, end: at, line: startLine, quoted });
    }
  }
  return { tokens: joined === 0 ? tokens : joinLines(text, tokens), problems };
}

function withEnvironment(text: string, environment: ReadonlyMap<string, string>): string {
  return text.replace(/\{\$(\w+)\}|\{%(\w+)%\}/g, (_, unix: string | undefined, windows: string | undefined) => {
    return environment.get(unix ?? windows ?? '') ?? '';
  });
}

/** Numbers the lines so that a word is on a new line only where a line break without a backslash precedes it. */
function joinLines(text: string, tokens: readonly CorefileToken[]): readonly CorefileToken[] {
  let line = 0;
  return tokens.map((token, index) => {
    const previous = tokens[index - 1];
    const gap = text.slice(previous?.end ?? 0, token.start).replace(/\\\r?\n/g, '');
    line += gap.split('\n').length - 1;
    return { ...token, line };
  });
}
