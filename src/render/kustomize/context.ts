import type { Span } from '../../text/span.ts';
import type { ParsedDocument } from '../../yaml/parse.ts';
import { builtinSchemas, type Schemas } from './mergeKeys.ts';
import type { Noting } from './notes.ts';
import { joinPath } from './paths.ts';

/** A file, as a build reads it. The same file with the same text should be the same value, so that builds are kept. */
export interface SourceFile {
  readonly text: string;
  /** Given for a file that is no text, whose content a generator then encodes. */
  readonly bytes?: Uint8Array;
  readonly documents: readonly ParsedDocument[];
}

/** Where a build reads: paths are relative to the workspace, with `/`. Undefined where there is no such file. */
export interface Files {
  readonly read: (path: string) => SourceFile | undefined;
}

/** What kustomize would refuse. */
export interface Problem {
  readonly message: string;
  readonly span?: Span;
  /** Set where an option of kustomize permits it, and nothing is missing from the result. */
  readonly permitted?: true;
}

/** What a build reads and notes on its way. */
export interface Context {
  readonly files: Files;
  readonly reads: Map<string, SourceFile | undefined>;
  readonly problems: Problem[];
  /** Why the result is not all that would be applied. */
  readonly reasons: Set<string>;
  /** The folders on the way down to here. */
  readonly stack: readonly string[];
  /** Shared by the whole build, as kustomize has one schema for all; whoever comes first sets it. */
  readonly schema: { current: Schemas; chosen: boolean };
  /** What is to be noted at the objects. */
  readonly noting: Noting | undefined;
}

/** A context for a build from its top. */
export function newContext(files: Files, noting?: Noting): Context {
  return {
    files,
    reads: new Map(),
    problems: [],
    reasons: new Set(),
    stack: [],
    schema: { current: builtinSchemas, chosen: false },
    noting,
  };
}

/** The file at a path, noted as read whether it is there or not. */
export function readFile(context: Context, path: string): SourceFile | undefined {
  if (context.reads.has(path)) return context.reads.get(path);
  const file = path.startsWith('..') ? undefined : context.files.read(path);
  context.reads.set(path, file);
  return file;
}

/**
 * The file that a kustomization names, or undefined when it is not here, which is a problem and makes the build
 * incomplete. A file outside the kustomization's folder is read, as with `--load-restrictor LoadRestrictionsNone`,
 * and a problem too.
 */
export function loadFile(context: Context, folder: string, path: string, at: Span): SourceFile | undefined {
  const place = joinPath(folder, path);
  const file = readFile(context, place);
  if (file === undefined) {
    refuse(context, `no file ${path}`, at);
    context.reasons.add(`${path} is not here`);
  } else refuseOutside(context, folder, place, at);
  return file;
}

/** Source: kustomize `api/internal/loader/loadrestrictions.go`. */
export function refuseOutside(context: Context, folder: string, place: string, at: Span): void {
  if (folder === '' || place.startsWith(`${folder}/`)) return;
  const message = `${place} is outside of ${folder}, where kustomize does not read by default`;
  context.problems.push({ message, span: at, permitted: true });
}

/** Notes what kustomize would refuse. */
export function refuse(context: Context, message: string, span?: Span): void {
  context.problems.push(span ? { message, span } : { message });
}
