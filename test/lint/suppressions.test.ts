import assert from 'node:assert/strict';
import { suppresses, suppressionsOf } from '../../src/lint/suppressions.ts';

/** The texts in which a finding must begin to be left out, one for each suppression. */
const ranges = (text: string) => suppressionsOf('a.yaml', text).map(({ start, end }) => text.slice(start, end));
const only = (text: string) => {
  const found = suppressionsOf('a.yaml', text);
  assert.equal(found.length, 1);
  return found[0]!;
};

describe('a suppression', () => {
  it('at the end of a line is for that line', () => {
    const text = 'a: 1\nb: 2 # podpath-ignore policy-types-invalid\nc: 3\n';
    assert.deepEqual(ranges(text), ['b: 2 # podpath-ignore policy-types-invalid']);
  });

  it('on a line of its own is for the next line', () => {
    assert.deepEqual(ranges('a: 1\n  # podpath-ignore\n  b: 2\nc: 3\n'), ['  b: 2']);
  });

  it('is for the next line that is no comment, so that several may stand above one line', () => {
    const text = 'a:\n  # podpath-ignore one: because\n  # podpath-ignore two\n  b: 2\n';
    assert.deepEqual(ranges(text), ['  b: 2', '  b: 2']);
  });

  it('stands in lists, too', () => {
    const text = 'ports:\n  # podpath-ignore one\n  - port: 80\n  - port: 81 # podpath-ignore two\n';
    assert.deepEqual(ranges(text), ['  - port: 80', '  - port: 81 # podpath-ignore two']);
  });

  it('of a document is for the document that it stands in', () => {
    const text = 'a: 1\n---\nb: 2\n# podpath-ignore-document one\nc: 3\n---\nd: 4\n';
    assert.deepEqual(ranges(text), ['---\nb: 2\n# podpath-ignore-document one\nc: 3\n']);
  });

  it('of the first document reaches from the start, of the last one to the end', () => {
    assert.deepEqual(ranges('# podpath-ignore-document\na: 1\n---\nb: 2\n'), ['# podpath-ignore-document\na: 1\n']);
    assert.deepEqual(ranges('a: 1\n---\nb: 2 # podpath-ignore-document\n'), ['---\nb: 2 # podpath-ignore-document\n']);
  });

  it('of a file is for all of it', () => {
    const text = 'a: 1\n---\n# podpath-ignore-file\nb: 2\n';
    assert.deepEqual(ranges(text), [text]);
  });

  it('names several rules, and gives a reason', () => {
    const { rules, reason } = only('# podpath-ignore one, two-*,three: the operator adds it: later\na: 1\n');
    assert.deepEqual(rules, ['one', 'two-*', 'three']);
    assert.equal(reason, 'the operator adds it: later');
  });

  it('needs no rule and no reason', () => {
    const { rules, reason } = only('# podpath-ignore\na: 1\n');
    assert.deepEqual([rules, reason], [[], '']);
    assert.equal(only('# podpath-ignore: legacy\na: 1\n').reason, 'legacy');
  });

  it('is the same with carriage returns', () => {
    const text = 'a: 1\r\n# podpath-ignore one: why\r\nb: 2\r\nc: 3\r\n';
    const { span, rules, reason, start, end } = only(text);
    assert.equal(text.slice(span.start, span.end), '# podpath-ignore one: why');
    assert.deepEqual([rules, reason, text.slice(start, end).trim()], [['one'], 'why', 'b: 2']);
  });

  it('is none in other words', () => {
    assert.deepEqual(ranges('# podpath-ignored one\n# podpath ignore\n# see podpath-ignore in the manual\n'), []);
  });
});

describe('what a suppression suppresses', () => {
  const suppression = only('# podpath-ignore policy-*, name-malformed\na: 1\n');
  const at = suppression.start;

  it('is a rule that it names, or whose name its pattern has', () => {
    const rules = ['name-malformed', 'policy-types-invalid', 'policy', 'my-policy-x', 'name-malformed-too'];
    assert.deepEqual(
      rules.filter((rule) => suppresses(suppression, rule, at)),
      ['name-malformed', 'policy-types-invalid'],
    );
  });

  it('is every rule when it names none', () => {
    assert.equal(suppresses(only('# podpath-ignore\na: 1\n'), 'any', 17), true);
  });

  it('begins within its lines', () => {
    assert.equal(suppresses(suppression, 'name-malformed', at - 1), false);
    assert.equal(suppresses(suppression, 'name-malformed', suppression.end + 1), false);
  });
});
