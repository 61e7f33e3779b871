import { t } from '../l10n.ts';
import { createAskTools } from '../parts/askTools.ts';
import { createFilters } from '../parts/filters.ts';
import { createScopePart } from '../parts/scopeButton.ts';
import { createSearch } from '../parts/search.ts';
import { createToolbar } from '../parts/toolbar.ts';
import { graphOf } from '../store.ts';
import { exportPicture } from './exporting.ts';
import type { Looking } from './looking.ts';
import type { Page } from './page.ts';
import type { Picture } from './picture.ts';
import type { Selection } from './selection.ts';
import type { Session } from './session.ts';

/** The toolbar with search and filters. */
export interface Header {
  focusSearch(): void;
  /** Closes the suggestions; whether they were open. */
  closeSearch(): boolean;
  toggleFilters(): void;
}

/** Draws the toolbar, the search and the filters; `help` opens the sheet of shortcuts, `showChanges` what differs. */
export function createHeader(
  session: Session,
  page: Page,
  picture: Picture,
  looking: Looking,
  selection: Selection,
  help: () => void,
  showChanges: () => void,
): Header {
  const { host, dispatch, announce } = session;
  const { canvas } = picture;
  const filters = createFilters((next) => looking.show({ filters: next }));
  const search = createSearch(
    () => graphOf(session.state.view).nodes,
    (node) => selection.goTo(node.id),
    () => page.stage.focus(),
  );
  const toggleFilters = () => {
    dispatch({ type: 'toggle', part: 'filtersOpen' });
    if (session.state.filtersOpen) requestAnimationFrame(() => filters.focus());
  };
  const run = (command: string) => host.send({ type: 'runCommand', command, args: [] });
  const scope = createScopePart(() => run('podpath.topology.selectScope'));
  const asked = createAskTools({
    policies: () => run('podpath.topology.togglePolicies'),
    resolver: () => run('podpath.topology.switchResolver'),
    copyLookup: () => run('podpath.topology.copyLookup'),
    changes: showChanges,
    endComparison: () => run('podpath.topology.stopComparing'),
  });
  const toolbar = createToolbar(
    {
      view: (kind) => host.send({ type: 'view', view: kind }),
      filters: toggleFilters,
      follow: () => {
        const on = !session.state.settings.followEditor;
        dispatch({ type: 'settings', settings: { ...session.state.settings, followEditor: on } });
        host.send({ type: 'followEditor', on });
        announce(on ? t('Follows the editor') : t('Does not follow the editor'));
      },
      undo: looking.undo,
      fit: picture.fit,
      zoom: (factor) => canvas.zoomBy(factor),
      arrange: picture.arrange,
      outline: () => dispatch({ type: 'toggle', part: 'outline' }),
      panel: () => dispatch({ type: 'toggle', part: 'panel' }),
      legend: () => dispatch({ type: 'toggle', part: 'legend' }),
      help,
      export: (format) => void exportPicture(session, picture, format),
      compare: () => run('podpath.topology.compareWithGit'),
      unfocus: () => looking.show({ focus: undefined }),
      depth: (depth) => looking.show({ focusDepth: depth }),
    },
    { search: search.element, scope: scope.element, asked: asked.element },
  );
  page.head.append(toolbar.element, filters.element);

  session.onChange((state) => {
    scope.show(state.context.scope);
    asked.show(state.view, state.context.comparison);
    toolbar.show(state);
    filters.element.hidden = !state.filtersOpen;
    if (state.filtersOpen) filters.show(graphOf(state.view), state.shown.filters);
  });
  return { focusSearch: search.focus, closeSearch: search.close, toggleFilters };
}
