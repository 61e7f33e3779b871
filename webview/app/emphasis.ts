import { describeNode } from '../a11y/describe.ts';
import { t } from '../l10n.ts';
import type { Visible } from '../narrow.ts';
import type { State } from '../store.ts';
import { reducedMotion } from '../theme.ts';
import type { Page } from './page.ts';
import type { Picture } from './picture.ts';
import type { Session } from './session.ts';

/** Lets the selection with its neighbours, or the step of a trace or a resolution, stand out. */
export function createEmphasis(session: Session, page: Page, picture: Picture): void {
  let visible: Visible | undefined;
  let before: State | undefined;
  session.onChange((state) => {
    const stepped = before?.trace !== state.trace || before?.step !== state.step;
    const same = visible?.graph === picture.visible.graph && !stepped && before?.selection === state.selection;
    visible = picture.visible;
    before = state;
    if (same) return;
    const node = picture.node(state.selection);
    page.active.setAttribute('aria-label', node ? describeNode(node, visible.graph) : t('Nothing selected'));
    const path = pathOf(state);
    if (path) showStep(path, state.selection, stepped);
    else showSelection(state.selection);
  });

  function showStep({ steps, current }: Path, selected: string | undefined, stepped: boolean): void {
    const { canvas } = picture;
    canvas.emphasise({
      selected,
      active: new Set(current.nodes),
      nodes: new Set(steps.flatMap((each) => each.nodes)),
      edges: new Set(current.edges),
      faded: true,
    });
    if (current.nodes[0] !== undefined) picture.reveal(current.nodes[0]);
    if (stepped && !reducedMotion()) for (const edge of current.edges) void canvas.travel(edge, 700);
  }

  function showSelection(selected: string | undefined): void {
    if (selected === undefined) {
      picture.canvas.emphasise({ faded: false });
      return;
    }
    const near = picture.visible.graph.edges.filter(({ id, source, target }) =>
      [id, source, target].includes(selected),
    );
    picture.canvas.emphasise({
      selected,
      nodes: new Set([selected, ...near.flatMap((edge) => [edge.source, edge.target])]),
      edges: new Set(near.map((edge) => edge.id)),
      faded: near.length > 0,
    });
  }
}

interface Step {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
}

interface Path {
  readonly steps: readonly Step[];
  readonly current: Step;
}

/** The steps that are walked through, and the present one; a trace comes before a resolution. */
function pathOf({ trace, view, step }: State): Path | undefined {
  const steps: readonly Step[] | undefined = trace
    ? trace.trace.hops
    : view?.kind === 'dns'
      ? view.resolution?.steps
      : undefined;
  const current = steps?.[trace ? trace.step : step];
  return steps && current && { steps, current };
}
