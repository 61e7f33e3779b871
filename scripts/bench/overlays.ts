import { lint } from '../../src/lint/lint.ts';
import { Workspace } from '../../src/model/workspace.ts';
import { rules } from '../../src/rules/index.ts';
import { generate } from './generate.ts';

/** A workspace of 200 overlays over 20 bases: what an edit of one patch costs beside a full load. */
const files = new Map<string, string>();
const apps = [...generate(80).values()];
apps.forEach((text, i) => {
  files.set(`bases/app-${i}/kustomization.yaml`, 'resources: [app.yaml]\n');
  files.set(`bases/app-${i}/app.yaml`, text);
});
for (let i = 0; i < 200; i++) {
  const base = `app-${i % apps.length}`;
  files.set(
    `overlays/env-${i}/kustomization.yaml`,
    `resources: [../../bases/${base}]\nnamespace: env-${i}\npatches: [{path: patch.yaml}]\n`,
  );
  files.set(`overlays/env-${i}/patch.yaml`, patch(base, 2));
}

const load = best(3, () => {
  const fresh = new Workspace();
  fresh.update(files);
  lint(fresh, rules);
});
const workspace = new Workspace();
workspace.update(files);
lint(workspace, rules);
let replicas = 3;
const edit = best(10, () => {
  workspace.update([['overlays/env-100/patch.yaml', patch('app-0', replicas++)]]);
  lint(workspace, rules);
});
console.log(
  `200 overlays: full load ${load.toFixed(0)} ms, edit of one patch to findings ${edit.toFixed(1)} ms = ${(edit / load).toFixed(3)} of it`,
);

function patch(name: string, count: number): string {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}, namespace: team-0}\nspec: {replicas: ${count}}\n`;
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
