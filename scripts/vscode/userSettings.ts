import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A window without tips, chat or walkthroughs, so that what is seen is the workspace and the extension. */
const quiet = {
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.untrustedFiles': 'open',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** Writes user settings where the VS Code from npm looks for them, unless some are there already. */
export function writeUserSettings(dataFolder: string, settings: Readonly<Record<string, unknown>> = {}): void {
  const folder = join(dataFolder, 'data', 'User');
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ ...quiet, ...settings }, null, 2), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
