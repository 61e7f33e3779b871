import { child, descend, type MapTree, type Tree } from '../../yaml/tree.ts';
import { accumulateFolder } from './accumulate.ts';
import { type Context, type Files, newContext, type Problem, type SourceFile } from './context.ts';
import { withoutNotes } from './generators.ts';
import { addHashes } from './hash.ts';
import { findKustomization } from './kustomization.ts';
import { setPairs } from './labels.ts';
import { notingOf, withNotes } from './notes.ts';
import { joinPath } from './paths.ts';
import { fixReferences } from './references.ts';
import type { Resource } from './resource.ts';
import { metadataLabels } from './transform.ts';
import { derivedMap, derivedScalar, itemsOf, textOf } from './trees.ts';
import { resolveVariables } from './variables.ts';

/** What a build makes. */
export interface Built {
  /** The objects, each value with the place of the text that says it. */
  readonly objects: readonly MapTree[];
  /** The files that the result depends on, those included that were asked for and are absent. */
  readonly reads: readonly string[];
  /** What kustomize would refuse; the objects are then what could still be made. */
  readonly problems: readonly Problem[];
  /** Whether all is here that would be applied. */
  readonly complete: boolean;
  /** Why not, each reason once. */
  readonly reasons: readonly string[];
}

/**
 * What `kustomize build` makes of a folder, after kustomize 5.6.
 *
 * Every value keeps its place: the line of the base, the patch, the generator's literal or file that says it. What a
 * transformer sets (a namespace, a label, an image, a count) has the place in the kustomization and is derived; a name
 * that only changes (prefix, suffix, hash, a reference to it) keeps its own place and is derived. Trees that a build
 * leaves alone are shared with its input, and the result is the same value while the files are.
 *
 * Never throws. Remote bases, Helm charts and plugins are left out, which makes the result incomplete.
 *
 * @param folder relative to the workspace, with `/`; empty for the workspace itself.
 */
export function build(folder: string, files: Files): Built {
  const root = joinPath('', folder);
  const finding = newContext(files);
  const file = findKustomization(finding, root)?.file;
  const former = file && results.get(file);
  if (former?.root === root && isCurrent(former, files)) return former.built;
  const context = newContext(files, notingOf(root, file?.documents[0]?.tree));
  const state = accumulateFolder(context, root, 'any');
  // Names and vars are settled once, at the top.
  let resources = addHashes(state.resources);
  resources = fixReferences(context, resources, state.config);
  resources = resolveVariables(context, resources, state.variables, state.config);
  resources = withNotes(context, managed(context, root, resources));
  const built: Built = {
    objects: resources.filter(({ tree }) => !isLocal(tree)).map(({ tree }) => withoutNotes(tree)),
    reads: [...context.reads.keys()],
    problems: context.problems,
    complete: context.reasons.size === 0,
    reasons: [...context.reasons],
  };
  if (file) results.set(file, { root, reads: context.reads, built });
  return built;
}

interface Result {
  readonly root: string;
  readonly reads: Context['reads'];
  readonly built: Built;
}

const results = new WeakMap<SourceFile, Result>();

function isCurrent({ reads }: Result, files: Files): boolean {
  for (const [path, read] of reads) {
    if ((path.startsWith('..') ? undefined : files.read(path)) !== read) return false;
  }
  return true;
}

/** Whether an object is for tools only, and not applied. */
function isLocal(tree: Tree): boolean {
  return child(descend(tree, 'metadata', 'annotations'), 'config.kubernetes.io/local-config') !== undefined;
}

/** With `buildMetadata: [managedByLabel]`, each object says so. */
function managed(context: Context, root: string, resources: readonly Resource[]): readonly Resource[] {
  const tree = findKustomization(context, root)?.file.documents[0]?.tree;
  const asked = itemsOf(child(tree, 'buildMetadata')).find((item) => textOf(item) === 'managedByLabel');
  if (asked === undefined) return resources;
  const key = { value: 'app.kubernetes.io/managed-by', span: asked.span };
  const pairs = derivedMap([{ key, value: derivedScalar('kustomize-(devel)', asked.span) }], asked.span);
  return setPairs(resources, pairs, [metadataLabels]);
}
