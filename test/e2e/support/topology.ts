import type { Frame, Locator } from 'playwright-core';
import { runCommand, until, type Window, webviewFrame } from './window.ts';

/** Opens the topology beside the manifest in the editor, and waits until it is drawn. */
export async function openTopology(window: Window): Promise<Frame> {
  await manifestIsKnown(window);
  await runCommand(window, 'Kubernetes Network: Open Topology to the Side');
  const frame = await webviewFrame(window, '[data-painted="true"]');
  // The focus comes and goes while the panel opens, which closes what is asked then.
  await window.page.waitForTimeout(500);
  return frame;
}

/** The actions of the editor come when the manifests are read. */
export async function manifestIsKnown({ page }: Window): Promise<void> {
  await page.locator('.editor-actions [aria-label^="Open Topology"]').first().waitFor();
}

/** Finds an object with the search of the topology, and selects it. */
export async function search(window: Window, frame: Frame, name: string, ...words: readonly string[]): Promise<void> {
  await frame.locator('.stage').focus();
  await window.page.keyboard.press('/');
  await window.page.keyboard.type(name);
  let option = frame.locator('[role="option"]');
  for (const word of words) option = option.filter({ hasText: word });
  await option.first().click();
}

/** Runs a command that asks something with a quick input of its own. */
export async function ask({ page }: Window, title: string): Promise<void> {
  const widget = page.locator('.quick-input-widget');
  await page.keyboard.press('F1');
  await widget.locator('input').first().fill(`>${title}`);
  await widget.locator('.monaco-list-row', { hasText: title }).first().waitFor();
  await page.keyboard.press('Enter');
}

/** Chooses a line of the quick pick with this title. */
export async function pick({ page }: Window, title: string, line: string | RegExp, typed = ''): Promise<void> {
  const widget = page.locator('.quick-input-widget');
  await widget.locator('.quick-input-title', { hasText: title }).waitFor();
  if (typed !== '') await widget.locator('input').first().fill(typed);
  await widget.locator('.monaco-list-row', { hasText: line }).first().click();
}

/** Types a path into a dialog for files, which fills in one of its own while it opens. */
export async function fillPath({ page }: Window, path: string): Promise<void> {
  const input = page.locator('.quick-input-widget input').first();
  await until(async () => ((await input.inputValue()).startsWith('/') ? true : undefined), 'the dialog');
  await until(async () => {
    await input.fill(path);
    await page.waitForTimeout(300);
    return (await input.inputValue()) === path ? true : undefined;
  }, 'the path in the dialog');
}

/** The lines of the context menu that is open. */
export function menu({ page }: Window): Locator {
  return page.locator('.context-view .monaco-menu .action-item:not(.disabled)');
}

/** Chooses a line of the context menu that is open. A menu takes no notice of a click in its first moments. */
export async function chooseFromMenu(window: Window, line: string): Promise<void> {
  const wanted = menu(window).filter({ hasText: line });
  await wanted.first().waitFor();
  await until(async () => {
    await window.page.waitForTimeout(200);
    await wanted
      .first()
      .click({ timeout: 2000 })
      .catch(() => undefined);
    await window.page.waitForTimeout(200);
    return (await menu(window).count()) === 0 ? true : undefined;
  }, `${line} in the menu`);
}

/** A line of one of the Podpath trees, once it is there. */
export async function treeRow({ page }: Window, text: RegExp): Promise<Locator> {
  const rows = page.locator('.pane-body .monaco-list-row');
  return until(async () => {
    const texts = await rows.allInnerTexts();
    const at = texts.findIndex((one) => text.test(one.replaceAll(/\s+/g, ' ').trim()));
    return at < 0 ? undefined : rows.nth(at);
  }, `${text} in the tree`);
}

/** Opens the Podpath views in the side bar. */
export async function showViews({ page }: Window): Promise<void> {
  // A badge may lie over the link, not over the item.
  await page.locator('.activitybar .action-item:has(a[aria-label^="Podpath"])').click();
}
