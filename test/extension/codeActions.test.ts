import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { find, open, read, restore, snapshot, untilRules } from './support/editor.ts';

describe('code actions', () => {
  let original: ReadonlyMap<string, string>;

  before(async () => {
    original = await snapshot();
    await open('shop/web.yaml');
    await untilRules('shop/web.yaml', 'target-port-not-exposed');
  });

  afterEach(async () => {
    await restore(original);
    await untilRules('shop/web.yaml', 'target-port-not-exposed');
  });

  async function actionsAt(text: string, kind?: string): Promise<[vscode.TextDocument, vscode.CodeAction[]]> {
    const { document } = await open('shop/web.yaml');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      find(document, text),
      kind,
    );
    return [document, actions];
  }

  it('mend a finding', async () => {
    const [document, actions] = await actionsAt('htpp');
    const fix = actions.find(({ title }) => title === 'Use the port "http"');
    assert.ok(fix?.edit);
    assert.equal(fix.isPreferred, true);
    await vscode.workspace.applyEdit(fix.edit);
    assert.match(document.getText(), /targetPort: http\n/);
    await untilRules('shop/web.yaml');
  });

  it('write a comment that ignores the finding', async () => {
    const [document, actions] = await actionsAt('htpp');
    const ignore = actions.find(({ title }) => title === 'Ignore target-port-not-exposed on this line');
    assert.ok(ignore?.edit);
    await vscode.workspace.applyEdit(ignore.edit);
    assert.match(document.getText(), / {6}# podpath-ignore target-port-not-exposed: \n {6}targetPort: htpp/);
    await untilRules('shop/web.yaml');
  });

  it('lead to the page of the rule', async () => {
    const [, actions] = await actionsAt('htpp');
    const action = actions.find(({ title }) => title === 'Show documentation for target-port-not-exposed');
    assert.deepEqual(action?.command?.arguments, ['target-port-not-exposed']);
  });

  it('are not offered where nothing is wrong', async () => {
    const [, actions] = await actionsAt('image:');
    assert.deepEqual(
      actions.filter(({ title }) => /podpath|Ignore/.test(title)),
      [],
    );
  });

  it('fix a whole file at once', async () => {
    const [document, actions] = await actionsAt('image:', 'source.fixAll.podpath');
    assert.equal(actions.length, 1);
    assert.equal(actions[0]?.kind?.value, 'source.fixAll.podpath');
    await vscode.workspace.applyEdit(actions[0].edit!);
    assert.match(document.getText(), /targetPort: http\n/);
  });

  it('fix a whole file on command', async () => {
    const { document } = await open('shop/web.yaml');
    await vscode.commands.executeCommand('podpath.lint.fixAll');
    await untilRules('shop/web.yaml');
    await document.save();
    assert.match(await read('shop/web.yaml'), /targetPort: http\n/);
  });
});
