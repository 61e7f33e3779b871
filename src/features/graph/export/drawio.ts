import type { Graph } from '../graph.ts';
import { metrics } from '../layout/card.ts';
import type { Layout } from '../layout/layout.ts';
import { edgeLook } from '../paint/edges.ts';
import type { Palette } from '../paint/palette.ts';
import { escapeXml } from './svg.ts';

/** The picture for draw.io, with every card, row, frame and line as an object that can be moved there. */
export function toDrawio(graph: Graph, layout: Layout, palette: Palette, title: string): string {
  const cells: string[] = [];
  const ids = new Map<string, string>();
  const { x: left, y: top } = layout.bounds;
  const box = (
    id: string,
    value: string,
    style: string,
    at: { x: number; y: number; width: number; height: number },
    parent = '1',
  ) =>
    cells.push(
      `<mxCell id="${id}" value="${escapeXml(value)}" style="${escapeXml(style)}" vertex="1" parent="${parent}"><mxGeometry x="${at.x}" y="${at.y}" width="${at.width}" height="${at.height}" as="geometry"/></mxCell>`,
    );
  const colors = `fillColor=${palette.card};fontColor=${palette.text};`;
  for (const [index, group] of graph.groups.entries()) {
    const frame = layout.boxes.get(group.id);
    if (!frame) continue;
    const style = `rounded=1;arcSize=3;verticalAlign=top;align=left;spacingLeft=12;spacingTop=6;fontStyle=1;fillColor=none;strokeColor=${palette.edge};fontColor=${palette.text};`;
    box(`g${index}`, group.label, style, { ...frame, x: frame.x - left, y: frame.y - top });
  }
  for (const [index, node] of graph.nodes.entries()) {
    const placed = layout.cards.get(node.id);
    if (!placed) continue;
    const { card } = placed;
    const id = `n${index}`;
    ids.set(node.id, id);
    const stroke = card.severity ? palette.severity[card.severity] : palette.role[node.role];
    const value = [card.subtitle, [card.name, card.count].filter(Boolean).join(' ')].join('\n');
    const style = `rounded=1;arcSize=6;absoluteArcSize=1;verticalAlign=top;spacingTop=6;${colors}strokeColor=${stroke};${node.role === 'missing' || node.role === 'unseen' ? 'dashed=1;' : ''}`;
    box(id, value, style, { x: placed.x - left, y: placed.y - top, width: placed.width, height: placed.height });
    for (const row of card.rows) {
      const rowId = `${id}r${card.rows.indexOf(row)}`;
      ids.set(`${node.id}#${row.id}`, rowId);
      const at = { x: 0, y: row.top, width: placed.width, height: metrics.row };
      box(
        rowId,
        [row.label, row.value].filter(Boolean).join('   '),
        `${colors}strokeColor=${palette.edge};align=left;spacingLeft=10;fontSize=11;`,
        at,
        id,
      );
    }
    if (card.problem.length > 0) {
      const at = { x: 0, y: card.problemTop, width: placed.width, height: card.height - card.problemTop };
      box(
        `${id}p`,
        card.problem.join(' '),
        `text;html=0;whiteSpace=wrap;align=left;spacingLeft=8;fontSize=10;fontColor=${stroke};`,
        at,
        id,
      );
    }
  }
  for (const [index, edge] of graph.edges.entries()) {
    const end = (node: string, row: string | undefined) =>
      (row === undefined ? undefined : ids.get(`${node}#${row}`)) ?? ids.get(node);
    const [source, target] = [end(edge.source, edge.sourceRow), end(edge.target, edge.targetRow)];
    if (!source || !target) continue;
    const look = edgeLook(edge, palette);
    const arrow = { triangle: 'block', tee: 'cross', diamond: 'diamond' }[look.arrow];
    const style = `edgeStyle=entityRelationEdgeStyle;rounded=1;strokeColor=${look.color};endArrow=${arrow};${look.line === 'solid' ? '' : 'dashed=1;'}fontColor=${palette.text};`;
    const label = layout.edges.get(edge.id)?.label?.text ?? edge.label ?? '';
    cells.push(
      `<mxCell id="e${index}" value="${escapeXml(label)}" style="${escapeXml(style)}" edge="1" parent="1" source="${source}" target="${target}"><mxGeometry relative="1" as="geometry"/></mxCell>`,
    );
  }
  return `<mxfile host="podpath"><diagram name="${escapeXml(title)}"><mxGraphModel grid="0" background="${palette.background}"><root><mxCell id="0"/><mxCell id="1" parent="0"/>
${cells.join('\n')}
</root></mxGraphModel></diagram></mxfile>
`;
}
