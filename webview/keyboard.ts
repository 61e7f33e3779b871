/** A key with what it does: the sheet behind `?` is made of these. */
export interface Shortcut {
  /** As `KeyboardEvent.key`, with `Ctrl+` or `Shift+` before it. Ctrl is also Command. */
  readonly keys: readonly string[];
  readonly label: string;
  readonly group: string;
  /** `anywhere` also works while the focus is not on the canvas. */
  readonly where: 'canvas' | 'anywhere';
  readonly run: () => void;
}

/** How a key event is written in a shortcut. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>): string {
  const shift = event.shiftKey && event.key.length > 1 ? 'Shift+' : '';
  const control = event.ctrlKey || event.metaKey ? 'Ctrl+' : '';
  return `${control}${event.altKey ? 'Alt+' : ''}${shift}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`;
}

/** The shortcut for an event; nothing when it is not ours. Text fields keep their keys. */
export function findShortcut(
  shortcuts: readonly Shortcut[],
  event: KeyboardEvent,
  onCanvas: boolean,
  inText: boolean,
): Shortcut | undefined {
  const name = keyName(event);
  if (inText && name !== 'Escape') return undefined;
  return shortcuts.find((each) => each.keys.includes(name) && (onCanvas || each.where === 'anywhere'));
}
