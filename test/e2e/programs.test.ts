import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillPath, manifestIsKnown } from './support/topology.ts';
import { openFile, openWindow, runCommand, screenshot, until, type Window } from './support/window.ts';

const service = `apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;

/** Prints what kubectl would, but for the port, and notes how it was called. */
const kubectl = `#!/bin/sh
echo "$*" > "$(dirname "$0")/called"
cat <<EOF
${service.replace('port: 80', 'port: 8080')}EOF
`;

describe('a tool of the user', () => {
  let window: Window;

  before(async () => {
    window = await openWindow('test/e2e/empty', {
      'app/kustomization.yaml': 'resources: [web.yaml]\n',
      'app/web.yaml': service,
      '.vscode/settings.json': '{ "podpath.render.externalTool": "kubectl" }',
    });
    await openFile(window, 'app/web.yaml', 4, 10);
    await manifestIsKnown(window);
  });

  after(async () => {
    rmSync(window.programs, { recursive: true });
    mkdirSync(window.programs);
    await window.close();
  });

  it('is named when it is not installed', async () => {
    await runCommand(window, 'Kubernetes Network: Show Rendered Manifests');
    const message = window.page.locator('.notification-toast', { hasText: 'kubectl is not installed' });
    await message.waitFor();
    await screenshot(window, 'tool-missing');
    await runCommand(window, 'Notifications: Clear All Notifications');
    await message.waitFor({ state: 'hidden' });
  });

  it('renders the scope, and its rendering stands beside Podpath’s own', async () => {
    const script = join(window.programs, 'kubectl');
    writeFileSync(script, kubectl);
    chmodSync(script, 0o755);
    await runCommand(window, 'Kubernetes Network: Show Rendered Manifests');
    const tab = window.page.locator('.tab.active', { hasText: 'kubectl kustomize' });
    await tab.waitFor();
    const lines = window.page.locator('.editor.modified .view-line, .editor.original .view-line');
    await lines.filter({ hasText: 'port: 8080' }).first().waitFor();
    await screenshot(window, 'tool-difference');
    assert.equal(readFileSync(join(window.programs, 'called'), 'utf8'), `kustomize ${join(window.folder, 'app')}\n`);
  });
});

describe('the walkthrough', () => {
  let window: Window;

  before(async () => {
    window = await openWindow('test/e2e/empty');
  });

  after(() => window.close());

  it('copies the sample to a folder of the user, and opens it there', async () => {
    const { page } = window;
    // The extensions of the server are known a moment after the window is drawn.
    await page.locator('.activitybar a[aria-label^="Podpath"]').waitFor();
    await runCommand(window, 'Kubernetes Network: Get Started');
    const link = page.locator('.getting-started a, .gettingStartedContainer a', { hasText: /sample/i });
    await link.first().waitFor();
    await screenshot(window, 'walkthrough');
    await link.first().click();
    const widget = page.locator('.quick-input-widget');
    await widget.locator('.quick-input-title', { hasText: 'Where to Put the Sample' }).waitFor();
    await fillPath(window, `${window.folder}/`);
    await screenshot(window, 'sample-dialog');
    await page.keyboard.press('Enter');
    const copied = join(window.folder, 'podpath-sample/production/web.yaml');
    await until(async () => (existsSync(copied) ? true : undefined), 'the copy of the sample');
    await page.waitForURL(/podpath-sample/);
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'production' }).waitFor();
    await screenshot(window, 'sample-opened');
  });
});
