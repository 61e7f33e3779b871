import { type CorefileProblem, type CorefileToken, tokenize } from './corefileTokens.ts';
import { normalZones } from './kubernetesOptions.ts';
import { withoutDot } from './names.ts';
import { addedPlugins, pluginOrder, singlePlugins } from './pluginOrder.ts';

/** A line within the block of a plugin; `fallthrough in-addr.arpa`. A line may have a block of its own. */
export interface CorefileLine {
  readonly name: CorefileToken;
  readonly args: readonly CorefileToken[];
  readonly block: readonly CorefileLine[];
}

/** One address of a server block: `dns://example.org:1053`. */
export interface ServerKey {
  /** Lower case, with a trailing dot. */
  readonly zone: string;
  readonly port: number;
  readonly transport: string;
  readonly token: CorefileToken;
}

export interface ServerBlock {
  readonly keys: readonly ServerKey[];
  /** As written. `pluginsInOrder` gives the order that counts. */
  readonly plugins: readonly CorefileLine[];
}

export interface Corefile {
  readonly blocks: readonly ServerBlock[];
  readonly problems: readonly CorefileProblem[];
}

/** What an import and a variable may refer to. */
export interface CorefileSurroundings {
  /** The contents of imported files, by the path as written, or by a path that the glob matches. */
  readonly files?: ReadonlyMap<string, string>;
  readonly environment?: ReadonlyMap<string, string>;
}

const ports: Readonly<Record<string, number>> = { dns: 53, tls: 853, quic: 853, https: 443, https3: 443, grpc: 443 };

/**
 * Reads a Corefile. Never throws: what is wrong becomes a problem and the rest still counts. A token that comes from an
 * imported file has the place of the import.
 */
export function parseCorefile(text: string, surroundings: CorefileSurroundings = {}): Corefile {
  const { tokens, problems } = tokenize(text, surroundings.environment);
  const reader = new Reader(tokens, surroundings);
  const blocks = reader.file();
  return {
    blocks,
    problems: [...problems, ...reader.problems, ...blocks.flatMap(pluginProblems), ...zoneProblems(blocks)],
  };
}

/** The zones and ports of a key text such as `example.org:53`, `10.0.0.0/24` or `tls://.`. A range gives several zones. */
export function serverKeys(token: CorefileToken): readonly ServerKey[] {
  const [, transport = 'dns', rest = ''] = /^(?:(\w+):\/\/)?(.*)$/.exec(token.text) ?? [];
  const [, host = '', port] = /^(.*?)(?::(\d+))?$/.exec(rest) ?? [];
  const number = port === undefined ? (ports[transport] ?? 53) : Number(port);
  return normalZones(host === '' ? '.' : host).map((zone) => ({ zone, port: number, transport, token }));
}

class Reader {
  readonly problems: CorefileProblem[] = [];
  private readonly snippets = new Map<string, readonly CorefileToken[]>();
  private readonly surroundings: CorefileSurroundings;
  private tokens: CorefileToken[];
  private at = 0;
  private imports = 0;

  constructor(tokens: readonly CorefileToken[], surroundings: CorefileSurroundings) {
    this.tokens = [...tokens];
    this.surroundings = surroundings;
  }

  file(): readonly ServerBlock[] {
    const blocks: ServerBlock[] = [];
    while (this.peek() !== undefined) {
      const block = this.serverBlock();
      if (block !== undefined) blocks.push(block);
    }
    return blocks;
  }

  private serverBlock(): ServerBlock | undefined {
    const first = this.peek();
    if (first === undefined) return undefined;
    if (isBrace(first)) {
      this.problem('unexpected-brace', 'A server block begins with the zones that it answers for.', first);
      this.at++;
      return undefined;
    }
    if (this.expandImport(first)) return undefined;
    const snippet = /^\((.+)\)$/.exec(first.text);
    if (snippet !== null) {
      this.at++;
      this.snippets.set(snippet[1] ?? '', this.snippetBody(first));
      return undefined;
    }
    const names = this.keys();
    const keys = names.flatMap(serverKeys);
    const open = this.peek();
    if (open?.text === '{' && !open.quoted) {
      this.at++;
      return { keys, plugins: this.lines(open) };
    }
    // Without braces the rest of the file is the body.
    return { keys, plugins: this.lines(undefined) };
  }

  private keys(): readonly CorefileToken[] {
    const found: CorefileToken[] = [];
    let line = this.peek()?.line ?? 0;
    for (let token = this.peek(); token !== undefined && !isBrace(token); token = this.peek()) {
      if (token.line !== line) {
        if (!(this.tokens[this.at - 1]?.text.endsWith(',') ?? false)) break;
        line = token.line;
      }
      this.at++;
      for (const text of token.text.split(',').filter((part) => part !== '')) found.push({ ...token, text });
    }
    return found;
  }

  private snippetBody(name: CorefileToken): readonly CorefileToken[] {
    const open = this.peek();
    if (open?.text !== '{') return [];
    this.at++;
    const start = this.at;
    let depth = 1;
    for (let token = this.peek(); token !== undefined; token = this.peek()) {
      this.at++;
      if (opens(token)) depth++;
      if (token.text === '}' && !token.quoted && --depth === 0) return this.tokens.slice(start, this.at - 1);
    }
    this.problem('unclosed-block', `The snippet ${name.text} is not closed.`, name);
    return this.tokens.slice(start);
  }

  private lines(open: CorefileToken | undefined): readonly CorefileLine[] {
    const found: CorefileLine[] = [];
    for (let token = this.peek(); token !== undefined; token = this.peek()) {
      if (token.text === '}' && !token.quoted) {
        this.at++;
        if (open === undefined) {
          this.problem('unexpected-brace', 'This brace closes nothing.', token);
          continue;
        }
        return found;
      }
      if (this.expandImport(token)) continue;
      found.push(this.line(token));
    }
    if (open !== undefined) this.problem('unclosed-block', 'The block is not closed.', open);
    return found;
  }

  private line(name: CorefileToken): CorefileLine {
    this.at++;
    const args: CorefileToken[] = [];
    for (let token = this.peek(); token !== undefined && token.line === name.line; token = this.peek()) {
      if (token.text === '{' && !token.quoted && this.endsLine(token)) {
        this.at++;
        return { name, args, block: this.lines(token) };
      }
      if (token.text === '}' && !token.quoted) break;
      this.at++;
      args.push(token);
    }
    return { name, args, block: [] };
  }

  private endsLine(token: CorefileToken): boolean {
    const next = this.tokens[this.at + 1];
    return next === undefined || next.line !== token.line || next.text === '}';
  }

  /** Puts the words of an imported snippet or file in the place of `import NAME`. */
  private expandImport(token: CorefileToken): boolean {
    if (token.text !== 'import' || token.quoted) return false;
    const previous = this.tokens[this.at - 1];
    if (previous !== undefined && previous.line === token.line && !opens(previous)) return false;
    let end = this.at + 1;
    while (this.tokens[end]?.line === token.line && !isBrace(this.tokens[end]!)) end++;
    const [name, ...args] = this.tokens.slice(this.at + 1, end);
    if (name === undefined || ++this.imports > 100) {
      const code = name === undefined ? 'bad-value' : 'import-loop';
      this.problem(code, name === undefined ? 'import needs a name.' : 'The imports do not end.', token);
      this.tokens.splice(this.at, end - this.at);
      return true;
    }
    const body = this.imported(name, args);
    this.tokens.splice(this.at, end - this.at, ...body);
    return true;
  }

  private imported(name: CorefileToken, args: readonly CorefileToken[]): readonly CorefileToken[] {
    const snippet = this.snippets.get(name.text);
    if (snippet !== undefined) {
      return snippet.map((token) => ({
        ...token,
        text: token.text.replace(/\{args\[(\d+)\]\}|\{args\.(\d+)\}/g, (_, a?: string, b?: string) => {
          return args[Number(a ?? b)]?.text ?? '';
        }),
        // Negative lines keep the words apart from those around the import.
        line: token.line - 1e6 * this.imports,
      }));
    }
    const files = [...(this.surroundings.files ?? [])].filter(([path]) => isMatch(name.text, path));
    if (files.length === 0) {
      this.problem('unresolved-import', `${name.text} is not known here: what it adds is not seen.`, name);
    }
    return files.flatMap(([, text], index) =>
      tokenize(text, this.surroundings.environment).tokens.map((token) => ({
        ...token,
        start: name.start,
        end: name.end,
        line: token.line - 1e6 * this.imports - 1e4 * index,
      })),
    );
  }

  private peek(): CorefileToken | undefined {
    return this.tokens[this.at];
  }

  private problem(code: CorefileProblem['code'], message: string, { start, end }: CorefileToken): void {
    this.problems.push({ code, message, start, end });
  }
}

function isBrace(token: CorefileToken): boolean {
  return !token.quoted && (token.text === '{' || token.text === '}');
}

function opens(token: CorefileToken): boolean {
  return !token.quoted && token.text === '{';
}

function isMatch(glob: string, path: string): boolean {
  const escaped = glob
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  try {
    const matcher = new RegExp(`^${escaped}$`);
    return matcher.test(path) || matcher.test(path.slice(path.lastIndexOf('/') + 1)) || path.endsWith(`/${glob}`);
  } catch {
    // An unclosed bracket is no pattern.
    return glob === path;
  }
}

function pluginProblems(block: ServerBlock): readonly CorefileProblem[] {
  const seen = new Set<string>();
  return block.plugins.flatMap(({ name }): readonly CorefileProblem[] => {
    const { text, start, end } = name;
    if (!pluginOrder.includes(text) && !addedPlugins.includes(text)) {
      return [{ code: 'unknown-plugin', message: `CoreDNS has no plugin ${text}.`, start, end }];
    }
    if (seen.has(text) && singlePlugins.includes(text)) {
      return [{ code: 'duplicate-plugin', message: `${text} may stand only once in a server block.`, start, end }];
    }
    seen.add(text);
    return [];
  });
}

function zoneProblems(blocks: readonly ServerBlock[]): readonly CorefileProblem[] {
  const seen = new Set<string>();
  return blocks.flatMap((block) => {
    const isShared = block.plugins.some(({ name }) => name.text === 'view' || name.text === 'bind');
    return block.keys.flatMap((key): readonly CorefileProblem[] => {
      const id = `${key.transport}://${key.zone}:${key.port}`;
      if (!seen.has(id) || isShared) {
        seen.add(id);
        return [];
      }
      const { start, end } = key.token;
      const message = `Another server block answers for ${withoutDot(key.zone) || '.'} on port ${key.port} already.`;
      return [{ code: 'duplicate-zone', message, start, end }];
    });
  });
}
