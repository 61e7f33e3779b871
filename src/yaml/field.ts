import { type Located, located, type Span } from '../text/span.ts';
import type { ScalarTree, Tree } from './tree.ts';

/**
 * A place in a document that may or may not have been written.
 *
 * Reading never throws: a child that is absent is still a `Field`, and its span is that of the nearest key
 * that the author did write. So a finding about something missing always has a token to point at.
 */
export class Field {
  /** The tree at this place, or undefined when nothing was written. */
  readonly tree: Tree | undefined;
  /** The key that leads here: `targetPort` in `targetPort: http`. For an absent place, the nearest written key. */
  readonly key: Span;

  constructor(tree: Tree | undefined, key: Span) {
    this.tree = tree;
    this.key = key;
  }

  /** The root of a document. Its key is its first key, or the empty text at its start. */
  static root(tree: Tree): Field {
    const first = tree.kind === 'map' ? tree.entries[0]?.key.span : undefined;
    return new Field(tree, first ?? { ...tree.span, end: tree.span.start });
  }

  /** Whether something other than null was written. */
  get exists(): boolean {
    return this.tree !== undefined && !(this.tree.kind === 'scalar' && this.tree.value === null);
  }

  /** The value's text: `http` in `targetPort: http`. For an absent or empty value, the key. */
  get span(): Span {
    return this.tree !== undefined && this.tree.span.end > this.tree.span.start ? this.tree.span : this.key;
  }

  /** The field of a map. Anything but a map has no fields. */
  get(name: string): Field {
    if (this.tree?.kind !== 'map') return new Field(undefined, this.key);
    const { entries } = this.tree;
    for (let i = entries.length - 1; i >= 0; i--) {
      const entry = entries[i]!;
      if (entry.key.value === name) return new Field(entry.value, entry.key.span);
    }
    return new Field(undefined, this.key);
  }

  /** The field at a path of names. */
  at(...path: readonly string[]): Field {
    return path.reduce<Field>((field, name) => field.get(name), this);
  }

  /** The items of a list; anything else has none. */
  items(): Field[] {
    if (this.tree?.kind !== 'sequence') return [];
    return this.tree.items.map((item) => new Field(item, item.span.end > item.span.start ? firstKey(item) : this.key));
  }

  /** The keys and values of a map; anything else has none. */
  entries(): [Located<string>, Field][] {
    if (this.tree?.kind !== 'map') return [];
    return this.tree.entries.map(({ key, value }) => [key, new Field(value, key.span)]);
  }

  /** The scalar, when it is a string. */
  text(): (ScalarTree & { readonly value: string }) | undefined {
    return isText(this.tree) ? this.tree : undefined;
  }

  /** The string, or undefined for anything else. */
  string(): Located<string> | undefined {
    return isText(this.tree) ? located(this.tree.value, this.span, this.tree.derived) : undefined;
  }

  /** The number, or undefined for anything else. */
  number(): Located<number> | undefined {
    const { tree } = this;
    return tree?.kind === 'scalar' && typeof tree.value === 'number'
      ? located(tree.value, this.span, tree.derived)
      : undefined;
  }

  /** The boolean, or undefined for anything else. */
  boolean(): Located<boolean> | undefined {
    const { tree } = this;
    return tree?.kind === 'scalar' && typeof tree.value === 'boolean'
      ? located(tree.value, this.span, tree.derived)
      : undefined;
  }

  /** A number or a string, as the API's `IntOrString` fields take it. */
  intOrString(): Located<number | string> | undefined {
    return this.number() ?? this.string();
  }

  /** The strings of a list, without its other items. */
  strings(): Located<string>[] {
    return this.items().flatMap((item) => item.string() ?? []);
  }
}

function isText(tree: Tree | undefined): tree is ScalarTree & { readonly value: string } {
  return tree?.kind === 'scalar' && typeof tree.value === 'string';
}

/** The first key of a list item, which is what a finding about the item points at. */
function firstKey(item: Tree): Span {
  return item.kind === 'map' ? (item.entries[0]?.key.span ?? item.span) : item.span;
}
