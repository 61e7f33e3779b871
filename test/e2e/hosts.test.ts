import assert from 'node:assert/strict';
import {
  openFile,
  openWindow,
  problems,
  quickFix,
  runCommand,
  save,
  screenshot,
  type Window,
} from './support/window.ts';

describe('the extension', () => {
  let window: Window;

  afterEach(() => window.close());

  it('works in Restricted Mode', async () => {
    window = await openWindow('test/extension/workspace', {}, { restricted: true });
    await openFile(window, 'web.yaml', 36, 20);
    await window.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await problems(window, (rows) => rows.some((row) => row.includes('htpp')));
    await screenshot(window, 'restricted-mode');
    await openFile(window, 'web.yaml', 36, 20);
    await quickFix(window, 'Use the port "http"');
    await save(window, 'shop/web.yaml', /targetPort: http\n/);
    await problems(window, (rows) => !rows.some((row) => row.includes('htpp')));
  });

  it('keeps the folders of a multi-root workspace apart', async () => {
    const service = (name: string, app: string) =>
      `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\nspec:\n  selector:\n    app: ${app}\n  ports:\n    - port: 80\n`;
    window = await openWindow(
      'test/extension/workspace',
      {
        'a/a.yaml': service('in-a', 'nowhere-a'),
        'a/hidden.yaml': service('hidden', 'nowhere-hidden'),
        'a/.vscode/settings.json': '{ "files.exclude": { "hidden.yaml": true } }',
        'a/inner/inner.yaml': service('inner', 'nowhere-inner'),
        'b/hidden.yaml': service('in-b', 'nowhere-b'),
        'all.code-workspace': JSON.stringify({ folders: [{ path: 'a' }, { path: 'b' }, { path: 'a/inner' }] }),
      },
      { workspaceFile: 'all.code-workspace' },
    );
    await openFile(window, 'a.yaml');
    const rows = await problems(window, (found) => found.filter((row) => row.includes('no pod has')).length >= 3);
    const about = (text: string) => rows.filter((row) => row.includes(text)).length;
    assert.deepEqual([about('nowhere-a'), about('nowhere-b'), about('nowhere-inner')], [1, 1, 1], rows.join('\n'));
    assert.equal(about('nowhere-hidden'), 0, rows.join('\n'));
  });

  it('runs in the browser, in a web worker', async () => {
    window = await openWindow('test/extension/workspace', {}, { webWorker: true });
    await openFile(window, 'web.yaml', 36, 20);
    await problems(window, (rows) => rows.some((row) => row.includes('htpp')));
    await runCommand(window, 'Developer: Show Running Extensions');
    await window.page.setViewportSize({ width: 1400, height: 1800 });
    const row = window.page.locator('.runtime-extensions-editor .monaco-list-row', { hasText: 'Podpath' });
    await row.waitFor();
    await screenshot(window, 'web-worker');
    assert.match((await row.textContent()) ?? '', /web worker/i);
  });
});
