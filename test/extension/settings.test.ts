import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  configure,
  diagnosticsIn,
  open,
  replace,
  restore,
  rulesIn,
  snapshot,
  until,
  untilRules,
  uriOf,
  write,
} from './support/editor.ts';

describe('settings', () => {
  let original: ReadonlyMap<string, string>;

  before(async () => {
    original = await snapshot();
    await open('shop/namespace.yaml');
    await untilRules('shop/web.yaml', 'target-port-not-exposed');
  });

  afterEach(async () => {
    for (const name of ['enable', 'lint.run', 'lint.scope', 'lint.rules', 'hover.enable']) {
      await configure(`podpath.${name}`, undefined);
    }
    await restore(original);
    await untilRules('shop/orders.yaml', 'service-selects-nothing');
    await untilRules('shop/web.yaml', 'target-port-not-exposed');
  });

  it('switch everything off, and on again', async () => {
    await configure('podpath.enable', false);
    await untilRules('shop/web.yaml');
    await untilRules('shop/orders.yaml');
    const editor = await open('shop/web.yaml');
    await replace(editor, 'htpp', 'hppt');
    assert.deepEqual(await hoversAt('shop/web.yaml', 27, 9), []);
    assert.deepEqual(rulesIn('shop/web.yaml'), []);
    await configure('podpath.enable', undefined);
    await untilRules('shop/web.yaml', 'target-port-not-exposed');
  });

  it('let findings wait for the file to be saved', async () => {
    await configure('podpath.lint.run', 'onSave');
    const editor = await open('shop/web.yaml');
    await replace(editor, 'targetPort: htpp', 'targetPort: http');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.deepEqual(rulesIn('shop/web.yaml'), ['target-port-not-exposed']);
    await editor.document.save();
    await untilRules('shop/web.yaml');
  });

  it('show no findings at all', async () => {
    await configure('podpath.lint.run', 'off');
    await untilRules('shop/web.yaml');
  });

  it('show the findings of open files only', async () => {
    await open('shop/web.yaml');
    await configure('podpath.lint.scope', 'openFiles');
    await untilRules('shop/orders.yaml');
    assert.deepEqual(rulesIn('shop/web.yaml'), ['target-port-not-exposed']);
    await open('shop/orders.yaml');
    await untilRules('shop/orders.yaml', 'service-selects-nothing');
  });

  it('switch rules off by glob, the later entry winning', async () => {
    await configure('podpath.lint.rules', { 'service-*': 'off', 'target-port-*': 'off', 'target-port-not-*': 'info' });
    await untilRules('shop/orders.yaml');
    await until(
      () => diagnosticsIn('shop/web.yaml')[0]?.severity === vscode.DiagnosticSeverity.Information,
      'the severity of the later entry',
    );
  });

  it('may stand in a file that the command line reads too', async () => {
    await write('.podpath.yaml', 'lint:\n  rules:\n    target-port-not-exposed: off\n');
    await untilRules('shop/web.yaml');
    await write('.podpath.yaml', 'lint:\n  rules:\n    target-port-not-exposed: hint\n');
    await until(
      () => diagnosticsIn('shop/web.yaml')[0]?.severity === vscode.DiagnosticSeverity.Hint,
      'the severity of the file',
    );
  });

  it('switch hovers off', async () => {
    await open('shop/web.yaml');
    const hovers = await hoversAt('shop/web.yaml', 27, 9);
    assert.match(hovers.join('\n'), /web\.shop\.svc\.cluster\.local/);
    await configure('podpath.hover.enable', false);
    await until(async () => (await hoversAt('shop/web.yaml', 27, 9)).length === 0, 'no hover');
  });
});

/** The texts of the hovers at a place, both counted from 0. */
async function hoversAt(path: string, line: number, character: number): Promise<string[]> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uriOf(path),
    new vscode.Position(line, character),
  );
  return hovers
    .flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value)))
    .filter((text) => text !== '');
}
