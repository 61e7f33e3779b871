import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
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
    await treeRow(/^web\s*NodePort/);
    await screenshot(window, 'tree');
    const badged = window.page.locator('.pane-body .monaco-list-row [class*="monaco-decoration-itemBadge"]');
    await badged
      .first()
      .waitFor()
      .finally(() => screenshot(window, 'tree'));
    const opened = window.page.locator('.tab.active', { hasText: 'web.yaml' });
    // Lines move as long as the tree is filled.
    await until(async () => {
      await (await treeRow(/^web\s*NodePort/)).click();
      await window.page.waitForTimeout(500);
      return (await opened.count()) > 0 ? true : undefined;
    }, 'the source of the line');
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

  it('traces a request to a Service, hop by hop', async () => {
    const frame = await openTopology();
    await ask('Kubernetes Network: Check Reachability...');
    await pick('web', /web.*Deployment · production/);
    await pick('database', /database.*Service · production/);
    const hop = frame.locator('.panel', { hasText: 'Service database' });
    await hop.waitFor();
    await screenshot(window, 'trace');
    assert.match((await frame.locator('.panel').innerText()).toLowerCase(), /denied/);
  });

  it('shows the way of the name at the cursor', async () => {
    await openFile(window, 'production/web.yaml', 23, 30);
    await manifestIsKnown();
    await runCommand(window, 'Kubernetes Network: Show DNS Resolution Path...');
    const frame = await webviewFrame(window, '[data-painted="true"]');
    await frame.locator('.dns', { hasText: 'api.production.svc.cluster.local' }).waitFor();
    await screenshot(window, 'dns-path');
  });

  it('shows what the rendered manifests are', async () => {
    await openFile(window, 'production/web.yaml', 30, 10);
    await manifestIsKnown();
    await runCommand(window, 'Kubernetes Network: Show Rendered Manifests');
    await window.page.locator('.tab', { hasText: 'rendered' }).waitFor();
    await window.page
      .locator('.view-line', { hasText: '# Service/production/web from production/web.yaml:' })
      .waitFor();
    await screenshot(window, 'rendered');
  });

  it('marks what differs from a commit', async () => {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: window.folder });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'before');
    rmSync(join(window.folder, 'production/mail.yaml'));
    await reload(window);
    const frame = await openTopology();
    await until(async () => {
      await ask('Kubernetes Network: Compare Topology with Git Ref...');
      const list = window.page.locator('.quick-input-widget .monaco-list-row', { hasText: 'the last commit' });
      const found = await list.waitFor({ timeout: 3000 }).then(
        () => true,
        () => undefined,
      );
      if (found) await window.page.keyboard.press('Enter');
      return found;
    }, 'the repository to be known');
    await window.page.locator('.editor-actions [aria-label^="Stop Comparing Topology"]').waitFor();
    await frame.locator('[data-testid="outline"]').first().click();
    await frame.locator('[role="treeitem"]', { hasText: 'mail' }).first().waitFor();
    await screenshot(window, 'difference');
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
    // A badge may lie over the link, not over the item.
    await window.page.locator('.activitybar .action-item:has(a[aria-label^="Podpath"])').click();
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
    await manifestIsKnown();
    await window.page.keyboard.press('Control+K');
    await window.page.keyboard.press('v');
    return webviewFrame(window, '[data-painted="true"]');
  }

  /** The actions of the editor come when the manifests are read. */
  async function manifestIsKnown(): Promise<void> {
    await window.page.locator('.editor-actions [aria-label^="Open Topology"]').first().waitFor();
  }

  /** Runs a command that asks something with a quick pick of its own. */
  async function ask(title: string): Promise<void> {
    const widget = window.page.locator('.quick-input-widget');
    await window.page.keyboard.press('F1');
    await widget.locator('input').first().fill(`>${title}`);
    await widget.locator('.monaco-list-row', { hasText: title }).first().waitFor();
    await window.page.keyboard.press('Enter');
  }

  /** Chooses a line of the quick pick that is open. */
  async function pick(typed: string, line: RegExp): Promise<void> {
    const widget = window.page.locator('.quick-input-widget');
    await widget.locator('.quick-input-title', { hasText: 'Check Reachability' }).waitFor();
    await widget.locator('input').first().fill(typed);
    await widget.locator('.monaco-list-row', { hasText: line }).first().click();
  }

  /** Finds a Service of production and selects it. */
  async function search(frame: Frame, name: string): Promise<void> {
    await frame.locator('.stage').focus();
    await window.page.keyboard.press('/');
    await window.page.keyboard.type(name);
    await frame.locator('[role="option"]', { hasText: 'Service' }).filter({ hasText: 'production' }).first().click();
  }
});
