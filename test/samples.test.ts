import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { lint } from '../src/lint/lint.ts';
import { Workspace } from '../src/model/workspace.ts';
import { rules } from '../src/rules/index.ts';

/** What is reported in a sample: each rule with its object, sorted. */
function reported(sample: string): string[] {
  const root = new URL(`../samples/${sample}/`, import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml'));
  const workspace = new Workspace();
  workspace.update(files.map((path) => [path.replaceAll('\\', '/'), readFileSync(new URL(path, root), 'utf8')]));
  return [...new Set(lint(workspace, rules).findings.map(({ rule, resource }) => `${rule} ${resource}`))].sort();
}

describe('the samples', () => {
  it('clean has nothing to report, not even a hint', () => {
    assert.deepEqual(reported('clean'), []);
  });

  it('microk8s-shop has the faults that its page lists, and no others', () => {
    assert.deepEqual(reported('microk8s-shop'), [
      'address-hard-coded ConfigMap/production/shop-config',
      'cidr-host-bits NetworkPolicy/production/web',
      'cidr-overlap File//cluster/microk8s.yaml',
      'ingress-backend-port-missing Ingress/production/shop',
      'name-unresolvable ConfigMap/dev/shop-config',
      'node-port-taken Service/production/web',
      'policy-blocks-dns NetworkPolicy/dev/backend-egress',
      'service-selects-nothing Service/production/orders',
      'target-port-not-exposed Service/dev/web',
    ]);
  });
});
