import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { active, announced, lastSent, open, press, sent, start, stop } from './support.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe has against the page as it is. */
async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    interface Violation {
      readonly id: string;
      readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
    }
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: readonly Violation[] }> } };
    return (await axe.run()).violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary.slice(0, 300)}`),
    );
  });
}

describe('what stands around the picture', function () {
  this.timeout(40_000);
  let page: Page;
  let errors: string[];
  const opened = async (query: string) => {
    ({ page, errors } = await open(query));
    return page;
  };
  const testId = (id: string) => page.locator(`[data-testid="${id}"]`);
  const ran = async () => (await sent(page, 'runCommand')).map(({ command }) => command);
  before(start);
  after(stop);
  afterEach(async () => {
    assert.deepEqual(errors, [], 'nothing went wrong in the console, and the policy was not violated');
    await page.close();
  });

  describe('the scope', () => {
    it('is named at the left of the toolbar, and leads to the others', async () => {
      await opened('sample=shop');
      assert.equal(await testId('scope').innerText(), 'kustomize/overlays/production');
      assert.match((await testId('scope').getAttribute('title')) ?? '', /kustomization\nService ×5\nDeployment ×4/);
      const [scope, tab] = await Promise.all([testId('scope').boundingBox(), testId('view-routing').boundingBox()]);
      assert.ok(scope!.x < tab!.x);
      await testId('scope').click();
      await press(page, 'k');
      assert.deepEqual(await ran(), ['podpath.topology.selectScope', 'podpath.topology.selectScope']);
    });

    it('is plain text where there is no other', async () => {
      await opened('sample=shop&scopes=1');
      assert.equal(await testId('scope').isVisible(), false);
      assert.equal(await testId('scope-only').innerText(), 'kustomize/overlays/production');
    });

    it('says where something may be missing from it', async () => {
      await opened('sample=shop&incomplete');
      assert.match((await testId('scope').getAttribute('title')) ?? '', /a remote base is not read/);
      assert.equal(await testId('scope').getByRole('img', { name: 'not all of it is known' }).count(), 1);
    });
  });

  describe('a comparison', () => {
    it('tells what differs in words, what traffic does first, and says so aloud', async () => {
      await opened('sample=diff&compare');
      assert.deepEqual(await page.locator('.changes li').allInnerTexts(), [
        'opened\npayments is now reachable from the Internet',
        'changed\nweb → api TCP 8080: allowed → denied',
        'added\nNetworkPolicy closed',
        'removed\nConfigMap old',
        'removed\nCronJob report',
        'changed\nService api\nspec.ports[http].port: 80 → 8080',
      ]);
      assert.match(
        await announced(page),
        /Compared with HEAD: 6 changes\. payments is now reachable from the Internet/,
      );
    });

    it('goes to the card of a change, and back to all changes', async () => {
      await opened('sample=diff&compare');
      await page.locator('.changes').getByRole('button', { name: 'Service api' }).click();
      assert.match(await active(page), /^Service api, changed/);
      assert.equal(await page.locator('.changes li').first().isVisible(), false);
      await testId('all-changes').click();
      assert.equal(await page.locator('.changes li').first().isVisible(), true);
      assert.equal((await lastSent(page, 'select')).id, undefined);
    });

    it('shows what is gone as gone, also to who does not see it', async () => {
      await opened('sample=diff&compare');
      await page.locator('.changes').getByRole('button', { name: 'CronJob report' }).click();
      assert.match(await active(page), /^CronJob report, removed/);
      await press(page, 'o');
      const removed = page.locator('.outline [role=treeitem]', { hasText: 'report' }).last();
      assert.match(await removed.innerText(), /report\s*removed/);
    });

    it('goes to another view for a line that this one does not have', async () => {
      await opened('sample=diff&compare');
      await page.locator('.changes').getByRole('button', { name: 'web → api' }).click();
      const { view, select } = await lastSent(page, 'view');
      assert.equal(view, 'connections');
      assert.match(select ?? '', /^requires Deployment\/shop\/web > Deployment\/shop\/api/);
      await page.waitForFunction(() => /web to api/.test(document.querySelector('[data-testid=live]')!.textContent!));
    });

    it('opens the source of what has no card, and leads nowhere where there is none', async () => {
      await opened('sample=diff&compare');
      await page.locator('.changes').getByRole('button', { name: 'NetworkPolicy closed' }).click();
      assert.equal((await lastSent(page, 'open')).id, 'NetworkPolicy/shop/closed');
      assert.equal(await page.locator('.changes').getByRole('button', { name: 'ConfigMap old' }).count(), 0);
    });

    it('is begun, read and ended with the keyboard alone', async () => {
      await opened('sample=shop');
      await page.locator('.stage').focus();
      await press(page, 'x');
      assert.equal(await announced(page), 'Nothing is compared');
      await press(page, 'c');
      await page.locator('.changes:not([hidden])').waitFor();
      await press(page, 'c', 'ArrowDown', 'ArrowDown', 'ArrowUp');
      assert.equal(
        await page.evaluate(() => document.activeElement?.textContent),
        'web → api TCP 8080: allowed → denied',
      );
      await press(page, 'x');
      await page.waitForFunction(() => document.querySelector<HTMLElement>('.changes')!.hidden);
      assert.deepEqual(await ran(), ['podpath.topology.compareWithGit', 'podpath.topology.stopComparing']);
    });

    it('tells all that differs at first, whatever is selected', async () => {
      await opened('sample=shop');
      await page.evaluate(() => window.podpath.reply({ type: 'reveal', node: 'Service/shop/web', reason: 'editor' }));
      await press(page, 'c');
      await page.locator('.changes li').first().waitFor();
      assert.equal((await lastSent(page, 'select')).id, undefined);
    });

    it('is named in the toolbar, with how much differs and a way to end it', async () => {
      await opened('sample=diff&compare');
      assert.equal((await testId('changes').innerText()).trim(), 'Compared with HEAD: 6 changes');
      await testId('stop-comparing').click();
      await page.waitForFunction(() => document.querySelector<HTMLElement>('.compared')!.hidden);
      assert.deepEqual(await ran(), ['podpath.topology.stopComparing']);
    });
  });

  describe('what only one view has', () => {
    it('switches the effect of policies in the connections', async () => {
      await opened('sample=connections');
      assert.equal(await testId('policies').getAttribute('aria-pressed'), 'true');
      await testId('policies').click();
      await page.waitForFunction(
        () => document.querySelector('[data-testid=policies]')!.getAttribute('aria-pressed') === 'false',
      );
      await press(page, 'w');
      await page.waitForFunction(
        () => document.querySelector('[data-testid=policies]')!.getAttribute('aria-pressed') === 'true',
      );
      assert.equal(await testId('libc-musl').isVisible(), false);
    });

    it('switches the resolver of a lookup, and copies it', async () => {
      await opened('sample=dns');
      assert.equal(await testId('libc-glibc').getAttribute('aria-pressed'), 'true');
      await testId('libc-musl').click();
      await page.waitForFunction(
        () => document.querySelector('[data-testid=libc-musl]')!.getAttribute('aria-pressed') === 'true',
      );
      await testId('libc-musl').click();
      await testId('copy-dig').click();
      assert.deepEqual(await ran(), ['podpath.topology.switchResolver', 'podpath.topology.copyLookup']);
      assert.equal(await testId('policies').isVisible(), false);
    });

    it('says where a key has no meaning', async () => {
      await opened('sample=shop');
      await page.locator('.stage').focus();
      await press(page, 'w');
      assert.equal(await announced(page), 'Only in the view Connections');
      await press(page, 'r');
      assert.equal(await announced(page), 'Only in the view DNS');
      assert.deepEqual(await ran(), []);
    });

    it('is one stop of the tab key with the rest of the toolbar', async () => {
      await opened('sample=dns');
      await testId('view-dns').focus();
      const order: (string | null)[] = [];
      for (let at = 0; at < 5; at++) {
        await press(page, 'ArrowRight');
        order.push(await page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? null));
      }
      assert.deepEqual(order, ['view-addresses', 'view-architecture', 'libc-glibc', 'libc-musl', 'copy-dig']);
      assert.equal(await page.locator('.toolbar [tabindex="0"]').count(), 1);
    });
  });

  describe('an empty view', () => {
    it('says what is true of it, and leads to a view that has something', async () => {
      await opened('sample=empty&kind=connections&instead=routing,dns');
      const text = await page.locator('.nothing').innerText();
      assert.match(text, /Nothing in Connections\s+Connections are between workloads, and there is none here\./);
      assert.match(text, /kustomize\/overlays\/production has Service ×5, Deployment ×4\./);
      await testId('show-routing').click();
      assert.equal((await lastSent(page, 'view')).view, 'routing');
    });

    it('offers another scope where there is one', async () => {
      await opened('sample=empty&kind=dns&instead=routing');
      assert.match(await page.locator('.nothing').innerText(), /Names are asked for by workloads/);
      await page.getByRole('button', { name: 'Choose another scope' }).click();
      assert.deepEqual(await ran(), ['podpath.topology.selectScope']);
    });

    it('says so where workloads have no connection', async () => {
      await opened('sample=connections&instead=routing');
      await page.evaluate(() => {
        const view = window.podpath.sample('connections');
        if ('graph' in view) window.podpath.show({ ...view, graph: { ...view.graph, edges: [] } });
      });
      assert.match(await page.locator('.banner').innerText(), /no workload names another/);
    });

    it('explains where ranges come from, and leads to the profile and the settings', async () => {
      await opened('sample=empty&kind=addresses&instead=routing');
      assert.match(await page.locator('.addresses').innerText(), /pools of load balancers, secondary networks/);
      await testId('choose-profile').click();
      await testId('range-settings').click();
      assert.deepEqual(
        (await sent(page, 'runCommand')).map(({ command, args }) => [command, ...args]),
        [['podpath.cluster.chooseProfile'], ['workbench.action.openSettings', 'podpath.cluster']],
      );
      await testId('show-routing').click();
    });
  });

  describe('addresses', () => {
    it('draw the blocks of policies to scale with what they meet and leave out', async () => {
      await opened('sample=overlap');
      const block = page.locator('.range', { hasText: 'shop/web from' });
      const width = (name: string) =>
        block.locator('.bar', { hasText: name }).evaluate((bar) => bar.getBoundingClientRect().width);
      const [whole, pods] = [await width('shop/web from'), await width('Pods')];
      assert.ok(Math.abs(pods / whole - 65536 / 2 ** 24) < 0.01, `${pods} of ${whole}`);
      const left = await block.locator('.inner.except').evaluate((part) => part.getBoundingClientRect().width);
      assert.ok(Math.abs(left / whole - 0.25) < 0.01, `${left} of ${whole}`);
      assert.match(await block.innerText(), /shares addresses with Pods 10\.1\.0\.0\/16, Services/);
      assert.match(await block.innerText(), /10\.64\.0\.0\/10 left out/);
    });

    it('have no tools for a picture that is not there', async () => {
      await opened('sample=overlap');
      for (const id of ['fit', 'filters', 'outline', 'export']) assert.equal(await testId(id).isVisible(), false, id);
      assert.equal(await testId('help').isVisible(), true);
      await testId('view-routing').click();
      await testId('fit').waitFor();
    });

    it('open the place that says a range', async () => {
      await opened('sample=overlap');
      await page.getByRole('button', { name: 'NetworkPolicy ipBlock' }).click();
      assert.equal((await lastSent(page, 'open')).id, 'policy 10.0.0.0/8');
    });

    it('lead from an overlap to its ranges', async () => {
      await opened('sample=overlap');
      await page.locator('.finding').getByRole('button', { name: 'MetalLB pool' }).click();
      assert.match((await page.evaluate(() => document.activeElement?.textContent)) ?? '', /^MetalLB pool/);
    });
  });

  describe('accessibility', () => {
    for (const query of [
      'sample=diff&compare&incomplete',
      'sample=dns&scopes=1',
      'sample=connections',
      'sample=overlap',
      'sample=empty&kind=connections&instead=routing',
      'sample=empty&kind=addresses&instead=routing',
    ])
      for (const theme of ['dark', 'light', 'high-contrast', 'high-contrast-light'])
        it(`axe finds nothing wrong with ${query} in ${theme}`, async () => {
          await opened(`${query}&theme=${theme}`);
          if (query.includes('compare')) await press(page, 'o');
          await page.waitForTimeout(200);
          assert.deepEqual(await axeFindings(page), []);
        });
  });
});
