import type { ViewKind } from '../../src/features/graph/views.ts';
import { findShortcut, type Shortcut } from '../keyboard.ts';
import { t } from '../l10n.ts';
import { shortcutsOf, viewName } from '../shortcuts.ts';
import type { Header } from './header.ts';
import type { Looking } from './looking.ts';
import type { Page } from './page.ts';
import type { Picture } from './picture.ts';
import type { Pointing } from './pointing.ts';
import type { Selection } from './selection.ts';
import type { Session } from './session.ts';
import type { Side } from './side.ts';

/** The pieces of the page that keys act on. */
export interface Pieces {
  readonly session: Session;
  readonly page: Page;
  readonly picture: Picture;
  readonly looking: Looking;
  readonly selection: Selection;
  readonly pointing: Pointing;
  readonly header: Header;
  readonly side: Side;
  readonly help: () => void;
}

/** What each key does. */
export function keysOf(pieces: Pieces): readonly Shortcut[] {
  const { session, page, picture, looking, selection, pointing, header, side, help } = pieces;
  const { dispatch, host } = session;
  const { canvas } = picture;
  const run = (command: string) => host.send({ type: 'runCommand', command, args: [] });
  const inView = (kind: ViewKind, command: string) => () => {
    if (session.state.view?.kind === kind) run(command);
    else session.announce(t('Only in the view {0}', viewName(kind)));
  };
  const onSelected = (run: (id: string) => void) => () => selection.withSelected(run);
  return shortcutsOf({
    move: selection.move,
    walk: selection.walk,
    open: onSelected(selection.open),
    toggleDetails: () => {
      dispatch({ type: 'toggle', part: 'panel' });
      if (session.state.panel) side.focusPanel();
    },
    select: onSelected((id) => {
      dispatch({ type: 'toggle', part: 'panel', on: true });
      selection.select(id, true);
    }),
    search: header.focusSearch,
    fit: picture.fit,
    fitSelection: onSelected((id) => canvas.fit([id])),
    zoomIn: () => canvas.zoomBy(1.25),
    zoomOut: () => canvas.zoomBy(0.8),
    resetZoom: () => canvas.resetZoom(),
    pan: (x, y) => canvas.panBy(x, y),
    focus: onSelected((id) => picture.node(id) && looking.show({ focus: id })),
    hide: onSelected((id) => {
      const kind = picture.node(id)?.kind;
      if (kind === undefined) return;
      const { filters } = session.state.shown;
      looking.show({ filters: { ...filters, hiddenKinds: [...new Set([...filters.hiddenKinds, kind])].sort() } });
      session.announce(t('{0} hidden', kind));
    }),
    context: pointing.openContext,
    outline: () => {
      dispatch({ type: 'toggle', part: 'outline' });
      if (session.state.outline) side.focusOutline();
      else page.stage.focus();
    },
    legend: () => dispatch({ type: 'toggle', part: 'legend' }),
    filters: header.toggleFilters,
    undo: looking.undo,
    traceFrom: onSelected((id) => host.send({ type: 'trace', from: id })),
    traceTo: onSelected((id) => host.send({ type: 'trace', to: id })),
    step: (by) => dispatch({ type: 'step', step: (session.state.trace?.step ?? session.state.step) + by }),
    nextProblem: selection.nextProblem,
    scope: () => run('podpath.topology.selectScope'),
    changes: () => {
      if (session.state.context.comparison) side.showChanges();
      else run('podpath.topology.compareWithGit');
    },
    endComparison: () => {
      if (session.state.context.comparison) run('podpath.topology.stopComparing');
      else session.announce(t('Nothing is compared'));
    },
    policies: inView('connections', 'podpath.topology.togglePolicies'),
    resolver: inView('dns', 'podpath.topology.switchResolver'),
    copyLookup: inView('dns', 'podpath.topology.copyLookup'),
    view: (kind) => host.send({ type: 'view', view: kind }),
    help,
    escape: () => stepBack(pieces),
  });
}

/** Runs the shortcuts on the page. */
export function takeKeys(shortcuts: readonly Shortcut[], stage: HTMLElement): void {
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
}

/** Closes what was opened last, one thing at a time; at the end the selection goes. */
function stepBack({ session, page, looking, selection, pointing, header }: Pieces): void {
  const { state, dispatch } = session;
  if (pointing.hideHover()) return;
  if (header.closeSearch()) page.stage.focus();
  else if (state.filtersOpen) {
    dispatch({ type: 'toggle', part: 'filtersOpen', on: false });
    page.stage.focus();
  } else if (state.trace) dispatch({ type: 'trace', trace: undefined });
  else if (state.legend) dispatch({ type: 'toggle', part: 'legend', on: false });
  else if (state.shown.focus !== undefined) looking.show({ focus: undefined });
  else if (state.selection !== undefined) {
    selection.select(undefined, false);
    session.announce(t('Nothing selected'));
  }
}
