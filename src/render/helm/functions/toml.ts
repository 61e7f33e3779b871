import { floatText } from '../template/floats.ts';
import { Bytes, type GoMap, GoObject, type GoValue, isList, isMap, sortedKeys } from '../template/values.ts';

/** TOML as `BurntSushi/toml` writes it: plain values before tables, keys sorted, tables indented by two per level. */
export function writeToml(value: GoValue): string {
  return isMap(value) ? table(value, [], []).join('') : '';
}

function table(map: GoMap, path: readonly string[], lines: string[]): string[] {
  const indent = '  '.repeat(Math.max(path.length - 1, 0));
  const inner = path.length === 0 ? '' : `${indent}  `;
  const tables: [string, GoValue][] = [];
  for (const key of sortedKeys(map)) {
    const value = map.get(key) ?? null;
    if (value === null) continue;
    if (isMap(value) || (isList(value) && value.length > 0 && value.every(isMap))) tables.push([key, value]);
    else lines.push(`${inner}${keyText(key)} = ${inline(value)}\n`);
  }
  for (const [key, value] of tables) {
    const at = [...path, key];
    const outer = '  '.repeat(at.length - 1);
    const name = at.map(keyText).join('.');
    for (const item of isList(value) ? value : [value]) {
      if (lines.length > 0 && at.length === 1) lines.push('\n');
      lines.push(isList(value) ? `${outer}[[${name}]]\n` : `${outer}[${name}]\n`);
      table(item as GoMap, at, lines);
    }
  }
  return lines;
}

const keyText = (key: string): string => (/^[A-Za-z0-9_-]+$/.test(key) ? key : JSON.stringify(key));

function inline(value: GoValue): string {
  if (isList(value)) return `[${value.map(inline).join(', ')}]`;
  if (isMap(value))
    return `{${sortedKeys(value)
      .map((key) => `${keyText(key)} = ${inline(value.get(key) ?? null)}`)
      .join(', ')}}`;
  if (typeof value === 'number') {
    const text = floatText(value);
    return /[.eIN]/.test(text) ? text : `${text}.0`;
  }
  if (value instanceof Bytes || value instanceof GoObject || typeof value === 'string') {
    return JSON.stringify(typeof value === 'string' ? value : value.text);
  }
  return String(value);
}

/** The common part of TOML: tables, dotted keys, strings, numbers, booleans, one-line arrays. */
export function readToml(text: string): GoMap {
  const root: GoMap = new Map();
  let current = root;
  for (const line of text.split('\n').map((line) => line.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const header = /^\[(\[)?\s*([^\]]+?)\s*\]\]?/.exec(line);
    if (header) {
      const names = header[2]!.split('.').map((name) => name.trim().replace(/^["']|["']$/g, ''));
      const parent = open(root, header[1] ? names.slice(0, -1) : names);
      if (!header[1]) current = parent;
      else {
        const last = names.at(-1)!;
        const list = parent.get(last);
        current = new Map();
        if (isList(list)) list.push(current);
        else parent.set(last, [current]);
      }
      continue;
    }
    const pair = /^(?:"([^"]*)"|'([^']*)'|([\w.-]+))\s*=\s*(.*)$/.exec(line);
    if (!pair) return new Map([['Error', `toml: cannot read ${line}`]]);
    const names = pair[3]?.split('.') ?? [pair[1] ?? pair[2] ?? ''];
    open(current, names.slice(0, -1)).set(names.at(-1)!, tomlValue(pair[4]!));
  }
  return root;
}

function open(map: GoMap, names: readonly string[]): GoMap {
  let at = map;
  for (const name of names) {
    const next = at.get(name);
    const last = isList(next) ? (next.at(-1) ?? null) : (next ?? null);
    if (isMap(last)) at = last;
    else {
      const created: GoMap = new Map();
      at.set(name, created);
      at = created;
    }
  }
  return at;
}

function tomlValue(text: string): GoValue {
  const plain = /^("(?:[^"\\]|\\.)*"|'[^']*'|\[.*\]|[^#]*)/.exec(text)![1]!.trim();
  if (plain === 'true' || plain === 'false') return plain === 'true';
  if (plain.startsWith("'")) return plain.slice(1, -1);
  if (/^[+-]?\d[\d_]*$/.test(plain)) return BigInt(plain.replaceAll('_', '').replace('+', ''));
  try {
    return JSON.parse(plain.replace(/,\s*\]$/, ']')) as GoValue;
  } catch {
    return plain;
  }
}
