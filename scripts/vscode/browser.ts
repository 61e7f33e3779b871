import { existsSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { npmPackage } from './npmPackage.ts';
import { cached } from './paths.ts';
import { run } from './process.ts';

/** The last version whose `engines` take Node 20. */
const packagedChromium = '141.0.0';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'chrome'];

const wellKnown = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  join(homedir(), 'Applications/Google Chrome.app/Contents/MacOS/Google Chrome'),
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** What keeps a browser quiet on a machine without a network, and lets it run as root in a container. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  // Colours are the same on every screen.
  '--force-color-profile=srgb',
];

/** The path of an installed Chromium, Chrome or Edge; CHROMIUM_PATH comes first. Undefined when there is none. */
export function installedBrowser(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist.`);
    return named;
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const folders = (process.env.PATH ?? '').split(delimiter);
  const inPath = names.flatMap((name) => folders.map((folder) => join(folder, name + suffix)));
  return [...inPath, ...wellKnown].find((path) => existsSync(path));
}

/** Starts a headless browser: the installed one, else the one that an npm package ships (Linux x64). */
export async function launchBrowser(): Promise<Browser> {
  const installed = installedBrowser();
  if (installed !== undefined) return chromium.launch({ executablePath: installed, args: flags });
  return launchPackaged();
}

async function launchPackaged(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chrome, Chromium or Edge was found. Install one, or name one in CHROMIUM_PATH.');
  }
  const folder = await npmPackage('@sparticuz/chromium', packagedChromium);
  const unpacked = cached(`chromium-${packagedChromium}`);
  // The package unpacks itself into the folder for temporary files, and its libraries only where it thinks it must.
  await run(process.execPath, ['--input-type=module', '--eval', unpack, pathToFileURL(folder).href], folder, {
    ...process.env,
    TMPDIR: unpacked,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x',
  });
  // Without any font a page with text crashes; the package's own configuration knows only the places of its usual host.
  writeFileSync(
    join(unpacked, 'fonts.conf'),
    `<fontconfig><dir>${unpacked}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${unpacked}</cachedir></fontconfig>`,
  );
  return chromium.launch({
    executablePath: join(unpacked, 'chromium'),
    args: flags,
    env: {
      ...(process.env as Record<string, string>),
      LD_LIBRARY_PATH: join(unpacked, 'al2023/lib'),
      FONTCONFIG_FILE: join(unpacked, 'fonts.conf'),
    },
  });
}

const unpack = `
  const { default: chromium } = await import(process.argv[1] + '/build/esm/index.js');
  await chromium.executablePath();
`;
