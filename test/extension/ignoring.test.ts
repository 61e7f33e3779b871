import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { configure, find, open, replace, restore, snapshot, until, untilRules, uriOf } from './support/editor.ts';

describe('ignoring a finding', () => {
  let original: ReadonlyMap<string, string>;

  before(async () => {
    original = await snapshot();
  });

  beforeEach(async () => {
    await open('shop/web.yaml');
    await untilRules('shop/web.yaml', 'target-port-not-exposed');
  });

  afterEach(() => restore(original));

  async function ignore(title: string): Promise<vscode.TextDocument> {
    const { document } = await open('shop/web.yaml');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      find(document, 'htpp'),
    );
    const action = actions.find((candidate) => candidate.title === title);
    assert.ok(action?.edit, actions.map((candidate) => candidate.title).join(', '));
    await vscode.workspace.applyEdit(action.edit);
    await untilRules('shop/web.yaml');
    return document;
  }

  it('holds for a document', async () => {
    const document = await ignore('Ignore target-port-not-exposed in this document');
    assert.match(document.getText(), /\n---\n# podpath-ignore-document target-port-not-exposed: \napiVersion: v1\n/);
  });

  it('holds for a file', async () => {
    const document = await ignore('Ignore target-port-not-exposed in this file');
    assert.ok(document.getText().startsWith('# podpath-ignore-file target-port-not-exposed: \n'));
  });

  it('that is not there is a finding', async () => {
    const editor = await open('shop/namespace.yaml');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# podpath-ignore host-port-taken: why\n'));
    await untilRules('shop/namespace.yaml', 'suppression-unused');
  });

  it('comes after the fixes', async () => {
    const { document } = await open('shop/web.yaml');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      find(document, 'htpp'),
    );
    const titles = actions.map(({ title }) => title).filter((title) => /^(Use the port|Ignore)/.test(title));
    assert.deepEqual(titles, [
      'Use the port "http"',
      'Ignore target-port-not-exposed on this line',
      'Ignore target-port-not-exposed in this document',
      'Ignore target-port-not-exposed in this file',
    ]);
  });
});

describe('the page of a rule', () => {
  it('says what the rule finds and why', async () => {
    const page = vscode.Uri.parse('podpath-rule:/target-port-not-exposed.md');
    await until(() => vscode.extensions.getExtension('podpath.podpath')?.isActive ?? false, 'activation');
    const document = await vscode.workspace.openTextDocument(page);
    assert.match(document.getText(), /^# target-port-not-exposed\n/);
    assert.match(document.getText(), /A Service port leads to a named port that no selected pod has\./);
  });

  it('says so when there is no such rule', async () => {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('podpath-rule:/no-such-rule.md'));
    assert.equal(document.getText(), 'There is no rule no-such-rule.');
  });
});

describe('on save', () => {
  let original: ReadonlyMap<string, string>;

  before(async () => {
    original = await snapshot();
  });

  afterEach(async () => {
    await configure('editor.codeActionsOnSave', undefined);
    await restore(original);
  });

  it('all fixes are applied where editor.codeActionsOnSave asks for it', async () => {
    await configure('editor.codeActionsOnSave', { 'source.fixAll.podpath': 'explicit' });
    const editor = await open('shop/web.yaml');
    await untilRules('shop/web.yaml', 'target-port-not-exposed');
    await replace(editor, 'web:1.0.0', 'web:1.0.1');
    const { document } = editor;
    await document.save();
    await until(() => !document.getText().includes('htpp'), 'the fix');
    await untilRules('shop/web.yaml');
  });
});

describe('Copy Diagnostics Info', () => {
  it('counts, and tells nothing of the manifests', async () => {
    await open('shop/web.yaml');
    await untilRules('shop/web.yaml', 'target-port-not-exposed');
    await vscode.commands.executeCommand('podpath.help.copyDiagnosticsInfo');
    const info = await vscode.env.clipboard.readText();
    assert.match(info, /^Podpath \d+\.\d+\.\d+, VS Code \d/);
    assert.match(info, /- target-port-not-exposed: 1$/m);
    for (const [path, text] of await snapshot()) {
      assert.ok(!info.includes(path));
      for (const [, name] of text.matchAll(/name: (\w+)/g)) assert.ok(!new RegExp(`\\b${name}\\b`).test(info), name);
    }
    assert.ok(!info.includes(uriOf('.').path));
  });
});
