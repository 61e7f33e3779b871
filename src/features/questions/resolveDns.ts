import { askersNamed } from '../../model/dns/askers.ts';
import { type Asker, resolveFrom } from '../../model/dns/resolveFrom.ts';
import { resourceId } from '../../model/facts/resource.ts';
import { digText } from '../dns/digText.ts';
import { type Asked, type Known, placeText, scopeNote, scopesAsked, textOf } from './asked.ts';

/** The most names of workloads that are offered in place of one that is not there. */
const mostOffered = 30;

/**
 * How a pod looks up a name, query by query, and what is behind the answer, with the lines of the manifests.
 *
 * @param asked `name`, `from` (a workload or a namespace), and perhaps `libc` and `scope`
 */
export function resolveDns(known: Known, asked: Asked): string {
  const name = textOf(asked, 'name');
  const from = textOf(asked, 'from');
  if (name === undefined || from === undefined) return 'A name and the workload or namespace that asks are needed.';
  const scopes = scopesAsked(known, asked);
  if (typeof scopes === 'string') return scopes;
  const libc = textOf(asked, 'libc') === 'musl' ? 'musl' : 'glibc';
  for (const scope of scopes) {
    const askers = askersNamed(scope.model, from);
    if (askers.length > 1) return `"${from}" may be ${askers.map(nameOf).join(' or ')}.`;
    const [asker] = askers;
    if (!asker) continue;
    const resolved = resolveFrom(scope.model, asker, name, { libc });
    const rows = [...(resolved.service ? [resolved.service] : []), ...resolved.workloads];
    const places = rows.map((row) => `${resourceId(row)}: ${placeText(known, row.name.span)}\n`);
    return `${scopeNote(known, scope)}${digText(resolved)}${places.join('')}`;
  }
  const names = scopes.flatMap(({ model }) => model.inputs.workloads.map(resourceId));
  const offered = [...new Set(names)].slice(0, mostOffered).join(', ');
  return `No workload or namespace is called "${from}". There are: ${offered || 'no workloads'}.`;
}

function nameOf(asker: Asker): string {
  return asker.kind === 'workload' ? resourceId(asker.workload) : asker.namespace;
}
