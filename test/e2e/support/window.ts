import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import type { Browser, Frame, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../../../scripts/vscode/browser.ts';
import { projectRoot } from '../../../scripts/vscode/paths.ts';
import { type Server, startServer } from '../../../scripts/vscode/server.ts';
import { writeUserSettings } from '../../../scripts/vscode/userSettings.ts';

/** One VS Code window on a workspace of its own, driven as a person drives it. */
export interface Window {
  readonly page: Page;
  /** The workspace on disk. */
  readonly folder: string;
  /** A folder that is first on the path of VS Code. */
  readonly programs: string;
  /** What the page and its webviews said on the console at level error. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

export interface WindowOptions {
  /** With workspace trust, and the folder not trusted. */
  readonly restricted?: boolean;
  /** The extension host of the browser instead of that of the server. */
  readonly webWorker?: boolean;
  /** A `.code-workspace` file to open in place of the folder. */
  readonly workspaceFile?: string;
  /** VS Code in another language than English: `fr`. */
  readonly locale?: string;
}

interface Host {
  readonly server: Server;
  readonly data: string;
  /** The first folder of its path, for programs of a test. */
  readonly programs: string;
}

/** One VS Code for each kind of host, with podpath.vsix installed, and one browser; ended after the last test. */
const hosts = new Map<string, Promise<Host>>();
let shared: Promise<Browser> | undefined;

async function startHost({ restricted = false, webWorker = false, locale }: WindowOptions): Promise<Host> {
  const data = mkdtempSync(join(tmpdir(), 'podpath-e2e-'));
  writeUserSettings(data, {
    'files.autoSave': 'off',
    ...(restricted && { 'security.workspace.trust.startupPrompt': 'never' }),
    ...(webWorker && { 'remote.extensionKind': { 'podpath.podpath': ['web'] } }),
  });
  const programs = join(data, 'programs');
  mkdirSync(programs);
  if (locale !== undefined) writeLanguagePack(data, locale);
  const server = await startServer({
    dataFolder: data,
    vsix: join(projectRoot, 'podpath.vsix'),
    workspaceTrust: restricted,
    ...(locale !== undefined && { locale }),
    env: {
      PATH: [programs, ...pathWithout(['kubectl', 'kustomize', 'helm'], data)].join(delimiter),
      // As when it is started in a terminal: with this path, not with that of a login shell.
      VSCODE_CLI: '1',
    },
  });
  return { data, server, programs };
}

/** The folders of the path, and in the place of one that has such a program, links to all else that is in it. */
function pathWithout(programs: readonly string[], data: string): string[] {
  return (process.env.PATH ?? '').split(delimiter).map((folder, i) => {
    if (!programs.some((name) => existsSync(join(folder, name)))) return folder;
    const links = join(data, `path-${i}`);
    mkdirSync(links);
    for (const name of readdirSync(folder)) {
      if (!programs.includes(name)) symlinkSync(join(folder, name), join(links, name));
    }
    return links;
  });
}

/** What VS Code notes of an installed language pack. This one translates nothing of VS Code's own. */
function writeLanguagePack(data: string, locale: string): void {
  const texts = join(data, 'texts.json');
  writeFileSync(texts, JSON.stringify({ contents: {} }));
  const extensions = [{ extensionIdentifier: { id: 'podpath.language' }, version: '1.0.0' }];
  const pack = { hash: 'none', label: locale, extensions, translations: { vscode: texts } };
  writeFileSync(join(data, 'data', 'languagepacks.json'), JSON.stringify({ [locale]: pack }));
}

/** Ends the browser and every VS Code that was started. */
export async function stop(): Promise<void> {
  await (await shared)?.close();
  for (const host of hosts.values()) {
    const { server, data } = await host;
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

/** Windows that were opened and not closed yet. */
const open = new Set<Window>();

// The script that takes the pictures for the README runs outside of mocha.
if (typeof after === 'function') {
  afterEach(async function () {
    const name = `failed-${this.currentTest?.fullTitle().replaceAll(/\W+/g, '-')}`;
    if (this.currentTest?.isFailed()) for (const window of open) await screenshot(window, name).catch(() => {});
  });
  after(stop);
}

/** Opens a window on a copy of a folder of the project, with further files by their paths. */
export async function openWindow(
  source: string,
  files: Readonly<Record<string, string>> = {},
  options: WindowOptions = {},
): Promise<Window> {
  const kind = `${options.restricted} ${options.webWorker} ${options.locale}`;
  if (!hosts.has(kind)) hosts.set(kind, startHost(options));
  const { server, programs } = await hosts.get(kind)!;
  const browser = await (shared ??= launchBrowser());
  const temporary = mkdtempSync(join(tmpdir(), 'podpath-workspace-'));
  const folder = join(temporary, basename(source));
  cpSync(join(projectRoot, source), folder, { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.setDefaultTimeout(60_000);
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(server.window(options.workspaceFile ? join(folder, options.workspaceFile) : folder));
  await ready(page);
  const window: Window = {
    page,
    folder,
    programs,
    errors,
    async close() {
      open.delete(window);
      await page.close();
      rmSync(temporary, { recursive: true, force: true });
    },
  };
  open.add(window);
  return window;
}

async function ready(page: Page): Promise<void> {
  await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
  await page.locator('.explorer-viewlet .monaco-list-row').first().waitFor({ timeout: 60_000 });
}

/** Loads the page anew, as after a reload of the window. */
export async function reload({ page }: Window): Promise<void> {
  await page.reload();
  await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
  await page.locator('.part.statusbar').waitFor({ timeout: 60_000 });
}

/** The text of a file on disk. */
export function readText({ folder }: Window, path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

/** Runs a command by its title in the command palette. */
export async function runCommand({ page }: Window, title: string): Promise<void> {
  await page.keyboard.press('F1');
  await choose(page, `>${title}`, title);
}

/** Opens a file with Quick Open and puts the cursor at a place, both counted from 1. */
export async function openFile({ page }: Window, path: string, line = 1, column = 1): Promise<Locator> {
  await page.keyboard.press('Control+P');
  const name = path.split('/').at(-1) ?? path;
  await choose(page, path, name);
  const editor = page.locator('.editor-group-container.active .editor-instance .monaco-editor').first();
  await editor.waitFor();
  await page.locator('.tab.active', { hasText: name }).waitFor();
  if (line > 1 || column > 1) {
    await page.keyboard.press('Control+G');
    await page.locator('.quick-input-widget input').first().fill(`:${line}:${column}`);
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }
  return editor;
}

async function choose(page: Page, typed: string, row: string): Promise<void> {
  const widget = page.locator('.quick-input-widget');
  await widget.locator('input').first().fill(typed);
  await widget.locator('.quick-input-list .monaco-list-row', { hasText: row }).first().waitFor();
  await page.keyboard.press('Enter');
  await widget.waitFor({ state: 'hidden' });
}

/** Opens the Problems panel and waits until what it lists satisfies the condition; its rows as text. */
export async function problems(window: Window, holds: (rows: readonly string[]) => boolean): Promise<string[]> {
  const { page } = window;
  const panel = page.locator('.markers-panel');
  if (!(await panel.isVisible())) await page.keyboard.press('Control+Shift+M');
  await panel.waitFor();
  return until(async () => {
    const rows = await panel.locator('.monaco-list-row').allInnerTexts();
    const plain = rows.map((row) => row.replaceAll(/\s+/g, ' ').trim());
    return holds(plain) ? plain : undefined;
  }, 'the problems that were expected');
}

/** Asks again until there is an answer; the last seconds of patience are the test's own. */
export async function until<T>(ask: () => Promise<T | undefined>, what: string, seconds = 40): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`Waited ${seconds} s in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The text of the hover at the cursor. */
export async function hover({ page }: Window): Promise<string> {
  await page.keyboard.press('Control+K');
  await page.keyboard.press('Control+I');
  const content = page.locator('.monaco-hover:not(.hidden) .hover-contents, .monaco-hover:not(.hidden) .hover-row');
  await content.first().waitFor();
  return (await content.allInnerTexts()).join('\n');
}

/** Applies the quick fix with this title at the cursor. */
export async function quickFix({ page }: Window, title: string): Promise<void> {
  await page.keyboard.press('Control+.');
  const row = page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
  await row.waitFor();
  await row.click();
  await row.waitFor({ state: 'hidden' });
}

/** Saves the active editor and waits until a file on disk has a text. */
export async function save(window: Window, path: string, expected: RegExp): Promise<void> {
  await window.page.keyboard.press('Control+S');
  await until(async () => (expected.test(readText(window, path)) ? true : undefined), `${expected} in ${path}`);
}

/** The innermost frame of the webview that shows `selector`: VS Code nests each webview in two frames. */
export async function webviewFrame({ page }: Window, selector: string): Promise<Frame> {
  return until(async () => {
    for (const frame of page.frames()) {
      if (frame === page.mainFrame()) continue;
      if (
        (await frame
          .locator(selector)
          .count()
          .catch(() => 0)) > 0
      )
        return frame;
    }
    return undefined;
  }, `a webview with ${selector}`);
}

/** A picture of the window, for people to look at. */
export async function screenshot(
  { page }: Window,
  name: string,
  folder = join(projectRoot, 'reports', 'screenshots'),
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
