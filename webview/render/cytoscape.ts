/**
 * The only file that imports Cytoscape. It has the viewport, finds what is under the pointer and draws the lines;
 * frames and cards are painted beside it.
 */
import type cytoscape from 'cytoscape';
import create from 'cytoscape';

export type Engine = cytoscape.Core;
export type Definition = cytoscape.ElementDefinition;
export type Elements = cytoscape.CollectionReturnValue;
export type Pointed = cytoscape.EventObject;
export type NodeElement = cytoscape.NodeSingular;

/** Starts Cytoscape in an element. */
export function createEngine(container: HTMLElement): Engine {
  return create({
    container,
    style: styles as cytoscape.StylesheetJson,
    layout: { name: 'preset' },
    minZoom: 0.05,
    maxZoom: 2.5,
    selectionType: 'single',
    boxSelectionEnabled: false,
    autounselectify: true,
    pixelRatio: 'auto',
  } as cytoscape.CytoscapeOptions);
}

/** Nodes are never drawn here, only hit: Cytoscape passes by what has no opacity, but still finds it. */
const styles: readonly object[] = [
  {
    selector: 'node',
    style: { shape: 'rectangle', width: 'data(w)', height: 'data(h)', 'overlay-opacity': 0, opacity: 0 },
  },
  {
    selector: 'edge',
    style: {
      'curve-style': 'unbundled-bezier',
      'edge-distances': 'endpoints',
      'source-endpoint': 'data(from)',
      'target-endpoint': 'data(to)',
      'control-point-weights': 'data(along)',
      'control-point-distances': 'data(aside)',
      'arrow-scale': 0.85,
      'overlay-opacity': 0,
    },
  },
  { selector: 'edge.faded', style: { opacity: 0.22 } },
  { selector: 'edge.dimmed', style: { opacity: 0.6 } },
  { selector: 'edge.hot', style: { width: 3, 'z-index': 10 } },
];
