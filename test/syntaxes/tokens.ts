import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

const { createOnigScanner, createOnigString, loadWASM } = oniguruma;
const { INITIAL, parseRawGrammar, Registry } = textmate;

interface Contribution {
  readonly scopeName: string;
  readonly path: string;
  readonly injectTo?: readonly string[];
}

const root = new URL('../../', import.meta.url);
const { contributes } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  readonly contributes: { readonly grammars: readonly Contribution[] };
};

/** The grammars of VS Code itself, and those that the extension's own manifest contributes. */
const paths: ReadonlyMap<string, string> = new Map([
  ['source.yaml', 'test/fixtures/vscode-yaml/yaml.tmLanguage.json'],
  ['source.yaml.1.2', 'test/fixtures/vscode-yaml/yaml-1.2.tmLanguage.json'],
  ...contributes.grammars.map(({ scopeName, path }) => [scopeName, path] as const),
]);

/** A piece of text and its innermost scope, without the language at its end. */
export type Token = readonly [text: string, scope: string];

let registry: textmate.Registry | undefined;

async function load(): Promise<textmate.Registry> {
  if (registry) return registry;
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  await loadWASM(readFileSync(wasm));
  registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async (scopeName) => {
      const path = paths.get(scopeName);
      return path ? parseRawGrammar(readFileSync(new URL(path, root), 'utf8'), path) : null;
    },
    getInjections: (scopeName) =>
      contributes.grammars.filter(({ injectTo }) => injectTo?.includes(scopeName)).map((grammar) => grammar.scopeName),
  });
  return registry;
}

/** The pieces of a text that Podpath's own grammars colour, from VS Code's own tokenizer. */
export async function colours(language: 'source.yaml' | 'source.corefile', text: string): Promise<Token[]> {
  const tokens = await tokenize(language, text);
  return tokens.filter(({ scope }) => /\.(podpath|corefile)$/.test(scope)).map(({ text, scope }) => [text, scope]);
}

/** Every piece of a text with its innermost scope. */
export async function tokenize(language: string, text: string): Promise<{ text: string; scope: string }[]> {
  const grammar = await (await load()).loadGrammar(language);
  if (!grammar) throw new Error(`no grammar for ${language}`);
  const tokens: { text: string; scope: string }[] = [];
  let state: textmate.StateStack = INITIAL;
  for (const line of text.split('\n')) {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    for (const { startIndex, endIndex, scopes } of result.tokens) {
      const piece = line.slice(startIndex, endIndex);
      if (piece.trim() !== '') tokens.push({ text: piece, scope: scopes.at(-1)! });
    }
  }
  return tokens;
}
