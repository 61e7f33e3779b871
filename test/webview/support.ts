import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/vscode/browser.ts';
import type { ToExtension } from '../../src/features/graph/messages.ts';
import { type DevServer, serveDevPage } from '../../webview/dev/server.ts';

let server: DevServer | undefined;
let browser: Browser | undefined;

/** Starts the page's server and the browser once for all tests of the webview. */
export async function start(): Promise<void> {
  server ??= await serveDevPage();
  browser ??= await launchBrowser();
}

export async function stop(): Promise<void> {
  await browser?.close();
  await server?.close();
  browser = server = undefined;
}

/** The browser of the tests, which is started. */
export function useBrowser(): Browser {
  if (!browser) throw new Error('The browser is not started.');
  return browser;
}

/** A page with what went wrong in it. */
export interface Opened {
  readonly page: Page;
  /** Errors of the console, with violations of the policy, and of scripts. */
  readonly errors: string[];
}

/** Opens the development page, and waits until it has painted. */
export async function open(query: string, viewport = { width: 1280, height: 800 }): Promise<Opened> {
  const page = await browser!.newPage({ viewport });
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`${server!.url}?motion=reduce&${query}`);
  await page.waitForSelector('body[data-painted]');
  return { page, errors };
}

/** What the webview sent so far, of one type. */
export async function sent<K extends ToExtension['type']>(
  page: Page,
  type: K,
): Promise<Extract<ToExtension, { type: K }>[]> {
  const all = await page.evaluate(() => window.podpath.sent);
  return all.filter((message): message is Extract<ToExtension, { type: K }> => message.type === type);
}

/** Waits until a message of the type was sent, and returns the last. */
export async function lastSent<K extends ToExtension['type']>(
  page: Page,
  type: K,
): Promise<Extract<ToExtension, { type: K }>> {
  await page.waitForFunction((wanted) => window.podpath.sent.some((message) => message.type === wanted), type);
  return (await sent(page, type)).at(-1)!;
}

/** Presses keys one after the other. */
export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** What was last announced. */
export function announced(page: Page): Promise<string> {
  return page.locator('[data-testid=live]').innerText();
}

/** The description of the selected card; empty when there is none. */
export function active(page: Page): Promise<string> {
  return page
    .locator('#active-node')
    .getAttribute('aria-label')
    .then((text) => text ?? '');
}
