import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  diagnosticsIn,
  find,
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

describe('diagnostics', () => {
  let original: ReadonlyMap<string, string>;

  before(async () => {
    original = await snapshot();
    await open('shop/namespace.yaml');
    await untilRules('shop/orders.yaml', 'service-selects-nothing');
    await untilRules('shop/web.yaml', 'target-port-not-exposed');
  });

  afterEach(async () => {
    await restore(original);
    await untilRules('shop/orders.yaml', 'service-selects-nothing');
    await untilRules('shop/web.yaml', 'target-port-not-exposed');
  });

  it('are shown for files that nobody opened', () => {
    const open = vscode.workspace.textDocuments.map(({ uri }) => uri.toString());
    assert.ok(!open.includes(uriOf('shop/orders.yaml').toString()));
    assert.deepEqual(rulesIn('shop/orders.yaml'), ['service-selects-nothing']);
  });

  it('stand where the text is, with the rule, its page and the other side', async () => {
    const { document } = await open('shop/web.yaml');
    const [diagnostic] = diagnosticsIn('shop/web.yaml');
    assert.deepEqual(diagnostic?.range, find(document, 'htpp'));
    assert.equal(diagnostic?.severity, vscode.DiagnosticSeverity.Error);
    assert.match(diagnostic.message, /no pod of Deployment web has a TCP port named "htpp"/);
    assert.ok(typeof diagnostic.code === 'object');
    assert.equal(diagnostic.code.value, 'target-port-not-exposed');
    assert.equal(diagnostic.code.target.fragment, 'target-port-not-exposed');
    assert.equal(diagnostic.relatedInformation?.[0]?.location.uri.path, document.uri.path);
  });

  it('go while the text is typed, before it is saved', async () => {
    const editor = await open('shop/web.yaml');
    await replace(editor, 'htpp', 'http');
    await untilRules('shop/web.yaml');
    assert.equal(editor.document.isDirty, true);
  });

  it('come back when the change is undone', async () => {
    const editor = await open('shop/web.yaml');
    await replace(editor, 'htpp', 'http');
    await untilRules('shop/web.yaml');
    await vscode.commands.executeCommand('undo');
    await untilRules('shop/web.yaml', 'target-port-not-exposed');
  });

  it('follow a change in another file', async () => {
    await write(
      'shop/orders-v2.yaml',
      original
        .get('shop/orders.yaml')!
        .split('---')[0]!
        .replaceAll('app: order', 'app: orders')
        .replace('name: orders', 'name: orders-v2'),
    );
    await untilRules('shop/orders.yaml');
  });

  it('go with a file that is deleted', async () => {
    await vscode.workspace.fs.delete(uriOf('shop/web.yaml'));
    await untilRules('shop/web.yaml');
  });

  it('leave out what .gitignore names', async () => {
    await write('.gitignore', 'shop/web.yaml\n');
    await untilRules('shop/web.yaml');
  });

  it('survive text that is broken half way', async () => {
    const editor = await open('shop/web.yaml');
    await replace(editor, 'kind: Deployment', 'kind: "Deploy');
    await new Promise((resolve) => setTimeout(resolve, 800));
    await vscode.commands.executeCommand('undo');
    await untilRules('shop/web.yaml', 'target-port-not-exposed');
  });

  it('are silenced by a comment with a reason', async () => {
    const editor = await open('shop/web.yaml');
    await replace(editor, 'targetPort: htpp', 'targetPort: htpp # podpath-ignore target-port-not-exposed: for later');
    await untilRules('shop/web.yaml');
  });

  it('take the severity of the settings', async () => {
    const configuration = vscode.workspace.getConfiguration('podpath');
    await configuration.update(
      'lint.rules',
      { 'target-port-not-exposed': 'hint' },
      vscode.ConfigurationTarget.Workspace,
    );
    await until(
      () => diagnosticsIn('shop/web.yaml')[0]?.severity === vscode.DiagnosticSeverity.Hint,
      'the severity of the settings',
    );
    await configuration.update('lint.rules', undefined, vscode.ConfigurationTarget.Workspace);
  });
});
