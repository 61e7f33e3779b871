import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { open, press, start, stop } from './support.ts';

/** Half a window beside an editor, and a whole one at 200 %: the page has so many pixels then. */
const rooms = { 'half a window': [600, 800], 'a window at 200 %': [640, 400] } as const;

describe('the topology in little room', function () {
  this.timeout(60_000);
  let page: Page;
  let errors: string[];
  const opened = async (query: string, [width, height]: readonly [number, number]) => {
    ({ page, errors } = await open(query, { width, height }));
  };
  const boxOf = async (selector: string) => (await page.locator(selector).boundingBox())!;
  before(start);
  after(stop);
  afterEach(async () => {
    assert.deepEqual(errors, []);
    await page.close();
  });

  for (const [name, [width, height]] of Object.entries(rooms)) {
    describe(name, () => {
      it('keeps every tool in sight, in at most three rows, without a scroll bar', async () => {
        await opened('sample=problems', [width, height]);
        const head = await boxOf('.head');
        assert.ok(head.height <= 112, `${head.height} pixels of tools`);
        for (const tool of await page
          .locator('.top :is(button, vscode-button, vscode-dropdown, vscode-text-field)')
          .all())
          if (await tool.isVisible()) {
            const box = (await tool.boundingBox())!;
            assert.ok(box.x >= 0 && box.x + box.width <= width, `${await tool.textContent()} is in sight`);
            assert.ok(box.width >= 24 && box.height >= 24, `${await tool.textContent()} is easy to hit`);
          }
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
      });

      it('shows the details under the picture, with the picture still there and the selection in it', async () => {
        await opened('sample=problems', [width, height]);
        await page.locator('.stage').focus();
        await press(page, 'p', ' ');
        const [stage, panel] = [await boxOf('.stage'), await boxOf('.panel')];
        assert.ok(panel.y >= stage.y + stage.height - 1, 'the details are under the picture');
        assert.equal(panel.width, width);
        assert.ok(stage.height >= height * 0.3, `${stage.height} pixels of picture`);
        await page.waitForFunction((most) => {
          const box = window.podpathBox();
          return box && box.x >= 0 && box.y >= 0 && box.y + box.height <= most;
        }, stage.height);
        assert.ok(await page.locator('[data-testid=close-panel]').isVisible());
      });

      it('lets all of the details be reached by scrolling', async () => {
        await opened('sample=problems', [width, height]);
        await page.locator('.stage').focus();
        await press(page, 'p', ' ');
        await page.getByText('shop.yaml:12').waitFor();
        const bottom = await page.evaluate(() => {
          const source = [...document.querySelectorAll('.panel .link')].find(
            (each) => each.textContent === 'shop.yaml:12',
          )!;
          source.scrollIntoView({ block: 'nearest' });
          return source.getBoundingClientRect().bottom;
        });
        assert.ok(bottom <= height);
      });

      it('opens the outline over the picture, and leaves the picture its size', async () => {
        await opened('sample=problems', [width, height]);
        const before = await boxOf('.stage');
        await page.locator('.stage').focus();
        await press(page, 'o');
        assert.deepEqual(await boxOf('.stage'), before);
        const outline = await boxOf('.outline');
        assert.ok(outline.width <= width * 0.8);
        assert.ok(await page.locator('.outline [role=treeitem]').first().isVisible());
      });

      it('walks through a resolution with the picture in sight', async () => {
        await opened('sample=dns', [width, height]);
        const [stage, panel] = [await boxOf('.stage'), await boxOf('.panel')];
        assert.ok(stage.height >= height * 0.25, `${stage.height} pixels of picture`);
        assert.ok(panel.y >= stage.y + stage.height - 1);
      });

      it('draws addresses without running over', async () => {
        await opened('sample=overlap', [width, height]);
        const { scrolls, client } = await page.locator('.addresses').evaluate((element) => ({
          scrolls: element.scrollWidth,
          client: element.clientWidth,
        }));
        assert.ok(scrolls <= client, `${scrolls} of ${client}`);
      });
    });
  }

  it('leaves the details as they are when something else changes', async () => {
    await opened('sample=problems', [600, 800]);
    await page.locator('.stage').focus();
    await press(page, 'p', ' ');
    await page.getByText('shop.yaml:12').waitFor();
    await page.locator('.panel .link').last().focus();
    await page.locator('.panel').evaluate((panel) => {
      panel.scrollTop = 40;
    });
    await press(page, 'l');
    await page.locator('.legend').waitFor();
    const left = await page.evaluate(() => ({
      inPanel: document.activeElement?.closest('.panel') !== null,
      scrolled: document.querySelector('.panel')!.scrollTop,
    }));
    assert.deepEqual(left, { inPanel: true, scrolled: 40 });
  });

  it('has the details beside the picture again in a wide window', async () => {
    await opened('sample=problems', [600, 800]);
    await page.locator('.stage').focus();
    await press(page, 'p', ' ');
    await page.setViewportSize({ width: 1200, height: 800 });
    const [stage, panel] = [await boxOf('.stage'), await boxOf('.panel')];
    assert.ok(panel.x >= stage.x + stage.width - 1);
  });
});
