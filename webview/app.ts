import type { GraphEdge, GraphNode } from '../src/features/graph/graph.ts';
import { type Layout, layoutGraph } from '../src/features/graph/layout/layout.ts';
import { type ExportFormat, type SavedState, schemaVersion, type ToWebview } from '../src/features/graph/messages.ts';
import { blockingFilter } from '../src/features/graph/narrow/filter.ts';
import { summarisedGroup } from '../src/features/graph/narrow/overview.ts';
import type { Palette } from '../src/features/graph/paint/palette.ts';
import { describeEdge, describeNode, verdictText } from './a11y/describe.ts';
import { createOutline } from './a11y/outline.ts';
import { drawPng, exportGraph } from './export.ts';
import type { Host } from './host.ts';
import { findShortcut, type Shortcut } from './keyboard.ts';
import { t, useStrings } from './l10n.ts';
import { type Visible, visibleOf } from './narrow.ts';
import { follow, nearest } from './navigate.ts';
import { createAddressesPart } from './parts/addressesView.ts';
import { createDnsPart } from './parts/dnsView.ts';
import { createFilters } from './parts/filters.ts';
import { drawLegend } from './parts/legend.ts';
import { createMinimap } from './parts/minimap.ts';
import { drawPanel, link } from './parts/panel.ts';
import { createSearch } from './parts/search.ts';
import { openSheet } from './parts/sheet.ts';
import { createSteps } from './parts/steps.ts';
import { createToolbar } from './parts/toolbar.ts';
import { createTooltip } from './parts/tooltip.ts';
import { createCanvas } from './render/cytoscape.ts';
import { shortcutsOf } from './shortcuts.ts';
import { type Action, graphOf, initialState, reduce, type Shown, type State, savedState } from './store.ts';
import { onThemeChange, readPalette, reducedMotion } from './theme.ts';
import { createButton, registerControls } from './ui/controls.ts';
import { h } from './ui/dom.ts';

declare global {
  interface Window {
    /** Where a card, or else the selected one, is on the canvas: for tests. */
    podpathBox(id?: string): { x: number; y: number; width: number; height: number } | undefined;
    /** Moves the view, in pixels: for measurements. */
    podpathPan(x: number, y: number): void;
  }
}

/** Below so many cards a minimap shows nothing that is not in sight. */
const smallest = 25;

/** Starts the topology in an element and talks to the host. Nothing is drawn before the host's `init`. */
export function startApp(root: HTMLElement, host: Host): void {
  let started = false;
  host.listen((message) => {
    if (message.type !== 'init') return;
    if (message.schemaVersion !== schemaVersion) {
      root.textContent = 'Podpath was updated: close and open the topology again.';
      return;
    }
    if (started) return;
    started = true;
    useStrings(message.strings);
    runApp(root, host, message);
  });
  host.send({ type: 'ready', schemaVersion });
}

function runApp(root: HTMLElement, host: Host, init: Extract<ToWebview, { type: 'init' }>): void {
  registerControls();
  let state: State = { ...initialState, settings: init.settings };
  state = reduce(state, { type: 'view', view: init.view, title: init.title });
  const saved = init.state ?? host.load();
  if (saved) state = reduce(state, { type: 'restore', state: saved });
  else
    state = { ...state, shown: { ...state.shown, focusDepth: init.settings.focusDepth }, outline: usesScreenReader() };

  let palette: Palette = readPalette();
  let visible: Visible | undefined;
  let layout: Layout | undefined;
  let drawnShown: Shown | undefined;
  let drawnKind: string | undefined;
  let lastFollowed: GraphEdge | undefined;
  let userMoved = false;
  let applied:
    | { visible: Visible | undefined; selection: string | undefined; trace: unknown; step: number }
    | undefined;

  const live = h('div', { class: 'hidden', 'aria-live': 'polite', 'data-testid': 'live' });
  const active = h('div', { id: 'active-node', class: 'hidden', role: 'img', 'aria-label': t('Nothing selected') });
  const stage = h('div', {
    class: 'stage',
    tabindex: 0,
    role: 'application',
    'aria-label': t('Topology'),
    'aria-activedescendant': 'active-node',
    'data-vscode-context': '{"webviewSection":"canvas","preventDefaultContextMenuItems":true}',
  });
  const banner = h('div', { class: 'banner', role: 'status', hidden: true });
  const empty = h('div', { class: 'nothing', hidden: true });
  const legend = h('section', { class: 'legend', 'aria-label': t('Legend'), hidden: true });
  const panel = h('aside', { class: 'panel', 'aria-label': t('Details'), hidden: true });
  const panelBody = h('div', { class: 'body' });
  const announce = (text: string) => {
    live.textContent = text;
  };

  const tooltip = createTooltip();
  const outline = createOutline(
    (id) => select(id, true),
    (id) => host.send({ type: 'open', id }),
  );
  const filters = createFilters((next) => show({ filters: next }));
  const search = createSearch(
    () => graphOf(state.view).nodes,
    (node) => goTo(node),
    () => stage.focus(),
  );
  const minimap = createMinimap((x, y) => {
    const { zoom } = canvas.viewport();
    const size = canvas.size();
    canvas.setViewport({ zoom, pan: { x: size.width / 2 - x * zoom, y: size.height / 2 - y * zoom } });
  });
  const trace = createSteps(
    (step) => dispatch({ type: 'step', step }),
    () => dispatch({ type: 'trace', trace: undefined }),
  );
  const dns = createDnsPart(
    (workload, name) => host.send({ type: 'resolve', workload, name }),
    (step) => dispatch({ type: 'step', step }),
  );
  const addresses = createAddressesPart((node) => host.send({ type: 'open', id: node }));
  panel.append(trace.element, dns.element, panelBody);

  const stageWrap = h('div', { class: 'stage-wrap' }, stage, minimap.element, legend, empty, tooltip.element);
  const toolbar = createToolbar(
    {
      view: (kind) => host.send({ type: 'view', view: kind }),
      filters: () => {
        dispatch({ type: 'toggle', part: 'filtersOpen' });
        if (state.filtersOpen) requestAnimationFrame(() => filters.focus());
      },
      follow: () => {
        const on = !state.settings.followEditor;
        dispatch({ type: 'settings', settings: { ...state.settings, followEditor: on } });
        host.send({ type: 'followEditor', on });
        announce(on ? t('Follows the editor') : t('Does not follow the editor'));
      },
      undo: () => undo(),
      fit: () => fitAll(),
      zoom: (factor) => canvas.zoomBy(factor),
      arrange: () => {
        layout = undefined;
        drawnShown = undefined;
        visible = undefined;
        canvas.place({});
        update();
        fitAll();
      },
      outline: () => dispatch({ type: 'toggle', part: 'outline' }),
      panel: () => dispatch({ type: 'toggle', part: 'panel' }),
      legend: () => dispatch({ type: 'toggle', part: 'legend' }),
      help: () => openSheet(shortcuts),
      export: (format) => void runExport(format),
      compare: () => host.send({ type: 'runCommand', command: 'podpath.topology.compareWithGit', args: [] }),
      unfocus: () => show({ focus: undefined }),
      depth: (depth) => show({ focusDepth: depth }),
    },
    search.element,
  );
  root.replaceChildren(
    toolbar.element,
    filters.element,
    banner,
    h('main', { class: 'main' }, outline.element, h('div', { class: 'center' }, stageWrap, addresses.element), panel),
    live,
  );
  stage.append(active);

  const canvas = createCanvas(stage, palette, {
    onSelect: (id) => {
      // The ring is for the keyboard.
      stage.classList.add('by-pointer');
      stage.focus({ preventScroll: true });
      select(id, false);
    },
    onOpen: (id) => openOrExpand(id),
    onHover: (id, at) => hover(id, at),
    onContext: (id) => contextFor(id),
    onResize: () => {
      if (!userMoved) canvas.fit();
      minimap.move(canvas.viewport(), canvas.size());
    },
    onMoved: () => remember(),
    onViewport: () => {
      minimap.move(canvas.viewport(), canvas.size());
      tooltip.hide();
      remember();
    },
  });
  for (const gesture of ['wheel', 'pointerdown'] as const)
    stage.addEventListener(gesture, () => (userMoved = true), { passive: true });

  function dispatch(action: Action): void {
    const next = reduce(state, action);
    if (next === state) return;
    state = next;
    update();
    remember();
  }

  function show(shown: Partial<Shown>): void {
    userMoved = false;
    dispatch({ type: 'show', shown });
    const now = visible!;
    announce(t('{0} of {1} shown', now.graph.nodes.length, now.total));
  }

  function undo(): void {
    if (state.past.length === 0) {
      announce(t('Nothing to undo'));
      return;
    }
    userMoved = false;
    dispatch({ type: 'undo' });
    announce(t('View change undone'));
  }

  function fitAll(): void {
    userMoved = false;
    canvas.fit();
  }

  function nodeOf(id: string | undefined): GraphNode | undefined {
    return visible?.graph.nodes.find((node) => node.id === id);
  }

  function select(id: string | undefined, bringIntoSight: boolean, tell = true): void {
    lastFollowed = undefined;
    dispatch({ type: 'select', id });
    if (id !== undefined && bringIntoSight) canvas.reveal(id);
    if (tell) host.send({ type: 'select', id });
    if (id === undefined) return;
    const node = nodeOf(id);
    const edge = visible?.graph.edges.find((each) => each.id === id);
    if (node) announce(describeNode(node, visible!.graph));
    else if (edge) announce(describeEdge(edge, visible!.graph));
  }

  /** Goes to a node wherever it is: out of a collapsed card, or past the filter that hides it. */
  function goTo(node: GraphNode): void {
    if (!nodeOf(node.id)) {
      const blocked = blockingFilter(node, state.shown.filters);
      const outOfFocus = state.shown.focus !== undefined;
      if (blocked || outOfFocus) {
        const lift = () => {
          banner.hidden = true;
          const cleared = {
            ...state.shown.filters,
            ...(blocked && { [blocked]: initialState.shown.filters[blocked] }),
          };
          show({ filters: cleared, focus: undefined });
          goTo(node);
        };
        const reason = blocked
          ? {
              namespaces: t('the namespaces filter'),
              hiddenKinds: t('the kinds filter'),
              label: t('the label filter'),
              problemsOnly: t('the problems filter'),
            }[blocked]
          : t('the focus');
        banner.hidden = false;
        banner.replaceChildren(
          t('{0} is hidden by {1}.', node.name, reason),
          ' ',
          createButton({ label: t('Show it'), id: 'lift', onClick: lift }),
        );
        announce(t('{0} is hidden by {1}.', node.name, reason));
        return;
      }
    }
    select(node.id, true);
    stage.focus();
  }

  function openOrExpand(id: string): void {
    const node = nodeOf(id);
    const group = node && summarisedGroup(node);
    if (group !== undefined) expand(group);
    else if (node?.members) expand(node.id);
    else host.send({ type: 'open', id });
  }

  function expand(id: string): void {
    show({ expanded: [...state.shown.expanded, id] });
    canvas.fit(visible!.graph.nodes.filter((node) => node.group === id || node.id === id).map((node) => node.id));
  }

  let hoverTimer: ReturnType<typeof setTimeout> | undefined;
  let hoverAt: { id: string; x: number; y: number } | undefined;
  function hover(id: string | undefined, at: { x: number; y: number }): void {
    clearTimeout(hoverTimer);
    tooltip.hide();
    hoverAt = id === undefined ? undefined : { id, ...at };
    if (id !== undefined) hoverTimer = setTimeout(() => host.send({ type: 'hover', id }), 350);
    contextFor(id);
  }

  /** The editor's own context menu asks the page what stands under the pointer. */
  function contextFor(id: string | undefined): void {
    const node = nodeOf(id);
    const context = {
      webviewSection: node ? 'node' : id === undefined ? 'canvas' : 'edge',
      preventDefaultContextMenuItems: true,
      ...(id !== undefined && { podpathId: id }),
      ...(node && { podpathKind: node.kind, podpathRole: node.role }),
    };
    stage.dataset.vscodeContext = JSON.stringify(context);
  }

  async function runExport(format: ExportFormat | 'copy'): Promise<void> {
    if (!visible || !layout) return;
    try {
      if (format === 'copy') {
        const blob = await drawPng(visible.graph, layout, palette);
        await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
        return announce(t('Copied as an image'));
      }
      const data = await exportGraph(format, visible.graph, layout, palette, state.title);
      host.send({ type: 'export', format, data });
      announce(t('Exported as {0}', format));
    } catch (error) {
      host.send({ type: 'error', message: `Export as ${format}: ${String(error)}` });
      announce(t('The export failed'));
    }
  }

  const move = (direction: Parameters<typeof nearest>[2]) => {
    if (!layout) return;
    const id = nearest(layout, nodeOf(state.selection)?.id, direction);
    if (id === undefined) announce(t('Nothing further in this direction'));
    else select(id, true);
  };
  const walk = (way: 'in' | 'out') => {
    const at = nodeOf(state.selection);
    if (!at || !visible) return announce(t('Select a card first'));
    const again =
      lastFollowed && (way === 'out' ? lastFollowed.target : lastFollowed.source) === at.id ? lastFollowed : undefined;
    const start = again ? (way === 'out' ? again.source : again.target) : at.id;
    const siblings = visible.graph.edges.filter((edge) => (way === 'out' ? edge.source : edge.target) === start).length;
    const edge =
      siblings > 1 && again ? follow(visible.graph, start, way, again) : follow(visible.graph, at.id, way, undefined);
    if (!edge)
      return announce(way === 'out' ? t('{0} leads nowhere further', at.name) : t('Nothing leads to {0}', at.name));
    select(way === 'out' ? edge.target : edge.source, true);
    lastFollowed = edge;
  };
  const onSelected = (run: (id: string) => void) => () =>
    state.selection === undefined ? announce(t('Select a card first')) : run(state.selection);
  const stepBack = () => {
    if (!tooltip.element.hidden) return tooltip.hide();
    if (search.close()) return stage.focus();
    if (state.filtersOpen) {
      dispatch({ type: 'toggle', part: 'filtersOpen', on: false });
      return stage.focus();
    }
    if (state.trace) return dispatch({ type: 'trace', trace: undefined });
    if (state.legend) return dispatch({ type: 'toggle', part: 'legend', on: false });
    if (state.shown.focus !== undefined) return show({ focus: undefined });
    if (state.selection !== undefined) {
      select(undefined, false);
      announce(t('Nothing selected'));
    }
  };
  const shortcuts: readonly Shortcut[] = shortcutsOf({
    move,
    walk,
    open: onSelected(openOrExpand),
    toggleDetails: () => {
      dispatch({ type: 'toggle', part: 'panel' });
      if (state.panel) panel.querySelector<HTMLElement>('vscode-button')?.focus();
    },
    select: onSelected((id) => {
      dispatch({ type: 'toggle', part: 'panel', on: true });
      select(id, true);
    }),
    search: () => search.focus(),
    fit: fitAll,
    fitSelection: onSelected((id) => canvas.fit([id])),
    zoomIn: () => canvas.zoomBy(1.25),
    zoomOut: () => canvas.zoomBy(0.8),
    resetZoom: () => canvas.resetZoom(),
    pan: (x, y) => canvas.panBy(x, y),
    focus: onSelected((id) => nodeOf(id) && show({ focus: id })),
    hide: onSelected((id) => {
      const node = nodeOf(id);
      if (!node) return;
      const { filters } = state.shown;
      show({ filters: { ...filters, hiddenKinds: [...new Set([...filters.hiddenKinds, node.kind])].sort() } });
      announce(t('{0} hidden', node.kind));
    }),
    context: () => {
      const box = state.selection === undefined ? undefined : canvas.screenBox(state.selection);
      contextFor(state.selection);
      const at = stage.getBoundingClientRect();
      const [x, y] = box ? [at.x + box.x + box.width / 2, at.y + box.y + box.height / 2] : [at.x + 40, at.y + 40];
      stage.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: x, clientY: y }));
    },
    outline: () => {
      dispatch({ type: 'toggle', part: 'outline' });
      state.outline ? outline.focus() : stage.focus();
    },
    legend: () => dispatch({ type: 'toggle', part: 'legend' }),
    filters: () => {
      dispatch({ type: 'toggle', part: 'filtersOpen' });
      if (state.filtersOpen) requestAnimationFrame(() => filters.focus());
    },
    undo,
    traceFrom: onSelected((id) => host.send({ type: 'trace', from: id })),
    traceTo: onSelected((id) => host.send({ type: 'trace', to: id })),
    step: (by) => dispatch({ type: 'step', step: (state.trace?.step ?? state.step) + by }),
    nextProblem: () => {
      const troubled = visible?.graph.nodes.filter((node) => layout?.cards.get(node.id)?.card.severity) ?? [];
      if (troubled.length === 0) return announce(t('No problems'));
      const at = troubled.findIndex((node) => node.id === state.selection);
      select(troubled[(at + 1) % troubled.length]!.id, true);
    },
    view: (kind) => host.send({ type: 'view', view: kind }),
    help: () => openSheet(shortcuts),
    escape: stepBack,
  });
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
    stage.classList.remove('by-pointer');
    const target = event.target as HTMLElement;
    const inText = target.closest('input, textarea, vscode-text-field, vscode-dropdown') !== null;
    const found = findShortcut(shortcuts, event, target === stage, inText);
    if (!found) return;
    event.preventDefault();
    found.run();
  });

  host.listen((message) => {
    switch (message.type) {
      case 'init':
        return;
      case 'graph':
        if (message.view.kind !== state.view?.kind) userMoved = false;
        dispatch({ type: 'view', view: message.view, title: message.title });
        if (message.view.kind === 'dns' && message.view.resolution) dns.play();
        return;
      case 'settings':
        return dispatch({ type: 'settings', settings: message.settings });
      case 'reveal': {
        const node = graphOf(state.view).nodes.find((each) => each.id === message.node);
        if (!node || message.node === state.selection) return;
        if (message.reason === 'command') return goTo(node);
        if (nodeOf(node.id)) select(node.id, true, false);
        return;
      }
      case 'details':
        return dispatch({ type: 'details', details: message.details });
      case 'hover':
        if (hoverAt?.id === message.node && message.markdown !== '')
          tooltip.show(message.markdown, hoverAt, canvas.size());
        return;
      case 'trace':
        dispatch({ type: 'trace', trace: message.trace });
        announce(`${message.trace.title}: ${verdictText(message.trace.verdict)}`);
        return trace.play();
      case 'export':
        return void runExport(message.format);
      case 'announce':
        return announce(message.text);
    }
  });

  let rememberTimer: ReturnType<typeof setTimeout> | undefined;
  function remember(): void {
    clearTimeout(rememberTimer);
    rememberTimer = setTimeout(() => {
      const { zoom, pan } = canvas.viewport();
      host.save(savedState(state, zoom, { x: pan.x, y: pan.y }, canvas.moved()));
    }, 300);
  }

  /** Brings the page in step with the state; parts whose inputs did not change are left alone. */
  function update(): void {
    const kind = state.view?.kind;
    const next = visibleOf(state);
    const sameView = kind === drawnKind;
    const redraw = !visible || next.graph !== visible.graph;
    if (redraw) {
      // Into an empty picture the first graph comes as anew.
      const stable = sameView && drawnShown === state.shown && layout?.cards.size !== 0 ? layout : undefined;
      layout = layoutGraph(next.graph, stable);
      visible = next;
      drawnShown = state.shown;
      if (drawnKind !== undefined && !sameView) canvas.place({});
      drawnKind = kind;
      canvas.show(next.graph, layout);
      minimap.element.hidden = next.graph.nodes.length < smallest;
      minimap.show(next.graph, layout, palette);
      if (!userMoved && (!stable || !canvas.isWhole())) canvas.fit();
      minimap.move(canvas.viewport(), canvas.size());
      if (state.legend) drawLegend(legend, next.graph, palette);
    }
    const isAddresses = kind === 'addresses';
    stageWrap.hidden = isAddresses;
    addresses.element.hidden = !isAddresses;
    if (state.view?.kind === 'addresses') addresses.show(state.view);
    dns.element.hidden = kind !== 'dns';
    if (state.view?.kind === 'dns') dns.show(state.view, state.step);
    trace.element.hidden = !state.trace;
    if (state.trace) {
      const { trace: path, step } = state.trace;
      const outcome = { text: verdictText(path.verdict), tone: path.verdict };
      const items = path.hops.map((hop) => ({
        title: hop.title,
        detail: hop.detail,
        mark: verdictText(hop.verdict),
        tone: hop.verdict,
      }));
      trace.show(path.title, outcome, items, step);
    } else trace.stop();
    toolbar.show(state);
    filters.element.hidden = !state.filtersOpen;
    if (state.filtersOpen) filters.show(graphOf(state.view), state.shown.filters);
    outline.element.hidden = !state.outline;
    if (state.outline) outline.show(visible!.graph, state.selection);
    if (legend.hidden && state.legend) drawLegend(legend, visible!.graph, palette);
    legend.hidden = !state.legend;
    panel.hidden = !state.panel && kind !== 'dns' && !state.trace;
    panelBody.hidden = (kind === 'dns' || state.trace !== undefined) && state.selection === undefined;
    if (!panel.hidden)
      drawPanel(panelBody, visible!.graph, state.selection, state.details, {
        send: host.send,
        select: (id) => {
          const node = graphOf(state.view).nodes.find((each) => each.id === id);
          if (node) goTo(node);
        },
        focus: (id) => show({ focus: id }),
        close: () => {
          dispatch({ type: 'toggle', part: 'panel', on: false });
          stage.focus();
        },
      });
    drawBanner();
    drawEmpty();
    emphasise();
  }

  function drawBanner(): void {
    const now = visible!;
    banner.hidden = !now.overview;
    if (banner.hidden) return;
    banner.replaceChildren(
      t('{0} of {1} shown: an overview by namespace. Open a namespace to see all of it.', now.shown, now.total),
      ' ',
      createButton({
        label: t('Filter'),
        id: 'banner-filter',
        onClick: () => dispatch({ type: 'toggle', part: 'filtersOpen', on: true }),
      }),
      createButton({ label: t('Show everything'), id: 'show-everything', onClick: () => show({ expanded: ['*'] }) }),
    );
  }

  function drawEmpty(): void {
    const now = visible!;
    empty.hidden = now.graph.nodes.length > 0 || state.view?.kind === 'addresses';
    if (empty.hidden) return;
    if (now.total > 0)
      empty.replaceChildren(
        h('h2', {}, t('Nothing passes the filters')),
        link(t('Clear filters'), () => show({ filters: initialState.shown.filters, focus: undefined })),
      );
    else if (state.view?.kind === 'dns')
      empty.replaceChildren(
        h('h2', {}, t('No name is resolved yet')),
        h('p', {}, t('Choose a workload and a name beside.')),
      );
    else
      empty.replaceChildren(
        h('h2', {}, t('Nothing to draw yet')),
        h('p', {}, t('No Service, Ingress or workload was found in the manifests of this scope.')),
        link(t('Open the walkthrough'), () =>
          host.send({ type: 'runCommand', command: 'podpath.help.openWalkthrough', args: [] }),
        ),
      );
  }

  function emphasise(): void {
    const dnsStep = state.view?.kind === 'dns' ? state.view.resolution?.steps[state.step] : undefined;
    const key = { visible, selection: state.selection, trace: state.trace, step: state.step };
    if (
      applied &&
      applied.visible === key.visible &&
      applied.selection === key.selection &&
      applied.trace === key.trace &&
      applied.step === key.step
    )
      return;
    const stepped = applied?.trace !== state.trace || applied?.step !== state.step;
    applied = key;
    const { selection } = state;
    const node = nodeOf(selection);
    active.setAttribute('aria-label', node ? describeNode(node, visible!.graph) : t('Nothing selected'));
    const steps = state.trace
      ? state.trace.trace.hops
      : dnsStep && state.view?.kind === 'dns'
        ? state.view.resolution!.steps
        : undefined;
    const current = state.trace ? state.trace.trace.hops[state.trace.step] : dnsStep;
    if (steps && current) {
      const nodes = new Set(steps.flatMap((each) => each.nodes));
      canvas.emphasise({
        selected: selection,
        active: new Set(current.nodes),
        nodes,
        edges: new Set(current.edges),
        faded: true,
      });
      if (current.nodes[0] !== undefined) canvas.reveal(current.nodes[0]);
      if (stepped && !reducedMotion()) for (const edge of current.edges) void canvas.travel(edge, 700);
      return;
    }
    if (selection === undefined) {
      canvas.emphasise({ faded: false });
      return;
    }
    const near = visible!.graph.edges.filter(
      (edge) => edge.source === selection || edge.target === selection || edge.id === selection,
    );
    canvas.emphasise({
      selected: selection,
      nodes: new Set([selection, ...near.flatMap((edge) => [edge.source, edge.target])]),
      edges: new Set(near.map((edge) => edge.id)),
      faded: near.length > 0,
    });
  }

  onThemeChange(() => {
    palette = readPalette();
    canvas.restyle(palette);
    if (visible && layout) minimap.show(visible.graph, layout, palette);
    if (state.legend && visible) drawLegend(legend, visible.graph, palette);
  });

  update();
  if (saved?.moved && saved.view === state.view?.kind) canvas.place(saved.moved);
  restoreViewport(saved);
  minimap.move(canvas.viewport(), canvas.size());
  if (state.selection !== undefined) host.send({ type: 'select', id: state.selection });
  window.podpathPan = (x, y) => canvas.panBy(x, y);
  window.podpathBox = (id) => canvas.screenBox(id ?? state.selection ?? '');
  document.body.dataset.painted = 'true';

  function restoreViewport(from: SavedState | undefined): void {
    if (from?.zoom !== undefined && from.pan && from.view === state.view?.kind) {
      userMoved = true;
      canvas.setViewport({ zoom: from.zoom, pan: from.pan });
    } else canvas.fit();
  }
}

function usesScreenReader(): boolean {
  return document.body.classList.contains('vscode-using-screen-reader');
}
