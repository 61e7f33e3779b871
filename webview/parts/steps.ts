import type { Verdict } from '../../src/features/graph/graph.ts';
import { verdictText } from '../a11y/describe.ts';
import { t } from '../l10n.ts';
import { reducedMotion } from '../theme.ts';
import { createButton } from '../ui/controls.ts';
import { h } from '../ui/dom.ts';

export interface StepItem {
  readonly title: string;
  readonly detail?: string | undefined;
  /** A word for the outcome of the step. */
  readonly mark: string;
  readonly tone: Verdict;
}

export interface StepList {
  readonly element: HTMLElement;
  show(
    title: string,
    outcome: { text: string; tone: Verdict } | undefined,
    items: readonly StepItem[],
    step: number,
  ): void;
  /** Plays from the beginning, unless the user asked for less motion. */
  play(): void;
  stop(): void;
}

/** The steps of a trace or a resolution: a list to click and to step through. */
export function createSteps(onStep: (step: number) => void, onClose?: () => void): StepList {
  const head = h('h3', {});
  const outcome = h('p', { class: 'outcome' });
  const list = h('ol', { class: 'steps' });
  let count = 0;
  let at = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
  };
  const play = () => {
    stop();
    if (reducedMotion()) return;
    onStep(0);
    timer = setInterval(() => (at + 1 < count ? onStep(at + 1) : stop()), 1100);
  };
  const go = (step: number) => {
    stop();
    onStep(step);
  };
  const bar = h(
    'div',
    { class: 'buttons', role: 'group', 'aria-label': t('Steps') },
    createButton({
      label: t('Previous step'),
      icon: 'previous',
      compact: true,
      id: 'step-previous',
      onClick: () => go(at - 1),
    }),
    createButton({ label: t('Next step'), icon: 'next', compact: true, id: 'step-next', onClick: () => go(at + 1) }),
    createButton({ label: t('Play'), icon: 'play', compact: true, id: 'step-play', onClick: () => play() }),
    ...(onClose
      ? [createButton({ label: t('Close trace'), icon: 'close', compact: true, id: 'close-trace', onClick: onClose })]
      : []),
  );
  return {
    element: h('section', { class: 'stepper' }, h('header', {}, head, bar), outcome, list),
    play,
    stop,
    show(title, result, items, step) {
      count = items.length;
      at = step;
      head.textContent = title;
      outcome.textContent = result?.text ?? '';
      outcome.className = `outcome ${result?.tone ?? ''}`;
      list.replaceChildren(
        ...items.map((item, index) =>
          h(
            'li',
            {
              class: `${item.tone} ${index === step ? 'current' : ''}`,
              'aria-current': index === step ? 'step' : undefined,
            },
            h(
              'button',
              { type: 'button', class: 'step', onClick: () => go(index) },
              h('span', { class: 'title' }, item.title),
              item.detail !== undefined && h('span', { class: 'detail' }, item.detail),
              h('span', { class: `mark ${item.tone}` }, item.mark),
            ),
          ),
        ),
      );
    },
  };
}

/** The word for a hop's verdict. */
export const markOf = verdictText;
