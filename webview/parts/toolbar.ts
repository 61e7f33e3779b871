import { type ExportFormat, exportFormats } from '../../src/features/graph/messages.ts';
import { type ViewKind, viewKinds } from '../../src/features/graph/views.ts';
import { t } from '../l10n.ts';
import { viewName } from '../shortcuts.ts';
import type { State } from '../store.ts';
import { createButton, createSelect, setEnabled, setPressed } from '../ui/controls.ts';
import { h } from '../ui/dom.ts';
import { countFilters } from './filters.ts';

export interface ToolbarActions {
  readonly view: (view: ViewKind) => void;
  readonly filters: () => void;
  readonly follow: () => void;
  readonly undo: () => void;
  readonly fit: () => void;
  readonly zoom: (factor: number) => void;
  readonly arrange: () => void;
  readonly outline: () => void;
  readonly panel: () => void;
  readonly legend: () => void;
  readonly help: () => void;
  readonly export: (format: ExportFormat | 'copy') => void;
  readonly compare: () => void;
  readonly unfocus: () => void;
  readonly depth: (depth: number) => void;
}

export interface Toolbar {
  readonly element: HTMLElement;
  show(state: State): void;
}

/** What stands in the toolbar and is drawn by others. */
export interface ToolbarParts {
  readonly search: HTMLElement;
  /** Which scope is shown. */
  readonly scope: HTMLElement;
  /** What only one view has, and what the picture is compared with. */
  readonly asked: HTMLElement;
}

/** What takes part in moving by arrows. */
const stop = '.tool, .tab, vscode-button, vscode-dropdown';

/** One stop for the tab key; the arrows move within. */
export function createToolbar(actions: ToolbarActions, { search, scope, asked }: ToolbarParts): Toolbar {
  const tabs = h('div', { class: 'tabs', role: 'group', 'aria-label': t('View') });
  const tabOf = new Map<ViewKind, HTMLElement>();
  for (const kind of viewKinds) {
    const tab = h(
      'button',
      { type: 'button', class: 'tab', 'data-testid': `view-${kind}`, onClick: () => actions.view(kind) },
      viewName(kind),
    );
    tabOf.set(kind, tab);
    tabs.append(tab);
  }
  const compact = (label: string, icon: Parameters<typeof createButton>[0]['icon'], id: string, onClick: () => void) =>
    createButton({ label, ...(icon && { icon }), compact: true, id, onClick });
  const filters = compact(t('Filters'), 'filter', 'filters', actions.filters);
  const undo = compact(t('Undo view change'), 'undo', 'undo', actions.undo);
  const follow = compact(t('Follow the editor'), 'follow', 'follow', actions.follow);
  const outline = compact(t('Outline'), 'outline', 'outline', actions.outline);
  const panel = compact(t('Details'), 'panel', 'panel', actions.panel);
  const legend = compact(t('Legend'), 'legend', 'legend', actions.legend);
  const formats: Record<ExportFormat, string> = {
    png: 'PNG',
    svg: 'SVG',
    mermaid: 'Mermaid',
    dot: 'DOT',
    drawio: 'draw.io',
    json: 'JSON',
  };
  const exporter = createSelect({
    label: t('Export'),
    id: 'export',
    onChange: (value) => {
      if (value === 'copy' || (exportFormats as readonly string[]).includes(value))
        actions.export(value as ExportFormat | 'copy');
      resetExport();
    },
  });
  const resetExport = () =>
    exporter.set(
      [
        { value: '', label: t('Export…') },
        ...exportFormats.map((value) => ({ value, label: formats[value] })),
        { value: 'copy', label: t('Copy as image') },
      ],
      '',
    );
  resetExport();
  const depth = createSelect({
    label: t('Depth of the focus'),
    id: 'depth',
    onChange: (value) => actions.depth(Number(value)),
  });
  const unfocus = createButton({ label: t('Show all'), id: 'unfocus', onClick: actions.unfocus });
  const focusBar = h('div', { class: 'focus', hidden: true }, h('span', { class: 'what' }), depth.element, unfocus);
  // Without a picture there is nothing to look at otherwise.
  const ofPicture = [
    filters,
    undo,
    compact(t('Fit'), 'fit', 'fit', actions.fit),
    compact(t('Zoom in'), 'zoomIn', 'zoom-in', () => actions.zoom(1.25)),
    compact(t('Zoom out'), 'zoomOut', 'zoom-out', () => actions.zoom(0.8)),
    compact(t('Arrange again'), 'arrange', 'arrange', actions.arrange),
    legend,
    outline,
    panel,
    exporter.element,
  ];
  const compare = compact(t('Compare with a Git ref'), 'compare', 'compare', actions.compare);
  const help = compact(t('Keyboard shortcuts'), 'help', 'help', actions.help);
  const end = h('div', { class: 'tools' }, ...ofPicture.slice(0, 6), compare, follow, ...ofPicture.slice(6), help);
  const element = h('div', { class: 'toolbar', role: 'toolbar', 'aria-label': t('Topology') }, scope, tabs, asked, end);
  const stops = () => [...element.querySelectorAll<HTMLElement>(stop)].filter((each) => each.offsetParent);
  const settle = (chosen: HTMLElement) => {
    for (const each of stops()) each.tabIndex = each === chosen ? 0 : -1;
  };
  element.addEventListener('focusin', (event) => {
    const chosen = (event.target as HTMLElement).closest<HTMLElement>(stop);
    if (chosen) settle(chosen);
  });
  element.addEventListener('keydown', (event) => {
    const all = stops();
    const at = all.indexOf((event.target as HTMLElement).closest(stop) as HTMLElement);
    if (at < 0) return;
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    all[(to + all.length) % all.length]!.focus();
  });
  // The controls need a moment to take a tab index.
  requestAnimationFrame(() => settle(tabOf.get('routing')!));
  return {
    element: h(
      'header',
      { class: 'top' },
      h('h1', { class: 'hidden' }, t('Topology')),
      element,
      h('div', { class: 'second' }, search, focusBar),
    ),
    show(state) {
      for (const [kind, tab] of tabOf) {
        const on = state.view?.kind === kind;
        tab.setAttribute('aria-pressed', String(on));
        tab.classList.toggle('on', on);
      }
      for (const each of [...ofPicture, search]) each.hidden = state.view?.kind === 'addresses';
      setPressed(filters, state.filtersOpen);
      filters.classList.toggle('set', countFilters(state.shown.filters) > 0);
      setPressed(follow, state.settings.followEditor);
      setPressed(outline, state.outline);
      setPressed(panel, state.panel);
      setPressed(legend, state.legend);
      setEnabled(undo, state.past.length > 0);
      const { focus, focusDepth } = state.shown;
      focusBar.hidden = focus === undefined;
      if (focus === undefined) return;
      focusBar.querySelector('.what')!.textContent = t('Focus on {0}', focus.split('/').at(-1) ?? focus);
      depth.set(
        [1, 2, 3, 4, 9].map((each) => ({
          value: String(each),
          label: each === 9 ? t('all steps') : t('{0} steps', each),
        })),
        String(focusDepth),
      );
    },
  };
}
