import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { ask, openTopology, showViews, treeRow } from './support/topology.ts';
import { openFile, openWindow, screenshot, until, type Window, webviewFrame } from './support/window.ts';

describe('the looks of the topology', () => {
  let window: Window;
  let frame: Frame;

  before(async () => {
    window = await openWindow('samples/microk8s-shop', { '.vscode/settings.json': '{}' });
    await openFile(window, 'production/web.yaml', 30, 10);
    frame = await openTopology(window);
  });

  after(() => window.close());

  for (const [name, theme, kind] of [
    ['dark', 'Default Dark Modern', 'vscode-dark'],
    ['high-contrast', 'Default High Contrast', 'vscode-high-contrast'],
    ['high-contrast-light', 'Default High Contrast Light', 'vscode-high-contrast-light'],
  ] as const) {
    it(`are those of ${theme} as soon as it is chosen`, async () => {
      const before = await colours();
      writeFileSync(
        join(window.folder, '.vscode/settings.json'),
        JSON.stringify({ 'workbench.colorTheme': theme, 'workbench.reduceMotion': 'on' }),
      );
      await frame.locator(`body[data-vscode-theme-kind="${kind}"]`).waitFor();
      await until(async () => ((await colours()) === before ? undefined : true), 'other colours of the picture');
      await screenshot(window, `theme-${name}`);
    });
  }

  /** The colours that occur in the drawn layers, by how often, as text: another theme gives others. */
  function colours(): Promise<string> {
    return frame.evaluate<string>(`(() => {
      const counted = new Map();
      for (const canvas of document.querySelectorAll('.stage canvas')) {
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        for (let i = 0; i < data.length; i += 4 * 97) {
          const colour = data.slice(i, i + 4).join(' ');
          if (data[i + 3] === 255) counted.set(colour, (counted.get(colour) ?? 0) + 1);
        }
      }
      return [...counted].sort(([, a], [, b]) => b - a).slice(0, 3).map(([colour]) => colour).join(', ');
    })()`);
  }
});

describe('in French', () => {
  let window: Window;

  before(async () => {
    window = await openWindow('samples/microk8s-shop', {}, { locale: 'fr' });
    await openFile(window, 'production/web.yaml', 23, 30);
    await window.page.locator('.editor-actions [aria-label^="Ouvrir la topologie"]').first().waitFor();
  });

  after(() => window.close());

  it('are the commands, the views and what they ask', async () => {
    await ask(window, 'Vérifier l’accessibilité');
    await window.page.locator('.quick-input-title', { hasText: 'Vérifier l’accessibilité (1 sur 3)' }).waitFor();
    await screenshot(window, 'french-question');
    await window.page.keyboard.press('Escape');
    await showViews(window);
    await treeRow(window, /^production/);
    const titles = await window.page.locator('.pane-header .title').allInnerTexts();
    await screenshot(window, 'french-tree');
    assert.ok(
      titles.some((title) => /noms dns/i.test(title)),
      titles.join(', '),
    );
  });

  it('is the topology', async () => {
    await window.page.keyboard.press('Control+1');
    await window.page.keyboard.press('Control+K');
    await window.page.keyboard.press('v');
    const frame = await webviewFrame(window, '[data-painted="true"]');
    await frame.locator('[data-testid="view-routing"]', { hasText: 'Routage' }).waitFor();
    assert.equal(await frame.locator('html').getAttribute('lang'), 'fr');
    await frame.locator('.stage').focus();
    await window.page.keyboard.press('Space');
    await frame.locator('.panel h2', { hasText: 'web' }).waitFor();
    await screenshot(window, 'french-topology');
  });
});
