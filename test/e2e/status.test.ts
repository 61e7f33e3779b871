import assert from 'node:assert/strict';
import { openFile, openWindow, problems, save, screenshot, until, type Window } from './support/window.ts';

describe('what was read', () => {
  let window: Window;

  beforeEach(async () => {
    window = await openWindow('test/extension/workspace', {
      'base/kustomization.yaml': 'resources: [missing.yaml]\n',
      'chart/templates/service.yaml': 'kind: Service\nname: {{ .Values.name }}\n',
      'notes.yaml': '- only\n- a list\n',
    });
    await openFile(window, 'web.yaml');
    await problems(window, (rows) => rows.some((row) => row.includes('htpp')));
  });

  afterEach(() => window.close());

  it('is told by the language status, with what was left out', async () => {
    const { page } = window;
    await openFile(window, 'web.yaml');
    await page.locator('.statusbar-item#status\\.languageStatus').click();
    const status = page.locator('.hover-language-status', { hasText: 'Podpath' });
    await status.first().waitFor();
    const text = (await page.locator('.hover-language-status').allInnerTexts()).join(' ');
    await screenshot(window, 'language-status');
    assert.match(text, /Podpath: \d+ manifests in \d+ scopes?/);
    assert.match(text, /\d+ files? left out/);
  });

  it('is listed file by file, with the reason, and opens the file', async () => {
    const { page } = window;
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').first().fill('>Kubernetes Network: Show Files');
    const rows = page.locator('.quick-input-list .monaco-list-row');
    await rows.filter({ hasText: 'Show Files Read and Left Out' }).first().waitFor();
    await page.keyboard.press('Enter');
    await rows.filter({ hasText: 'namespace.yaml' }).first().waitFor();
    await page.keyboard.type('notes');
    const listed = await until(async () => {
      const texts = await rows.allInnerTexts();
      return texts.length === 1 ? texts[0] : undefined;
    }, 'one file');
    assert.match(listed, /notes\.yaml[\s\S]*left out/);
    await screenshot(window, 'files');
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: 'notes.yaml' }).waitFor();
  });
});

describe('a finding', () => {
  let window: Window;

  beforeEach(async () => {
    window = await openWindow('test/extension/workspace');
    await openFile(window, 'web.yaml');
    await problems(window, (rows) => rows.some((row) => row.includes('htpp')));
  });

  afterEach(() => window.close());

  it('is ignored from the keyboard, with the reason that is typed', async () => {
    const { page } = window;
    await openFile(window, 'web.yaml', 36, 20);
    await page.keyboard.press('Control+.');
    const row = page.locator('.action-widget .monaco-list-row', {
      hasText: 'Ignore target-port-not-exposed on this line',
    });
    await row.waitFor();
    for (let i = 0; i < 20 && !(await row.getAttribute('class'))?.includes('focused'); i++) {
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
    await row.waitFor({ state: 'hidden' });
    await problems(window, (rows) => rows.length > 0 && !rows.some((text) => text.includes('htpp')));
    await openFile(window, 'web.yaml', 36, 46);
    await page.keyboard.press('End');
    await page.keyboard.type('a sidecar is injected');
    await save(window, 'shop/web.yaml', /# podpath-ignore target-port-not-exposed: a sidecar is injected\n/);
  });

  it('is reached with F8 and says the rule', async () => {
    const { page } = window;
    await openFile(window, 'web.yaml', 1, 1);
    await page.keyboard.press('F8');
    const marker = page.locator('.zone-widget.peekview-widget, .zone-widget .marker-widget, .marker-widget').first();
    await marker.waitFor();
    await until(async () => ((await marker.textContent())?.includes('htpp') ? true : undefined), 'the message');
    await screenshot(window, 'next-problem');
    assert.match((await marker.textContent()) ?? '', /target-port-not-exposed/);
  });
});
