import type { Finding } from '../../lint/lint.ts';
import type { Scope, Workspace } from '../../model/workspace.ts';
import { Lines } from '../../text/lines.ts';
import type { Span } from '../../text/span.ts';

/** What questions in words are answered from. */
export interface Known {
  readonly workspace: Workspace;
  readonly findings: readonly Finding[];
  /** The rule's `why`. */
  readonly whyOf: (rule: string) => string | undefined;
}

/** What is asked, as it came: of each value only what is of the right type counts. */
export type Asked = Readonly<Record<string, unknown>>;

export function textOf(asked: Asked, name: string): string | undefined {
  const value = asked[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** A whole number, also one that is written as text. */
export function numberOf(asked: Asked, name: string): number | undefined {
  const value = typeof asked[name] === 'string' ? Number(asked[name]) : asked[name];
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}

/** The scopes to look in, or why there is none. */
export function scopesAsked({ workspace }: Known, asked: Asked): readonly Scope[] | string {
  const { scopes } = workspace;
  if (scopes.length === 0) return 'There are no Kubernetes manifests in this workspace.';
  const name = textOf(asked, 'scope');
  if (name === undefined) return scopes;
  const found = scopes.filter(({ info }) => info.name === name);
  if (found.length > 0) return found;
  return `No scope is called "${name}". There are: ${scopes.map(({ info }) => info.name).join(', ')}.`;
}

/** Which of several scopes an answer holds in; empty where there is one. */
export function scopeNote({ workspace }: Known, { info }: Scope): string {
  const incomplete = info.incomplete.map((reason) => `This scope may not show everything: ${reason}.\n`).join('');
  return `${workspace.scopes.length > 1 ? `In scope ${info.name}:\n` : ''}${incomplete}`;
}

/** `file:line`, from 1. */
export function placeText({ workspace }: Known, { file, start }: Span): string {
  return `${file}:${new Lines(workspace.files.get(file)?.text ?? '').position(start).line + 1}`;
}
