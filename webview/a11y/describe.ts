import {
  type Change,
  type Graph,
  type GraphEdge,
  type GraphNode,
  problemsOf,
  type Severity,
} from '../../src/features/graph/graph.ts';
import { t } from '../l10n.ts';

/** A node in a sentence: what it is, where, its rows, what is wrong, and what it is connected to. */
export function describeNode(node: GraphNode, graph: Graph): string {
  const parts = [`${node.kind} ${node.name}`];
  if (node.change) parts.push(changeText(node.change));
  if (node.count !== undefined && node.count > 1) parts.push(t('{0} times', node.count));
  if (node.namespace) parts.push(t('namespace {0}', node.namespace));
  if (node.subtitle) parts.push(node.subtitle);
  for (const row of node.rows ?? []) {
    const change = row.change === undefined ? undefined : changeText(row.change);
    parts.push([row.label, row.value, change].filter(Boolean).join(' '));
  }
  for (const badge of node.badges ?? []) parts.push(badge.text);
  const problems = problemsOf(node);
  if (problems.length > 0)
    parts.push(t('{0} problems: {1}', problems.length, problems.map((p) => p.message).join('; ')));
  const incoming = graph.edges.filter((edge) => edge.target === node.id).length;
  const outgoing = graph.edges.filter((edge) => edge.source === node.id).length;
  parts.push(t('{0} incoming, {1} outgoing', incoming, outgoing));
  return parts.join(', ');
}

/** An edge in a sentence. */
export function describeEdge(edge: GraphEdge, graph: Graph): string {
  const name = (id: string) => graph.nodes.find((node) => node.id === id)?.name ?? id;
  const parts = [t('{0} to {1}', name(edge.source), name(edge.target))];
  if (edge.change) parts.push(changeText(edge.change));
  if (edge.label) parts.push(edge.label);
  if (edge.verdict) parts.push(verdictText(edge.verdict));
  if (edge.detail) parts.push(edge.detail);
  for (const problem of edge.problems ?? []) parts.push(problem.message);
  return parts.join(', ');
}

/** The word for how something differs from the state that is compared with. */
export function changeText(change: Change): string {
  return { added: t('added'), removed: t('removed'), changed: t('changed') }[change];
}

/** The word for how grave a problem is. */
export function severityText(severity: Severity): string {
  return { error: t('error'), warning: t('warning'), info: t('information'), hint: t('hint') }[severity];
}

/** The word for a verdict. */
export function verdictText(verdict: NonNullable<GraphEdge['verdict']>): string {
  return { allowed: t('allowed'), denied: t('denied'), unknown: t('unknown') }[verdict];
}
