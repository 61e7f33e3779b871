import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { projectRoot } from '../../scripts/vscode/paths.ts';

const bytes = readFileSync(join(projectRoot, 'podpath.vsix'));

describe('podpath.vsix', () => {
  it('has the files that users need, and no other', () => {
    assert.deepEqual(filesOf(bytes), [
      '[Content_Types].xml',
      'extension.vsixmanifest',
      'extension/LICENSE.txt',
      'extension/changelog.md',
      'extension/dist/extension.cjs',
      'extension/dist/web/extension.cjs',
      'extension/dist/webview/main.css',
      'extension/dist/webview/main.js',
      'extension/l10n/bundle.l10n.fr.json',
      'extension/media/icon.png',
      'extension/media/podpath-dark.svg',
      'extension/media/podpath.svg',
      ...filesBelow('media/walkthrough'),
      'extension/package.json',
      'extension/package.nls.fr.json',
      'extension/package.nls.json',
      'extension/readme.md',
      // The walkthrough opens a copy of it.
      ...filesBelow('samples/microk8s-shop'),
      'extension/syntaxes/corefile.language-configuration.json',
      'extension/syntaxes/corefile.tmLanguage.json',
      'extension/syntaxes/network.tmLanguage.json',
      'extension/syntaxes/yaml-corefile.tmLanguage.json',
      'extension/syntaxes/yaml-network.tmLanguage.json',
    ]);
  });

  it('has at most 1 MB', () => {
    assert.ok(bytes.length <= 1_000_000, `${bytes.length} bytes`);
  });
});

/** The files of a folder of the project, by their places in the package, sorted. */
function filesBelow(folder: string): string[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `extension/${relative(projectRoot, join(parentPath, name))}`)
    .sort();
}

/** The names in the central directory of a zip file, sorted. */
function filesOf(zip: Buffer): string[] {
  const names: string[] = [];
  let at = zip.indexOf('PK\x01\x02');
  while (zip.toString('latin1', at, at + 4) === 'PK\x01\x02') {
    const [name, extra, comment] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
    names.push(zip.toString('utf8', at + 46, at + 46 + name));
    at += 46 + name + extra + comment;
  }
  return names.sort();
}
