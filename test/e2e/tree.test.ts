import assert from 'node:assert/strict';
import { chooseFromMenu, pick, showViews, treeRow } from './support/topology.ts';
import { openFile, openWindow, screenshot, until, type Window } from './support/window.ts';

const other = `apiVersion: v1
kind: Service
metadata: {name: lonely, namespace: elsewhere}
spec: {selector: {app: lonely}, ports: [{port: 5432, targetPort: 5432}]}
`;

describe('the tree of the side bar', () => {
  let window: Window;

  before(async () => {
    window = await openWindow('samples/microk8s-shop', {
      'other/kustomization.yaml': 'resources: [lonely.yaml]\n',
      'other/lonely.yaml': other,
    });
    await openFile(window, 'production/orders.yaml', 34, 10);
    await showViews(window);
    await treeRow(window, /^Workspace/);
    // The other two views leave it little room.
    for (const title of ['DNS Names', 'Findings']) await header(title).locator('.title').click();
  });

  after(() => window.close());

  it('has a badge with the number of problems on a scope', async () => {
    const badge = rows().filter({ hasText: 'Workspace' }).locator('[class*="monaco-decoration-itemBadge"]');
    await badge.waitFor();
    assert.ok((await rows().allInnerTexts()).some((text) => /^other\s*kustomization/.test(text)));
    await screenshot(window, 'tree-scopes');
  });

  it('follows the editor to the object that the cursor is in', async () => {
    await openFile(window, 'production/redis.yaml', 25, 3);
    await rows().filter({ hasText: 'redis' }).and(window.page.locator('.selected')).waitFor();
  });

  it('shows what has the words that are typed, and all again', async () => {
    await action('Filter...');
    await window.page.locator('.quick-input-title', { hasText: 'Filter the Tree' }).waitFor();
    await window.page.keyboard.type('ingress dev');
    await left(['Workspace', 'dev', 'shop', 'dev.shop.example.com/api', 'dev.shop.example.com/']);
    await window.page.keyboard.press('Enter');
    await screenshot(window, 'tree-filtered');
    assert.match(await header('Topology').innerText(), /ingress dev/);
    await action('Clear Filter');
    await until(async () => ((await names()).includes('other') ? true : undefined), 'the other scope');
  });

  it('shows only what has problems', async () => {
    await more('Show Problems Only');
    await until(async () => {
      const all = await names();
      return all.includes('orders') && !all.includes('redis') ? true : undefined;
    }, 'the objects with problems');
    await screenshot(window, 'tree-problems');
    await action('Clear Filter');
  });

  it('groups the objects by kind and by file', async () => {
    await more('Group By...');
    await pick(window, 'Group the Tree By', 'Kind');
    await expand(/^Workspace/);
    await expand(/^StatefulSet\s*2/);
    await treeRow(window, /^database\s*production · 1 pod/);
    await screenshot(window, 'tree-kinds');
    await more('Group By...');
    await pick(window, 'Group the Tree By', 'File');
    await (await treeRow(window, /^mail.yaml\s*production/)).waitFor();
    await screenshot(window, 'tree-files');
    await more('Group By...');
    await pick(window, 'Group the Tree By', 'Namespace');
  });

  const rows = () => window.page.locator('.pane:has(.pane-header[aria-label^="Topology"]) .monaco-list-row');
  const header = (title: string) => window.page.locator(`.pane-header[aria-label^="${title}"]`);

  /** The names of the lines in sight, without their descriptions. */
  const names = () => rows().locator('.label-name').allInnerTexts();

  async function left(expected: readonly string[]): Promise<void> {
    let last: string[] = [];
    await until(
      async () => {
        last = await names();
        return last.join() === expected.join() ? true : undefined;
      },
      `only ${expected.join(', ')}`,
    ).catch((error: Error) => {
      throw new Error(`${error.message}; there is ${last.join(', ')}`);
    });
  }

  async function expand(text: RegExp): Promise<void> {
    const row = await treeRow(window, text);
    if ((await row.getAttribute('aria-expanded')) === 'false') await row.locator('.monaco-tl-twistie').click();
  }

  /** Presses a button in the title of the view. */
  async function action(title: string): Promise<void> {
    await header('Topology').hover();
    await header('Topology').locator(`[aria-label^="${title}"]`).first().click();
  }

  /** Chooses a line of the menu in the title of the view. */
  async function more(title: string): Promise<void> {
    await action('More Actions');
    await chooseFromMenu(window, title);
  }
});
