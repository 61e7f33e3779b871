import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { active, announced, lastSent, open, press, sent, start, stop } from './support.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const themes = ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const;

describe('the topology in a browser', function () {
  this.timeout(40_000);
  let page: Page;
  let errors: string[];
  const opened = async (query: string) => {
    ({ page, errors } = await open(query));
    return page;
  };
  before(start);
  after(stop);
  afterEach(async () => {
    assert.deepEqual(errors, [], 'nothing went wrong in the console, and the policy was not violated');
    await page.close();
  });

  describe('what is drawn', () => {
    for (const sample of [
      'shop',
      'problems',
      'connections',
      'dns',
      'addresses',
      'overlap',
      'architecture',
      'diff',
      'empty',
      'thousand',
    ])
      it(`draws ${sample} without an error in the console`, async () => {
        await opened(`sample=${sample}`);
        await page.waitForTimeout(150);
      });

    for (const theme of themes)
      it(`has ink of many colours in the ${theme} theme`, async () => {
        await opened(`sample=problems&theme=${theme}`);
        const colours = await page.evaluate(() => {
          const canvas = document.querySelector<HTMLCanvasElement>('canvas.over')!;
          const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
          const seen = new Set<number>();
          for (let at = 0; at < data.length; at += 4)
            if (data[at + 3]! > 250)
              seen.add(((data[at]! >> 4) << 8) | ((data[at + 1]! >> 4) << 4) | (data[at + 2]! >> 4));
          return seen.size;
        });
        assert.ok(colours > 12, `${colours} colours`);
      });

    it('follows a change of the theme without a new graph', async () => {
      await opened('sample=problems&theme=dark');
      const ink = () =>
        page.evaluate(() => document.querySelector<HTMLCanvasElement>('canvas.over')!.toDataURL().length);
      const dark = await ink();
      await page.evaluate(() => window.podpath.applyTheme('light'));
      await page.waitForTimeout(100);
      assert.notEqual(await ink(), dark);
    });

    it('says why there is nothing to draw, and offers a way on', async () => {
      await opened('sample=empty');
      await page.getByRole('button', { name: 'Open the walkthrough' }).click();
      assert.equal((await lastSent(page, 'runCommand')).command, 'podpath.help.openWalkthrough');
    });

    it('shows an overview above the limit, says how much, and keeps what has problems', async () => {
      await opened('sample=thousand&max=500');
      assert.match(await page.locator('.banner').innerText(), /\d+ of 1000 shown/);
      await press(page, 'o');
      assert.ok((await page.locator('.outline .sign.error').count()) > 5);
    });

    it('shows everything on demand, and goes back', async () => {
      await opened('sample=thousand&max=500');
      await page.locator('[data-testid=show-everything]').click();
      await page.waitForFunction(() => document.querySelector<HTMLElement>('.banner')!.hidden);
      await page.locator('[data-testid=undo]').click();
      await page.waitForFunction(() => !document.querySelector<HTMLElement>('.banner')!.hidden);
    });

    it('draws the ranges of addresses to scale, and says what overlaps', async () => {
      await opened('sample=overlap');
      const width = (name: string) =>
        page.locator('.ruler .bar', { hasText: name }).evaluate((bar) => bar.getBoundingClientRect().width);
      const [pods, pool] = [await width('Pods'), await width('MetalLB')];
      assert.ok(Math.abs(pool / pods - 4096 / 65536) < 0.01, `${pool} of ${pods}`);
      assert.match(await page.locator('.addresses').innerText(), /lies in the pods’ range/);
    });

    it('lists each query of a resolution with its answer', async () => {
      await opened('sample=dns');
      assert.equal(await page.locator('.dns .steps li').count(), 4);
      assert.match(await page.locator('.dns .outcome').innerText(), /resolves to Service shop\/api/);
    });
  });

  describe('the mouse', () => {
    const clickCard = async (id: string, count = 1) => {
      await page.evaluate((node) => window.podpath.reply({ type: 'reveal', node, reason: 'command' }), id);
      await page.waitForTimeout(50);
      const box = (await page.locator('.stage').boundingBox())!;
      const at = await page.evaluate(() => window.podpathBox());
      assert.ok(at, `${id} is drawn`);
      await press(page, 'Escape');
      await page.mouse.click(box.x + at.x + at.width / 2, box.y + at.y + 12, { clickCount: count });
    };

    it('selects a card, and tells the host', async () => {
      await opened('sample=problems');
      await clickCard('Service/shop/api');
      assert.equal((await lastSent(page, 'select')).id, 'Service/shop/api');
      assert.match(await active(page), /Service api/);
    });

    it('opens the source with a double click', async () => {
      await opened('sample=problems');
      await clickCard('Service/shop/web', 2);
      assert.equal((await lastSent(page, 'open')).id, 'Service/shop/web');
    });

    it('asks for the editor’s hover, and shows it as text', async () => {
      await opened('sample=shop');
      await clickCard('Service/shop/web');
      await page.locator('.tooltip:not([hidden])').waitFor();
      assert.match(await page.locator('.tooltip').innerText(), /Ports 80 → 8080/);
      assert.equal(await page.locator('.tooltip code').count(), 1);
    });

    it('puts the card under the pointer into the context of the editor’s menu', async () => {
      await opened('sample=shop');
      await clickCard('Service/shop/redis');
      await page.waitForTimeout(50);
      const context = JSON.parse((await page.locator('.stage').getAttribute('data-vscode-context'))!) as Record<
        string,
        unknown
      >;
      assert.equal(context.podpathId, 'Service/shop/redis');
      assert.equal(context.webviewSection, 'node');
    });

    it('goes where the minimap is clicked', async () => {
      await opened('sample=thousand&max=2000');
      const before = await page.locator('.sight').getAttribute('style');
      await press(page, '0');
      await page.locator('.minimap').click({ position: { x: 20, y: 20 } });
      assert.notEqual(await page.locator('.sight').getAttribute('style'), before);
    });

    it('shows the details of a selection with its findings and their fixes', async () => {
      await opened('sample=problems');
      await clickCard('Service/shop/api');
      await page.locator('[data-testid=panel]').click();
      await page.getByText('Change to http').click();
      assert.deepEqual(await lastSent(page, 'fix'), { type: 'fix', id: 'Service/shop/api', finding: 0, fix: 0 });
      await page.getByText('shop.yaml:12').click();
      assert.equal((await lastSent(page, 'open')).source, 0);
    });

    it('exports in every format', async () => {
      await opened('sample=problems');
      const begins: Record<string, RegExp> = {
        svg: /^<svg /,
        mermaid: /^flowchart LR/,
        dot: /^digraph/,
        drawio: /^<mxfile/,
        json: /^\{/,
        png: /^iVBORw0KGgo/,
      };
      for (const [format, begin] of Object.entries(begins)) {
        await page.evaluate((each) => window.podpath.reply({ type: 'export', format: each }), format);
        await page.waitForFunction(
          (each) => window.podpath.sent.some((message) => message.type === 'export' && message.format === each),
          format,
        );
        assert.match((await sent(page, 'export')).find((message) => message.format === format)!.data, begin);
      }
    });
  });

  describe('the keyboard alone', () => {
    it('moves from card to card with the arrows', async () => {
      await opened('sample=problems');
      await page.locator('.stage').focus();
      await press(page, 'ArrowRight');
      const first = await active(page);
      await press(page, 'ArrowRight');
      assert.notEqual(first, '');
      assert.notEqual(await active(page), first);
    });

    it('says so at the border instead of swallowing the key', async () => {
      await opened('sample=shop');
      await page.locator('.stage').focus();
      await press(page, ...Array.from({ length: 9 }, () => 'ArrowLeft'));
      assert.equal(await announced(page), 'Nothing further in this direction');
    });

    it('follows lines outwards and back', async () => {
      await opened('sample=shop');
      await page.evaluate(() => window.podpath.reply({ type: 'reveal', node: 'Service/shop/web', reason: 'command' }));
      await press(page, ']');
      assert.match(await active(page), /^Deployment web/);
      await press(page, '[');
      assert.match(await active(page), /^Service web/);
    });

    it('goes through the siblings when the line is followed again', async () => {
      await opened('sample=shop');
      await page.evaluate(() =>
        window.podpath.reply({ type: 'reveal', node: 'Ingress/shop/storefront', reason: 'command' }),
      );
      await press(page, ']');
      const first = await active(page);
      await press(page, ']');
      assert.notEqual(await active(page), first);
      assert.match(await active(page), /^Service/);
    });

    it('finds a card by its name', async () => {
      await opened('sample=problems');
      await page.locator('.stage').focus();
      await press(page, '/');
      await page.keyboard.type('redis');
      await page.locator('.suggestions [role=option]').first().waitFor();
      await press(page, 'Enter');
      assert.match(await active(page), /redis/);
      assert.equal(await page.evaluate(() => document.activeElement!.className.includes('stage')), true);
    });

    it('names the filter that hides what was searched, and lifts it', async () => {
      await opened('sample=problems');
      await page.evaluate(() =>
        window.podpath.reply({ type: 'reveal', node: 'CronJob/shop/report', reason: 'command' }),
      );
      await press(page, 'h', '/');
      await page.keyboard.type('report');
      await press(page, 'Enter');
      assert.match(await announced(page), /hidden by the kinds filter/);
      await page.locator('[data-testid=lift]').focus();
      await press(page, 'Enter');
      assert.match(await active(page), /CronJob report/);
    });

    it('opens the source with Enter', async () => {
      await opened('sample=problems');
      await page.evaluate(() => window.podpath.reply({ type: 'reveal', node: 'Service/shop/api', reason: 'command' }));
      await press(page, 'Enter');
      assert.equal((await lastSent(page, 'open')).id, 'Service/shop/api');
    });

    it('goes from problem to problem', async () => {
      await opened('sample=problems');
      await page.locator('.stage').focus();
      await press(page, 'p');
      assert.match(await active(page), /1 problems|2 problems/);
      const first = await active(page);
      await press(page, 'p');
      assert.notEqual(await active(page), first);
    });

    it('focuses on the neighbourhood, and undoes it', async () => {
      await opened('sample=problems');
      await page.evaluate(() =>
        window.podpath.reply({ type: 'reveal', node: 'Service/shop/redis', reason: 'command' }),
      );
      await press(page, 'n');
      assert.match(await announced(page), /^2 of \d+ shown/);
      await press(page, 'u');
      assert.equal(await announced(page), 'View change undone');
      assert.equal(await page.locator('.focus').isHidden(), true);
    });

    it('closes what is open one after the other with Escape', async () => {
      await opened('sample=problems');
      await page.evaluate(() =>
        window.podpath.reply({ type: 'reveal', node: 'Service/shop/redis', reason: 'command' }),
      );
      await press(page, 'l', 'Escape');
      assert.equal(await page.locator('.legend').isHidden(), true);
      assert.match(await active(page), /redis/);
      await press(page, 'Escape');
      assert.equal(await active(page), 'Nothing selected');
    });

    it('shows every shortcut in a sheet, and comes back from it', async () => {
      await opened('sample=shop');
      await page.locator('.stage').focus();
      await press(page, '?');
      assert.ok((await page.locator('dialog kbd').count()) >= 30);
      await press(page, 'Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
    });

    it('walks through the outline, which selects in the graph', async () => {
      await opened('sample=problems');
      await page.locator('.stage').focus();
      await press(page, 'o', 'ArrowDown', 'ArrowDown', 'ArrowDown', ' ');
      assert.match(await active(page), /namespace dev/);
      await press(page, 'Enter');
      assert.ok(await lastSent(page, 'open'));
    });

    it('opens and closes a branch of the outline', async () => {
      await opened('sample=problems');
      await page.locator('.stage').focus();
      await press(page, 'o', 'ArrowLeft');
      const top = page.locator('[role=treeitem][aria-level="1"]').first();
      assert.equal(await top.getAttribute('aria-expanded'), 'false');
      await press(page, 'ArrowRight');
      assert.equal(await top.getAttribute('aria-expanded'), 'true');
    });

    it('has one stop for the toolbar, and moves in it with the arrows', async () => {
      await opened('sample=shop');
      await page.waitForTimeout(100);
      const stops = await page.locator('.toolbar [tabindex="0"]').count();
      assert.equal(stops, 1);
      await page.locator('[data-testid=view-routing]').focus();
      await press(page, 'ArrowRight', 'Enter');
      assert.equal((await lastSent(page, 'view')).view, 'connections');
    });

    it('steps through a trace', async () => {
      await opened('sample=shop');
      await page.evaluate(() =>
        window.podpath.reply({ type: 'reveal', node: 'Deployment/shop/api', reason: 'command' }),
      );
      await press(page, 'y');
      assert.equal((await lastSent(page, 'trace')).to, 'Deployment/shop/api');
      await page.locator('.stepper li.current').first().waitFor();
      await press(page, '.');
      assert.match(await page.locator('.stepper li.current').first().innerText(), /Ingress storefront sends/);
    });

    it('opens the context menu at the selection', async () => {
      await opened('sample=shop');
      await page.evaluate(() => {
        document.addEventListener('contextmenu', (event) => {
          document.body.dataset.menu = String(Math.round(event.clientX));
          event.preventDefault();
        });
        window.podpath.reply({ type: 'reveal', node: 'Service/shop/web', reason: 'command' });
      });
      await press(page, 'Shift+F10');
      assert.ok(Number(await page.locator('body').getAttribute('data-menu')) > 0);
    });

    it('asks for another view by its number', async () => {
      await opened('sample=shop');
      await page.locator('.stage').focus();
      await press(page, '4');
      await page.locator('.addresses').waitFor();
      assert.equal((await lastSent(page, 'view')).view, 'addresses');
    });

    it('filters by label in the filters', async () => {
      await opened('sample=shop');
      await page.locator('.stage').focus();
      await press(page, 'i');
      await page.locator('[data-testid=filter-label] input').focus();
      await page.keyboard.type('app=redis');
      await page.waitForFunction(() => document.querySelector('[data-testid=live]')!.textContent!.startsWith('2 of'));
    });
  });

  describe('host and webview', () => {
    it('refuses what it does not understand, and says so', async () => {
      await opened('sample=shop');
      await page.evaluate(() => window.podpath.reply({ type: 'graph', view: { kind: 'routing' }, title: '' }));
      assert.match((await lastSent(page, 'error')).message, /does not understand: graph/);
    });

    it('selects what the editor reveals without telling the editor again', async () => {
      await opened('sample=shop');
      await page.evaluate(() => window.podpath.reply({ type: 'reveal', node: 'Service/shop/web', reason: 'editor' }));
      assert.match(await active(page), /^Service web/);
      assert.deepEqual(await sent(page, 'select'), []);
    });

    it('keeps view, filters and selection for a reload', async () => {
      await opened('sample=shop');
      await page.evaluate(() => window.podpath.reply({ type: 'reveal', node: 'Service/shop/web', reason: 'command' }));
      await press(page, 'h', 'o');
      await page.waitForTimeout(400);
      const { state } = await lastSent(page, 'state');
      assert.deepEqual([state.selection, state.outline, state.hiddenKinds], ['Service/shop/web', true, ['Service']]);
      await page.close();
      await opened(`sample=shop&state=${encodeURIComponent(JSON.stringify(state))}`);
      assert.equal(await page.locator('.outline').isVisible(), true);
    });

    it('keeps where a card was dragged to, over a change and a reload, until all is arranged anew', async () => {
      await opened('sample=shop');
      const boxOf = () => page.evaluate(() => window.podpathBox('Service/shop/redis')!);
      const stage = (await page.locator('.stage').boundingBox())!;
      const start = await boxOf();
      const [x, y] = [stage.x + start.x + start.width / 2, stage.y + start.y + 8];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + 30, y + 60, { steps: 4 });
      await page.mouse.move(x + 40, y + 90, { steps: 4 });
      await page.mouse.up();
      const isThere = (box: { x: number; y: number }) =>
        Math.abs(box.x - start.x - 40) < 4 && Math.abs(box.y - start.y - 90) < 4;
      assert.ok(isThere(await boxOf()), 'the card follows the pointer');
      await page.waitForFunction(() =>
        window.podpath.sent.some((message) => message.type === 'state' && message.state.moved !== undefined),
      );
      // The state is told again after the last step of the drag.
      await page.waitForTimeout(800);
      const { state } = await lastSent(page, 'state');
      assert.deepEqual(Object.keys(state.moved!), ['Service/shop/redis']);
      await page.evaluate(() => {
        const view = window.podpath.sample('shop');
        if (view.kind !== 'routing') return;
        const nodes = view.graph.nodes.map((node) =>
          node.id === 'Service/shop/web' ? { ...node, subtitle: 'NodePort' } : node,
        );
        window.podpath.show({ ...view, graph: { ...view.graph, nodes } });
      });
      assert.ok(isThere(await boxOf()), 'a change leaves it there');
      await page.close();
      await opened(`sample=shop&state=${encodeURIComponent(JSON.stringify(state))}`);
      await page.waitForFunction(
        ([left, top]) => {
          const box = window.podpathBox('Service/shop/redis')!;
          return Math.abs(box.x - left!) < 4 && Math.abs(box.y - top!) < 4;
        },
        [start.x + 40, start.y + 90],
      );
      await page.locator('[data-testid=arrange]').click();
      await page.waitForFunction((top) => Math.abs(window.podpathBox('Service/shop/redis')!.y - top) < 40, start.y);
    });

    it('keeps the places of cards when something is added in another namespace', async () => {
      await opened('sample=shop');
      const boxOf = (id: string) => page.evaluate((node) => window.podpathBox(node), id);
      await page.evaluate(() => document.querySelector('.stage')!.dispatchEvent(new WheelEvent('wheel')));
      const before = await boxOf('Service/shop/redis');
      await page.evaluate(() => {
        const view = window.podpath.sample('shop');
        if (view.kind !== 'routing') return;
        const added = {
          id: 'Deployment/dev/new',
          role: 'workload' as const,
          kind: 'Deployment',
          name: 'new',
          namespace: 'dev',
          group: 'Namespace/dev',
          tier: 'workload' as const,
        };
        window.podpath.show({ ...view, graph: { ...view.graph, nodes: [...view.graph.nodes, added] } });
      });
      assert.ok(await boxOf('Deployment/dev/new'));
      assert.deepEqual(await boxOf('Service/shop/redis'), before);
    });

    it('shows every text in the user’s language', async () => {
      await opened('sample=shop&pseudo');
      for (const text of await page
        .locator('.tab, .toolbar vscode-button')
        .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? each.textContent)))
        assert.match(text ?? '', /^⟦/);
    });
  });

  describe('accessibility', () => {
    for (const [name, query, keys] of [
      ['the graph', 'sample=problems', []],
      ['outline, legend and filters', 'sample=problems', ['o', 'l', 'i']],
      ['the details', 'sample=problems', ['p', ' ']],
      ['a resolution', 'sample=dns', []],
      ['addresses', 'sample=overlap', []],
      ['the overview', 'sample=thousand&max=500', []],
    ] as const)
      for (const theme of themes)
        it(`axe finds nothing wrong with ${name} in ${theme}`, async () => {
          await opened(`${query}&theme=${theme}`);
          await page
            .locator('.stage')
            .focus()
            .catch(() => {});
          await press(page, ...keys);
          await page.waitForTimeout(200);
          await page.evaluate(axe);
          const found = await page.evaluate(async () => {
            const { axe } = window as unknown as {
              axe: {
                run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
              };
            };
            return (await axe.run()).violations.map(
              ({ id, nodes }) =>
                `${id}: ${nodes.map((node) => `${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 300)}`).join(' | ')}`,
            );
          });
          assert.deepEqual(found, []);
        });
  });
});
