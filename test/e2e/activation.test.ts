import assert from 'node:assert/strict';
import { openFile, openWindow, runCommand, screenshot } from './support/window.ts';

describe('the packed extension', () => {
  it('is activated by a YAML file within 50 ms', async () => {
    const times: number[] = [];
    // A machine that is busy with something else says nothing of the extension: the best of three counts.
    while (times.length < 3 && !times.some((time) => time <= 50)) times.push(await activationTime());
    assert.ok(Math.min(...times) <= 50, `${times.join(' ms, ')} ms`);
  });
});

/** The milliseconds of loading and activating, as VS Code itself shows them. */
async function activationTime(): Promise<number> {
  const window = await openWindow('test/extension/workspace');
  try {
    await openFile(window, 'web.yaml');
    await runCommand(window, 'Developer: Show Running Extensions');
    // Rows out of sight do not exist.
    await window.page.setViewportSize({ width: 1400, height: 1800 });
    const row = window.page.locator('.runtime-extensions-editor .monaco-list-row', { hasText: 'Podpath' });
    const time = row.locator('.activation-time');
    await time.waitFor();
    await screenshot(window, 'activation');
    return Number(/(\d+)ms/.exec((await time.textContent()) ?? '')?.[1]);
  } finally {
    await window.close();
  }
}
