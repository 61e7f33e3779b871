// `npm run screenshots`: takes the pictures in media/ of podpath.vsix on the sample, as a person would use it.
// With names after it, only those: `npm run screenshots -- tree hover`.
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
  await take('diagnostics', 'Default Dark Modern', diagnostics);
  await take('hover', 'Default Dark Modern', hoverOnName);
  await take('tree', 'Default Dark Modern', tree);
  await take('topology', 'Default Dark Modern', topology);
  await take('topology-light', 'Default Light Modern', topology);
  await take('dns-path', 'Default Dark Modern', dnsPath);
} finally {
  await stop();
}
process.exit(0);

async function take(name: string, theme: string, show: (window: Window) => Promise<void>): Promise<void> {
  const wanted = process.argv.slice(2);
  if (wanted.length > 0 && !wanted.includes(name)) return;
  const settings = JSON.stringify({ 'workbench.colorTheme': theme, 'files.exclude': { '**/.vscode': true } });
  const window = await openWindow('samples/microk8s-shop', { '.vscode/settings.json': settings });
  try {
    await show(window);
    // Until everything that moves has come to rest.
    await window.page.waitForTimeout(2500);
    await screenshot(window, name, media);
  } finally {
    await window.close();
  }
}

async function diagnostics(window: Window): Promise<void> {
  await openFile(window, 'production/orders.yaml', 37, 20);
  await problems(window, (rows) => rows.length > 3);
}

async function hoverOnName(window: Window): Promise<void> {
  await openFile(window, 'production/web.yaml', 23, 30);
  await known(window);
  await hover(window);
}

async function tree(window: Window): Promise<void> {
  await openFile(window, 'production/orders.yaml', 34, 10);
  await known(window);
  // A badge may lie over the link, not over the item.
  await window.page.locator('.activitybar .action-item:has(a[aria-label^="Podpath"])').click();
  await window.page.locator('.pane-body .monaco-list-row', { hasText: 'production' }).first().waitFor();
}

async function topology(window: Window): Promise<void> {
  await openFile(window, 'production/web.yaml', 30, 10);
  await known(window);
  await window.page.keyboard.press('Control+K');
  await window.page.keyboard.press('v');
  await webviewFrame(window, '[data-painted="true"]');
  await runCommand(window, 'View: Toggle Primary Side Bar Visibility');
}

async function dnsPath(window: Window): Promise<void> {
  await openFile(window, 'production/web.yaml', 23, 30);
  await known(window);
  await runCommand(window, 'Kubernetes Network: Show DNS Resolution Path...');
  const frame = await webviewFrame(window, '[data-painted="true"]');
  await frame.locator('.dns', { hasText: 'api.production.svc.cluster.local' }).waitFor();
  await runCommand(window, 'View: Toggle Primary Side Bar Visibility');
}

/** The actions of the editor come when the manifests are read. */
async function known({ page }: Window): Promise<void> {
  await page.locator('.editor-actions [aria-label^="Open Topology"]').first().waitFor();
}
