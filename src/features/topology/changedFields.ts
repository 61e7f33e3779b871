import type { Tree } from '../../yaml/tree.ts';

/** Longer values are not shown. */
const longest = 40;

/**
 * The fields in which two versions of an object differ, by their paths: `spec.replicas: 3 → 5`, and without the values
 * where one is no short scalar. Items of lists are told apart by their `name`, else by their place. Empty when they are equal.
 */
export function changedFields(before: Tree, after: Tree, withValues = true): readonly string[] {
  const found: string[] = [];
  compare(before, after, '');
  return found;

  function compare(was: Tree, now: Tree, path: string): void {
    if (was === now) return;
    if (was.kind === 'map' && now.kind === 'map') {
      const old = new Map(was.entries.map(({ key, value }) => [key.value, value]));
      for (const { key, value } of now.entries) differ(old.get(key.value), value, below(path, key.value));
      const kept = new Set(now.entries.map(({ key }) => key.value));
      for (const { key, value } of was.entries)
        if (!kept.has(key.value)) differ(value, undefined, below(path, key.value));
    } else if (was.kind === 'sequence' && now.kind === 'sequence') {
      const [old, own] = [itemsByName(was.items), itemsByName(now.items)];
      for (const [name, value] of own) differ(old.get(name), value, `${path}[${name}]`);
      for (const [name, value] of old) if (!own.has(name)) differ(value, undefined, `${path}[${name}]`);
    } else if (was.kind !== 'scalar' || now.kind !== 'scalar' || was.value !== now.value) say(was, now, path);
  }

  function differ(was: Tree | undefined, now: Tree | undefined, path: string): void {
    if (was && now) compare(was, now, path);
    else say(was, now, path);
  }

  function say(was: Tree | undefined, now: Tree | undefined, path: string): void {
    const [old, own] = [valueText(was), valueText(now)];
    const short = withValues && old !== undefined && own !== undefined;
    found.push(short ? `${path}: ${old} → ${own}` : path);
  }
}

function below(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

/** A short scalar as text, `–` where there is nothing; undefined for what is long or no scalar. */
function valueText(tree: Tree | undefined): string | undefined {
  if (!tree) return '–';
  if (tree.kind !== 'scalar') return undefined;
  const text = String(tree.value);
  return text.length > longest || /\n/.test(text) ? undefined : text;
}

/** By name where each has one of its own, else by place. */
function itemsByName(items: readonly Tree[]): Map<string, Tree> {
  const named = new Map<string, Tree>();
  for (const item of items) {
    const name = item.kind === 'map' ? item.entries.find(({ key }) => key.value === 'name')?.value : undefined;
    if (name?.kind === 'scalar') named.set(String(name.value), item);
  }
  return named.size === items.length ? named : new Map(items.map((item, index) => [String(index), item]));
}
