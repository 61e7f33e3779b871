import type { Span } from '../../text/span.ts';
import { derive } from '../derived.ts';
import { type NameReference, nameReferences } from './references.ts';

/** The names of a scope by the place where they are written. */
export interface NamesByFile {
  /** The name at an offset of a file; the end counts. Undefined where none stands. */
  at(file: string, offset: number): NameReference | undefined;
  /** In the order in which they were found. */
  inFile(file: string): readonly NameReference[];
}

export const namesByFile = derive(
  ['workloads', 'configMaps', 'services', 'namespaces', 'resources', 'cluster', 'documents'],
  ({ get }): NamesByFile => {
    const byFile = new Map<string, NameReference[]>();
    for (const reference of get(nameReferences)) {
      const { file } = reference.host.span;
      const list = byFile.get(file);
      if (list) list.push(reference);
      else byFile.set(file, [reference]);
    }
    return {
      at: (file, offset) => {
        let best: NameReference | undefined;
        for (const reference of byFile.get(file) ?? []) {
          const { span } = reference.host;
          if (span.start > offset || offset > span.end) continue;
          if (best === undefined || length(span) < length(best.host.span)) best = reference;
        }
        return best;
      },
      inFile: (file) => byFile.get(file) ?? [],
    };
  },
);

function length({ start, end }: Span): number {
  return end - start;
}
