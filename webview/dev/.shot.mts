import { chromium } from 'playwright-core';
import { serveDevPage } from './server.ts';

process.chdir('/work/main');
const server = await serveDevPage();
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1400, height: 860 } });
page.on('console', (m) => console.log('console', m.type(), m.text().slice(0, 400)));
page.on('pageerror', (e) => console.log('pageerror', e.stack?.slice(0, 600)));
for (const spec of process.argv.slice(2)) {
  const [name, q, ...keys] = spec.split('~');
  await page.goto(`${server.url}?${q}`);
  await page.waitForSelector('body[data-painted]', { timeout: 8000 }).catch((_e) => console.log('NOT PAINTED', name));
  await page.waitForTimeout(400);
  const m = /view=([^&]+)/.exec(q!);
  if (m) {
    const v = JSON.parse((await import('node:fs')).readFileSync('/tmp/shots/' + m[1] + '.json', 'utf8'));
    await page.evaluate((x) => (window as any).podpath.show(x), v);
    await page.waitForTimeout(500);
  }
  for (const k of keys) {
    if (k.startsWith('#')) await page.click(`[data-testid=${k.slice(1)}]`);
    else if (k.startsWith('@')) {
      const [x, y] = k.slice(1).split(',').map(Number);
      await page.mouse.click(x!, y!);
    } else {
      await page.locator('.stage').focus();
      await page.keyboard.press(k);
    }
    await page.waitForTimeout(300);
  }
  await page.screenshot({ path: `/tmp/shots/${name}.png` });
}
await browser.close();
await server.close();
