import { located, type Span } from '../../text/span.ts';
import { child, type Entry, type ScalarTree, spanWithin, type Tree } from '../../yaml/tree.ts';
import { type Context, loadFile, refuse } from './context.ts';
import { baseName, joinPath } from './paths.ts';
import { itemsOf, textOf } from './trees.ts';

/** A key and its content, as a generator's sources give it. */
export interface KeyValue {
  readonly entry: Entry;
  /** Given for a content that is no text. */
  readonly bytes?: Uint8Array;
}

/**
 * What a generator's `envs`, `literals` and `files` say, in this order, each with its place in the file that says it.
 * A key that is given twice is a problem, and the first counts.
 *
 * Source: kustomize `api/kv/kv.go`.
 */
export function readKeyValues(context: Context, folder: string, generator: Tree): readonly KeyValue[] {
  const envs = [...itemsOf(child(generator, 'envs')), ...(child(generator, 'env') ? [child(generator, 'env')!] : [])];
  const found = [
    ...envs.flatMap((path) => fromEnvFile(context, folder, path)),
    ...itemsOf(child(generator, 'literals')).flatMap((literal) => fromLiteral(context, literal)),
    ...itemsOf(child(generator, 'files')).flatMap((source) => fromFile(context, folder, source)),
  ];
  const keys = new Set<string>();
  return found.filter(({ entry: { key } }) => {
    if (keys.has(key.value)) refuse(context, `the key ${key.value} is given twice`, key.span);
    return !keys.has(key.value) && keys.add(key.value);
  });
}

function fromLiteral(context: Context, literal: Tree): readonly KeyValue[] {
  const text = textOf(literal);
  const equals = text.indexOf('=');
  if (literal.kind !== 'scalar' || equals < 1) {
    refuse(context, `a literal is written key=value`, literal.span);
    return [];
  }
  // Quotes go when the same one stands at both ends.
  const isQuoted = /^=(["']).*\1$/s.test(text.slice(equals));
  return [{ entry: part(literal, equals, equals + (isQuoted ? 2 : 1), text.length - (isQuoted ? 1 : 0)) }];
}

/** An entry from within a scalar: the key up to `equals`, the value between two offsets. */
function part(literal: ScalarTree, equals: number, from: number, to: number): Entry {
  const value = literal.text.slice(from, to);
  const span = spanWithin(literal, from, to);
  const mapped = typeof literal.value === 'string' && span.end - span.start === value.length;
  return {
    key: located(literal.text.slice(0, equals), spanWithin(literal, 0, equals), !mapped),
    value: textAt(value, mapped ? span : literal.span, mapped),
  };
}

function textAt(value: string, span: Span, exact: boolean): ScalarTree {
  const scalar: ScalarTree = { kind: 'scalar', value, text: value, style: 'plain', span };
  return exact ? scalar : { ...scalar, derived: true };
}

function fromFile(context: Context, folder: string, source: Tree): readonly KeyValue[] {
  const text = textOf(source);
  const equals = text.indexOf('=');
  const path = text.slice(equals + 1);
  if (equals === 0 || path === '' || path.includes('=')) {
    refuse(context, 'a file is written path or key=path', source.span);
    return [];
  }
  const file = loadFile(context, folder, path, source.span);
  if (file === undefined) return [];
  const key = equals < 0 ? baseName(path) : text.slice(0, equals);
  const span = { file: joinPath(folder, path), start: 0, end: file.text.length };
  const value: ScalarTree = {
    kind: 'scalar',
    value: file.text,
    text: file.text,
    style: 'literal',
    span,
    segments: [[0, 0]],
  };
  const entry = { key: located(key, source.span, key !== text), value };
  return [file.bytes ? { entry, bytes: file.bytes } : { entry }];
}

function fromEnvFile(context: Context, folder: string, path: Tree): readonly KeyValue[] {
  const file = loadFile(context, folder, textOf(path), path.span);
  if (file === undefined) return [];
  const name = joinPath(folder, textOf(path));
  const result: KeyValue[] = [];
  let start = 0;
  for (const line of file.text.split('\n')) {
    const content = line.replace(/\r$/, '');
    const lead = /^\s*/.exec(start === 0 ? content.replace(/^\uFEFF/, ' ') : content)![0].length;
    const at = start + lead;
    const body = content.slice(lead);
    start += line.length + 1;
    if (body === '' || body.startsWith('#')) continue;
    const equals = body.indexOf('=');
    const key = equals < 0 ? body : body.slice(0, equals);
    if (equals < 0) context.reasons.add(`the value of ${key} in ${textOf(path)} comes from the environment`);
    const place = (from: number, to: number): Span => ({ file: name, start: at + from, end: at + to });
    const value = equals < 0 ? '' : body.slice(equals + 1);
    const span = equals < 0 ? place(0, body.length) : place(equals + 1, body.length);
    result.push({
      entry: { key: located(key, place(0, key.length)), value: textAt(value, span, equals >= 0) },
    });
  }
  return result;
}
