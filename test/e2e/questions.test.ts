import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { ask, openTopology } from './support/topology.ts';
import { openFile, openWindow, reload, screenshot, until, type Window } from './support/window.ts';

describe('the questions beside the picture', () => {
  let window: Window;
  let frame: Frame;

  const testId = (id: string) => frame.locator(`[data-testid="${id}"]`);
  const pressed = (id: string, on: boolean) => frame.locator(`[data-testid="${id}"][aria-pressed="${on}"]`).waitFor();

  beforeEach(async () => {
    window = await openWindow('samples/microk8s-shop');
    await openFile(window, 'production/web.yaml');
  });

  afterEach(() => window.close());

  it('tell in words what a change does to the network, until the comparison is ended', async () => {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: window.folder });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'before');
    const file = join(window.folder, 'production/policies.yaml');
    const text = readFileSync(file, 'utf8');
    const without = text
      .split('---\n')
      .filter((document) => !document.includes('name: web\n'))
      .join('---\n');
    assert.notEqual(without, text);
    writeFileSync(file, without);
    await reload(window);
    await openFile(window, 'production/web.yaml');
    frame = await openTopology(window);
    await until(async () => {
      await ask(window, 'Kubernetes Network: Compare Topology with Git Ref...');
      const line = window.page.locator('.quick-input-widget .monaco-list-row', { hasText: 'the last commit' });
      const found = await line.waitFor({ timeout: 3000 }).then(
        () => true,
        () => undefined,
      );
      if (found) await window.page.keyboard.press('Enter');
      return found;
    }, 'the repository to be known');
    const changes = frame.locator('.changes:not([hidden])');
    await changes.getByText('web is no longer reachable from the Internet').waitFor();
    await changes.getByText('web → api TCP 8080: allowed → denied').waitFor();
    await changes.getByText('NetworkPolicy web').waitFor();
    await screenshot(window, 'changes');
    await changes.getByRole('button', { name: 'web → api' }).click();
    await frame.locator('.panel h2', { hasText: 'web → api' }).waitFor();
    assert.equal(await testId('view-connections').getAttribute('aria-pressed'), 'true');
    await testId('stop-comparing').click();
    await changes.waitFor({ state: 'detached' });
    assert.equal(await testId('changes').isVisible(), false);
  });

  it('show connections without policies, and a lookup as the other C library makes it', async () => {
    frame = await openTopology(window);
    await testId('view-connections').click();
    await pressed('policies', true);
    await testId('policies').click();
    await pressed('policies', false);
    await testId('view-dns').click();
    await pressed('libc-glibc', true);
    await testId('libc-musl').click();
    await pressed('libc-musl', true);
    await frame.locator('.dns .outcome').waitFor();
  });

  it('take the boxes of the picture from the settings', async () => {
    frame = await openTopology(window);
    await testId('outline').click();
    const boxes = () => frame.locator('[role="treeitem"][aria-level="1"] > .label .name').allInnerTexts();
    await until(async () => ((await boxes()).includes('production') ? true : undefined), 'namespaces');
    const settings = join(window.folder, '.vscode/settings.json');
    mkdirSync(join(window.folder, '.vscode'), { recursive: true });
    writeFileSync(settings, JSON.stringify({ 'podpath.topology.groupBy': 'file' }));
    await until(async () => ((await boxes()).includes('production/web.yaml') ? true : undefined), 'files');
  });
});
