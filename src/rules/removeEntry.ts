import type { Edit } from '../text/edit.ts';
import type { Tree } from '../yaml/tree.ts';

/**
 * The edit that takes a key and its value out of a map. Undefined where nothing of it was written here,
 * or where nothing would be left: an empty map says something else than none.
 */
export function removeEntry(map: Tree | undefined, key: string): Edit | undefined {
  if (map?.kind !== 'map' || map.derived || !map.layout || map.entries.length < 2) return undefined;
  const index = map.entries.findIndex((entry) => entry.key.value === key);
  const entry = map.entries[index];
  if (!entry || entry.key.derived || entry.key.span.file !== map.span.file) return undefined;
  const { file } = map.span;
  const next = map.entries[index + 1];
  if (index === 0) return { span: { file, start: entry.key.span.start, end: next!.key.span.start }, text: '' };
  if (map.layout.flow) {
    const before = map.entries[index - 1]!.value.span.end;
    return { span: { file, start: before, end: entry.value.span.end }, text: '' };
  }
  const { column } = map.layout;
  const start = entry.key.span.start - column - 1;
  const end = next ? next.key.span.start - column - 1 : map.layout.end;
  return end > start ? { span: { file, start, end }, text: '' } : undefined;
}
