import { emptyGraph, type Graph, type GraphEdge, type NodeId } from '../../src/features/graph/graph.ts';
import type { Layout } from '../../src/features/graph/layout/layout.ts';
import type { Point } from '../../src/features/graph/layout/route.ts';
import type { Palette } from '../../src/features/graph/paint/palette.ts';
import { curveOf, middleOf } from './curve.ts';
import type { Definition, Elements, Engine } from './cytoscape.ts';
import type { Emphasis } from './layers.ts';
import { createLooks } from './looks.ts';

/** Keeps Cytoscape's elements in step with a graph and its layout: only differences cost. */
export interface ElementKeeper {
  /** Whether the lines of a new graph are still to come, and have to be painted by someone else. */
  readonly edgesToCome: boolean;
  show(graph: Graph, layout: Layout): void;
  restyle(palette: Palette): void;
  emphasise(emphasis: Emphasis): void;
}

/** From so many edges on, they come after the first picture. */
const manyEdges = 300;

/** What stands out, and what steps back: an edge has one of these classes, or none. */
const marks: readonly string[] = ['hot', 'faded', 'dimmed'];

/** `moved` are the cards that stand elsewhere than the layout has them. */
export function createElements(cy: Engine, first: Palette, moved: ReadonlyMap<NodeId, Point>): ElementKeeper {
  const lookOf = createLooks(cy);
  let palette = first;
  let graph = emptyGraph;
  let layout: Layout | undefined;
  let emphasis: Emphasis = { faded: false };
  let toCome: readonly Definition[] = [];

  const relook = (element: Elements, edge: GraphEdge) => {
    if (element.empty()) return;
    const name = lookOf(edge, palette);
    if (element.hasClass(name)) return;
    element.classes(marks.filter((each) => element.hasClass(each)).concat(name));
  };
  const relookAll = () => {
    for (const edge of graph.edges) relook(cy.getElementById(edge.id), edge);
  };
  const mark = () => {
    cy.edges().forEach((edge) => {
      const hot = emphasis.edges?.has(edge.id()) ?? false;
      const mark = hot ? 'hot' : !emphasis.faded ? undefined : palette.highContrast ? 'dimmed' : 'faded';
      // Cytoscape styles an element anew even when it has the class already.
      for (const each of marks) if (edge.hasClass(each) !== (each === mark)) edge.toggleClass(each, each === mark);
    });
  };
  // Edges cost Cytoscape most. In a large new graph they are painted at once, and can be pointed at a moment later.
  const addLater = (edges: readonly Definition[]) => {
    toCome = edges;
    const add = () => {
      if (toCome !== edges) return;
      toCome = [];
      cy.batch(() => {
        cy.add([...edges]);
        // The theme, or what is selected, may be another by now.
        relookAll();
        mark();
      });
    };
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(add, 50)));
  };

  const removeGone = (next: Layout) =>
    cy.elements().forEach((element) => {
      const places = element.isNode() ? next.cards : next.edges;
      if (!places.has(element.id())) element.remove();
    });
  const showCards = (next: Layout): Definition[] => {
    const fresh: Definition[] = [];
    for (const [id, card] of next.cards) {
      const old = cy.getElementById(id);
      const data = { w: card.width, h: card.height };
      if (old.empty()) {
        fresh.push({ group: 'nodes', data: { id, ...data }, position: middleOf(card) });
        continue;
      }
      const before = layout?.cards.get(id);
      const isSize = before?.width === card.width && before.height === card.height;
      if (!isSize) old.data(data);
      if (!isSize || before.x !== card.x || before.y !== card.y || moved.has(id)) old.position(middleOf(card));
    }
    return fresh;
  };
  const showEdges = (next: Layout): Definition[] => {
    const fresh: Definition[] = [];
    for (const edge of graph.edges) {
      const { id, source, target } = edge;
      const route = next.edges.get(id);
      if (!route) continue;
      const old = cy.getElementById(id);
      if (old.empty()) {
        const data = { id, source, target, ...curveOf(route.points, edge, next.cards) };
        fresh.push({ group: 'edges', classes: lookOf(edge, palette), data });
        continue;
      }
      const before = layout?.edges.get(id);
      if (!before || !isSameWay(before.points, route.points)) old.data(curveOf(route.points, edge, next.cards));
      relook(old, edge);
    }
    return fresh;
  };

  return {
    get edgesToCome() {
      return toCome.length > 0;
    },
    show(nextGraph, next) {
      graph = nextGraph;
      const isFresh = cy.elements().empty();
      toCome = [];
      cy.batch(() => {
        removeGone(next);
        const [cards, edges] = [showCards(next), showEdges(next)];
        if (isFresh && edges.length > manyEdges) addLater(edges);
        else cards.push(...edges);
        if (cards.length > 0) cy.add(cards);
      });
      layout = next;
    },
    restyle(next) {
      palette = next;
      cy.batch(() => {
        relookAll();
        mark();
      });
    },
    emphasise(next) {
      emphasis = next;
      cy.batch(mark);
    },
  };
}

function isSameWay(a: readonly Point[], b: readonly Point[]): boolean {
  return a.length === b.length && a.every((point, index) => point.x === b[index]!.x && point.y === b[index]!.y);
}
