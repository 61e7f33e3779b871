import { Lexer } from 'yaml';

/**
 * A lexer that lets the lines of a quoted scalar, and of a flow collection, stand anywhere, as libyaml and thus go-yaml
 * does. YAML 1.2 wants them indented deeper than their key, but manifests that kubectl takes have closing quotes and
 * brackets at the indentation of the key, or further out.
 *
 * Source: libyaml and `goyaml.v2/scannerc.go`, `yaml_parser_scan_flow_scalar()`, which looks at no indentation, and
 * `yaml_parser_unroll_indent()`, which does nothing inside a flow collection. `---` and `...` still end both.
 */
export function lenientLexer(): Lexer {
  const lexer = new Lexer();
  const internals = lexer as unknown as Internals;
  anywhere(internals, 'parseQuotedScalar');
  anywhere(internals, 'parseFlowCollection');
  return lexer;
}

/** What the lexer keeps to itself: the least indentation that continues a scalar, and its states. */
interface Internals {
  indentNext: number;
  parseQuotedScalar(): Generator<string, unknown>;
  parseFlowCollection(): Generator<string, unknown>;
}

/** Makes a state of the lexer see no demand for indentation. */
function anywhere(lexer: Internals, state: 'parseQuotedScalar' | 'parseFlowCollection'): void {
  const parse = lexer[state];
  lexer[state] = function* () {
    const indent = lexer.indentNext;
    lexer.indentNext = 0;
    try {
      return yield* parse.call(lexer);
    } finally {
      lexer.indentNext = indent;
    }
  };
}
