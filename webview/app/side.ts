import type { ChangeNote, Comparison } from '../../src/features/graph/views.ts';
import { verdictText } from '../a11y/describe.ts';
import { createOutline } from '../a11y/outline.ts';
import { t } from '../l10n.ts';
import { createAddressesPart } from '../parts/addressesView.ts';
import { countChanges, createChangesPart } from '../parts/changesView.ts';
import { changeWords } from '../parts/changeWords.ts';
import { createDnsPart } from '../parts/dnsView.ts';
import { drawLegend } from '../parts/legend.ts';
import { drawPanel } from '../parts/panel.ts';
import { createSteps } from '../parts/steps.ts';
import { graphOf, type State } from '../store.ts';
import { h } from '../ui/dom.ts';
import type { Looking } from './looking.ts';
import type { Page } from './page.ts';
import type { Picture } from './picture.ts';
import type { Selection } from './selection.ts';
import type { Session } from './session.ts';

/** What stands around the canvas: outline, legend, details, the steps of traces and resolutions, addresses. */
export interface Side {
  focusOutline(): void;
  focusPanel(): void;
  playTrace(): void;
  playResolution(): void;
  /** Shows what differs from the state that is compared with, and goes there; says so where nothing is compared. */
  showChanges(): void;
}

/** Draws the parts around the canvas. */
export function createSide(
  session: Session,
  page: Page,
  picture: Picture,
  looking: Looking,
  selection: Selection,
): Side {
  const { host, dispatch } = session;
  const outline = createOutline(
    (id) => selection.select(id, true),
    (id) => host.send({ type: 'open', id }),
  );
  const legend = h('section', { class: 'legend', 'aria-label': t('Legend'), hidden: true });
  let compared: Comparison | undefined;
  const goToStep = (step: number) => dispatch({ type: 'step', step });
  const trace = createSteps(goToStep, () => dispatch({ type: 'trace', trace: undefined }));
  const dns = createDnsPart((workload, name) => host.send({ type: 'resolve', workload, name }), goToStep);
  const addresses = createAddressesPart({
    open: (id) => host.send({ type: 'open', id }),
    view: (kind) => host.send({ type: 'view', view: kind }),
    run: (command, ...args) => host.send({ type: 'runCommand', command, args }),
  });
  const changes = createChangesPart({
    pick: goToChange,
    back: () => showChanges(),
    end: () => host.send({ type: 'runCommand', command: 'podpath.topology.stopComparing', args: [] }),
    close: closePanel,
  });
  const details = h('div', { class: 'body' });
  page.left.append(outline.element);
  page.stageWrap.append(legend);
  page.center.append(addresses.element);
  page.panel.append(trace.element, dns.element, changes.element, details);

  session.onChange((state) => {
    drawPlaces(state);
    drawSteps(state);
    drawChanges(state);
    drawDetails(state);
    drawLegendWhenNew(state.legend);
    outline.element.hidden = !state.outline;
    if (state.outline) outline.show(picture.visible.graph, state.selection);
  });
  picture.onRestyle(() => {
    drawn = undefined;
    drawLegendWhenNew(session.state.legend);
  });

  function drawPlaces({ view, context }: State): void {
    const isAddresses = view?.kind === 'addresses';
    page.stageWrap.hidden = isAddresses;
    addresses.element.hidden = !isAddresses;
    if (view?.kind === 'addresses') addresses.show(view, context);
  }

  function drawSteps({ view, step, trace: traced }: State): void {
    dns.element.hidden = view?.kind !== 'dns';
    if (view?.kind === 'dns') dns.show(view, step);
    trace.element.hidden = !traced;
    if (!traced) {
      trace.stop();
      return;
    }
    const { title, verdict, hops } = traced.trace;
    const items = hops.map((hop) => ({
      title: hop.title,
      detail: hop.detail,
      mark: verdictText(hop.verdict),
      tone: hop.verdict,
    }));
    trace.show(title, { text: verdictText(verdict), tone: verdict }, items, traced.step);
  }

  function drawChanges({ view, trace: traced, context, selection: selected }: State): void {
    const { comparison } = context;
    const before = compared;
    compared = comparison;
    changes.element.hidden = !comparison || view?.kind === 'dns' || traced !== undefined;
    if (!comparison) return;
    if (!changes.element.hidden) changes.show(comparison, graphOf(view), selected !== undefined);
    if (before?.ref === comparison.ref && before.notes.length === comparison.notes.length) return;
    const first = comparison.notes.slice(0, 3).map(changeWords);
    session.announce([t('Compared with {0}: {1}', comparison.ref, countChanges(comparison)), ...first].join('. '));
  }

  /** To the card or the line that a change is about: in this view, in the one that has it, or else to its source. */
  function goToChange(note: ChangeNote): void {
    const { nodes, edges } = graphOf(session.state.view);
    const id = 'edge' in note ? note.edge : note.node;
    const isHere = [...nodes, ...edges].some((each) => each.id === id);
    if (isHere || note.kind === 'resource') goToCard(id);
    else host.send({ type: 'view', view: note.kind === 'reach' ? 'routing' : 'connections', select: id });
  }

  /** To a card or a line; to the source of what has none. */
  function goToCard(id: string): void {
    const { nodes, edges } = graphOf(session.state.view);
    if ([...nodes, ...edges].some((each) => each.id === id)) selection.goTo(id);
    else host.send({ type: 'open', id });
  }

  function showChanges(): void {
    if (!session.state.context.comparison) {
      session.announce(t('Nothing is compared'));
      return;
    }
    dispatch({ type: 'toggle', part: 'panel', on: true });
    if (session.state.selection !== undefined) selection.select(undefined, false);
    changes.focus();
  }

  function closePanel(): void {
    dispatch({ type: 'toggle', part: 'panel', on: false });
    page.stage.focus();
  }

  let detailed: readonly unknown[] = [];
  function drawDetails(state: State): void {
    const isBusy = state.view?.kind === 'dns' || state.trace !== undefined;
    page.panel.hidden = !state.panel && !isBusy;
    details.hidden = (isBusy || !changes.element.hidden) && state.selection === undefined;
    if (page.panel.hidden) return;
    const { graph } = picture.visible;
    const wanted = [graph, state.selection, state.details];
    // What stands already keeps its focus and how far it is scrolled.
    if (wanted.every((each, index) => each === detailed[index])) return;
    detailed = wanted;
    drawPanel(details, graph, state.selection, state.details, {
      send: host.send,
      select: goToCard,
      focus: (id) => looking.show({ focus: id }),
      close: closePanel,
    });
  }

  let drawn: unknown;
  function drawLegendWhenNew(open: boolean): void {
    legend.hidden = !open;
    if (!open || drawn === picture.visible.graph) return;
    drawn = picture.visible.graph;
    drawLegend(legend, picture.visible.graph, picture.palette);
  }

  return {
    focusOutline: outline.focus,
    focusPanel: () => details.querySelector<HTMLElement>('vscode-button')?.focus(),
    playTrace: trace.play,
    playResolution: dns.play,
    showChanges,
  };
}
