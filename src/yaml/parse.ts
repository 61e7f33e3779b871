import {
  type Alias,
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  type Pair,
  Parser,
  Scalar,
} from 'yaml';
import { derivedFrom, type Located, located, type Span } from '../text/span.ts';
import { lenientLexer } from './lexer.ts';
import { resolvePlainKey, resolvePlainScalar, resolveTagged } from './scalar.ts';
import type { Entry, Layout, MapTree, ScalarStyle, ScalarTree, SequenceTree, Tree } from './tree.ts';

/** One document of a file. */
export interface ParsedDocument {
  /** Undefined for an empty document, or one whose aliases unfold beyond all measure. */
  readonly tree: Tree | undefined;
  /** The document's text in the file, from its first character to its last. */
  readonly span: Span;
  /** What the parser could not read. The tree then holds what came before, and perhaps more. */
  readonly problems: readonly SyntaxProblem[];
}

export interface SyntaxProblem {
  readonly span: Span;
  readonly message: string;
}

export interface ParsedFile {
  readonly file: string;
  readonly documents: readonly ParsedDocument[];
}

/**
 * How many nodes a document may unfold to. The largest real manifests have some 100,000;
 * the documents beyond are alias bombs, which go-yaml refuses as "excessive aliasing".
 */
const maxNodes = 2_000_000;

/**
 * The documents of a file of YAML or JSON. Never throws: what cannot be read is a problem of its document,
 * and the other documents still count.
 *
 * Kubernetes reads YAML 1.1 through Go, which no schema of the parser equals. So the parser is asked for strings,
 * and `scalar.ts` says what they mean.
 */
export function parse(file: string, text: string): ParsedFile {
  const documents = read(file, text, () => new Lexer());
  if (documents.every(isWhole)) return { file, documents };
  // Only for text that is no YAML 1.2: an open quote, as while typing, costs less when its key's indentation ends it.
  const lenient = read(file, text, lenientLexer);
  if (lenient.length !== documents.length) return { file, documents: lenient.every(isWhole) ? lenient : documents };
  return { file, documents: documents.map((document, i) => (isWhole(lenient[i]!) ? lenient[i]! : document)) };
}

function isWhole({ problems }: ParsedDocument): boolean {
  return problems.length === 0;
}

function read(file: string, text: string, lexer: () => Lexer): ParsedDocument[] {
  const documents: ParsedDocument[] = [];
  try {
    const composer = new Composer({
      schema: 'failsafe',
      merge: false,
      uniqueKeys: false,
      keepSourceTokens: false,
      logLevel: 'silent',
      strict: false,
      resolveKnownTags: false,
    });
    for (const document of composer.compose(tokens(text, lexer), true, text.length)) {
      documents.push(readDocument(file, text, document));
    }
  } catch (error) {
    const span = { file, start: 0, end: text.length };
    documents.push({ tree: undefined, span, problems: [{ span, message: String(error) }] });
  }
  return documents;
}

/**
 * Documents are parted before they are parsed, as kubectl does it, so that an open quote ends with its document.
 *
 * Source: k8s.io/apimachinery, `pkg/util/yaml/decoder.go`, `YAMLReader`.
 */
function* tokens(text: string, lexer: () => Lexer): Generator<CST.Token> {
  const parser = new Parser();
  for (let start = 0; start < text.length; ) {
    const marker = /\n---(?![^\s])/g;
    marker.lastIndex = start;
    const end = marker.test(text) ? marker.lastIndex - 3 : text.length;
    for (const lexeme of lexer().lex(text.slice(start, end))) yield* parser.next(lexeme);
    yield* parser.end();
    start = end;
  }
}

function readDocument(file: string, text: string, document: Document.Parsed): ParsedDocument {
  const [start, , after] = document.range;
  // The place of a block scalar that has no text yet ends behind the file.
  const end = Math.min(after, text.length);
  const span = { file, start: Math.min(start, end), end };
  const problems: SyntaxProblem[] = document.errors
    // A second key of the same name is a matter of the reader: Go takes the last.
    .filter(({ code }) => code !== 'DUPLICATE_KEY')
    .map(({ pos, message }) => ({ span: { file, start: pos[0], end: pos[1] }, message }));
  const reader = new Reader(file, text);
  const tree = document.contents ? reader.read(document.contents) : undefined;
  if (reader.nodes > maxNodes) {
    return { tree: undefined, span, problems: [{ span, message: 'aliases unfold to more than 2,000,000 values' }] };
  }
  return { tree, span, problems };
}

/** Turns the parser's nodes of one document into trees. Anchors are local to a document. */
class Reader {
  readonly #file: string;
  readonly #text: string;
  readonly #newline: '\n' | '\r\n';
  readonly #anchors = new Map<string, { readonly tree: Tree; readonly nodes: number }>();
  /** Nodes of the tree, each alias counted with all that it stands for. */
  nodes = 0;

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
    this.#newline = text.charCodeAt(text.indexOf('\n') - 1) === 13 ? '\r\n' : '\n';
  }

  read(node: Node): Tree {
    const before = this.nodes++;
    const tree = this.#node(node);
    const anchor = isAlias(node) ? undefined : (node as { anchor?: string }).anchor;
    if (anchor !== undefined) this.#anchors.set(anchor, { tree, nodes: this.nodes - before });
    return tree;
  }

  #node(node: Node): Tree {
    if (isScalar(node)) return this.#scalar(node);
    if (isMap(node)) return this.#map(node.items as Pair<Node | null, Node | null>[], this.#span(node));
    if (isSeq(node)) return this.#sequence(node.items as (Node | Pair<Node | null, Node | null>)[], this.#span(node));
    if (isAlias(node)) return this.#alias(node);
    return this.#empty(this.#span(node as Node));
  }

  #map(pairs: readonly Pair<Node | null, Node | null>[], span: Span): MapTree {
    const entries: Entry[] = [];
    let merges = false;
    for (const pair of pairs) {
      const key = this.#key(pair.key);
      if (key === undefined) continue;
      const value = pair.value ? this.read(pair.value) : this.#empty({ ...key.span, start: key.span.end });
      if (key.value === '<<' && isPlain(pair.key)) {
        merges = true;
        this.#merge(entries, value);
      } else entries.push({ key, value });
    }
    return {
      kind: 'map',
      entries: merges ? lastOfEach(entries) : entries,
      span,
      layout: this.#layout(span, '{', pairs.at(-1)),
    };
  }

  /** A merge counts where it stands: it replaces what comes before it. Of a list of maps, the earlier wins. */
  #merge(entries: Entry[], merged: Tree): void {
    const sources = merged.kind === 'sequence' ? merged.items.toReversed() : [merged];
    for (const source of sources) {
      if (source.kind !== 'map') continue;
      for (const entry of source.entries) {
        if (++this.nodes > maxNodes) return;
        entries.push(entry);
      }
    }
  }

  #sequence(nodes: readonly (Node | Pair<Node | null, Node | null>)[], span: Span): SequenceTree {
    const items = nodes.map((item) => {
      if (isPair(item)) return this.#map([item as Pair<Node | null, Node | null>], span);
      return item ? this.read(item) : this.#empty(span);
    });
    return { kind: 'sequence', items, span, layout: this.#layout(span, '[', nodes.at(-1)) };
  }

  /** A key as `sigs.k8s.io/yaml` makes it a string: `on:` is "true", `1:` is "1". */
  #key(node: Node | null): Located<string> | undefined {
    if (!node) return undefined;
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source)?.tree;
      return target?.kind === 'scalar' ? derivedFrom(String(target.value), { span: this.#span(node) }) : undefined;
    }
    if (!isScalar(node)) return undefined;
    const key = this.#scalar(node);
    return located((isPlain(node) ? resolvePlainKey(key.text) : undefined) ?? String(key.value), key.span);
  }

  #scalar(node: Scalar): ScalarTree {
    const span = this.#span(node);
    const style = scalarStyle(node);
    const text = this.#content(node, style, span);
    const value = node.tag
      ? (resolveTagged(node.tag, text) ?? text)
      : style === 'plain'
        ? resolvePlainScalar(text)
        : text;
    if (style !== 'literal' && style !== 'folded') return { kind: 'scalar', value, text, style, span };
    const segments = style === 'literal' ? this.#segments(text, span) : undefined;
    return segments
      ? { kind: 'scalar', value, text, style, span, segments }
      : { kind: 'scalar', value, text, style, span };
  }

  /** The unquoted text. A block that the file ends in without a line break has none at its end either, as in go-yaml. */
  #content(node: Scalar, style: ScalarStyle, span: Span): string {
    const text = typeof node.value === 'string' ? node.value : String(node.value ?? '');
    const isBlock = style === 'literal' || style === 'folded';
    if (!isBlock || !text.endsWith('\n') || span.end < this.#text.length) return text;
    const lastLine = this.#text.slice(Math.max(this.#text.lastIndexOf('\n'), this.#text.lastIndexOf('\r')) + 1);
    return lastLine.trim() === '' ? text : text.slice(0, -1);
  }

  /** The source offsets of the lines of a literal block scalar, or undefined when they do not fit its value. */
  #segments(value: string, span: Span): [number, number][] | undefined {
    const source = this.#text;
    const segments: [number, number][] = [];
    let at = source.indexOf('\n', span.start) + 1;
    if (at === 0) return undefined;
    let indent = -1;
    let from = 0;
    while (from < value.length) {
      const lineEnd = value.indexOf('\n', from);
      const line = value.slice(from, lineEnd < 0 ? value.length : lineEnd);
      let sourceEnd = source.indexOf('\n', at);
      if (sourceEnd < 0) sourceEnd = source.length;
      const written = source.slice(at, source.charCodeAt(sourceEnd - 1) === 13 ? sourceEnd - 1 : sourceEnd);
      if (indent < 0 && line !== '') indent = written.length - line.length;
      const skip = line === '' ? Math.min(written.length, Math.max(indent, 0)) : indent;
      if (skip < 0 || (line !== '' && written.slice(skip) !== line)) return undefined;
      segments.push([from, at + skip]);
      from += line.length + 1;
      at = sourceEnd + 1;
    }
    return segments;
  }

  #layout({ start, end }: Span, bracket: string, last: Node | Pair<Node | null, Node | null> | undefined): Layout {
    const text = this.#text;
    const column = start - (text.lastIndexOf('\n', start - 1) + 1);
    const newline = this.#newline;
    if (text[start] === bracket) {
      const before = Math.max(start + 1, end - 1);
      const node = isPair(last) ? (last.value ?? last.key) : last;
      const rest = node?.range ? text.slice(node.range[1], before).replaceAll(/#.*/g, '') : '';
      const layout = { flow: true, column, end: before, newline } as const;
      return rest.trim() === ',' ? { ...layout, trailingComma: true } : layout;
    }
    // A block scalar at the end takes its newline with it.
    const from = text.charCodeAt(end - 1) === 10 ? end - 1 : end;
    const found = text.indexOf('\n', from);
    const lineEnd = found < 0 ? text.length : found;
    return { flow: false, column, end: text.charCodeAt(lineEnd - 1) === 13 ? lineEnd - 1 : lineEnd, newline };
  }

  #alias(node: Alias): Tree {
    const span = this.#span(node);
    const target = this.#anchors.get(node.source);
    if (target === undefined) return this.#empty(span);
    this.nodes += target.nodes;
    return { ...target.tree, span, derived: true };
  }

  #empty(span: Span): ScalarTree {
    return { kind: 'scalar', value: null, text: '', style: 'plain', span };
  }

  /** Without the comments and blanks that the parser counts to a node. */
  #span(node: Node): Span {
    const range = node.range;
    const end = Math.min(range?.[1] ?? 0, this.#text.length);
    return { file: this.#file, start: Math.min(range?.[0] ?? 0, end), end };
  }
}

function lastOfEach(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.map((entry) => [entry.key.value, entry])).values()];
}

function isPlain(node: Node | null): boolean {
  return isScalar(node) && scalarStyle(node) === 'plain' && !node.tag;
}

function scalarStyle(node: Scalar): ScalarStyle {
  switch (node.type) {
    case Scalar.QUOTE_SINGLE:
      return 'single';
    case Scalar.QUOTE_DOUBLE:
      return 'double';
    case Scalar.BLOCK_LITERAL:
      return 'literal';
    case Scalar.BLOCK_FOLDED:
      return 'folded';
    default:
      return 'plain';
  }
}
