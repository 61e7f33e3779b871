import type { Graph, GraphEdge, Role } from '../../src/features/graph/graph.ts';
import { edgeLook } from '../../src/features/graph/paint/edges.ts';
import { glyphs } from '../../src/features/graph/paint/glyphs.ts';
import type { Palette } from '../../src/features/graph/paint/palette.ts';
import { t } from '../l10n.ts';
import { h, icon } from '../ui/dom.ts';

/** What the glyphs and lines mean: only those that the graph shows. */
export function drawLegend(element: HTMLElement, graph: Graph, palette: Palette): void {
  const roles = new Map<Role, Set<string>>();
  for (const node of graph.nodes) {
    const kinds = roles.get(node.role);
    if (kinds) kinds.add(node.kind);
    else roles.set(node.role, new Set([node.kind]));
  }
  const items: HTMLElement[] = [];
  for (const [role, kinds] of roles) {
    const glyph = icon(glyphs[role], 18);
    glyph.style.setProperty('color', palette.role[role]);
    items.push(h('li', {}, glyph, h('span', {}, [...kinds].sort().slice(0, 4).join(', '))));
  }
  const lines = new Map<string, GraphEdge>();
  for (const edge of graph.edges) lines.set(edgeText(edge), lines.get(edgeText(edge)) ?? edge);
  for (const [text, edge] of [...lines].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const look = edgeLook(edge, palette);
    const dash = { solid: 'M1 8h10', dashed: 'M1 8h3.5M7 8h3.5', dotted: 'M1 8h1M4 8h1M7 8h1M10 8h1' }[look.line];
    const head = { triangle: 'M11 5l4 3l-4 3z', tee: 'M13 4v8', diamond: 'M11 8l2 -2l2 2l-2 2z' }[look.arrow];
    const line = icon(dash + head, 22);
    line.style.setProperty('color', look.color);
    items.push(h('li', {}, line, h('span', {}, text)));
  }
  element.replaceChildren(h('h2', {}, t('Legend')), h('ul', {}, ...items));
}

function edgeText(edge: GraphEdge): string {
  if (edge.change) return { added: t('added'), removed: t('removed'), changed: t('changed') }[edge.change];
  if (edge.verdict)
    return { allowed: t('allowed by policies'), denied: t('denied by a policy'), unknown: t('cannot be told') }[
      edge.verdict
    ];
  if (edge.problems?.length) return t('broken or doubtful');
  switch (edge.kind) {
    case 'route':
      return t('routes to');
    case 'selects':
      return t('selects');
    case 'runs':
      return t('runs');
    case 'requires':
      return t('needs');
    case 'allows':
      return t('may reach');
    case 'dns':
      return t('asks or answers a name');
    case 'contains':
      return t('belongs to');
  }
}
