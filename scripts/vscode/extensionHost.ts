import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { launchBrowser } from './browser.ts';
import { cached, projectRoot } from './paths.ts';
import { startServer } from './server.ts';
import { writeUserSettings } from './userSettings.ts';

/** What became of one test. */
export interface Outcome {
  readonly title: string;
  readonly error?: string;
}

export interface HostRun {
  /** The VS Code in which the suite ran, in words. */
  readonly host: string;
  readonly outcomes: readonly Outcome[];
}

/**
 * Runs a suite in the extension host of a real VS Code, on a workspace: in a desktop VS Code where one can be had
 * and has a display, else in the one from npm. PODPATH_VSCODE=desktop or =npm insists on one of them.
 *
 * @throws when no VS Code could be started, or the suite ended without a result
 */
export async function runInExtensionHost(suite: string, workspace: string): Promise<HostRun> {
  if (!existsSync(suite)) throw new Error(`${suite} was not built.`);
  const temporary = mkdtempSync(join(tmpdir(), 'podpath-host-'));
  const results = join(temporary, 'results.json');
  try {
    const executable = await desktopExecutable();
    const host =
      executable === undefined
        ? await runInBrowser(suite, workspace, temporary, results)
        : await runOnDesktop(executable, suite, workspace, temporary, results);
    if (!existsSync(results)) throw new Error(`The suite ended without a result in ${host}.`);
    return { host, outcomes: JSON.parse(readFileSync(results, 'utf8')) };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** A desktop VS Code, downloaded when needed; undefined where the one from npm is to be used. */
async function desktopExecutable(): Promise<string | undefined> {
  const wish = process.env.PODPATH_VSCODE;
  if (wish === 'npm') return undefined;
  if (wish !== 'desktop' && process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    console.log('No display, so no desktop VS Code: using the VS Code from npm.');
    return undefined;
  }
  try {
    return await downloadAndUnzipVSCode({ version: 'stable', cachePath: cached('desktop'), timeout: 20_000 });
  } catch (error) {
    if (wish === 'desktop') throw error;
    console.log(`VS Code could not be downloaded (${(error as Error).message}): using the VS Code from npm.`);
    return undefined;
  }
}

async function runOnDesktop(executable: string, suite: string, workspace: string, temporary: string, results: string) {
  // A failing suite makes this throw; the failures themselves are in the results.
  await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: projectRoot,
    extensionTestsPath: suite,
    extensionTestsEnv: { PODPATH_TEST_RESULTS: results },
    launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust', '--user-data-dir', temporary],
  }).catch((error) => {
    if (!existsSync(results)) throw error;
  });
  return 'desktop VS Code';
}

async function runInBrowser(suite: string, workspace: string, temporary: string, results: string) {
  writeUserSettings(temporary, { 'files.autoSave': 'off' });
  const server = await startServer({
    dataFolder: temporary,
    development: true,
    env: { PODPATH_TEST_RESULTS: results },
  });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    const remote = (path: string) => `vscode-remote://${server.authority}${path}`;
    await page.goto(
      server.window(workspace, [
        ['extensionDevelopmentPath', remote(projectRoot)],
        ['extensionTestsPath', remote(suite)],
      ]),
    );
    const end = Date.now() + 240_000;
    while (!existsSync(results)) {
      if (Date.now() > end)
        throw new Error(`No result after four minutes. The page said:\n${said.slice(-40).join('\n')}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return `VS Code ${server.version} from npm, in ${browser.browserType().name()} ${browser.version()}`;
  } finally {
    await browser.close();
    await server.stop();
  }
}
