import assert from 'node:assert/strict';
import { readYaml } from '../../../src/render/helm/yamlInput.ts';
import { writeYaml } from '../../../src/render/helm/yamlOutput.ts';

const rewritten = (text: string, pretty = false): string => writeYaml(readYaml(text).value, pretty);

describe('YAML as Helm writes it', () => {
  it('sorts keys in natural order and keeps lists at the indent of their key', () => {
    const text = 'a-b: 1\na2: 2\na10:\n- x\n- k: 1\n  z:\n  - - 1\n    - []\n  zz: {}\n';
    assert.equal(rewritten('a10: [x, {zz: {}, z: [[1, []]], k: 1}]\na2: 2\na-b: 1'), text);
  });

  it('indents lists when it is to be pretty', () => {
    assert.equal(rewritten('a: [x, {b: [1]}]', true), 'a:\n  - x\n  - b:\n      - 1\n');
  });

  it('quotes text that would read as something else', () => {
    for (const text of ['yes', 'n', '1', '1.5', '0x1f', '1e3', '12:30', '2024-01-02', 'null', '~', '.inf', '']) {
      assert.equal(writeYaml(text), `"${text}"\n`);
    }
  });

  it('puts text with special signs in single quotes', () => {
    for (const text of ['*', '&x', '{{ x }}', '- a', 'a: b', 'a #b', '@x', ' a', 'a ', '--- x']) {
      assert.equal(writeYaml(text), `'${text}'\n`);
    }
    assert.equal(writeYaml("'q'"), "'''q'''\n");
  });

  it('leaves other text as it is', () => {
    for (const text of ['a', 'a:b', 'a#b', '-a', '?x', "it's", 'a,b', '=', 'é日本'])
      assert.equal(writeYaml(text), `${text}\n`);
  });

  it('writes lines as a block, with the marks that keep them', () => {
    assert.equal(writeYaml(new Map([['a', 'x\n\ny\n']])), 'a: |\n  x\n\n  y\n');
    assert.equal(writeYaml(new Map([['a', 'x\ny']])), 'a: |-\n  x\n  y\n');
    assert.equal(writeYaml(new Map([['a', '  x\ny\n\n']])), 'a: |2+\n    x\n  y\n\n');
    assert.equal(writeYaml(['x\ny']), '- |-\n  x\n  y\n');
  });

  it('escapes what no other style can hold', () => {
    assert.equal(writeYaml('a\tb'), '"a\\tb"\n');
    assert.equal(writeYaml('a \nb'), '"a \\nb"\n');
    assert.equal(writeYaml('😀'), '"\\U0001F600"\n');
  });

  it('folds long text behind column 80', () => {
    const words = 'aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg hhhhhhhhh iiiiiiiii jjjjjjjjj';
    const [start, rest] = [words.slice(0, 79), words.slice(80)];
    assert.equal(writeYaml(new Map([['k', words]])), `k: ${start}\n  ${rest}\n`);
    assert.equal(writeYaml(new Map([['k', words]]), true), `k: ${words}\n`);
  });

  it('writes whole floats as integers', () => {
    assert.equal(rewritten('[1000000, 1.5, 2.0, 1e3, 0777]'), '- 1000000\n- 1.5\n- 2\n- 1000\n- 511\n');
  });
});
