import { type Resource, resourceId } from '../../../model/facts/resource.ts';
import { type RequiredConnection, requiredSourceName } from '../../../model/required.ts';
import type { DetailRow } from '../../graph/views.ts';

/** A row that leads to an object. */
export function linkTo(row: Resource, value: string = row.kind): DetailRow {
  return { label: row.name.value, value, node: resourceId(row) };
}

/** A row that is left out where there is nothing to say. */
export function optionalRow(label: string, value: string | undefined): readonly DetailRow[] {
  return value === undefined || value === '' ? [] : [{ label, value }];
}

/** The other ends of connections, each once for each port and verdict. */
export function uses(connections: readonly RequiredConnection[], end: 'source' | 'destination'): DetailRow[] {
  const rows = new Map<string, DetailRow>();
  for (const { source, destination, protocol, port, targetPort, explanation } of connections) {
    const row = end === 'destination' ? destination : source.kind === 'workload' ? source.workload : undefined;
    const label = row ? row.name.value : (sourceWords[source.kind] ?? requiredSourceName(source));
    const value = `${protocol} ${port ?? targetPort}`;
    const verdict = explanation?.verdict ?? 'unknown';
    const key = `${row ? resourceId(row) : label} ${value} ${verdict}`;
    if (!rows.has(key)) rows.set(key, { label, value, verdict, ...(row && { node: resourceId(row) }) });
  }
  return [...rows.values()];
}

const sourceWords: Readonly<Record<string, string>> = {
  anywhere: 'Internet',
  cluster: 'Ingress controllers and others',
  'api-server': 'API server',
};
