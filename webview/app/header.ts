import { t } from '../l10n.ts';
import { createFilters } from '../parts/filters.ts';
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

/** Draws the toolbar, the search and the filters; `help` opens the sheet of shortcuts. */
export function createHeader(
  session: Session,
  page: Page,
  picture: Picture,
  looking: Looking,
  selection: Selection,
  help: () => void,
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
      compare: () => host.send({ type: 'runCommand', command: 'podpath.topology.compareWithGit', args: [] }),
      unfocus: () => looking.show({ focus: undefined }),
      depth: (depth) => looking.show({ focusDepth: depth }),
    },
    search.element,
  );
  page.head.append(toolbar.element, filters.element);

  session.onChange((state) => {
    toolbar.show(state);
    filters.element.hidden = !state.filtersOpen;
    if (state.filtersOpen) filters.show(graphOf(state.view), state.shown.filters);
  });
  return { focusSearch: search.focus, closeSearch: search.close, toggleFilters };
}
