import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { runTool } from '../src/extension/runTool.ts';

const limits = { time: 20_000, output: 1_000_000 };
const node = (script: string, time = limits.time) =>
  runTool(process.execPath, ['-e', script], tmpdir(), { ...limits, time });

describe('a tool of the user', () => {
  it('is run, and what it prints is the rendering', async () => {
    assert.deepEqual(await node('console.log("kind: Service")'), { kind: 'done', output: 'kind: Service\n' });
  });

  it('may be missing', async () => {
    assert.deepEqual(await runTool('no-such-tool', [], tmpdir(), limits), { kind: 'missing' });
  });

  it('may take too long, and is ended', async () => {
    assert.deepEqual(await node('setTimeout(() => {}, 60_000)', 500), { kind: 'late' });
  });

  it('may fail, and its last words are told', async () => {
    const ended = await node('console.error("no kustomization here"); process.exit(1)');
    assert.deepEqual(ended, { kind: 'failed', message: 'no kustomization here' });
  });
});
