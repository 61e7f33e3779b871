import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import {
  openFile,
  openWindow,
  reload,
  runCommand,
  screenshot,
  until,
  type Window,
  webviewFrame,
} from './support/window.ts';

/** VS Code in a browser writes its state every five seconds. */
const stateIsWritten = 8000;

describe('the topology', () => {
  let window: Window;

  beforeEach(async () => {
    window = await openWindow('samples/microk8s-shop');
  });

  afterEach(() => window.close());

  it('is a tree whose lines have badges for problems, and open the source', async () => {
    await showTree();
    const row = await treeRow(/^web\s*NodePort/);
    await screenshot(window, 'tree');
    const badged = window.page.locator('.pane-body .monaco-list-row [class*="monaco-decoration-itemBadge"]');
    await badged
      .first()
      .waitFor()
      .finally(() => screenshot(window, 'tree'));
    await row.click();
    await window.page.locator('.tab.active', { hasText: 'web.yaml' }).waitFor();
  });

  it('opens to the side with two keys, tells of the card under the cursor, and breaks no policy', async () => {
    const frame = await openTopology();
    await frame.locator('.stage').focus();
    await window.page.keyboard.press('Space');
    await frame.locator('.panel h2', { hasText: 'api' }).waitFor();
    await frame.locator('.panel', { hasText: 'api.production.svc.cluster.local' }).waitFor();
    await screenshot(window, 'topology-details');
    assert.deepEqual(
      window.errors.filter((text) => /Content Security Policy/.test(text) && /dist\/webview/.test(text)),
      [],
    );
  });

  it('goes to the source of the selected card', async () => {
    const frame = await openTopology();
    await search(frame, 'redis');
    await window.page.keyboard.press('Enter');
    await window.page.locator('.tab.active', { hasText: 'redis.yaml' }).waitFor();
  });

  it('mends a finding with the button beside it', async () => {
    const frame = await openTopology();
    await search(frame, 'web');
    await window.page.keyboard.press('Space');
    const fix = frame.locator('[data-testid^="fix-"]').first();
    await fix.waitFor();
    await screenshot(window, 'topology-problem');
    await fix.click();
    await fix.waitFor({ state: 'detached' });
  });

  it('comes back after a reload', async () => {
    await openTopology();
    await new Promise((resolve) => setTimeout(resolve, stateIsWritten));
    await reload(window);
    await webviewFrame(window, '[data-painted="true"]');
    await screenshot(window, 'topology-restored');
  });

  it('shows each view of the scope', async () => {
    const frame = await openTopology();
    await runCommand(window, 'View: Close Primary Side Bar').catch(() => {});
    for (const view of ['routing', 'connections', 'dns', 'addresses', 'architecture']) {
      await frame.locator(`[data-testid="view-${view}"]`).click();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await screenshot(window, `view-${view}`);
    }
  });

  async function showTree(): Promise<void> {
    await window.page.locator('.activitybar a[aria-label^="Podpath"]').click();
    await treeRow(/^production/);
  }

  async function treeRow(text: RegExp) {
    const rows = window.page.locator('.pane-body .monaco-list-row');
    return until(async () => {
      const texts = await rows.allInnerTexts();
      const at = texts.findIndex((one) => text.test(one.replaceAll(/\s+/g, ' ').trim()));
      return at < 0 ? undefined : rows.nth(at);
    }, `${text} in the tree`);
  }

  async function openTopology(): Promise<Frame> {
    await openFile(window, 'production/api.yaml', 36, 10);
    await until(async () => {
      const seen = await window.page.locator('.editor-actions [aria-label^="Open Topology"]').count();
      return seen > 0 || undefined;
    }, 'the manifest to be known');
    await window.page.keyboard.press('Control+K');
    await window.page.keyboard.press('v');
    return webviewFrame(window, '[data-painted="true"]');
  }

  /** Finds a Service of production and selects it. */
  async function search(frame: Frame, name: string): Promise<void> {
    await frame.locator('.stage').focus();
    await window.page.keyboard.press('/');
    await window.page.keyboard.type(name);
    await frame.locator('[role="option"]', { hasText: 'Service' }).filter({ hasText: 'production' }).first().click();
  }
});
