import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Who may import whom; the same table as in src/README.md. Packages are named beside the folders. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'src/text': [],
  'src/kubernetes': ['ipaddr.js'],
  'src/yaml': ['src/text', 'yaml'],
  'src/render': ['src/text', 'src/yaml', 'src/kubernetes', '@noble/hashes'],
  'src/model': ['src/text', 'src/kubernetes', 'src/yaml', 'src/render', 'picomatch'],
  'src/lint': ['src/text', 'src/kubernetes', 'src/yaml', 'src/model'],
  'src/rules': ['src/text', 'src/kubernetes', 'src/yaml', 'src/model', 'src/lint'],
  'src/features': [
    'src/text',
    'src/kubernetes',
    'src/yaml',
    'src/render',
    'src/model',
    'src/lint',
    'src/rules',
    'ignore',
    'picomatch',
  ],
  'src/cli': [
    'src/text',
    'src/kubernetes',
    'src/yaml',
    'src/render',
    'src/model',
    'src/lint',
    'src/rules',
    'src/features',
    'node:',
    'commander',
    'diff',
    'ignore',
    'picomatch',
  ],
  'src/extension': [
    'src/text',
    'src/kubernetes',
    'src/yaml',
    'src/render',
    'src/model',
    'src/lint',
    'src/rules',
    'src/features',
    'vscode',
    'ignore',
    'picomatch',
  ],
  // The development page's own server and bundling.
  'webview/dev': ['webview', 'src/features', 'node:', 'esbuild'],
  webview: ['src/features', 'cytoscape', '@vscode/webview-ui-toolkit'],
};

const imports = sourceFiles().flatMap((file) =>
  [
    ...readFileSync(join(root, file), 'utf8').matchAll(
      /^(?:import|export)\s(?:[^'";]*?\sfrom\s)?'([^']+)'|\bimport\('([^']+)'\)/gm,
    ),
  ].map(([line, from, lazily]) => {
    const name = (from ?? lazily)!;
    return { file, name: name.startsWith('.') ? relative(root, join(root, dirname(file), name)) : name, line };
  }),
);

describe('the architecture', () => {
  it('lets each folder import only what its place allows', () => {
    const wrong = imports.filter(({ file, name }) => {
      const folder = folderOf(file)!;
      return (
        !name.startsWith(folder) &&
        !allowed[folder]!.some(
          (other) => name === other || name.startsWith(`${other}/`) || (other.endsWith(':') && name.startsWith(other)),
        )
      );
    });
    assert.deepEqual(
      wrong.map(({ file, name }) => `${file} imports ${name}`),
      [],
    );
  });

  it('keeps each package behind its one door', () => {
    const importers = (name: string) => [
      ...new Set(imports.filter((one) => one.name === name || one.name.startsWith(`${name}/`)).map(({ file }) => file)),
    ];
    assert.ok(importers('cytoscape').length <= 1, `Cytoscape: ${importers('cytoscape')}`);
    assert.ok(
      importers('@vscode/webview-ui-toolkit').length <= 1,
      `the toolkit: ${importers('@vscode/webview-ui-toolkit')}`,
    );
    assert.deepEqual(
      importers('yaml').filter((file) => !file.startsWith('src/yaml/')),
      [],
    );
    assert.deepEqual(
      importers('vscode').filter((file) => !file.startsWith('src/extension/')),
      [],
    );
  });

  it('has no import in a circle', () => {
    const graph = new Map<string, string[]>();
    for (const { file, name, line } of imports) {
      if (/^(?:import|export) type /.test(line)) continue;
      graph.set(file, [...(graph.get(file) ?? []), name]);
    }
    const state = new Map<string, 'open' | 'done'>();
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
        return;
      }
      state.set(file, 'open');
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      state.set(file, 'done');
    };
    for (const file of graph.keys()) visit(file, []);
    assert.deepEqual(circles, []);
  });
});

function folderOf(file: string): string | undefined {
  return Object.keys(allowed).find((folder) => file.startsWith(`${folder}/`));
}

function sourceFiles(): string[] {
  return ['src', 'webview'].flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
      .map((name) => `${top}/${name}`)
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts')),
  );
}
