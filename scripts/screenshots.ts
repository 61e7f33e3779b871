// `npm run screenshots`: takes the pictures in media/ of podpath.vsix on the sample, as a person would use it.
import { join } from 'node:path';
import {
  hover,
  openFile,
  openWindow,
  problems,
  runCommand,
  screenshot,
  stop,
  type Window,
  webviewFrame,
} from '../test/e2e/support/window.ts';
import { projectRoot } from './vscode/paths.ts';

const media = join(projectRoot, 'media');

try {
  await inWindow('Default Dark Modern', diagnostics);
  await inWindow('Default Dark Modern', hoverOnName);
  await inWindow('Default Dark Modern', tree);
  await inWindow('Default Dark Modern', (window) => topology(window, 'topology'));
  await inWindow('Default Light Modern', (window) => topology(window, 'topology-light'));
  await inWindow('Default Dark Modern', dnsPath);
} finally {
  await stop();
}
process.exit(0);

async function inWindow(theme: string, take: (window: Window) => Promise<void>): Promise<void> {
  const settings = JSON.stringify({ 'workbench.colorTheme': theme, 'files.exclude': { '**/.vscode': true } });
  const window = await openWindow('samples/microk8s-shop', { '.vscode/settings.json': settings });
  try {
    await take(window);
  } finally {
    await window.close();
  }
}

async function diagnostics(window: Window): Promise<void> {
  await openFile(window, 'production/orders.yaml', 37, 20);
  await problems(window, (rows) => rows.length > 3);
  await settle(window);
  await screenshot(window, 'diagnostics', media);
}

async function hoverOnName(window: Window): Promise<void> {
  await openFile(window, 'production/web.yaml', 23, 30);
  await known(window);
  await hover(window);
  await settle(window);
  await screenshot(window, 'hover', media);
}

async function tree(window: Window): Promise<void> {
  await openFile(window, 'production/orders.yaml', 34, 10);
  await known(window);
  // The badge lies over the middle.
  await window.page.locator('.activitybar a[aria-label^="Podpath"]').click({ position: { x: 4, y: 4 } });
  await window.page.locator('.pane-body .monaco-list-row', { hasText: 'production' }).first().waitFor();
  await settle(window);
  await screenshot(window, 'tree', media);
}

async function topology(window: Window, name: string): Promise<void> {
  await openFile(window, 'production/orders.yaml', 34, 10);
  await known(window);
  await window.page.keyboard.press('Control+K');
  await window.page.keyboard.press('v');
  await webviewFrame(window, '[data-painted="true"]');
  await runCommand(window, 'View: Toggle Primary Side Bar Visibility');
  await settle(window);
  await screenshot(window, name, media);
}

async function dnsPath(window: Window): Promise<void> {
  await openFile(window, 'production/web.yaml', 23, 30);
  await known(window);
  await runCommand(window, 'Kubernetes Network: Show DNS Resolution Path...');
  const frame = await webviewFrame(window, '[data-painted="true"]');
  await frame.locator('.dns', { hasText: 'api.production.svc.cluster.local' }).waitFor();
  await runCommand(window, 'View: Toggle Primary Side Bar Visibility');
  await settle(window);
  await screenshot(window, 'dns-path', media);
}

/** The actions of the editor come when the manifests are read. */
async function known({ page }: Window): Promise<void> {
  await page.locator('.editor-actions [aria-label^="Open Topology"]').first().waitFor();
}

/** Until everything that moves has come to rest. */
async function settle({ page }: Window): Promise<void> {
  await page.waitForTimeout(2500);
}
