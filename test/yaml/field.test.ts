import assert from 'node:assert/strict';
import { Field } from '../../src/yaml/field.ts';
import { parse } from '../../src/yaml/parse.ts';

const text = `kind: Service
empty:
spec:
  ports:
    - name: http
      port: 80
    -
    - 8080
  headless: true
  words: [a, 1, b]
`;
const root = Field.root(parse('a.yaml', text).documents[0]!.tree!);
const written = ({ start, end }: { readonly start: number; readonly end: number }) => text.slice(start, end);

describe('a field', () => {
  it('has the text of its value, and its key', () => {
    const kind = root.get('kind');
    assert.deepEqual([kind.string()?.value, written(kind.span), written(kind.key)], ['Service', 'Service', 'kind']);
  });

  it('that is absent points at the nearest written key', () => {
    const absent = root.at('spec', 'selector', 'app');
    assert.equal(absent.exists, false);
    assert.equal(absent.tree, undefined);
    assert.deepEqual([written(absent.key), written(absent.span)], ['spec', 'spec']);
  });

  it('that is empty points at its key, and does not exist', () => {
    const empty = root.get('empty');
    assert.equal(empty.exists, false);
    assert.equal(written(empty.span), 'empty');
  });

  it('of a list item is keyed by its first key, its text, or the key of the list', () => {
    const items = root.at('spec', 'ports').items();
    assert.deepEqual(
      items.map(({ key }) => written(key)),
      ['name', 'ports', '8080'],
    );
  });

  it('reads each type, and nothing of another type', () => {
    const [port] = root.at('spec', 'ports').items();
    assert.equal(port!.get('port').number()?.value, 80);
    assert.equal(port!.get('port').string(), undefined);
    assert.equal(port!.get('name').number(), undefined);
    assert.equal(root.at('spec', 'headless').boolean()?.value, true);
    assert.equal(root.get('kind').boolean(), undefined);
    assert.deepEqual(
      [port!.get('port'), port!.get('name'), root.at('spec', 'headless')].map((one) => one.intOrString()?.value),
      [80, 'http', undefined],
    );
  });

  it('takes the strings of a list, and leaves the rest', () => {
    assert.deepEqual(
      root
        .at('spec', 'words')
        .strings()
        .map(({ value }) => value),
      ['a', 'b'],
    );
  });

  it('has no items, entries or fields where it is something else', () => {
    const kind = root.get('kind');
    assert.deepEqual([kind.items(), kind.entries(), kind.get('x').exists], [[], [], false]);
    assert.deepEqual(root.items(), []);
  });

  it('is the last of several of the same name, as in Go', () => {
    const [document] = parse('a.yaml', 'a: 1\na: 2\n').documents;
    assert.equal(Field.root(document!.tree!).get('a').number()?.value, 2);
  });

  it('at the root of a document that is no map points at its start', () => {
    const [document] = parse('a.yaml', '- a\n').documents;
    assert.deepEqual(Field.root(document!.tree!).key, { file: 'a.yaml', start: 0, end: 0 });
  });
});
