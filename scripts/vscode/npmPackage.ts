import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from './paths.ts';
import { run } from './process.ts';

/**
 * Installs one npm package into the cache and returns its folder; at once when it is there already.
 * No install script is run. `prepare` finishes the package before it counts as installed, so a run that is cut off
 * leaves nothing behind that looks complete.
 */
export async function npmPackage(
  name: string,
  version: string,
  prepare: (folder: string) => Promise<void> = async () => {},
): Promise<string> {
  const home = join(cached('npm'), `${name.replace('/', '+')}@${version}`);
  const installed = join(home, 'node_modules', name);
  if (existsSync(installed)) return installed;

  console.log(`Installing ${name} ${version} from npm …`);
  const unfinished = `${home}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    await npmInstall(unfinished, [`${name}@${version}`, '--no-save', '--prefix', unfinished]);
    await prepare(join(unfinished, 'node_modules', name));
    // Another run may have been faster; its copy is as good.
    if (!existsSync(installed)) renameSync(unfinished, home);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return installed;
}

/** `npm install` in a folder, quiet unless it fails. */
export async function npmInstall(folder: string, more: readonly string[]): Promise<void> {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  await run(npm, ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...more], folder);
}
