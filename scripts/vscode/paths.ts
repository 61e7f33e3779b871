import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the extension's package.json. */
export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Downloads that outlive a run: VS Code, Node, a browser. Not in git. PODPATH_CACHE moves it out of the checkout. */
export const cacheFolder = process.env.PODPATH_CACHE ?? join(projectRoot, '.vscode-test');

/** A folder inside the cache, made when it is missing. */
export function cached(...parts: readonly string[]): string {
  const folder = join(cacheFolder, ...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}
