import type { ScopeLabel } from '../../src/features/graph/views.ts';
import { t } from '../l10n.ts';
import { h, icon } from '../ui/dom.ts';
import { type IconName, icons } from '../ui/icons.ts';

export interface ScopePart {
  readonly element: HTMLElement;
  show(scope: ScopeLabel | undefined): void;
}

const iconOf: Readonly<Record<ScopeLabel['kind'], IconName>> = {
  kustomization: 'layers',
  chart: 'chart',
  directory: 'files',
  setting: 'files',
};

/** Which scope is shown. Where there are others, a button that leads to them. */
export function createScopePart(onChoose: () => void): ScopePart {
  const button = h('button', { type: 'button', class: 'scope tool', 'data-testid': 'scope', onClick: onChoose });
  const only = h('span', { class: 'scope', 'data-testid': 'scope-only' });
  const element = h('div', { class: 'which' }, button, only);
  return {
    element,
    show(scope) {
      element.hidden = scope === undefined;
      if (!scope) return;
      const { name, kind, count, incomplete } = scope;
      button.hidden = count < 2;
      only.hidden = count >= 2;
      const details = [
        kindText(kind),
        ...scope.kinds.slice(0, 6).map((each) => `${each.kind} ×${each.count}`),
        ...incomplete.slice(0, 3),
      ];
      const shown = count < 2 ? only : button;
      shown.replaceChildren(
        icon(icons[iconOf[kind]], 14),
        h('span', { class: 'scope-name' }, name),
        ...(incomplete.length > 0
          ? [h('span', { class: 'sign info', role: 'img', 'aria-label': t('not all of it is known') })]
          : []),
        ...(count < 2 ? [] : [icon(icons.down, 12)]),
      );
      shown.title = [name, ...details].join('\n');
      button.setAttribute('aria-label', t('Scope {0}, {1}: choose another', name, kindText(kind)));
    },
  };
}

/** What a scope is, in words. */
export function kindText(kind: ScopeLabel['kind']): string {
  return {
    kustomization: t('kustomization'),
    chart: t('chart'),
    directory: t('plain files'),
    setting: t('files of a setting'),
  }[kind];
}
