import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): Record<string, string> => JSON.parse(readFileSync(join(root, path), 'utf8'));

describe('the French translation', () => {
  it('has every text of the extension and of the webview, and no other', () => {
    const texts = [
      ...textsIn('src/extension', /l10n\.t\(\s*(['"])((?:\\.|(?!\1).)*)\1/g),
      ...textsIn('webview', /\bt\(\s*(['"])((?:\\.|(?!\1).)*)\1/g),
    ];
    assert.deepEqual(Object.keys(read('l10n/bundle.l10n.fr.json')).sort(), [...new Set(texts)].sort());
  });

  it('has every text of the manifest, and no other', () => {
    assert.deepEqual(Object.keys(read('package.nls.fr.json')), Object.keys(read('package.nls.json')));
  });

  it('keeps the places and the commands of each text', () => {
    const french = read('package.nls.fr.json');
    const marks = (text: string) => [...text.matchAll(/\{\d\}|\((?:command:[^)]*)\)|`[^`]*`/g)].map(String).sort();
    for (const [text, translated] of Object.entries(read('l10n/bundle.l10n.fr.json'))) {
      assert.deepEqual(marks(translated), marks(text), text);
    }
    for (const [key, text] of Object.entries(read('package.nls.json'))) {
      const own = marks(text).filter((mark) => !mark.startsWith('`Show'));
      assert.deepEqual(
        marks(french[key]!).filter((mark) => !mark.startsWith('`Afficher')),
        own,
        key,
      );
    }
  });
});

function textsIn(folder: string, pattern: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.startsWith('dev/'))
    .flatMap((name) => [...readFileSync(join(root, folder, name), 'utf8').matchAll(pattern)])
    .map(([, , text]) => text!.replaceAll("\\'", "'"));
}
