import type { GraphEdge, GraphNode } from '../../src/features/graph/graph.ts';
import { type Layout, layoutGraph } from '../../src/features/graph/layout/layout.ts';
import type { Palette } from '../../src/features/graph/paint/palette.ts';
import { keepGraph } from '../keep.ts';
import { type Visible, visibleOf } from '../narrow.ts';
import { createMinimap } from '../parts/minimap.ts';
import { type Canvas, createCanvas } from '../render/canvas.ts';
import type { Shown } from '../store.ts';
import { onThemeChange, readPalette } from '../theme.ts';
import type { Page } from './page.ts';
import type { Session } from './session.ts';

/** Below so many cards a minimap shows nothing that is not in sight. */
const smallest = 25;

/** What the user does to the picture with the pointer, and what changes about it. */
export interface PictureEvents {
  onSelect(id: string | undefined): void;
  onOpen(id: string): void;
  onHover(id: string | undefined, at: { x: number; y: number }): void;
  onContext(id: string | undefined): void;
  /** Another part is in sight, or a card was dragged. */
  onView(): void;
}

/** The graph as it is drawn: what of it, where, in which colours. */
export interface Picture {
  readonly canvas: Canvas;
  /** What of the graph is drawn. */
  readonly visible: Visible;
  readonly layout: Layout;
  readonly palette: Palette;
  /** A node that is drawn in a card of its own. */
  node(id: string | undefined): GraphNode | undefined;
  edge(id: string | undefined): GraphEdge | undefined;
  /** Brings all into sight, and keeps it there until the user moves the view. */
  fit(): void;
  /** Brings a card or a line into sight. When the view had to be moved for that, it stays there. */
  reveal(id: string): void;
  /** From the next drawing on, all is in sight again. */
  follow(): void;
  /** The user, or a kept state, has chosen what is in sight. */
  hold(): void;
  /** Forgets where everything was, and where it was dragged to. */
  arrange(): void;
  listen(events: PictureEvents): void;
  /** Called after the colours have changed. */
  onRestyle(draw: () => void): void;
}

/** Draws the graph of the session's state, with a minimap, on the stage. */
export function createPicture(session: Session, page: Page): Picture {
  let palette = readPalette();
  let visible: Visible | undefined;
  let layout: Layout | undefined;
  let shown: Shown | undefined;
  let kind: string | undefined;
  let userMoved = false;
  let events: PictureEvents | undefined;
  const restyled: (() => void)[] = [];

  const canvas = createCanvas(page.stage, palette, {
    onSelect: (id) => events?.onSelect(id),
    onOpen: (id) => events?.onOpen(id),
    onHover: (id, at) => events?.onHover(id, at),
    onContext: (id) => events?.onContext(id),
    onMoved: () => events?.onView(),
    onViewport: () => {
      moveMinimap();
      events?.onView();
    },
    onResize: () => {
      const { selection } = session.state;
      if (!userMoved) canvas.fit();
      else if (selection !== undefined) canvas.keepInSight(selection);
      moveMinimap();
    },
  });
  const minimap = createMinimap((x, y) => {
    const { zoom } = canvas.viewport();
    const size = canvas.size();
    canvas.setViewport({ zoom, pan: { x: size.width / 2 - x * zoom, y: size.height / 2 - y * zoom } });
  });
  const moveMinimap = () => minimap.move(canvas.viewport(), canvas.size());
  page.stageWrap.append(minimap.element);
  for (const gesture of ['wheel', 'pointerdown'] as const)
    page.stage.addEventListener(
      gesture,
      () => {
        userMoved = true;
      },
      { passive: true },
    );

  session.onChange((state) => {
    const found = visibleOf(state);
    const next = { ...found, graph: keepGraph(visible?.graph, found.graph) };
    const isSame = next.graph === visible?.graph;
    visible = next;
    if (isSame) return;
    const nextKind = state.view?.kind;
    if (kind !== undefined && nextKind !== kind) userMoved = false;
    // The header has its height only now.
    if (!layout) canvas.resize();
    // Into an empty picture the first graph comes as anew.
    const stable = nextKind === kind && shown === state.shown && layout?.cards.size !== 0 ? layout : undefined;
    layout = layoutGraph(next.graph, stable);
    shown = state.shown;
    if (kind !== undefined && nextKind !== kind) canvas.place({});
    kind = nextKind;
    canvas.show(next.graph, layout);
    minimap.element.hidden = next.graph.nodes.length < smallest;
    minimap.show(next.graph, layout, palette);
    if (!userMoved && (!stable || !canvas.isWhole())) canvas.fit();
    moveMinimap();
  });
  onThemeChange(() => {
    palette = readPalette();
    canvas.restyle(palette);
    if (visible && layout) minimap.show(visible.graph, layout, palette);
    for (const draw of restyled) draw();
  });

  const self: Picture = {
    canvas,
    get visible() {
      return visible!;
    },
    get layout() {
      return layout!;
    },
    get palette() {
      return palette;
    },
    node: (id) => visible?.graph.nodes.find((node) => node.id === id),
    edge: (id) => visible?.graph.edges.find((edge) => edge.id === id),
    fit() {
      userMoved = false;
      canvas.fit();
    },
    reveal(id) {
      if (canvas.reveal(id)) userMoved = true;
    },
    follow() {
      userMoved = false;
    },
    hold() {
      userMoved = true;
    },
    arrange() {
      layout = undefined;
      visible = undefined;
      shown = undefined;
      canvas.place({});
      session.draw();
      self.fit();
    },
    listen(next) {
      events = next;
    },
    onRestyle: (draw) => void restyled.push(draw),
  };
  return self;
}
