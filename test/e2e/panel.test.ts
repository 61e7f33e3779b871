import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { ask, chooseFromMenu, fillPath, menu, openTopology, pick, search } from './support/topology.ts';
import { hover, openFile, openWindow, screenshot, until, type Window } from './support/window.ts';

const overlay = `apiVersion: v1
kind: Service
metadata: {name: lonely, namespace: elsewhere}
spec: {clusterIP: None, selector: {app: lonely}, ports: [{port: 5432}]}
`;

describe('the topology panel, by hand', () => {
  let window: Window;
  let frame: Frame;

  before(async () => {
    window = await openWindow('samples/microk8s-shop', {
      'other/kustomization.yaml': 'resources: [lonely.yaml]\n',
      'other/lonely.yaml': overlay,
    });
    await window.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await openFile(window, 'production/api.yaml', 36, 10);
    frame = await openTopology(window);
  });

  after(() => window.close());

  it('saves what is drawn as SVG under the name that is typed', async () => {
    await ask(window, 'Kubernetes Network: Export Topology...');
    await pick(window, 'Export Topology', 'SVG');
    await saveAs('shop.svg');
    const text = await written('shop.svg', (bytes) => bytes.toString().includes('</svg>'));
    assert.match(text.toString(), /^<svg[^>]*>/);
    assert.match(text.toString(), />database</);
  });

  it('saves a PNG from the list of the toolbar', async () => {
    await exportAs('PNG');
    await saveAs('shop.png');
    const bytes = await written('shop.png', (own) => own.length > 8);
    assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
    // Twice the size of what is drawn: width and height stand behind the header.
    assert.ok(bytes.readUInt32BE(16) > 1000 && bytes.readUInt32BE(20) > 500);
  });

  it('copies the picture to the clipboard', async () => {
    await exportAs('Copy as image');
    await frame.locator('[data-testid="live"]', { hasText: 'Copied as an image' }).waitFor({ state: 'attached' });
    const types = await window.page.evaluate<string[]>(
      'navigator.clipboard.read().then((items) => items.flatMap(({ types }) => types))',
    );
    assert.ok(types.includes('image/png'), types.join(', '));
  });

  it('has the menu of the editor on a card, with what can be asked of it', async () => {
    await search(window, frame, 'web', 'Deployment', 'production');
    await rightClickOnSelected();
    await screenshot(window, 'card-menu');
    const lines = await menu(window).allInnerTexts();
    for (const line of ['Open Source', 'Trace from Here', 'Trace to Here', 'Resolve a Name from Here']) {
      assert.ok(
        lines.some((own) => own.includes(line)),
        `${line} in ${lines.join(', ')}`,
      );
    }
    await chooseFromMenu(window, 'Open Source');
    await window.page.locator('.editor-group-container.active .tab.active', { hasText: 'web.yaml' }).waitFor();
    assert.equal(
      await window.page.locator('.editor-group-container').count(),
      2,
      'beside the panel, not a third column',
    );
  });

  it('copies the full name of the Service that was clicked on', async () => {
    await search(window, frame, 'web', 'Service', 'production');
    await rightClickOnSelected();
    await chooseFromMenu(window, 'Copy DNS Name');
    const copied = () => window.page.evaluate<string>('navigator.clipboard.readText()').catch(() => '');
    await until(async () => ((await copied()) === 'web.production.svc.cluster.local' ? true : undefined), 'the name');
  });

  it('traces from the card that was clicked on', async () => {
    await search(window, frame, 'web', 'Deployment', 'production');
    await rightClickOnSelected();
    await chooseFromMenu(window, 'Trace from Here');
    await pick(window, 'Check Reachability (2 of 3)', /api.*Service · production/, 'api');
    await pick(window, 'Check Reachability (3 of 3)', '80 TCP');
    await frame.locator('.panel', { hasText: 'Service api' }).waitFor();
    await screenshot(window, 'card-trace');
  });

  it('resolves a name from the card that was clicked on', async () => {
    await search(window, frame, 'web', 'Deployment', 'production');
    await rightClickOnSelected();
    await chooseFromMenu(window, 'Resolve a Name from Here');
    await pick(window, 'Show DNS Resolution Path', 'database.production', 'database.production');
    await frame.locator('.dns', { hasText: 'database.production.svc.cluster.local' }).waitFor();
    await screenshot(window, 'card-resolve');
  });

  it('shows the scope that is chosen, and follows the editor again', async () => {
    await frame.locator('[data-testid="view-routing"]').click();
    await ask(window, 'Kubernetes Network: Select Scope...');
    await pick(window, 'Select Scope', 'other');
    await frame.locator('[data-testid="outline"]').first().click();
    const rows = frame.locator('[role="treeitem"]');
    await rows.filter({ hasText: 'lonely' }).first().waitFor();
    assert.equal(await rows.filter({ hasText: 'mail' }).count(), 0);
    await screenshot(window, 'scope-chosen');
    await ask(window, 'Kubernetes Network: Select Scope...');
    await pick(window, 'Select Scope', 'Follow the editor');
    await rows.filter({ hasText: 'mail' }).first().waitFor();
  });

  it('shows what the links of a hover ask', async () => {
    await hoverOverName();
    await screenshot(window, 'hover-links');
    await hoverLink('Show DNS Path').click();
    await frame.locator('.dns', { hasText: 'api.production.svc.cluster.local' }).waitFor();
    await hoverOverName();
    await hoverLink('Trace the Connection').click();
    await frame.locator('.panel', { hasText: /Service api[\s\S]*allowed/ }).waitFor();
  });

  /** Over the name of api in web.yaml, in the column of the text. */
  async function hoverOverName(): Promise<void> {
    await window.page.locator('.editor-group-container').first().locator('.tab', { hasText: 'web.yaml' }).click();
    await openFile(window, 'production/web.yaml', 23, 30);
    await hover(window);
    await hoverLink('Show DNS Path').waitFor();
  }

  const hoverLink = (title: string) => window.page.locator('.monaco-hover:not(.hidden) a', { hasText: title });

  /** Chooses a line of the list in the toolbar of the panel. */
  async function exportAs(format: string): Promise<void> {
    await frame.locator('[data-testid="export"]').click();
    await frame.locator('[data-testid="export"] vscode-option', { hasText: format }).click();
  }

  async function rightClickOnSelected(): Promise<void> {
    const stage = frame.locator('.stage');
    // Brings the card to the middle of the stage.
    await stage.focus();
    await window.page.keyboard.press('s');
    const box = (await stage.boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await window.page.mouse.move(x - 3, y - 3);
    await window.page.mouse.move(x, y);
    await frame.locator('.stage[data-vscode-context*="podpathId"]').waitFor();
    await window.page.mouse.click(x, y, { button: 'right' });
    await menu(window).first().waitFor();
  }

  async function saveAs(name: string): Promise<void> {
    await fillPath(window, join(window.folder, name));
    await screenshot(window, 'save-dialog');
    await window.page.keyboard.press('Enter');
    await window.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  function written(name: string, isWhole: (bytes: Buffer) => boolean): Promise<Buffer> {
    const path = join(window.folder, name);
    return until(async () => {
      const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
      return isWhole(bytes) ? bytes : undefined;
    }, name);
  }
});
