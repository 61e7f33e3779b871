import assert from 'node:assert/strict';
import { derive, deriveByKey, deriveByNamespace } from '../../src/model/derived.ts';
import { Workspace } from '../../src/model/workspace.ts';

const service = (namespace: string, name: string, port = 80) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: {ports: [{port: ${port}}]}\n`;

/** A workspace of two namespaces, and what was computed since the last look. */
function observed() {
  const workspace = new Workspace();
  const computed: string[] = [];
  workspace.update([
    ['a.yaml', service('shop', 'web')],
    ['b.yaml', service('data', 'db')],
  ]);
  const namesIn = deriveByNamespace(['services'], ({ services, namespace }) => {
    computed.push(`names of ${namespace}`);
    return services.map(({ name }) => name.value);
  });
  return {
    workspace,
    namesIn,
    model: () => workspace.scopes[0]!.model,
    note: (text: string) => computed.push(text),
    since: () => computed.splice(0),
  };
}

describe('a derived value', () => {
  it('of a namespace is computed again only when rows of that namespace are new', () => {
    const { workspace, namesIn, model, since } = observed();
    const all = derive(['services'], ({ namespaceNames, get }) => namespaceNames.flatMap((name) => get(namesIn, name)));
    assert.deepEqual(model().get(all), ['web', 'db']);
    assert.deepEqual(since(), ['names of shop', 'names of data']);
    workspace.update([['b.yaml', service('data', 'database')]]);
    assert.deepEqual(model().get(all), ['web', 'database']);
    assert.deepEqual(since(), ['names of data']);
  });

  it('stays the same object where it has the same members, and what reads it is left alone', () => {
    const { workspace, namesIn, model, note, since } = observed();
    const shout = derive(['services'], ({ get }) => {
      note('shout');
      return get(namesIn, 'shop').join(' ').toUpperCase();
    });
    assert.equal(model().get(shout), 'WEB');
    const before = model().get(namesIn, 'shop');
    since();
    workspace.update([['a.yaml', service('shop', 'web', 8080)]]);
    assert.equal(model().get(shout), 'WEB');
    assert.deepEqual(since(), ['names of shop']);
    assert.equal(model().get(namesIn, 'shop'), before);
  });

  it('depends on what a function that it got reads, however late that is called', () => {
    const { workspace, namesIn, model } = observed();
    const index = derive(['services'], ({ get }) => ({ has: (name: string) => get(namesIn, 'data').includes(name) }));
    const first = derive(['services'], ({ get }) => get(index).has('db'));
    const second = derive(['services'], ({ get }) => get(index).has('db'));
    assert.deepEqual([model().get(first), model().get(second)], [true, true]);
    workspace.update([['b.yaml', service('data', 'other')]]);
    assert.deepEqual([model().get(first), model().get(second)], [false, false]);
  });

  it('that takes another way reads what that way needs, and no more', () => {
    const { workspace, model, note, since } = observed();
    const count = deriveByKey(['services'], ({ within }, namespace) => within(namespace).services.length);
    const choice = derive(['services'], ({ namespaceNames, get }) => {
      note('choice');
      return namespaceNames.includes('spare') ? get(count, 'spare') : get(count, 'data');
    });
    assert.equal(model().get(choice), 1);
    workspace.update([['c.yaml', `${service('spare', 'x')}---\n${service('spare', 'y')}`]]);
    assert.equal(model().get(choice), 2);
    since();
    workspace.update([['b.yaml', undefined]]);
    assert.equal(model().get(choice), 2);
    // The list of namespaces is another one; the rows of `data` were not asked for.
    assert.deepEqual(since(), ['choice']);
  });

  it('looks at other scopes only where it asks for them', () => {
    const { workspace, model, note, since } = observed();
    const mine = derive(['services', 'elsewhere'], ({ services, elsewhere }) => {
      note('mine');
      return services.length > 0 ? 0 : elsewhere.scopes.length;
    });
    assert.equal(model().get(mine), 0);
    since();
    workspace.update([
      ['prod/kustomization.yaml', 'resources: [d.yaml]\n'],
      ['prod/d.yaml', service('shop', 'web')],
    ]);
    const scope = workspace.scopes.find(({ plan }) => plan.files.includes('a.yaml'))!;
    assert.equal(scope.model.get(mine), 0);
    assert.deepEqual(since(), []);
  });
});
