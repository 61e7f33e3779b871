import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type Comparer, openComparer, useOneFont } from './pictures.ts';
import { type Opened, open, start, stop, useBrowser } from './support.ts';

const folder = join(import.meta.dirname, 'snapshots');
const isRenewing = Boolean(process.env.UPDATE);

const views = {
  routing: 'problems',
  connections: 'connections',
  dns: 'dns',
  addresses: 'overlap',
  architecture: 'architecture',
} as const;
const themes = ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const;

describe('the picture of each view in each theme', function () {
  this.timeout(60_000);
  let comparer: Comparer;
  let opened: Opened;
  const openView = async (view: keyof typeof views, theme: (typeof themes)[number]): Promise<Page> => {
    opened = await open(`sample=${views[view]}&theme=${theme}`);
    // What stands above the view is not of it.
    await opened.page.evaluate(() => {
      document.querySelector<HTMLElement>('.head')!.hidden = true;
    });
    await useOneFont(opened.page);
    return opened.page;
  };
  const shoot = (page: Page) => page.locator('.main').screenshot();
  before(async () => {
    await start();
    comparer = await openComparer(useBrowser());
  });
  after(async () => {
    await comparer?.close();
    await stop();
  });
  afterEach(() => opened.page.close());

  for (const view of Object.keys(views) as (keyof typeof views)[])
    for (const theme of themes)
      it(`shows ${view} in ${theme} as it was looked at`, async () => {
        const screenshot = await shoot(await openView(view, theme));
        const small = await comparer.shrink(screenshot);
        const file = join(folder, `${view}-${theme}.png`);
        const actual = join(folder, `${view}-${theme}.actual.png`);
        rmSync(actual, { force: true });
        const difference = existsSync(file) ? await comparer.compare(readFileSync(file), small) : undefined;
        if (isRenewing) {
          if (difference || !existsSync(file)) writeFileSync(file, small);
          return;
        }
        if (existsSync(file) && !difference) return;
        writeFileSync(actual, screenshot);
        const what = difference
          ? `differs from its snapshot at ${difference.x}, ${difference.y}, on ${difference.width} × ${difference.height} pixels, by ${difference.most} of 255`
          : 'has no snapshot';
        assert.fail(
          `${view} in ${theme} ${what}. Look at ${actual}; if it is as it should be, renew the snapshot with UPDATE=1.`,
        );
      });

  // What the comparison is for: each of these would go unseen if it were too tolerant.
  const harms: Readonly<Record<string, (page: Page) => Promise<void>>> = {
    'a card is missing': (page) => cover(page, 'Service/shop/redis'),
    'a line is missing': (page) => cover(page, 'selects Service/shop/redis'),
    'the words of rows are missing': (page) => leaveOutText(page, 11.5),
    'the words of lines are missing': (page) => leaveOutText(page, 10.5),
    'a kind of card has another colour': (page) =>
      page.evaluate(() => document.documentElement.style.setProperty('--vscode-podpath-node-service', '#b07ae0')),
    'the lines have another colour': (page) =>
      page.evaluate(() => document.documentElement.style.setProperty('--vscode-podpath-edge-route', '#d0a020')),
  };
  for (const [harm, apply] of Object.entries(harms))
    for (const theme of ['dark', 'high-contrast-light'] as const)
      it(`is seen to differ when ${harm} in ${theme}`, async () => {
        const page = await openView('routing', theme);
        const before = await comparer.shrink(await shoot(page));
        await apply(page);
        await page.waitForTimeout(150);
        assert.ok(await comparer.compare(before, await comparer.shrink(await shoot(page))));
      });

  it('is not seen to differ when it is drawn a second time', async () => {
    const first = await comparer.shrink(await shoot(await openView('connections', 'light')));
    await opened.page.close();
    const second = await comparer.shrink(await shoot(await openView('connections', 'light')));
    assert.equal(await comparer.compare(first, second), undefined);
  });
});

/** Covers a card, or the first line whose id begins so, with the colour behind it. */
async function cover(page: Page, id: string): Promise<void> {
  await page.evaluate((wanted) => {
    const view = window.podpath.sample('problems');
    if (view.kind !== 'routing') return;
    const found = [...view.graph.nodes, ...view.graph.edges].find((each) => each.id.startsWith(wanted));
    const box = window.podpathBox(found?.id ?? wanted);
    if (!box) throw new Error(`${wanted} is not drawn`);
    const patch = document.createElement('div');
    for (const [name, value] of Object.entries({
      position: 'absolute',
      'z-index': '9',
      left: `${box.x}px`,
      top: `${box.y - 2}px`,
      width: `${box.width}px`,
      height: `${box.height + 4}px`,
      background: 'var(--vscode-editor-background)',
    }))
      patch.style.setProperty(name, value);
    document.querySelector('.stage')!.append(patch);
  }, id);
}

/** Draws everything but the words of one size. */
async function leaveOutText(page: Page, size: number): Promise<void> {
  await page.evaluate((left) => {
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (...all) {
      if (!this.font.includes(`${left}px`)) fillText.apply(this, all);
    };
    window.podpathPan(0, 0.01);
    window.podpathPan(0, -0.01);
  }, size);
}
