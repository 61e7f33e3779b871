import { type Resource, resourceId } from '../../model/facts/resource.ts';
import type { Scope } from '../../model/workspace.ts';
import { printObjects } from '../../render/print.ts';
import { compareText, type Span } from '../../text/span.ts';
import { parse } from '../../yaml/parse.ts';
import { stringAt, type Tree } from '../../yaml/tree.ts';

/**
 * The manifests of a scope as they are applied, each object with the place that made it as a comment; with `of`, only
 * the objects of that file.
 */
export function renderedText(scope: Scope, placeText: (span: Span) => string): string {
  const { info, model } = scope;
  const rows = new Map<unknown, Resource>(model.inputs.resources.map((row) => [row.tree, row]));
  const head = [
    `# scope ${info.name} (${info.kind})`,
    ...info.incomplete.map((reason) => `# incomplete: ${oneLine(reason)}`),
  ];
  const objects = printObjects(
    model.inputs.documents.map(({ tree }) => tree),
    {
      comment: (tree) => {
        const row = rows.get(tree);
        return row && `${resourceId(row)} from ${placeText(row.span)}`;
      },
    },
  );
  return `${head.join('\n')}\n---\n${objects}`;
}

/** The line, from 0, at which an object begins in the text of `renderedText`; 0 when it is not there. */
export function lineOfObject(text: string, resource: string): number {
  const at = text.split('\n').findIndex((line) => line.startsWith(`# ${resource} from `));
  return Math.max(at, 0);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

/** The objects of some YAML in one form: by kind, namespace and name, keys in order, without comments. For comparing. */
export function plainRendering(text: string): string {
  return plainObjects(parse('rendered.yaml', text).documents.flatMap(({ tree }) => (tree ? [tree] : [])));
}

/** The objects of a scope in the same form. */
export function plainScope({ model }: Scope): string {
  return plainObjects(model.inputs.documents.map(({ tree }) => tree));
}

function plainObjects(trees: readonly Tree[]): string {
  const named = trees
    .filter((tree) => stringAt(tree, 'kind') !== undefined)
    .map((tree) => {
      const parts = [
        stringAt(tree, 'kind'),
        stringAt(tree, 'metadata', 'namespace'),
        stringAt(tree, 'metadata', 'name'),
      ];
      return { tree, key: parts.map((part) => part ?? '').join('/') };
    })
    .sort((a, b) => compareText(a.key, b.key));
  return printObjects(
    named.map(({ tree }) => tree),
    { sortKeys: true },
  );
}
