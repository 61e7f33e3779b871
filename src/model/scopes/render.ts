import { renderChart } from '../../render/helm/render.ts';
import { build } from '../../render/kustomize/build.ts';
import type { Tree } from '../../yaml/tree.ts';
import { perRow } from '../derived.ts';
import type { ScopeDocument } from '../facts.ts';
import type { SourceFile } from '../file.ts';
import type { ScopePlan } from './plan.ts';

/** The documents of a scope, and what they were made from. */
export interface Rendered {
  readonly plan: ScopePlan;
  readonly documents: readonly ScopeDocument[];
  /** The files that were read, and undefined for those that were asked for and are not here. */
  readonly reads: ReadonlyMap<string, SourceFile | undefined>;
  /** Why something may be missing. */
  readonly incomplete: readonly string[];
}

/** What is applied for a scope: its files as they stand, or as Kustomize or Helm render them. */
export function renderScope(plan: ScopePlan, files: ReadonlyMap<string, SourceFile>): Rendered {
  switch (plan.kind) {
    case 'directory':
    case 'setting':
      return readPlain(plan, files);
    case 'kustomization':
      return renderKustomization(plan, files);
    case 'chart':
      return renderHelm(plan, files);
  }
}

function readPlain(plan: ScopePlan, files: ReadonlyMap<string, SourceFile>): Rendered {
  const documents: ScopeDocument[] = [];
  const incomplete: string[] = [];
  const reads = new Map<string, SourceFile | undefined>();
  for (const path of plan.files) {
    const file = files.get(path);
    reads.set(path, file);
    for (const { tree, problems } of file?.parsed.documents ?? []) {
      const broken = problems.length > 0;
      if (broken) incomplete.push(`${path} cannot be read: ${problems[0]!.message}`);
      if (tree) documents.push(documentOf(tree, broken));
    }
  }
  return { plan, documents, reads, incomplete };
}

function renderKustomization(plan: ScopePlan, files: ReadonlyMap<string, SourceFile>): Rendered {
  const built = build(plan.root === '.' ? '' : plan.root, { read: (path) => files.get(path) });
  const reads = new Map(built.reads.map((path) => [path, files.get(path)] as const));
  const broken = new Set<string>();
  for (const [path, file] of reads) {
    if (isYaml(path) && file?.documents.some(({ problems }) => problems.length > 0)) broken.add(path);
  }
  return {
    plan,
    documents: built.objects.map((tree) => documentOf(tree, broken.has(tree.span.file))),
    reads,
    incomplete: [
      ...built.reasons,
      ...built.problems.filter(({ permitted }) => !permitted).map(({ message }) => `kustomize refuses it: ${message}`),
      ...[...broken].map((path) => `${path} cannot be read`),
    ],
  };
}

function renderHelm(plan: ScopePlan, files: ReadonlyMap<string, SourceFile>): Rendered {
  const prefix = plan.root === '.' ? '' : `${plan.root}/`;
  const own = new Map<string, string>();
  const reads = new Map<string, SourceFile | undefined>();
  for (const [path, file] of files) {
    if (!path.startsWith(prefix)) continue;
    own.set(path.slice(prefix.length), file.text);
    reads.set(path, file);
  }
  const values = plan.values === undefined ? [] : [plan.values];
  const chart = renderChart(own, { root: prefix, values });
  return {
    plan,
    documents: chart.documents.map((tree) =>
      documentOf(chart.unknown.size > 0 ? withoutUnknown(tree, chart.unknown) : tree, false),
    ),
    reads,
    incomplete: chart.reasons,
  };
}

/** The same document for the same tree, so that what is known of it is kept. */
function documentOf(tree: Tree, broken: boolean): ScopeDocument {
  return broken ? brokenDocument(tree) : soundDocument(tree);
}

const soundDocument = perRow((tree: Tree): ScopeDocument => ({ file: tree.span.file, tree, broken: false }));
const brokenDocument = perRow((tree: Tree): ScopeDocument => ({ file: tree.span.file, tree, broken: true }));

/** Values that only an installation can know (random passwords, the time) stand as text to be filled in. */
function withoutUnknown(tree: Tree, unknown: ReadonlySet<Tree>): Tree {
  switch (tree.kind) {
    case 'scalar':
      return unknown.has(tree) ? { ...tree, value: '{{ unknown }}', text: '{{ unknown }}', derived: true } : tree;
    case 'sequence': {
      const items = tree.items.map((item) => withoutUnknown(item, unknown));
      return items.some((item, i) => item !== tree.items[i]) ? { ...tree, items } : tree;
    }
    case 'map': {
      const entries = tree.entries.map((entry) => {
        const value = withoutUnknown(entry.value, unknown);
        return value === entry.value ? entry : { ...entry, value };
      });
      return entries.some((entry, i) => entry !== tree.entries[i]) ? { ...tree, entries } : tree;
    }
  }
}

function isYaml(path: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(path) || path.endsWith('Kustomization');
}
