import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('activation', () => {
  it('happens when a YAML file is opened', async () => {
    const extension = vscode.extensions.getExtension('podpath.podpath');
    assert.ok(extension);
    const [manifest] = await vscode.workspace.findFiles('**/*.yaml', undefined, 1);
    assert.ok(manifest);
    await vscode.window.showTextDocument(manifest);
    for (let i = 0; i < 100 && !extension.isActive; i++) await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(extension.isActive, true);
  });
});
