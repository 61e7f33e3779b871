import assert from 'node:assert/strict';
import { builtinSchemas } from '../../../src/render/kustomize/mergeKeys.ts';
import { openApiSchemas } from '../../../src/render/kustomize/openApi.ts';
import { strategicMerge } from '../../../src/render/kustomize/strategicMerge.ts';
import { parse } from '../../../src/yaml/parse.ts';
import { type MapTree, toPlain } from '../../../src/yaml/tree.ts';

function map(text: string): MapTree {
  return parse('a.yaml', text).documents[0]!.tree as MapTree;
}

/** A pod's spec patched, as plain data. */
function pod(spec: string, patch: string): unknown {
  const head = 'apiVersion: v1\nkind: Pod\nspec: ';
  const merged = strategicMerge(map(head + spec), map(head + patch), builtinSchemas);
  return (toPlain(merged!) as { spec: unknown }).spec;
}

describe('a strategic merge', () => {
  it('merges maps, replaces scalars and plain lists, and removes what is null', () => {
    assert.deepEqual(
      pod(
        '{hostNetwork: true, nodeSelector: {a: b, c: d}, tolerations: [{key: x}]}',
        '{hostNetwork: null, nodeSelector: {c: e}, tolerations: [{key: z}]}',
      ),
      { nodeSelector: { a: 'b', c: 'e' }, tolerations: [{ key: 'z' }] },
    );
  });

  it('merges containers by name, new ones first', () => {
    assert.deepEqual(
      pod('{containers: [{name: a, image: a}, {name: b}]}', '{containers: [{name: c}, {name: a, image: z}]}'),
      { containers: [{ name: 'c' }, { name: 'a', image: 'z' }, { name: 'b' }] },
    );
  });

  it('merges ports by number and protocol', () => {
    assert.deepEqual(
      pod(
        '{containers: [{name: a, ports: [{containerPort: 53, protocol: UDP}, {containerPort: 53, protocol: TCP}]}]}',
        '{containers: [{name: a, ports: [{containerPort: 53, protocol: TCP, name: dns}]}]}',
      ),
      {
        containers: [
          {
            name: 'a',
            ports: [
              { containerPort: 53, protocol: 'UDP' },
              { containerPort: 53, protocol: 'TCP', name: 'dns' },
            ],
          },
        ],
      },
    );
  });

  it('loses the patch of a port whose protocol only the patch gives, as kustomize does', () => {
    assert.deepEqual(
      pod(
        '{containers: [{name: a, ports: [{containerPort: 80, name: http}]}]}',
        '{containers: [{name: a, ports: [{containerPort: 80, protocol: TCP, hostPort: 1}]}]}',
      ),
      { containers: [{ name: 'a', ports: [{ containerPort: 80, name: 'http' }] }] },
    );
  });

  it('deletes and replaces as $patch says', () => {
    assert.deepEqual(
      pod(
        '{containers: [{name: a}, {name: b}], nodeSelector: {a: b}, volumes: [{name: v}]}',
        '{containers: [{name: a, $patch: delete}], nodeSelector: {$patch: replace, c: d}, volumes: [{$patch: replace}, {name: w}]}',
      ),
      { containers: [{ name: 'b' }], nodeSelector: { c: 'd' }, volumes: [{ name: 'w' }] },
    );
  });

  it('collapses equal names even in lists that the patch does not speak of', () => {
    assert.deepEqual(
      pod('{containers: [{name: a, env: [{name: X, value: "1"}, {name: X, value: "2"}]}]}', '{hostNetwork: true}'),
      { containers: [{ name: 'a', env: [{ name: 'X', value: '2' }] }], hostNetwork: true },
    );
  });

  it('drops empty values and keeps explicit nulls', () => {
    assert.deepEqual(pod('{a: null, b: , c: {d: , e: f}}', '{x: z}'), { a: null, c: { e: 'f' }, x: 'z' });
  });

  it('is nothing when the patch deletes the object', () => {
    assert.equal(strategicMerge(map('kind: X\na: b'), map('kind: X\n$patch: delete'), builtinSchemas), undefined);
  });

  it('replaces the lists of custom resources, unless an OpenAPI document gives their keys', () => {
    const target = map('apiVersion: x.y/v1\nkind: Foo\nlist: [{name: a, v: 1}, {name: b}]');
    const patch = map('apiVersion: x.y/v1\nkind: Foo\nlist: [{name: a, w: 2}]');
    const openApi = map(`definitions:
  Foo:
    properties: {list: {type: array, x-kubernetes-patch-merge-key: name, x-kubernetes-patch-strategy: merge}}
    x-kubernetes-group-version-kind: [{group: x.y, version: v1, kind: Foo}]
`);
    const list = (schemas: typeof builtinSchemas) =>
      (toPlain(strategicMerge(target, patch, schemas)!) as { list: unknown }).list;
    assert.deepEqual(list(builtinSchemas), [{ name: 'a', w: 2 }]);
    assert.deepEqual(list(openApiSchemas(openApi)), [{ name: 'a', v: 1, w: 2 }, { name: 'b' }]);
  });

  it('shares what the patch leaves alone', () => {
    const target = map('apiVersion: v1\nkind: Service\nspec: {ports: [{port: 80}], selector: {a: b}}');
    const merged = strategicMerge(
      target,
      map('apiVersion: v1\nkind: Service\nmetadata: {labels: {a: b}}'),
      builtinSchemas,
    )!;
    assert.equal(merged.entries[2], target.entries[2]);
  });
});
