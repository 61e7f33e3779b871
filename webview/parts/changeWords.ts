import type { ChangeNote } from '../../src/features/graph/views.ts';
import { verdictText } from '../a11y/describe.ts';
import { t } from '../l10n.ts';

/** A change in words: `payments is now reachable from the Internet`. Of an object, its kind and name. */
export function changeWords(note: ChangeNote): string {
  switch (note.kind) {
    case 'reach':
      return note.reached
        ? t('{0} is now reachable from the Internet', nameOf(note.node))
        : t('{0} is no longer reachable from the Internet', nameOf(note.node));
    case 'verdict':
      return `${endsOf(note)}: ${verdictText(note.before)} → ${verdictText(note.now)}`;
    case 'connection':
      return note.change === 'added'
        ? t('{0}: needed now, {1}', endsOf(note), verdictText(note.verdict))
        : t('{0}: no longer needed', endsOf(note));
    case 'resource':
      return `${note.node.split('/')[0]} ${nameOf(note.node)}`;
  }
}

function endsOf(note: Extract<ChangeNote, { readonly kind: 'verdict' | 'connection' }>): string {
  const ends = `${nameOf(note.source)} → ${nameOf(note.target)}`;
  return note.port === undefined ? ends : `${ends} ${note.port}`;
}

function nameOf(id: string): string {
  const known: Readonly<Record<string, string>> = { Cluster: t('ingress controllers'), APIServer: t('API server') };
  return known[id] ?? id.split('/').at(-1) ?? id;
}
