import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open, untilRules } from './support/editor.ts';

describe('the tools for language models', () => {
  before(async () => {
    await open('shop/web.yaml');
    await untilRules('shop/orders.yaml', 'service-selects-nothing');
  });

  it('are those that the manifest names, with their schemas', () => {
    const own = vscode.lm.tools.filter(({ name }) => name.startsWith('podpath_'));
    assert.deepEqual(own.map(({ name }) => name).sort(), [
      'podpath_check_reachability',
      'podpath_describe_service',
      'podpath_list_findings',
      'podpath_resolve_dns',
    ]);
    for (const { description, inputSchema } of own) {
      assert.ok(description.length > 50);
      assert.equal((inputSchema as { type: string }).type, 'object');
    }
  });

  it('tell how a name resolves', async () => {
    const text = await invoke('podpath_resolve_dns', { name: 'orders', from: 'shop/web' });
    assert.match(text, /orders\.shop\.svc\.cluster\.local/);
    assert.match(text, /^Service\/shop\/orders: shop\/orders\.yaml:\d+$/m);
  });

  it('tell whether something is reached, and why', async () => {
    const input = { source: 'shop/web', destination: 'Service/shop/web', port: 80 };
    assert.match(
      await invoke('podpath_check_reachability', input),
      /^Deployment\/shop\/web → Service\/shop\/web, TCP 80: denied\n.*shop\/web\.yaml:36/,
    );
  });

  it('tell what is wrong, with the line', async () => {
    const text = await invoke('podpath_list_findings', { path: 'shop/orders.yaml' });
    assert.match(text, /^shop\/orders\.yaml:\d+: warning: .*service-selects-nothing/m);
  });

  it('tell of a Service', async () => {
    assert.match(await invoke('podpath_describe_service', { service: 'shop/web' }), /web\.shop\.svc\.cluster\.local/);
  });
});

/** The text that a tool answers with. */
async function invoke(name: string, input: object): Promise<string> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}
