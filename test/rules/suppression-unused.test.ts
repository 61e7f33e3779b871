import assert from 'node:assert/strict';
import { lint } from '../../src/lint/lint.ts';
import off from '../../src/rules/port-unnamed.ts';
import duplicate from '../../src/rules/service-port-duplicate.ts';
import rule from '../../src/rules/suppression-unused.ts';
import { applyEdits } from '../../src/text/edit.ts';
import { workspaceOf } from '../support/check.ts';

describe('suppression-unused', () => {
  const web = 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports:\n    - port: 80\n';
  const both = (text: string) =>
    lint(workspaceOf(text), [rule, duplicate, off])
      .findings.filter((finding) => finding.rule === rule.id)
      .map(({ message }) => message);

  it('reports a comment that leaves out nothing, and removes its line', () => {
    const text = web.replace('    - port', '    # podpath-ignore service-port-duplicate: once\n    - port');
    assert.deepEqual(both(text), ['nothing is left out by this comment']);
    const [finding] = lint(workspaceOf(text), [rule, duplicate]).findings;
    assert.equal(applyEdits('manifest.yaml', text, finding!.fixes![0]!.edits), web);
  });

  it('removes a comment at the end of a line, and leaves the line', () => {
    const text = web.replace('port: 80', 'port: 80 # podpath-ignore');
    const [finding] = lint(workspaceOf(text), [rule, duplicate]).findings;
    assert.equal(applyEdits('manifest.yaml', text, finding!.fixes![0]!.edits), web);
  });

  it('says nothing of one that is of use', () => {
    const text = web.replace(
      '    - port: 80',
      '    - port: 80\n      name: a\n    # podpath-ignore service-port-duplicate: meant\n    - {name: b, port: 80}',
    );
    assert.deepEqual(both(text), []);
  });

  it('says nothing of rules that are off', () => {
    assert.deepEqual(both(web.replace('    - port', '    # podpath-ignore port-unnamed: fine\n    - port')), []);
  });

  it('names rules that there are not', () => {
    assert.deepEqual(both(web.replace('    - port', '    # podpath-ignore no-such-rule\n    - port')), [
      'there is no rule "no-such-rule"',
    ]);
  });
});
