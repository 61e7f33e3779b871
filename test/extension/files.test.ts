import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { configure, open, replace, restore, rulesIn, snapshot, untilRules, uriOf, write } from './support/editor.ts';

describe('files', () => {
  let original: ReadonlyMap<string, string>;

  before(async () => {
    original = await snapshot();
    await open('shop/namespace.yaml');
    await settled();
  });

  afterEach(async () => {
    await restore(original);
    await settled();
  });

  async function settled(): Promise<void> {
    await untilRules('shop/orders.yaml', 'service-selects-nothing');
    await untilRules('shop/web.yaml', 'target-port-not-exposed');
  }

  it('take their findings along when they are renamed', async () => {
    await vscode.workspace.fs.rename(uriOf('shop/web.yaml'), uriOf('shop/front.yaml'));
    await untilRules('shop/front.yaml', 'target-port-not-exposed');
    await untilRules('shop/web.yaml');
  });

  it('are forgotten with their folder, and found with another', async () => {
    await vscode.workspace.fs.rename(uriOf('shop'), uriOf('store'));
    await untilRules('shop/web.yaml');
    await untilRules('store/web.yaml', 'target-port-not-exposed');
    await untilRules('store/orders.yaml', 'service-selects-nothing');
  });

  it('are read from the editor where it has changes, whatever is on disk', async () => {
    const editor = await open('shop/web.yaml');
    await replace(editor, 'targetPort: htpp', 'targetPort: http');
    await untilRules('shop/web.yaml');
    await write('shop/web.yaml', original.get('shop/web.yaml')!.replace('targetPort: htpp', 'targetPort: hppt'));
    await write('shop/marker.yaml', serviceWithout('marker'));
    await untilRules('shop/marker.yaml', 'service-selects-nothing');
    assert.deepEqual(rulesIn('shop/web.yaml'), []);
  });

  it('are read from disk again when the changes are thrown away', async () => {
    const editor = await open('shop/web.yaml');
    await replace(editor, 'targetPort: htpp', 'targetPort: http');
    await untilRules('shop/web.yaml');
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await untilRules('shop/web.yaml', 'target-port-not-exposed');
  });

  it('are not opened as documents to be read', async () => {
    await write('shop/unseen.yaml', serviceWithout('unseen'));
    await untilRules('shop/unseen.yaml', 'service-selects-nothing');
    assert.ok(!vscode.workspace.textDocuments.some(({ uri }) => uri.path.endsWith('unseen.yaml')));
  });

  it('may be JSON, which has no comment to ignore a finding with', async () => {
    const service = { metadata: { name: 'json' }, spec: { selector: { app: 'json' }, ports: [{ port: 80 }] } };
    await write('shop/service.json', JSON.stringify({ apiVersion: 'v1', kind: 'Service', ...service }, null, 2));
    await untilRules('shop/service.json', 'service-selects-nothing');
    const [diagnostic] = vscode.languages.getDiagnostics(uriOf('shop/service.json'));
    await open('shop/service.json');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uriOf('shop/service.json'),
      diagnostic!.range,
    );
    const titles = actions.map(({ title }) => title);
    assert.ok(titles.includes('Show documentation for service-selects-nothing'), titles.join(', '));
    assert.ok(!titles.some((title) => title.startsWith('Ignore')), titles.join(', '));
  });

  it('that are no manifests have no findings', async () => {
    await write(
      '.github/workflows/ci.yaml',
      'on: push\njobs:\n  test:\n    services:\n      web: { ports: ["htpp"] }\n',
    );
    await write('shop/marker.yaml', serviceWithout('marker'));
    await untilRules('shop/marker.yaml', 'service-selects-nothing');
    assert.deepEqual(rulesIn('.github/workflows/ci.yaml'), []);
  });

  it('are left out where files.exclude names them', async () => {
    await configure('files.exclude', { '**/web.yaml': true });
    await untilRules('shop/web.yaml');
    await configure('files.exclude', undefined);
    await untilRules('shop/web.yaml', 'target-port-not-exposed');
  });

  it('are left out where podpath.files.exclude names them, and only those are read that files.include names', async () => {
    await configure('podpath.files.exclude', ['shop/web.*']);
    await untilRules('shop/web.yaml');
    await configure('podpath.files.exclude', undefined);
    await untilRules('shop/web.yaml', 'target-port-not-exposed');
    await configure('podpath.files.include', ['shop/web.yaml']);
    await untilRules('shop/orders.yaml');
    await configure('podpath.files.include', undefined);
  });

  it('are read again when .gitignore no longer names them', async () => {
    await write('.gitignore', '*.yaml\n!orders.yaml\n');
    await untilRules('shop/web.yaml');
    await untilRules('shop/orders.yaml', 'service-selects-nothing');
    await write('.gitignore', '# nothing\n');
    await untilRules('shop/web.yaml', 'target-port-not-exposed');
  });

  it('in node_modules and vendor are somebody else’s', async () => {
    await write('node_modules/chart/service.yaml', serviceWithout('a'));
    await write('vendor/service.yaml', serviceWithout('b'));
    await write('shop/marker.yaml', serviceWithout('marker'));
    await untilRules('shop/marker.yaml', 'service-selects-nothing');
    assert.deepEqual(rulesIn('node_modules/chart/service.yaml'), []);
    assert.deepEqual(rulesIn('vendor/service.yaml'), []);
  });

  it('beyond podpath.files.maxFiles are not read, and nothing follows from that', async () => {
    await write('a.yaml', '# nothing\n');
    await open('shop/web.yaml');
    await configure('podpath.files.maxFiles', 1);
    await untilRules('shop/orders.yaml');
    // What is open is read all the same; the Service that it names may be in a file that is not.
    await untilRules('shop/web.yaml', 'target-port-not-exposed');
    await configure('podpath.files.maxFiles', undefined);
  });
});

/** A Service that selects nothing. */
function serviceWithout(name: string): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: shop
spec:
  selector:
    app: ${name}
  ports:
    - port: 80
`;
}
