import type { Finding } from '../../../lint/lint.ts';
import { pushTo } from '../../../text/group.ts';
import { type Graph, type GraphNode, type Problem, severities } from '../graph.ts';
import type { RowPlaces } from './routing.ts';

/** What stands for an object in a picture that has no card of its own for it. */
export interface Home {
  readonly node: string;
  readonly row?: string;
}

/** By the id of the object. */
export type Homes = ReadonlyMap<string, Home>;

/**
 * The graph with the findings at the cards that they are about, at the row where one lies in its text, and on the edges
 * that leave from a row with an error. Finds nothing to do for findings about what is not drawn.
 */
export function withProblems(
  graph: Graph,
  findings: readonly Finding[],
  rows: RowPlaces,
  homes: Homes = new Map(),
): Graph {
  const byNode = new Map<string, Finding[]>();
  for (const finding of findings) {
    pushTo(byNode, homes.get(finding.resource)?.node ?? finding.resource, finding);
  }
  const broken = new Map<string, Problem>();
  const nodes = graph.nodes.map((node): GraphNode => {
    const own = byNode.get(node.id);
    if (!own) return node;
    const atRow = new Map<string, Problem[]>();
    const whole: Problem[] = [];
    for (const finding of own) {
      const problem: Problem = { severity: finding.severity, rule: finding.rule, message: finding.message };
      const row = homes.has(finding.resource) ? homes.get(finding.resource)!.row : rowOf(finding, node, rows);
      if (row === undefined) whole.push(problem);
      else atRow.set(row, [...(atRow.get(row) ?? []), problem]);
    }
    for (const [row, problems] of atRow) {
      const error = problems.find(({ severity }) => severity === 'error');
      if (error) broken.set(`${node.id}#${row}`, error);
    }
    const withRows = node.rows?.map((row) => {
      const problems = atRow.get(row.id);
      return problems ? { ...row, problems: gravestFirst(problems) } : row;
    });
    return { ...node, ...(withRows && { rows: withRows }), ...(whole.length > 0 && { problems: gravestFirst(whole) }) };
  });
  if (broken.size === 0) return nodes.every((node, index) => node === graph.nodes[index]) ? graph : { ...graph, nodes };
  const edges = graph.edges.map((edge) => {
    const problem = edge.sourceRow === undefined ? undefined : broken.get(`${edge.source}#${edge.sourceRow}`);
    return problem ? { ...edge, problems: [problem] } : edge;
  });
  return { ...graph, nodes, edges };
}

/** The row whose text the finding lies in; the smallest when several do. Nothing when it is about the whole. */
function rowOf(finding: Finding, node: GraphNode, rows: RowPlaces): string | undefined {
  let best: string | undefined;
  let size = Infinity;
  for (const { row, spans } of rows.get(node.id) ?? [])
    for (const span of spans) {
      const inside =
        span.file === finding.span.file && span.start <= finding.span.start && finding.span.end <= span.end;
      if (!inside || span.end - span.start >= size || !node.rows?.some(({ id }) => id === row)) continue;
      best = row;
      size = span.end - span.start;
    }
  return best;
}

function gravestFirst(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}
