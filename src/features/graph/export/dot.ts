import { type Graph, type GraphNode, worstProblem } from '../graph.ts';
import { subtitleText } from '../layout/card.ts';
import { labelText } from '../layout/label.ts';
import { edgeLook } from '../paint/edges.ts';
import { lightPalette } from '../paint/palette.ts';

/** The graph for Graphviz: cards as tables with a port for each row, so that edges end at the row. */
export function toDot(graph: Graph): string {
  const ids = new Map(graph.nodes.map((node, index) => [node.id, `n${index}`]));
  const rows = new Map(
    graph.nodes.map((node) => [node.id, new Map((node.rows ?? []).map((row, index) => [row.id, `p${index}`]))]),
  );
  const lines = [
    'digraph topology {',
    '  rankdir=LR; nodesep=0.3; ranksep=0.8;',
    '  node [shape=plain, fontname="Helvetica", fontsize=11];',
    '  edge [fontname="Helvetica", fontsize=9];',
  ];
  const declare = (node: GraphNode, indent: string) =>
    lines.push(`${indent}${ids.get(node.id)} [label=<${table(node, rows.get(node.id)!)}>];`);
  for (const node of graph.nodes) if (node.group === undefined) declare(node, '  ');
  for (const [index, group] of graph.groups.entries()) {
    const members = graph.nodes.filter((node) => node.group === group.id);
    if (members.length === 0) continue;
    lines.push(
      `  subgraph cluster_${index} {`,
      `    label=${quote(group.label)}; style=rounded; color="#8a929c"; fontname="Helvetica";`,
    );
    for (const node of members) declare(node, '    ');
    lines.push('  }');
  }
  for (const edge of graph.edges) {
    const end = (node: string, row: string | undefined, side: string) => {
      const port = row === undefined ? undefined : rows.get(node)?.get(row);
      return `${ids.get(node)}${port === undefined ? '' : `:${port}:${side}`}`;
    };
    if (!ids.has(edge.source) || !ids.has(edge.target)) continue;
    const look = edgeLook(edge, lightPalette);
    const head = look.arrow === 'triangle' ? 'normal' : look.arrow;
    const label = labelText(edge);
    lines.push(
      `  ${end(edge.source, edge.sourceRow, 'e')} -> ${end(edge.target, edge.targetRow, 'w')} [color="${look.color}", style=${look.line}, arrowhead=${head}${label === '' ? '' : `, label=${quote(label)}`}];`,
    );
  }
  return `${[...lines, '}'].join('\n')}\n`;
}

function table(node: GraphNode, rows: ReadonlyMap<string, string>): string {
  const problem = worstProblem(node);
  const color = problem ? lightPalette.severity[problem.severity] : lightPalette.role[node.role];
  const count = node.count && node.count > 1 ? ` ×${node.count}` : '';
  const cells = [
    `<tr><td><font point-size="9" color="#5b636d">${html(subtitleText(node))}</font><br/><b>${html(node.name)}${count}</b></td></tr>`,
    ...(node.rows ?? []).map(
      (row) =>
        `<tr><td port="${rows.get(row.id)}" align="left">${html([row.label, row.value].filter(Boolean).join('  '))}</td></tr>`,
    ),
    ...(problem ? [`<tr><td><font color="${color}">${html(problem.message)}</font></td></tr>`] : []),
  ];
  return `<table border="1" cellborder="0" cellspacing="2" style="rounded" color="${color}">${cells.join('')}</table>`;
}

function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', ' ')}"`;
}

function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
