import assert from 'node:assert/strict';
import { mayRun } from '../src/extension/topologyCommands.ts';

describe('the commands of the topology', () => {
  it('are those of its own buttons, without arguments that these do not give', () => {
    assert.ok(mayRun('podpath.topology.selectScope', []));
    assert.ok(mayRun('podpath.topology.stopComparing', []));
    assert.ok(!mayRun('podpath.topology.selectScope', ['other']));
    assert.ok(!mayRun('workbench.action.terminal.new', []));
    assert.ok(!mayRun('toString', []));
  });

  it('open its own settings, and no others', () => {
    const settings = 'workbench.action.openSettings';
    assert.ok(mayRun(settings, ['podpath.cluster']));
    assert.ok(!mayRun(settings, ['podpath.cluster', 'more']));
    assert.ok(!mayRun(settings, ['security.workspace.trust']));
    assert.ok(!mayRun(settings, []));
  });
});
