import type { GraphEdge, GraphNode } from '../../src/features/graph/graph.ts';
import { blockingFilter } from '../../src/features/graph/narrow/filter.ts';
import { summarisedGroup } from '../../src/features/graph/narrow/overview.ts';
import { describeEdge, describeNode } from '../a11y/describe.ts';
import { t } from '../l10n.ts';
import { type Direction, follow, nearest } from '../navigate.ts';
import { graphOf, initialState } from '../store.ts';
import type { Looking } from './looking.ts';
import type { Notices } from './notices.ts';
import type { Page } from './page.ts';
import type { Picture } from './picture.ts';
import type { Session } from './session.ts';

/** What is selected, and the ways from card to card. */
export interface Selection {
  /** Selects a card or a line, or nothing; `tell` the host unless it is the one who asked. */
  select(id: string | undefined, bringIntoSight: boolean, tell?: boolean): void;
  /** Goes to a node or an edge wherever it is: out of a collapsed card, or past the filter that hides it. */
  goTo(id: string): void;
  /** Opens the source, or what a card stands for. */
  open(id: string): void;
  move(direction: Direction): void;
  /** Along a line; again for the next sibling. */
  walk(way: 'in' | 'out'): void;
  nextProblem(): void;
  /** Runs with what is selected; says so when nothing is. */
  withSelected(run: (id: string) => void): void;
}

/** Keeps the selection of the session, the picture and the host in step. */
export function createSelection(
  session: Session,
  page: Page,
  picture: Picture,
  looking: Looking,
  notices: Notices,
): Selection {
  const { host, announce } = session;
  let lastFollowed: GraphEdge | undefined;

  const select: Selection['select'] = (id, bringIntoSight, tell = true) => {
    lastFollowed = undefined;
    session.dispatch({ type: 'select', id });
    if (id !== undefined && bringIntoSight) picture.reveal(id);
    if (tell) host.send({ type: 'select', id });
    const [node, edge] = [picture.node(id), picture.edge(id)];
    if (node) announce(describeNode(node, picture.visible.graph));
    else if (edge) announce(describeEdge(edge, picture.visible.graph));
  };

  const goTo = (id: string) => {
    const { nodes, edges } = graphOf(session.state.view);
    const edge = edges.find((each) => each.id === id);
    const ends = edge ? [edge.source, edge.target] : [id];
    const found = nodes.filter((each) => ends.includes(each.id));
    if (found.length === 0) return;
    if (found.some((node) => !picture.node(node.id) && isHidden(node, id))) return;
    select(id, true);
    page.stage.focus();
  };

  /** Whether a filter or the focus hides the node: then the banner offers to lift it. */
  const isHidden = (node: GraphNode, wanted: string): boolean => {
    const { filters, focus } = session.state.shown;
    const blocked = blockingFilter(node, filters);
    if (!blocked && focus === undefined) return false;
    const lift = () => {
      const cleared = { ...filters, ...(blocked && { [blocked]: initialState.shown.filters[blocked] }) };
      looking.show({ filters: cleared, focus: undefined });
      goTo(wanted);
    };
    notices.hidden(node, blocked, lift);
    return true;
  };

  return {
    select,
    goTo,
    open(id) {
      const node = picture.node(id);
      const group = node && summarisedGroup(node);
      if (group !== undefined) looking.expand(group);
      else if (node?.members) looking.expand(node.id);
      else host.send({ type: 'open', id });
    },
    move(direction) {
      const id = nearest(picture.layout, picture.node(session.state.selection)?.id, direction);
      if (id === undefined) announce(t('Nothing further in this direction'));
      else select(id, true);
    },
    walk(way) {
      const at = picture.node(session.state.selection);
      if (!at) return announce(t('Select a card first'));
      const { graph } = picture.visible;
      const [near, far] = way === 'out' ? (['source', 'target'] as const) : (['target', 'source'] as const);
      const again = lastFollowed?.[far] === at.id ? lastFollowed : undefined;
      const siblings = again ? graph.edges.filter((edge) => edge[near] === again[near]).length : 0;
      const edge =
        again && siblings > 1 ? follow(graph, again[near], way, again) : follow(graph, at.id, way, undefined);
      if (!edge)
        return announce(way === 'out' ? t('{0} leads nowhere further', at.name) : t('Nothing leads to {0}', at.name));
      select(edge[far], true);
      lastFollowed = edge;
    },
    nextProblem() {
      const troubled = picture.visible.graph.nodes.filter((node) => picture.layout.cards.get(node.id)?.card.severity);
      if (troubled.length === 0) return announce(t('No problems'));
      const at = troubled.findIndex((node) => node.id === session.state.selection);
      select(troubled[(at + 1) % troubled.length]!.id, true);
    },
    withSelected(run) {
      const { selection } = session.state;
      if (selection === undefined) announce(t('Select a card first'));
      else run(selection);
    },
  };
}
