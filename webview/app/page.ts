import { t } from '../l10n.ts';
import { h } from '../ui/dom.ts';

/** The places of the page; what fills them is created by the pieces that draw it. */
export interface Page {
  /** Above everything: toolbar, search, filters. */
  readonly head: HTMLElement;
  readonly banner: HTMLElement;
  /** To the left of the canvas. */
  readonly left: HTMLElement;
  /** Canvas, or what stands in its place. */
  readonly center: HTMLElement;
  /** The canvas with what floats over it. */
  readonly stageWrap: HTMLElement;
  /** The canvas: it has the focus and the keys. */
  readonly stage: HTMLElement;
  /** To the right: the details. */
  readonly panel: HTMLElement;
  /** Stands for the selected card where screen readers look. */
  readonly active: HTMLElement;
  announce(text: string): void;
}

/** Puts the empty places of the page into an element. */
export function createPage(root: HTMLElement): Page {
  const active = h('div', { id: 'active-node', class: 'hidden', role: 'img', 'aria-label': t('Nothing selected') });
  const stage = h(
    'div',
    {
      class: 'stage',
      tabindex: 0,
      role: 'application',
      'aria-label': t('Topology'),
      'aria-activedescendant': 'active-node',
      'data-vscode-context': '{"webviewSection":"canvas","preventDefaultContextMenuItems":true}',
    },
    active,
  );
  const stageWrap = h('div', { class: 'stage-wrap' }, stage);
  const center = h('div', { class: 'center' }, stageWrap);
  const left = h('div', { class: 'left' });
  const panel = h('aside', { class: 'panel', 'aria-label': t('Details'), hidden: true });
  const head = h('div', { class: 'head' });
  const banner = h('div', { class: 'banner', role: 'status', hidden: true });
  const live = h('div', { class: 'hidden', 'aria-live': 'polite', 'data-testid': 'live' });
  root.replaceChildren(head, banner, h('main', { class: 'main' }, left, center, panel), live);
  return {
    head,
    banner,
    left,
    center,
    stageWrap,
    stage,
    panel,
    active,
    announce: (text) => {
      live.textContent = text;
    },
  };
}
