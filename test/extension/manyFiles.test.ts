import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { generate } from '../../scripts/bench/generate.ts';
import { open, restore, rulesIn, snapshot, until, uriOf, write } from './support/editor.ts';

describe('a workspace of 1,000 files', () => {
  let original: ReadonlyMap<string, string>;

  before(async function () {
    this.timeout(120_000);
    original = await snapshot();
    await open('shop/namespace.yaml');
    // Two resources to a file.
    let count = 0;
    const files = [...generate(2000)].flatMap(([path, text]) => {
      const documents = text.split(/^---\n/m);
      return [0, 2].map(
        (first) => [path.replace(/\.yaml$/, `-${first}.yaml`), documents.slice(first, first + 2)] as const,
      );
    });
    for (const [path, documents] of files) {
      await write(`many/${path}`, documents.join('---\n'));
      count++;
    }
    assert.equal(count, 1000);
  });

  after(async function () {
    this.timeout(60_000);
    await vscode.workspace.fs.delete(uriOf('many'), { recursive: true });
    await restore(original);
  });

  it('is read without a pause that a user would notice', async function () {
    this.timeout(120_000);
    const pauses = measurePauses();
    const begin = performance.now();
    await vscode.commands.executeCommand('podpath.help.rebuildModel');
    const seconds = (performance.now() - begin) / 1000;
    const sorted = pauses.end();
    const [longest, p99] = [sorted.at(-1)!, sorted[Math.floor(sorted.length * 0.99)]!];
    const turns = `${sorted.length} turns, the longest ${longest.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`;
    console.log(`1,000 files in ${seconds.toFixed(1)} s: ${turns}`);
    await until(() => rulesIn('shop/web.yaml').includes('target-port-not-exposed'), 'the findings');
    assert.ok(p99 < 50, turns);
    assert.ok(longest < 500, turns);
  });
});

/** How long each turn of the event loop computes, in milliseconds: other processes that take their turn do not count. */
function measurePauses(): { end(): readonly number[] } {
  const { threadCpuUsage } = process as { threadCpuUsage?: typeof process.cpuUsage };
  const usage = threadCpuUsage?.bind(process) ?? process.cpuUsage.bind(process);
  const pauses: number[] = [];
  let before = usage();
  const timer = setInterval(() => {
    const { user, system } = usage(before);
    before = usage();
    pauses.push((user + system) / 1000);
  }, 1);
  return {
    end() {
      clearInterval(timer);
      return pauses.sort((a, b) => a - b);
    },
  };
}
