import { type Graph, type GraphNode, worstProblem } from '../graph.ts';
import { labelText } from '../layout/label.ts';
import { edgeLook } from '../paint/edges.ts';
import { lightPalette } from '../paint/palette.ts';

/** The graph as a Mermaid flowchart. Ports stand under the name, since Mermaid has no rows. */
export function toMermaid(graph: Graph): string {
  const ids = new Map(graph.nodes.map((node, index) => [node.id, `n${index}`]));
  const lines = ['flowchart LR'];
  const declare = (node: GraphNode, indent: string) => {
    const rows = (node.rows ?? []).map((row) => [row.label, row.value].filter(Boolean).join(' '));
    const problem = worstProblem(node);
    const count = node.count && node.count > 1 ? ` ×${node.count}` : '';
    const label = [`${node.kind}: ${node.name}${count}`, ...rows, ...(problem ? [`! ${problem.message}`] : [])];
    const [open, close] = shapes[node.role] ?? ['[', ']'];
    lines.push(`${indent}${ids.get(node.id)}${open}"${label.map(escapeMermaid).join('<br/>')}"${close}`);
    const name =
      problem && (problem.severity === 'error' || problem.severity === 'warning') ? problem.severity : node.role;
    lines.push(`${indent}class ${ids.get(node.id)} ${name}`);
  };
  for (const node of graph.nodes) if (node.group === undefined) declare(node, '  ');
  for (const [index, group] of graph.groups.entries()) {
    const members = graph.nodes.filter((node) => node.group === group.id);
    if (members.length === 0) continue;
    lines.push(`  subgraph g${index}["${escapeMermaid(group.label)}"]`);
    for (const node of members) declare(node, '    ');
    lines.push('  end');
  }
  for (const edge of graph.edges) {
    const [source, target] = [ids.get(edge.source), ids.get(edge.target)];
    if (source === undefined || target === undefined) continue;
    const look = edgeLook(edge, lightPalette);
    const arrow = look.arrow === 'tee' ? '--x' : look.line === 'solid' ? '-->' : '-.->';
    const words = [labelText(edge), edge.verdict && edge.verdict !== 'allowed' ? edge.verdict : ''].filter(
      (part) => part !== '',
    );
    lines.push(`  ${source} ${arrow}${words.length > 0 ? `|"${escapeMermaid(words.join(' '))}"|` : ''} ${target}`);
  }
  const used = new Set(graph.nodes.map((node) => node.role));
  for (const [role, color] of Object.entries(lightPalette.role))
    if (used.has(role as GraphNode['role'])) lines.push(`  classDef ${role} stroke:${color},fill:#fff,color:#1f2328`);
  for (const severity of ['error', 'warning'] as const)
    lines.push(
      `  classDef ${severity} stroke:${lightPalette.severity[severity]},stroke-width:2px,fill:#fff,color:#1f2328`,
    );
  return `${lines.join('\n')}\n`;
}

const shapes: Partial<Record<GraphNode['role'], readonly [string, string]>> = {
  internet: ['((', '))'],
  external: ['([', '])'],
  gateway: ['{{', '}}'],
  route: ['{{', '}}'],
  service: ['(', ')'],
  pod: ['[[', ']]'],
  dns: ['[(', ')]'],
};

/** Mermaid reads `#34;` as a character by its number, and Markdown in quotes. */
function escapeMermaid(text: string): string {
  return text.replace(/[#"<>&;`*_[\]{}|\\]/g, (character) => `#${character.codePointAt(0)};`).replace(/\s+/g, ' ');
}
