import type { GraphEdge } from '../../src/features/graph/graph.ts';
import { edgeLook } from '../../src/features/graph/paint/edges.ts';
import type { Palette } from '../../src/features/graph/paint/palette.ts';
import type { Engine } from './cytoscape.ts';

/** The class of an edge's look, which Cytoscape gets to know with it: a class for each look costs less than values for each edge. */
export function createLooks(cy: Engine): (edge: GraphEdge, palette: Palette) => string {
  const classes = new Map<string, string>();
  return (edge, palette) => {
    const look = edgeLook(edge, palette);
    const key = JSON.stringify(look);
    const known = classes.get(key);
    if (known !== undefined) return known;
    const name = `look${classes.size}`;
    classes.set(key, name);
    cy.style()
      .selector(`edge.${name}`)
      .style({
        'line-color': look.color,
        // Cytoscape's own dots are so near each other that they look like a thin line.
        'line-style': look.line === 'solid' ? 'solid' : 'dashed',
        'line-dash-pattern': look.line === 'dotted' ? [1.5, 3.5] : [6, 4],
        'target-arrow-color': look.color,
        'target-arrow-shape': look.arrow,
        width: look.width,
      })
      // What stands out comes last, so that it wins.
      .selector('edge.hot')
      .style({ width: 3 });
    return name;
  };
}
