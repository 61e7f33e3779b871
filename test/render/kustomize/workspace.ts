import { type Built, build } from '../../../src/render/kustomize/build.ts';
import type { Files, SourceFile } from '../../../src/render/kustomize/context.ts';
import { Lines } from '../../../src/text/lines.ts';
import { parse } from '../../../src/yaml/parse.ts';
import { child, type MapTree, stringAt, type Tree, toPlain } from '../../../src/yaml/tree.ts';

/** A workspace of a few files, by path. */
export type Texts = Readonly<Record<string, string | Uint8Array>>;

/** The files of a workspace, each always the same value. */
export function filesOf(texts: Texts): Files {
  const files = new Map<string, SourceFile>();
  for (const [path, content] of Object.entries(texts)) {
    const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
    const { documents } = parse(path, text);
    files.set(path, typeof content === 'string' ? { text, documents } : { text, documents, bytes: content });
  }
  return { read: (path) => files.get(path) };
}

/** What a folder builds to; the workspace itself when none is named. */
export function buildOf(texts: Texts, folder = ''): Built {
  return build(folder, filesOf(texts));
}

/** The built object of a kind, by name where there are several. */
export function objectOf(built: Built, kind: string, name?: string): MapTree {
  const found = built.objects.find(
    (tree) => stringAt(tree, 'kind') === kind && (name === undefined || stringAt(tree, 'metadata', 'name') === name),
  );
  if (!found)
    throw new Error(
      `no ${kind} ${name ?? ''} among ${built.objects.map((tree) => stringAt(tree, 'metadata', 'name'))}`,
    );
  return found;
}

/** The value at a path of keys and indices. */
export function at(tree: Tree, ...path: readonly (string | number)[]): Tree {
  let found: Tree | undefined = tree;
  for (const part of path) {
    found =
      typeof part === 'number' ? (found?.kind === 'sequence' ? found.items[part] : undefined) : child(found, part);
  }
  if (!found) throw new Error(`nothing at ${path.join('.')}`);
  return found;
}

/** The plain value at a path. */
export function valueAt(tree: Tree, ...path: readonly (string | number)[]): unknown {
  return toPlain(at(tree, ...path));
}

/** Where a value stands: `file:line text`, lines from 1, with `(derived)` where the text is not the value. */
export function place(texts: Texts, tree: Tree): string {
  const { file, start, end } = tree.span;
  const text = String(texts[file] ?? '');
  const { line } = new Lines(text).position(start);
  return `${file}:${line + 1} ${text.slice(start, end)}${tree.derived ? ' (derived)' : ''}`;
}

/** A Deployment named web with one container. */
export const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: main
        image: nginx:1.19
        ports:
        - containerPort: 80
        envFrom:
        - configMapRef: {name: settings}
`;

/** A Service named web. */
export const service = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports:
  - port: 80
`;
