import { cpus } from 'node:os';
import { parseAllDocuments } from 'yaml';
import { completeAt } from '../../src/features/completion/completion.ts';
import { hoverAt } from '../../src/features/hovers/hover.ts';
import { lint } from '../../src/lint/lint.ts';
import { Workspace } from '../../src/model/workspace.ts';
import { rules } from '../../src/rules/index.ts';
import { generate } from './generate.ts';

/** Ratios within one run, as the machine's own speed says nothing about the code. */
console.log(`${cpus().length} cores, Node ${process.version}`);
for (const count of [1000, 5000]) {
  const files = generate(count);
  const text = [...files.values()];
  const bare = best(3, () => {
    for (const one of text) parseAllDocuments(one);
  });
  let workspace = new Workspace();
  const cold = best(3, () => {
    workspace = new Workspace();
    workspace.update(files);
    lint(workspace, rules);
  });
  const [path, before] = [...files][Math.floor(files.size / 2)]!;
  let edit = 0;
  const warm = best(10, () => {
    workspace.update([[path, before.replace('replicas: 3', `replicas: ${4 + (edit++ % 5)}`)]]);
    lint(workspace, rules);
  });
  const own = workspace.files.get(path)!.text;
  const onName = own.indexOf('http://') + 'http://a'.length;
  const hover = best(10, () => hoverAt(workspace, path, onName));
  const completion = best(10, () => completeAt(workspace, path, onName));
  // The first answer after an edit pays for what the edit made anew.
  let first = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 5; i++) {
    workspace.update([[path, before.replace('replicas: 3', `replicas: ${4 + (edit++ % 5)}`)]]);
    lint(workspace, rules);
    const start = performance.now();
    hoverAt(workspace, path, onName);
    completeAt(workspace, path, onName);
    first = Math.min(first, performance.now() - start);
  }
  const memory = process.memoryUsage().heapUsed / 1e6;
  console.log(
    `${count} resources: bare parse ${ms(bare)}, cold lint ${ms(cold)} = ${(cold / bare).toFixed(2)} of it (goal 1.5), ` +
      `edit to findings ${ms(warm)} = ${(warm / cold).toFixed(3)} of cold (goal 0.03), heap ${memory.toFixed(0)} MB`,
  );
  console.log(
    `  hover ${hover.toFixed(2)} ms = ${(hover / cold).toFixed(4)} of cold, completion ${completion.toFixed(2)} ms = ${(completion / cold).toFixed(4)} ` +
      `(goal 0.01 each), both for the first time after an edit ${first.toFixed(1)} ms`,
  );
}

function best(times: number, work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

function ms(value: number): string {
  return `${value.toFixed(0)} ms`;
}
