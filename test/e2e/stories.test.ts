import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import {
  hover,
  openFile,
  openWindow,
  problems,
  quickFix,
  readText,
  runCommand,
  save,
  screenshot,
  until,
  type Window,
  webviewFrame,
} from './support/window.ts';

const deployment = (name: string, value: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
        - name: ${name}
          image: shop/${name}
          ports: [{name: http, containerPort: 8080}]
          env:
            - name: UPSTREAM
              value: ${value}
`;
const service = (name: string) => `---
apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: shop
spec:
  selector: {app: ${name}}
  ports: [{name: http, port: 80, targetPort: http}]
`;
const shop = {
  'api.yaml': deployment('api', 'postgres://shop@database:80/shop') + service('api'),
  'database.yaml': deployment('database', 'none') + service('database'),
  'web.yaml': deployment('web', 'http://api') + service('web'),
};

describe('a day with Podpath', () => {
  let window: Window;

  afterEach(() => window.close());

  it('finds what only one overlay has, on the line of its patch, and the topology shows that overlay', async () => {
    const base = deployment('web', 'none') + service('web');
    const overlay = 'resources: [../../base]\npatches: [{path: patch.yaml}]\n';
    const patch = (app: string) =>
      `apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec:\n  selector:\n    app: ${app}\n`;
    window = await openWindow('test/e2e/empty', {
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'base/web.yaml': base,
      'overlays/dev/kustomization.yaml': overlay,
      'overlays/dev/patch.yaml': patch('web'),
      'overlays/prod/kustomization.yaml': overlay,
      'overlays/prod/patch.yaml': patch('wbe'),
    });
    await openFile(window, 'prod/patch.yaml', 6, 11);
    const rows = await problems(window, (all) => all.some((row) => row.includes('no pod has these labels')));
    assert.equal(rows.filter((row) => row.includes('no pod has these labels')).length, 1);
    await openFile(window, 'prod/patch.yaml', 6, 11);
    await screenshot(window, 'overlay-finding');
    const frame = await openTopology(window);
    await frame.locator('[data-testid="outline"]').first().click();
    await frame.locator('[role="treeitem"]', { hasText: 'web' }).first().waitFor();
    await screenshot(window, 'overlay-topology');
    await backToText(window);
    await openFile(window, 'prod/patch.yaml', 6, 11);
    await quickFix(window, 'Select Deployment web');
    await save(window, 'overlays/prod/patch.yaml', /app: web\n/);
    await problems(window, (all) => !all.some((row) => row.includes('no pod has these labels')));
  });

  it('says which policy denies a connection, and sees it allowed as soon as the policy is mended', async () => {
    const policy = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: database, namespace: shop}
spec:
  podSelector: {matchLabels: {app: database}}
  policyTypes: [Ingress]
  ingress:
    - from:
        - podSelector: {matchLabels: {app: web}}
`;
    window = await openWindow('test/e2e/empty', { ...shop, 'policy.yaml': policy });
    await openFile(window, 'policy.yaml', 9, 47);
    await problems(window, (all) => all.some((row) => /Deployment api asks for Service database/.test(row)));
    await openFile(window, 'policy.yaml', 9, 47);
    const frame = await openTopology(window);
    await frame.locator('[data-testid="view-connections"]').click();
    await frame.locator('.stage').focus();
    await window.page.keyboard.press('/');
    await window.page.keyboard.type('database');
    await frame.locator('[role="option"]', { hasText: 'Deployment' }).first().click();
    await window.page.keyboard.press('Space');
    const panel = frame.locator('.panel');
    await panel.filter({ hasText: /api[\s\S]*denied/ }).waitFor();
    await screenshot(window, 'connection-denied');
    await backToText(window);
    await openFile(window, 'policy.yaml', 9, 47);
    for (let i = 0; i < 'web'.length; i++) await window.page.keyboard.press('Backspace');
    await window.page.keyboard.type('api');
    await save(window, 'policy.yaml', /app: api\}\}/);
    await problems(window, (all) => !all.some((row) => /asks for Service database/.test(row)));
    await panel.filter({ hasText: /api[\s\S]*allowed/ }).waitFor();
    assert.doesNotMatch(await panel.innerText(), /denied/);
    await screenshot(window, 'connection-allowed');
  });

  it('mends a name that was mistyped, and the hover says what it means then', async () => {
    window = await openWindow('test/e2e/empty', shop);
    await openFile(window, 'web.yaml', 15, 32);
    await manifestIsKnown(window);
    await window.page.keyboard.press('End');
    await window.page.keyboard.type('i');
    await problems(window, (all) => all.some((row) => row.includes('no Service "apii"')));
    await openFile(window, 'web.yaml', 15, 32);
    await quickFix(window, 'Use "api"');
    await save(window, 'web.yaml', /value: http:\/\/api\n/);
    await problems(window, (all) => !all.some((row) => row.includes('apii')));
    await openFile(window, 'web.yaml', 15, 31);
    await hover(window);
    await window.page
      .locator('.monaco-hover:not(.hidden)', { hasText: 'api.shop.svc.cluster.local' })
      .first()
      .waitFor();
    await screenshot(window, 'name-hover');
  });

  it('renames a Service in three files, one of them a connection string', async () => {
    const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site, namespace: shop}
spec:
  defaultBackend:
    service: {name: database, port: {number: 80}}
`;
    window = await openWindow('test/e2e/empty', { ...shop, 'ingress.yaml': ingress });
    await openFile(window, 'database.yaml', 20, 10);
    await manifestIsKnown(window);
    await window.page.keyboard.press('F2');
    const box = window.page.locator('.rename-box input');
    await box.waitFor();
    await box.fill('ledger');
    await window.page.keyboard.press('Enter');
    await box.waitFor({ state: 'hidden' });
    await runCommand(window, 'File: Save All');
    await until(
      async () =>
        /name: ledger/.test(readText(window, 'database.yaml')) &&
        /postgres:\/\/shop@ledger:80\/shop/.test(readText(window, 'api.yaml')) &&
        /name: ledger, port/.test(readText(window, 'ingress.yaml'))
          ? true
          : undefined,
      'the new name in three files',
    );
  });

  it('steps through the lookup of a name with the keyboard', async () => {
    window = await openWindow('test/e2e/empty', shop);
    await openFile(window, 'web.yaml', 15, 31);
    await manifestIsKnown(window);
    await runCommand(window, 'Kubernetes Network: Show DNS Resolution Path...');
    const frame = await webviewFrame(window, '[data-painted="true"]');
    const steps = frame.locator('.dns');
    await steps.filter({ hasText: 'api.shop.svc.cluster.local' }).waitFor();
    const current = frame.locator('[aria-current="step"]');
    await frame.locator('.stage').focus();
    const first = await current.first().innerText();
    await window.page.keyboard.press('.');
    await until(async () => ((await current.first().innerText()) === first ? undefined : true), 'the next step');
    await screenshot(window, 'dns-step');
    await runCommand(window, 'Kubernetes Network: Switch DNS Resolver (glibc or musl)');
    await steps
      .filter({ hasText: 'musl' })
      .or(frame.locator('body', { hasText: 'musl' }))
      .first()
      .waitFor();
  });
});

/** From the panel to the editors beside it, as a file would else be opened in the place of the panel. */
async function backToText({ page }: Window): Promise<void> {
  await page.locator('.editor-group-container').first().locator('.tab').first().click();
  await page.locator('.editor-group-container.active .monaco-editor').first().waitFor();
}

async function openTopology(window: Window): Promise<Frame> {
  await manifestIsKnown(window);
  await runCommand(window, 'Kubernetes Network: Open Topology to the Side');
  return webviewFrame(window, '[data-painted="true"]');
}

/** The status item tells of a manifest as soon as it has been read. */
async function manifestIsKnown(window: Window): Promise<void> {
  await window.page.locator('.editor-actions [aria-label^="Open Topology"]').first().waitFor();
}
