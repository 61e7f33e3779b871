import type { Protocol } from '../../kubernetes/policy/portSet.ts';
import { reachability } from '../reachability.ts';
import { traceText } from '../trace.ts';
import { type Asked, type Known, numberOf, scopeNote, scopesAsked, textOf } from './asked.ts';

const protocols: readonly Protocol[] = ['TCP', 'UDP', 'SCTP'];

/**
 * Whether one end reaches another: the verdict, the line that decides, and every hop with its line.
 *
 * @param asked `source`, `destination`, and perhaps `port`, `protocol` and `scope`
 */
export function checkReachability(known: Known, asked: Asked): string {
  const source = textOf(asked, 'source');
  const destination = textOf(asked, 'destination');
  if (source === undefined || destination === undefined) return 'A source and a destination are needed.';
  const scopes = scopesAsked(known, asked);
  if (typeof scopes === 'string') return scopes;
  const protocol = protocols.find((one) => one === textOf(asked, 'protocol')?.toUpperCase());
  const faults: string[] = [];
  for (const scope of scopes) {
    const found = reachability(scope, source, destination, numberOf(asked, 'port'), protocol);
    if (found.kind === 'fault') faults.push(found.fault);
    else {
      const text = traceText(found.trace, (file) => known.workspace.files.get(file)?.text);
      return `${scopeNote(known, scope)}${text}`;
    }
  }
  return `It cannot be told: ${[...new Set(faults)].join('; ')}.`;
}
