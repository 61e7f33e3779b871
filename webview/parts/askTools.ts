import type { Comparison, View } from '../../src/features/graph/views.ts';
import { t } from '../l10n.ts';
import { createButton } from '../ui/controls.ts';
import { h, icon } from '../ui/dom.ts';
import { icons } from '../ui/icons.ts';
import { countChanges } from './changesView.ts';

/** What a view can be asked with besides. */
export interface AskActions {
  readonly policies: () => void;
  readonly resolver: () => void;
  readonly copyLookup: () => void;
  readonly changes: () => void;
  readonly endComparison: () => void;
}

export interface AskTools {
  readonly element: HTMLElement;
  show(view: View | undefined, comparison: Comparison | undefined): void;
}

/** The buttons that only one view has, and the sign that the picture is a comparison. */
export function createAskTools(actions: AskActions): AskTools {
  const tool = (id: string, label: string, onClick: () => void, ...children: readonly (Node | string)[]) =>
    h('button', { type: 'button', class: 'tool', 'data-testid': id, title: label, onClick }, ...children);
  const policies = tool(
    'policies',
    t('Connections with the effect of policies, or as if there were none'),
    actions.policies,
    icon(icons.shield, 14),
    t('Policies'),
  );
  const libc = (name: 'glibc' | 'musl', detail: string) => {
    const button = tool(
      `libc-${name}`,
      detail,
      () => {
        if (button.getAttribute('aria-pressed') !== 'true') actions.resolver();
      },
      name,
    );
    return button;
  };
  const glibc = libc('glibc', t('Resolve as glibc does: Debian, Ubuntu, Fedora and their images'));
  const musl = libc('musl', t('Resolve as musl does: Alpine images'));
  const copy = tool(
    'copy-dig',
    t('Copy the lookup as text of dig'),
    actions.copyLookup,
    icon(icons.copy, 14),
    t('Copy as dig'),
  );
  const forConnections = h('div', { class: 'tabs' }, policies);
  const forDns = h('div', { class: 'tabs', role: 'group', 'aria-label': t('Resolver') }, glibc, musl);
  const forLookup = h('div', { class: 'tabs' }, copy);
  const changes = tool('changes', t('What differs'), actions.changes);
  const end = createButton({
    label: t('End the comparison'),
    icon: 'close',
    compact: true,
    id: 'stop-comparing',
    onClick: actions.endComparison,
  });
  const compared = h('div', { class: 'tabs compared', role: 'group', 'aria-label': t('Comparison') }, changes, end);
  const press = (button: HTMLElement, on: boolean) => {
    button.setAttribute('aria-pressed', String(on));
    button.classList.toggle('on', on);
  };
  return {
    element: h('div', { class: 'asked' }, forConnections, forDns, forLookup, compared),
    show(view, comparison) {
      forConnections.hidden = view?.kind !== 'connections';
      press(policies, view?.kind === 'connections' && !view.withoutPolicies);
      const resolution = view?.kind === 'dns' ? view.resolution : undefined;
      forDns.hidden = forLookup.hidden = resolution === undefined;
      press(glibc, resolution?.libc !== 'musl');
      press(musl, resolution?.libc === 'musl');
      compared.hidden = comparison === undefined;
      if (comparison)
        changes.replaceChildren(
          icon(icons.compare, 14),
          t('Compared with {0}: {1}', comparison.ref, countChanges(comparison)),
        );
    },
  };
}
