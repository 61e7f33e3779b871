import type { Shortcut } from '../keyboard.ts';
import { t } from '../l10n.ts';
import { createButton } from '../ui/controls.ts';
import { h } from '../ui/dom.ts';

/** All shortcuts, by group, in a dialog. */
export function openSheet(shortcuts: readonly Shortcut[]): void {
  const groups = new Map<string, Shortcut[]>();
  for (const shortcut of shortcuts) groups.set(shortcut.group, [...(groups.get(shortcut.group) ?? []), shortcut]);
  const dialog = h('dialog', { class: 'sheet', 'aria-label': t('Keyboard shortcuts') });
  dialog.append(
    h(
      'header',
      {},
      h('h2', {}, t('Keyboard shortcuts')),
      createButton({ label: t('Close'), icon: 'close', compact: true, onClick: () => dialog.close() }),
    ),
    h(
      'div',
      { class: 'columns', tabindex: 0 },
      ...[...groups].map(([group, list]) =>
        h(
          'section',
          {},
          h('h3', {}, group),
          h(
            'dl',
            {},
            ...list.flatMap(({ keys, label }) => [
              h('dt', {}, ...keys.map((key) => h('kbd', {}, keyText(key)))),
              h('dd', {}, label),
            ]),
          ),
        ),
      ),
    ),
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function keyText(key: string): string {
  const names: Record<string, string> = {
    ArrowLeft: '←',
    ArrowRight: '→',
    ArrowUp: '↑',
    ArrowDown: '↓',
    ' ': t('Space'),
  };
  return key
    .split(/(?<=.)\+/)
    .map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join('+');
}
