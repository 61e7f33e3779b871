import type { Edit } from '../text/edit.ts';
import type { MapTree, SequenceTree, Tree } from './tree.ts';

/** A value to be written into a manifest. */
export type Plain = string | number | boolean | readonly Plain[] | { readonly [key: string]: Plain };

/**
 * The edit that adds a key to the end of a map, in the map's own style, comments left where they are.
 * Undefined where nothing was written that could be added to.
 */
export function addKey(map: Tree | undefined, key: string, value: Plain): Edit | undefined {
  if (map?.kind !== 'map' || map.derived || !map.layout) return undefined;
  const name = isJson(map) ? JSON.stringify(key) : key;
  return add(map, map.entries.length === 0, `${name}: `, value, 0);
}

/** The edit that adds an item to the end of a list, in the list's own style. */
export function addItem(list: Tree | undefined, value: Plain): Edit | undefined {
  if (list?.kind !== 'sequence' || list.derived || !list.layout) return undefined;
  return add(list, list.items.length === 0, list.layout.flow ? '' : '- ', value, 2);
}

function add(
  { span, layout }: MapTree | SequenceTree,
  empty: boolean,
  lead: string,
  value: Plain,
  inner: number,
): Edit {
  const { flow, column, end, newline, trailingComma } = layout!;
  const at = { file: span.file, start: end, end };
  if (flow) {
    const comma = empty ? '' : trailingComma ? ' ' : ', ';
    return { span: at, text: `${comma}${lead}${isJson({ span }) ? jsonText(value) : flowText(value)}` };
  }
  const nested = inner === 0 && typeof value === 'object';
  const text = nested ? blockBelow(value, column) : blockText(value, column + inner);
  const added = `\n${' '.repeat(column)}${nested ? lead.trimEnd() : lead}${text}`;
  return { span: at, text: added.replaceAll('\n', newline) };
}

/** Whether only JSON may be written: keys and texts in quotes. */
function isJson({ span }: Pick<Tree, 'span'>): boolean {
  return span.file.endsWith('.json');
}

function jsonText(value: Plain): string {
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(jsonText).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)}: ${jsonText(inner as Plain)}`)
    .join(', ')}}`;
}

/** The text of a scalar, quoted where YAML 1.1 would read something else. */
export function scalarText(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  const plain = /^[A-Za-z_/][\w./:@%+=-]*$/.test(value) && !/:$|^(?:y|yes|n|no|on|off|true|false|null)$/i.test(value);
  return plain ? value : JSON.stringify(value);
}

function flowText(value: Plain): string {
  if (typeof value !== 'object') return scalarText(value);
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, inner]) => `${key}: ${flowText(inner as Plain)}`)
    .join(', ')}}`;
}

/** A value that begins on the current line, its further lines at `column`. */
function blockText(value: Plain, column: number): string {
  if (typeof value !== 'object') return scalarText(value);
  if (Array.isArray(value))
    return value.length === 0
      ? '[]'
      : value.map((item) => `- ${blockText(item, column + 2)}`).join(`\n${' '.repeat(column)}`);
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  return entries
    .map(([key, inner]) =>
      typeof inner === 'object'
        ? `${key}:${blockBelow(inner as Plain, column)}`
        : `${key}: ${scalarText(inner as string)}`,
    )
    .join(`\n${' '.repeat(column)}`);
}

/** A map or list below its key. */
function blockBelow(value: Plain, column: number): string {
  const text = blockText(value, column + 2);
  return typeof value === 'object' && Object.keys(value).length > 0 ? `\n${' '.repeat(column + 2)}${text}` : ` ${text}`;
}
