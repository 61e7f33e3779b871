/** Cytoscape alone with the same elements and its `preset` layout: what the topology is compared with. */
import cytoscape from 'cytoscape';
import { layoutGraph } from '../../src/features/graph/layout/layout.ts';
import { largeGraph } from '../../webview/dev/large.ts';

const size = Number(new URLSearchParams(location.search).get('size') ?? 1000);
const graph = largeGraph(size);
const layout = layoutGraph(graph);
const app = document.getElementById('app')!;
app.style.setProperty('position', 'relative');
app.style.setProperty('width', '1280px');
app.style.setProperty('height', '740px');

document.body.dataset.ready = String(performance.now());
const cy = cytoscape({
  container: app,
  layout: { name: 'preset' },
  minZoom: 0.05,
  elements: [
    ...[...layout.cards].map(([id, card]) => ({
      data: { id, label: card.card.node.name },
      position: { x: card.x + card.width / 2, y: card.y + card.height / 2 },
    })),
    ...graph.edges.map(({ id, source, target }) => ({ data: { id, source, target } })),
  ],
  style: [
    {
      selector: 'node',
      style: { shape: 'round-rectangle', width: 180, height: 60, label: 'data(label)', 'text-valign': 'center' },
    },
    { selector: 'edge', style: { 'curve-style': 'bezier', 'target-arrow-shape': 'triangle', width: 1.5 } },
  ],
});
cy.fit(undefined, 28);
Object.assign(window, {
  podpathPan: (x: number, y: number) => cy.panBy({ x, y }),
  podpathRename: (label: string) => cy.nodes()[40]?.data('label', label),
});
document.body.dataset.painted = 'true';
