import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lint } from '../../src/lint/lint.ts';
import { type Derived, derive } from '../../src/model/derived.ts';
import { endpoints } from '../../src/model/endpoints.ts';
import { Workspace } from '../../src/model/workspace.ts';
import { rules } from '../../src/rules/index.ts';

const web = (replicas: number) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: ${replicas}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: a, image: i}]}}}\n`;
const service =
  'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n';

const only = (workspace: Workspace) => workspace.scopes[0]!.model;

describe('a workspace', () => {
  it('keeps a table whose rows are the same', () => {
    const workspace = new Workspace();
    workspace.update([
      ['web.yaml', web(1)],
      ['service.yaml', service],
    ]);
    const before = only(workspace).inputs;
    workspace.update([['web.yaml', web(2)]]);
    const after = only(workspace).inputs;
    assert.equal(after.services, before.services);
    assert.notEqual(after.workloads, before.workloads);
  });

  it('computes a value again only when a table that it reads is new', () => {
    const workspace = new Workspace();
    let computed = 0;
    const names: Derived<'services', string[]> = derive(['services'], ({ services }) => {
      computed++;
      return services.map(({ name }) => name.value);
    });
    workspace.update([
      ['web.yaml', web(1)],
      ['service.yaml', service],
    ]);
    const first = only(workspace).get(names);
    workspace.update([['web.yaml', web(2)]]);
    assert.equal(only(workspace).get(names), first);
    assert.equal(computed, 1);
    workspace.update([['service.yaml', service.replace('name: web', 'name: api')]]);
    assert.deepEqual(only(workspace).get(names), ['api']);
    assert.equal(computed, 2);
  });

  it('does nothing for a text that is the same', () => {
    const workspace = new Workspace();
    workspace.update([['web.yaml', web(1)]]);
    const { scopes } = workspace;
    workspace.update([['web.yaml', web(1)]]);
    assert.equal(workspace.scopes, scopes);
  });

  it('forgets a file that is gone', () => {
    const workspace = new Workspace();
    workspace.update([
      ['web.yaml', web(1)],
      ['service.yaml', service],
    ]);
    workspace.update([['web.yaml', undefined]]);
    const model = only(workspace);
    assert.deepEqual(model.inputs.workloads, []);
    assert.deepEqual(model.get(endpoints).workloadsOf(model.inputs.services[0]!), []);
  });

  it('does not compile a computation that reads what it did not declare', () => {
    // @ts-expect-error `workloads` is not among the declared inputs.
    derive(['services'], ({ workloads }) => workloads);
    // @ts-expect-error `endpoints` reads workloads, which are not declared.
    derive(['services'], ({ get }) => get(endpoints));
  });

  it('reaches by edits what a fresh load of the same files gives', () => {
    const pieces = [
      web(1),
      service,
      service.replace('app: web', 'app: wbe'),
      'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n',
      'resources: [a.yaml]\nnamespace: shop\n',
      'apiVersion: v2\nname: chart\nversion: 1.0.0\n',
      'a: [\n',
      '',
      `${service}---\n${web(3)}`,
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {url: "http://web:8080"}\n',
    ];
    const path = fc.constantFrom(
      'a.yaml',
      'b.yaml',
      'dev/a.yaml',
      'dev/kustomization.yaml',
      'prod/a.yaml',
      'prod/Chart.yaml',
      'prod/templates/a.yaml',
      'kustomization.yaml',
    );
    const edit = fc.tuple(path, fc.option(fc.constantFrom(...pieces), { nil: undefined }));
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
        const incremental = new Workspace();
        const files = new Map<string, string>();
        for (const [file, text] of edits) {
          incremental.update([[file, text]]);
          lint(incremental, rules);
          if (text === undefined) files.delete(file);
          else files.set(file, text);
        }
        const fresh = new Workspace();
        fresh.update(files);
        assert.deepEqual(lint(incremental, rules), lint(fresh, rules));
        assert.deepEqual(
          incremental.scopes.map(({ info }) => info),
          fresh.scopes.map(({ info }) => info),
        );
      }),
      { numRuns: 30 },
    );
  });
});
