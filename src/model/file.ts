import { type ParsedDocument, type ParsedFile, parse } from '../yaml/parse.ts';
import { type Classification, classify } from './classify.ts';
import { identitiesOf } from './scopes/identities.ts';
import { referencesOf } from './scopes/references.ts';

/** One file of the workspace. What it is taken for, and what it says, is found when it is first asked for. */
export class SourceFile {
  /** Relative to the workspace, with `/`. */
  readonly path: string;
  readonly text: string;
  #parsed: ParsedFile | undefined;
  #classification: Classification | undefined;
  #signature: string | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  /** What the file is taken for by its own name and content. What others make of it (a patch, a chart's template) is the plan's. */
  get classification(): Classification {
    return (this.#classification ??= classify(this));
  }

  get documents(): readonly ParsedDocument[] {
    return this.parsed.documents;
  }

  /** What the plan of the scopes depends on; the same text for edits that change nothing of it. */
  get planSignature(): string {
    return (this.#signature ??= signatureOf(this));
  }

  /** The documents of a YAML or JSON file. */
  get parsed(): ParsedFile {
    return (this.#parsed ??= parse(this.path, this.text));
  }
}

function signatureOf(file: SourceFile): string {
  const { kind, reason } = file.classification;
  switch (kind) {
    case 'manifest':
    case 'config':
      return `${kind}\n${reason}\n${identitiesOf(file).join('\n')}`;
    case 'kustomization':
    case 'component':
      return `${kind}\n${JSON.stringify(referencesOf(file))}`;
    default:
      return `${kind}\n${reason}`;
  }
}
