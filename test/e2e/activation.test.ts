import assert from 'node:assert/strict';
import { openFile, openWindow, runCommand, screenshot, type Window } from './support/window.ts';

describe('the packed extension', () => {
  let window: Window;

  before(async () => {
    window = await openWindow('test/extension/workspace');
  });

  after(() => window.close());

  it('is activated by a YAML file within 50 ms', async () => {
    await openFile(window, 'web.yaml');
    await runCommand(window, 'Developer: Show Running Extensions');
    // Rows out of sight do not exist.
    await window.page.setViewportSize({ width: 1400, height: 1800 });
    const row = window.page.locator('.runtime-extensions-editor .monaco-list-row', { hasText: 'Podpath' });
    const time = row.locator('.activation-time');
    await time.waitFor();
    const text = await time.textContent();
    await screenshot(window, 'activation');
    const milliseconds = Number(/(\d+)ms/.exec(text ?? '')?.[1]);
    assert.ok(milliseconds <= 50, text ?? 'no time');
  });
});
