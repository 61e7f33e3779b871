import assert from 'node:assert/strict';
import type { Rule } from '../../src/lint/rule.ts';
import { resolveFrom } from '../../src/model/dns/resolveFrom.ts';
import { namesByFile } from '../../src/model/names/byFile.ts';
import addressHardCoded from '../../src/rules/address-hard-coded.ts';
import dnsPolicyDefault from '../../src/rules/dns-policy-default.ts';
import malformed from '../../src/rules/name-malformed.ts';
import notSearched from '../../src/rules/name-not-searched.ts';
import podMissing from '../../src/rules/name-of-pod-missing.ts';
import trailingDot from '../../src/rules/name-trailing-dot.ts';
import unresolvable from '../../src/rules/name-unresolvable.ts';
import { applyEdits } from '../../src/text/edit.ts';
import { strip } from '../support/annotate.ts';
import { findingsOf, workspaceOf } from '../support/check.ts';

const rules: readonly Rule[] = [addressHardCoded, malformed, notSearched, podMissing, trailingDot, unresolvable];

describe('the fixes of names', () => {
  for (const rule of rules) {
    it(`of ${rule.id} give names that resolve`, () => {
      const text = strip(rule.examples.reported);
      const fixes = findingsOf(rule, text).flatMap((finding) => finding.fixes ?? []);
      assert.ok(fixes.length > 0);
      for (const { title, edits } of fixes) {
        const after = applyEdits('manifest.yaml', text, edits);
        const [scope] = workspaceOf(after).scopes;
        const reference = scope!.model.get(namesByFile).at('manifest.yaml', edits[0]!.span.start);
        assert.ok(reference, `"${title}" leaves a name`);
        const [workload] = reference.users;
        const asker = workload
          ? { kind: 'workload' as const, workload }
          : { kind: 'namespace' as const, namespace: reference.namespace };
        const { resolved } = resolveFrom(scope!.model, asker, reference.host.value, { libc: 'musl' });
        assert.equal(resolved, 'yes', `"${title}" makes ${reference.host.value} resolve`);
      }
    });
  }

  it('of dns-policy-default let the pod find its Services', () => {
    const text = strip(dnsPolicyDefault.examples.reported);
    const [finding] = findingsOf(dnsPolicyDefault, text);
    const after = applyEdits('manifest.yaml', text, finding!.fixes![0]!.edits);
    const { model } = workspaceOf(after).scopes[0]!;
    const [workload] = model.inputs.workloads;
    assert.equal(resolveFrom(model, { kind: 'workload', workload: workload! }, 'api').resolved, 'yes');
  });
});
