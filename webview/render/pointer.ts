import type { NodeId } from '../../src/features/graph/graph.ts';
import type { Point } from '../../src/features/graph/layout/route.ts';
import type { Engine, NodeElement, Pointed } from './cytoscape.ts';

/** What the pointer does to cards and lines; `undefined` is the ground beside them. */
export interface PointerEvents {
  onSelect(id: string | undefined): void;
  onOpen(id: string): void;
  onHover(id: string | undefined, at: Point): void;
  onContext(id: string | undefined): void;
  /** A card was dragged, and let go. */
  onMoved(): void;
}

/** Tells what Cytoscape finds under the pointer; `onMove` while a card is dragged, with its middle. */
export function listenToPointer(
  cy: Engine,
  surface: HTMLElement,
  events: PointerEvents & { onMove(id: NodeId, middle: Point): void },
): void {
  const idOf = (event: Pointed): string | undefined => (event.target === cy ? undefined : event.target.id());
  cy.on('tap', (event) => events.onSelect(idOf(event)));
  cy.on('dbltap', 'node, edge', (event) => events.onOpen(event.target.id()));
  cy.on('mouseover', 'node, edge', (event) => {
    surface.style.cursor = 'pointer';
    events.onHover(event.target.id(), event.renderedPosition);
  });
  cy.on('mouseout', 'node, edge', (event) => {
    surface.style.cursor = '';
    events.onHover(undefined, event.renderedPosition);
  });
  cy.on('cxttapstart', (event) => events.onContext(idOf(event)));
  cy.on('drag', 'node', (event) => {
    const node = event.target as NodeElement;
    events.onMove(node.id(), { ...node.position() });
  });
  cy.on('dragfree', 'node', () => events.onMoved());
  forwardContextMenu(surface);
}

/** Cytoscape forbids every menu over its element, and with it the editor's own: its parent gets the event instead. */
function forwardContextMenu(surface: HTMLElement): void {
  surface.addEventListener(
    'contextmenu',
    (event) => {
      event.stopPropagation();
      event.preventDefault();
      surface.parentElement?.dispatchEvent(new MouseEvent('contextmenu', event));
    },
    { capture: true },
  );
}
