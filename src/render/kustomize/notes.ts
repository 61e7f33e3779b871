import type { Span } from '../../text/span.ts';
import { child, type Tree } from '../../yaml/tree.ts';
import type { Context } from './context.ts';
import { idOf, type Resource } from './resource.ts';
import { derivedKey, derivedMap, derivedScalar, itemsOf, setChild, textOf } from './trees.ts';

/** What `buildMetadata` of the kustomization at the top asks for: it holds for all that the build reaches. */
export interface Noting {
  /** The folder that is built, which paths are relative to. */
  readonly root: string;
  readonly origins: boolean;
  readonly transformations: boolean;
  readonly at: Span;
}

/** What a kustomization asks for in `buildMetadata`, or undefined when it is nothing of this. */
export function notingOf(root: string, kustomization: Tree | undefined): Noting | undefined {
  const list = child(kustomization, 'buildMetadata');
  const asked = new Set(itemsOf(list).map(textOf));
  const [origins, transformations] = [asked.has('originAnnotations'), asked.has('transformerAnnotations')];
  return list && (origins || transformations) ? { root, origins, transformations, at: list.span } : undefined;
}

/** The objects of a file, with a note of it. */
export function fromFile({ noting }: Context, path: string, resources: readonly Resource[]): readonly Resource[] {
  if (!noting) return resources;
  const origin = `path: ${relativePath(noting.root, path)}\n`;
  return resources.map((resource) => ({ ...resource, origin }));
}

/** What made or changed an object: a field of the kustomization at `path`, or a plugin that is configured there. */
export function configuredBy({ noting }: Context, path: string, kind: string, config?: Resource): string {
  const id = config && idOf(config);
  const lines = [
    `configuredIn: ${relativePath(noting?.root ?? '', path)}`,
    'configuredBy:',
    '  apiVersion: builtin',
    `  kind: ${kind}`,
    ...(id?.name ? [`  name: ${id.name}`] : []),
    ...(id?.namespace ? [`  namespace: ${id.namespace}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** The resources with a transformation noted at each, whether it changed it or not. */
export function transformedBy(
  context: Context,
  resources: readonly Resource[],
  path: string,
  kind: string,
  config?: Resource,
): readonly Resource[] {
  if (!context.noting) return resources;
  const by = configuredBy(context, path, kind, config);
  return resources.map((resource) => ({ ...resource, transformations: [...(resource.transformations ?? []), by] }));
}

/** The resources with the notes among their annotations. Source: kustomize `api/resource/origin.go`. */
export function withNotes({ noting }: Context, resources: readonly Resource[]): readonly Resource[] {
  if (!noting) return resources;
  return resources.map((resource) => {
    const { origin, transformations = [] } = resource;
    const list = transformations.map((text) => `- ${text.trimEnd().replaceAll('\n', '\n  ')}\n`).join('');
    const notes = [
      ['alpha.config.kubernetes.io/transformations', noting.transformations ? list : ''],
      ['config.kubernetes.io/origin', noting.origins ? (origin ?? '') : ''],
    ] as const;
    return notes.reduce((all, [name, text]) => (text === '' ? all : annotated(all, name, text, noting.at)), resource);
  });
}

function annotated(resource: Resource, name: string, text: string, at: Span): Resource {
  const metadata = child(resource.tree, 'metadata');
  if (metadata?.kind !== 'map') return resource;
  const given = child(metadata, 'annotations');
  const annotations = given?.kind === 'map' ? given : derivedMap([], at);
  const noted = setChild(annotations, derivedKey(name, at), derivedScalar(text, at));
  const changed = setChild(metadata, derivedKey('annotations', at), noted);
  return { ...resource, tree: setChild(resource.tree, derivedKey('metadata', at), changed) };
}

/** A path of the workspace as seen from a folder. */
function relativePath(folder: string, path: string): string {
  const from = folder === '' ? [] : folder.split('/');
  const to = path.split('/');
  let common = 0;
  while (common < from.length && from[common] === to[common]) common++;
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/');
}
