import type { GraphNode } from '../../src/features/graph/graph.ts';
import type { Filters } from '../../src/features/graph/narrow/filter.ts';
import type { ViewKind } from '../../src/features/graph/views.ts';
import { t } from '../l10n.ts';
import { link } from '../parts/detailSections.ts';
import { noConnections, whyEmpty } from '../parts/emptyView.ts';
import { initialState, type State } from '../store.ts';
import { createButton } from '../ui/controls.ts';
import { h } from '../ui/dom.ts';
import type { Looking } from './looking.ts';
import type { Page } from './page.ts';
import type { Picture } from './picture.ts';
import type { Session } from './session.ts';

/** What is said about the picture as a whole: how much of it is shown, why it is empty, what hides a card. */
export interface Notices {
  /** Says that a filter, or else the focus, hides a node, and offers to lift it. */
  hidden(node: GraphNode, filter: keyof Filters | undefined, lift: () => void): void;
}

/** Draws the banner above the canvas, and what stands in an empty one. */
export function createNotices(session: Session, page: Page, picture: Picture, looking: Looking): Notices {
  const { banner } = page;
  const empty = h('div', { class: 'nothing', hidden: true });
  page.stageWrap.append(empty);

  session.onChange((state) => {
    drawBanner(state);
    drawEmpty(state);
  });

  const ways = {
    view: (kind: ViewKind) => session.host.send({ type: 'view', view: kind }),
    run: (command: string, ...args: readonly string[]) => session.host.send({ type: 'runCommand', command, args }),
  };

  function drawBanner({ view, context }: State): void {
    const { overview, shown, total } = picture.visible;
    const isApart = view?.kind === 'connections' && view.graph.nodes.length > 0 && view.graph.edges.length === 0;
    banner.hidden = !overview && !isApart;
    if (isApart && !overview) banner.replaceChildren(...noConnections(context, ways));
    if (!overview) return;
    banner.replaceChildren(
      t('{0} of {1} shown: an overview by namespace. Open a namespace to see all of it.', shown, total),
      ' ',
      createButton({
        label: t('Filter'),
        id: 'banner-filter',
        onClick: () => session.dispatch({ type: 'toggle', part: 'filtersOpen', on: true }),
      }),
      createButton({
        label: t('Show everything'),
        id: 'show-everything',
        onClick: () => looking.show({ expanded: ['*'] }),
      }),
    );
  }

  function drawEmpty(state: State): void {
    const { graph, total } = picture.visible;
    empty.hidden = graph.nodes.length > 0 || state.view?.kind === 'addresses';
    if (!empty.hidden) empty.replaceChildren(...reasons(state, total));
  }

  function reasons({ view, context }: State, total: number): readonly HTMLElement[] {
    if (total === 0 && view) return whyEmpty(view, context, ways);
    return [
      h('h2', {}, t('Nothing passes the filters')),
      link(t('Clear filters'), () => looking.show({ filters: initialState.shown.filters, focus: undefined })),
    ];
  }

  return {
    hidden(node, filter, lift) {
      const reason = filter
        ? {
            namespaces: t('the namespaces filter'),
            hiddenKinds: t('the kinds filter'),
            label: t('the label filter'),
            problemsOnly: t('the problems filter'),
          }[filter]
        : t('the focus');
      const text = t('{0} is hidden by {1}.', node.name, reason);
      banner.hidden = false;
      banner.replaceChildren(text, ' ', createButton({ label: t('Show it'), id: 'lift', onClick: lift }));
      session.announce(text);
    },
  };
}
