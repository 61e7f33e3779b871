import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { find, open, replace, restore, snapshot, until, untilRules, uriOf } from './support/editor.ts';

describe('what leads through the network', () => {
  let original: ReadonlyMap<string, string>;

  before(async () => {
    original = await snapshot();
    await open('shop/web.yaml');
    await untilRules('shop/orders.yaml', 'service-selects-nothing');
  });

  afterEach(async () => {
    await restore(original);
    await untilRules('shop/orders.yaml', 'service-selects-nothing');
  });

  it('lists objects by name', async () => {
    const symbols = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
      'vscode.executeWorkspaceSymbolProvider',
      'orders',
    );
    const own = symbols.filter(({ location }) => location.uri.path.endsWith('orders.yaml'));
    assert.deepEqual(own.map(({ name, containerName }) => `${name}: ${containerName}`).sort(), [
      'orders: Deployment · shop',
      'orders: Service · shop',
    ]);
  });

  it('shows who calls a Service, and whom a workload calls', async () => {
    const editor = await open('shop/orders.yaml');
    await replace(editor, 'app: orders', 'app: order');
    await untilRules('shop/orders.yaml');
    const [service] = await vscode.commands.executeCommand<vscode.CallHierarchyItem[]>(
      'vscode.prepareCallHierarchy',
      uriOf('shop/orders.yaml'),
      find(editor.document, 'kind: Service').start,
    );
    assert.equal(service?.name, 'orders');
    const callers = await vscode.commands.executeCommand<vscode.CallHierarchyIncomingCall[]>(
      'vscode.provideIncomingCalls',
      service,
    );
    assert.deepEqual(
      callers.map(({ from }) => `${from.name}: ${from.detail}`),
      ['web: Deployment · TCP 8080, allowed'],
    );
    await restore(original);
    await untilRules('shop/orders.yaml', 'service-selects-nothing');
  });

  it('offers names of Services in texts', async () => {
    const editor = await open('shop/web.yaml');
    await replace(editor, 'http://orders.shop.svc.cluster.local', 'http://or');
    const position = find(editor.document, 'http://or').end;
    const labels = await untilAnswer(async () => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        editor.document.uri,
        position,
      );
      const own = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      return own.includes('orders') ? own : undefined;
    });
    assert.ok(labels.includes('orders'));
  });

  it('shows lenses and hints only when they are asked for', async () => {
    const { document } = await open('shop/web.yaml');
    const lenses = () =>
      vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
    const hints = () =>
      vscode.commands.executeCommand<vscode.InlayHint[]>(
        'vscode.executeInlayHintProvider',
        document.uri,
        new vscode.Range(0, 0, document.lineCount, 0),
      );
    assert.deepEqual([(await lenses()).length, (await hints()).length], [0, 0]);
    const configuration = vscode.workspace.getConfiguration('podpath');
    await configuration.update('codeLens.reach', true, vscode.ConfigurationTarget.Workspace);
    await configuration.update('inlayHints.enable', true, vscode.ConfigurationTarget.Workspace);
    try {
      await replace(vscode.window.activeTextEditor!, 'htpp', 'http');
      await until(
        async () => (await lenses()).some(({ command }) => /open to all/.test(command?.title ?? '')),
        'a lens',
      );
      await until(async () => (await hints()).some(({ label }) => label === ' = 8080'), 'a hint');
    } finally {
      await configuration.update('codeLens.reach', undefined, vscode.ConfigurationTarget.Workspace);
      await configuration.update('inlayHints.enable', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('shows what is applied, with the line of each object, and follows the files', async () => {
    const editor = await open('shop/web.yaml');
    await vscode.commands.executeCommand('podpath.render.show');
    const rendered = () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'podpath-rendered');
    await until(() => rendered() !== undefined, 'the rendered manifests');
    assert.match(rendered()!.getText(), /# Service\/shop\/web from shop\/web\.yaml:\d+\n/);
    await replace(editor, 'htpp', 'other');
    await until(() => /targetPort: other/.test(rendered()!.getText()), 'the change in the rendered manifests');
  });

  it('opens one topology, however often it is asked for', async () => {
    await open('shop/web.yaml');
    const panels = () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(({ input }) => input instanceof vscode.TabInputWebview && /podpath\.topology$/.test(input.viewType));
    await vscode.commands.executeCommand('podpath.topology.openToSide');
    await vscode.commands.executeCommand('podpath.topology.focusSymbol', 'Service/shop/web');
    await until(() => panels().length > 0, 'the topology');
    assert.equal(panels().length, 1);
  });

  it('has every command that the manifest of the extension names', async () => {
    const known = new Set(await vscode.commands.getCommands(true));
    const manifest = vscode.extensions.getExtension('podpath.podpath')!.packageJSON;
    const commands: readonly { readonly command: string }[] = manifest.contributes.commands;
    assert.deepEqual(
      commands.map(({ command }) => command).filter((command) => !known.has(command)),
      [],
    );
  });
});

async function untilAnswer<T>(ask: () => Promise<T | undefined>): Promise<T> {
  let answer: T | undefined;
  await until(async () => {
    answer = await ask();
    return answer !== undefined;
  }, 'an answer');
  return answer!;
}
