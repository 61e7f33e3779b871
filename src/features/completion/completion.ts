import type { Scope, Workspace } from '../../model/workspace.ts';
import { compareText, type Span } from '../../text/span.ts';
import { stringAt } from '../../yaml/tree.ts';
import { type Around, fieldOffers } from './fields.ts';
import { endpointOffers, hostOffers, hostPartBefore, portOffers } from './hosts.ts';
import { type Completion, type Completions, noCompletions, type Offer } from './item.ts';
import { type Place, placeAt } from './place.ts';

/** More than this is no list to read; more typing brings others. */
const mostItems = 200;

/**
 * What may stand at an offset of a file: names of Services in texts, in the forms that work from there, their ports,
 * and the values of fields that refer to something. Empty where nothing is known to fit.
 */
export function completeAt(workspace: Workspace, file: string, offset: number): Completions {
  const source = workspace.files.get(file);
  const scopes = source ? workspace.scopesOf(file) : [];
  if (!source || scopes.length === 0) return noCompletions;
  const place = placeAt(source, offset);
  if (!place) return noCompletions;
  const found = new Map<string, Completion>();
  for (const scope of scopes) {
    const around = aroundOf(scope, file, offset, place);
    for (const item of completionsIn(around, place, file, offset)) {
      if (!found.has(item.label)) found.set(item.label, item);
    }
  }
  const items = [...found.values()].sort((a, b) => a.rank - b.rank || compareText(a.label, b.label));
  return { items: items.slice(0, mostItems), isIncomplete: items.length > mostItems };
}

function completionsIn(around: Around, place: Place, file: string, offset: number): Completion[] {
  const fields = fieldOffers(around, place);
  if (fields) return toItems(fields, { file, start: place.start, end: place.end }, place.before);
  if (place.isKey || !isText(around.kind, place.path)) return [];
  const part = hostPartBefore(place.before, keyOf(place));
  if (!part) return [];
  const { model, namespace } = around;
  const span: Span = { file, start: offset - part.typed.length, end: endOfWord(place, offset) };
  if (part.kind === 'port') return toItems(portOffers(model, namespace, part.host), span, part.typed);
  const offers = [...hostOffers(model, namespace, part.typed), ...endpointOffers(model, namespace, part.typed)];
  return toItems(offers, span, part.typed);
}

/** Only the rest of the same word is replaced, not what follows a host in a URL. */
function endOfWord({ end }: Place, offset: number): number {
  return Math.min(end, offset);
}

function toItems(offers: readonly Offer[], span: Span, typed: string): Completion[] {
  const lower = typed.toLowerCase();
  return (
    offers
      // What is being typed is itself in the files by now.
      .filter(
        ({ label, kind, rank }) =>
          label.toLowerCase().startsWith(lower) && !(kind === 'namespace' && rank === 1 && label === typed),
      )
      .map(({ kind, label, text = label, detail, rank = 0 }) => ({ kind, label, text, span, detail, rank }))
  );
}

/** Whether texts at a path are configuration, in which hosts may stand. */
function isText(kind: string, path: readonly string[]): boolean {
  const text = path.join('.');
  if (kind === 'ConfigMap') return path[0] === 'data' && path.length > 1;
  if (kind === 'Secret') return path[0] === 'stringData';
  if (/\.env\.\[\]\.value$/.test(text) || /\.(?:args|command)\.\[\]$/.test(text)) return true;
  if (text === 'spec.externalName') return true;
  return /^metadata\.annotations\./.test(text) && /url|host|upstream|service/i.test(path.at(-1)!);
}

/** The name of what has the text as its value. */
function keyOf(place: Place): string | undefined {
  const { path } = place;
  const last = path.at(-1);
  if (last === 'value' && path.at(-2) === '[]') return place.sibling('name');
  if (last === 'externalName') return 'host';
  return last === '[]' ? undefined : last;
}

function aroundOf({ model }: Scope, file: string, offset: number, { document }: Place): Around {
  const row = model.inputs.resources.find(
    ({ tree }) => tree.span.file === file && tree.span.start <= offset && offset <= tree.span.end,
  );
  return {
    model,
    row,
    kind: row?.kind ?? stringAt(document, 'kind') ?? '',
    namespace: row?.namespace.value ?? stringAt(document, 'metadata', 'namespace') ?? 'default',
  };
}
