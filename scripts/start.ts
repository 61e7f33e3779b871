// `npm start`: builds, and opens VS Code with the extension on the sample, or on the folder named after it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { cached, projectRoot } from './vscode/paths.ts';
import { run } from './vscode/process.ts';
import { startServer } from './vscode/server.ts';
import { writeUserSettings } from './vscode/userSettings.ts';

const sample = join(projectRoot, 'samples/microk8s-shop');
const workspace = resolve(process.argv[2] ?? sample);
/** Podpath begins with the first manifest that is opened. */
const opened = workspace === sample ? [join(sample, 'production/orders.yaml')] : [];

console.log((await run(process.execPath, ['scripts/build.mjs'], projectRoot)).trimEnd());
const desktop = process.env.PODPATH_VSCODE === 'npm' ? undefined : desktopCode();
if (desktop !== undefined) {
  console.log(`Opening ${workspace} in ${desktop}`);
  spawn(desktop, ['--new-window', '--extensionDevelopmentPath', projectRoot, workspace, ...opened], {
    detached: true,
    stdio: 'ignore',
    shell: process.platform === 'win32',
  }).unref();
} else {
  const dataFolder = cached('start');
  writeUserSettings(dataFolder);
  const server = await startServer({
    dataFolder,
    development: true,
    ...(process.env.PORT !== undefined && { port: Number(process.env.PORT) }),
  });
  const remote = (path: string) => `vscode-remote://${server.authority}${path}`;
  console.log(`\nVS Code ${server.version} with Podpath on ${workspace}:\n`);
  const payload = [
    ['extensionDevelopmentPath', remote(projectRoot)],
    ...opened.map((path) => ['openFile', remote(path)] as const),
  ] as const;
  console.log(`  ${server.window(workspace, payload)}\n`);
  console.log('Open it in a browser. Ctrl+C ends it.');
}

/** The `code` command of a desktop VS Code; undefined when there is none, or no display to show it on. */
function desktopCode(): string | undefined {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return undefined;
  const names = process.platform === 'win32' ? ['code.cmd'] : ['code', 'code-insiders'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const bundled = '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code';
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...paths, bundled].find((path) => existsSync(path));
}
