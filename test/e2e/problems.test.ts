import assert from 'node:assert/strict';
import {
  hover,
  openFile,
  openWindow,
  problems,
  quickFix,
  runCommand,
  save,
  screenshot,
  type Window,
} from './support/window.ts';

describe('problems in the editor', () => {
  let window: Window;

  beforeEach(async () => {
    window = await openWindow('test/extension/workspace');
  });

  afterEach(() => window.close());

  it('are listed for the whole workspace, mended by a quick fix, and gone', async () => {
    await openFile(window, 'web.yaml', 36, 20);
    const before = await problems(window, (rows) => rows.some((row) => row.includes('htpp')));
    assert.ok(
      before.some((row) => row.includes('no pod has these labels')),
      before.join('\n'),
    );
    await screenshot(window, 'problems');
    await openFile(window, 'web.yaml', 36, 20);
    await quickFix(window, 'Use the port "http"');
    await save(window, 'shop/web.yaml', /targetPort: http\n/);
    await problems(window, (rows) => rows.length > 0 && !rows.some((row) => row.includes('htpp')));
  });

  it('come with typing and go with undo', async () => {
    await openFile(window, 'orders.yaml', 29, 16);
    await problems(window, (rows) => rows.some((row) => row.includes('no pod has these labels')));
    await openFile(window, 'orders.yaml', 29, 16);
    await window.page.keyboard.press('Backspace');
    await problems(window, (rows) => rows.length > 0 && !rows.some((row) => row.includes('no pod has these labels')));
    await openFile(window, 'orders.yaml', 29, 15);
    await window.page.keyboard.press('Control+Z');
    await problems(window, (rows) => rows.some((row) => row.includes('no pod has these labels')));
  });

  it('are explained on a page of their own', async () => {
    await openFile(window, 'web.yaml', 36, 20);
    await problems(window, (rows) => rows.some((row) => row.includes('htpp')));
    await openFile(window, 'web.yaml', 36, 20);
    await quickFix(window, 'Show documentation for target-port-not-exposed');
    await window.page.locator('.tab', { hasText: 'target-port-not-exposed' }).waitFor();
    await screenshot(window, 'rule-page');
  });

  it('are fixed in a whole file by a command', async () => {
    await openFile(window, 'web.yaml');
    await problems(window, (rows) => rows.some((row) => row.includes('htpp')));
    await openFile(window, 'web.yaml');
    await runCommand(window, 'Kubernetes Network: Fix All Auto-fixable Problems');
    await problems(window, (rows) => rows.length > 0 && !rows.some((row) => row.includes('htpp')));
  });

  it('come with a hover that says which pods a Service has', async () => {
    await openFile(window, 'web.yaml', 27, 10);
    await problems(window, (rows) => rows.some((row) => row.includes('htpp')));
    await openFile(window, 'web.yaml', 28, 10);
    const text = await hover(window);
    await screenshot(window, 'hover');
    assert.match(text, /web\.shop\.svc\.cluster\.local/);
  });
});
