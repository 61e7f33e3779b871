import type { Connection } from './connections.ts';
import { equalPorts, formatPorts, isNoPorts, subtractPorts } from './portSet.ts';

/** A line of a connection list in np-guard's words, with what is unknown beside what is allowed. */
export interface ListedConnection {
  readonly src: string;
  readonly dst: string;
  readonly conn: string;
}

/** The connections that are allowed for certain, in np-guard's words. */
export function listAllowed(rows: Iterable<Connection>): readonly ListedConnection[] {
  const result: ListedConnection[] = [];
  for (const { source, destination, allowed } of rows) {
    if (!isNoPorts(allowed)) result.push({ src: source, dst: destination, conn: formatPorts(allowed) });
  }
  return result;
}

/** The connections of which it is unknown whether they are allowed, in the same words. */
export function listUnknown(rows: Iterable<Connection>): readonly ListedConnection[] {
  const result: ListedConnection[] = [];
  for (const { source, destination, allowed, possible } of rows) {
    if (equalPorts(allowed, possible)) continue;
    result.push({ src: source, dst: destination, conn: formatPorts(subtractPorts(possible, allowed)) });
  }
  return result;
}

/** `src => dst : conn`, a line each, with a newline at the end; nothing for an empty list. */
export function formatText(list: readonly ListedConnection[]): string {
  return list.map(({ src, dst, conn }) => `${src} => ${dst} : ${conn}\n`).join('');
}

export function formatCsv(list: readonly ListedConnection[]): string {
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return ['src,dst,conn', ...list.map(({ src, dst, conn }) => [src, dst, conn].map(cell).join(','))]
    .join('\n')
    .concat('\n');
}

export function formatMarkdown(list: readonly ListedConnection[]): string {
  const lines = list.map(({ src, dst, conn }) => `| ${src} | ${dst} | ${conn} |`);
  return ['| src | dst | conn |', '|-----|-----|------|', ...lines].join('\n').concat('\n');
}

/** A Graphviz graph: a cluster for each namespace, an edge for each connection. */
export function formatDot(list: readonly ListedConnection[], workloads: readonly string[]): string {
  const names = [...new Set([...workloads, ...list.flatMap(({ src, dst }) => [src, dst])])].sort();
  const namespaceOf = (name: string) => /^([^/{[]+)\/.*\]$/.exec(name)?.[1];
  const namespaces = [...new Set(names.flatMap((name) => namespaceOf(name) ?? []))];
  const node = (name: string, color: string) =>
    `  ${quote(name)} [label=${quote(name.replace(/^[^/]+\//, ''))} color="${color}" fontcolor="${color}"]`;
  const lines = namespaces.flatMap((namespace) => [
    `  subgraph ${quote(`cluster_${namespace}`)} {`,
    `    label=${quote(namespace)}`,
    ...names.filter((name) => namespaceOf(name) === namespace).map((name) => `  ${node(name, 'blue')}`),
    '  }',
  ]);
  return [
    'digraph {',
    ...lines,
    ...names.filter((name) => namespaceOf(name) === undefined).map((name) => node(name, 'red2')),
    ...list.map(({ src, dst, conn }) => `  ${quote(src)} -> ${quote(dst)} [label=${quote(conn)}]`),
    '}',
    '',
  ].join('\n');
}

function quote(text: string): string {
  return JSON.stringify(text);
}
