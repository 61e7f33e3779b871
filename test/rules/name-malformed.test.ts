import assert from 'node:assert/strict';
import malformed from '../../src/rules/name-malformed.ts';
import { check, findingsOf, fixed } from '../support/check.ts';

const services = `---
apiVersion: v1
kind: Service
metadata: {name: api, namespace: shop}
spec: {selector: {app: api}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: db, namespace: data}
spec: {clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}
`;

const settings = (lines: string) => `apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data:
${lines}
${services}`;

describe('name-malformed', () => {
  it('reports a name without its namespace', () => {
    check(
      malformed,
      settings(`  api: http://api.svc.cluster.local
  #           ^^^^^^^^^^^^^^^^^^^^^ warning: no cluster answers this name: there is no namespace between "api" and "svc" [fixable]
  short: http://api.svc
  #             ^^^^^^^ warning: no cluster answers this name: there is no namespace between "api" and "svc" [fixable]`),
    );
  });

  it('reports a domain that is cut short, and keeps the pod in the fix', () => {
    const files = settings(`  db: postgres://db-0.db.data.svc.cluster:5432/shop
  #              ^^^^^^^^^^^^^^^^^^^^^^^^ warning: no cluster answers this name: it ends in "svc.cluster", which is not all of "svc.cluster.local" [fixable]`);
    check(malformed, files);
    assert.match(fixed(malformed, files)['manifest.yaml']!, /postgres:\/\/db-0\.db\.data\.svc\.cluster\.local:5432/);
  });

  it('reports a misspelt domain', () => {
    check(
      malformed,
      settings(`  api: http://api.shop.svc.cluster.loca1
  #           ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: no cluster answers this name: it ends in "svc.cluster.loca1", but the domain of the cluster is "cluster.local" [fixable]`),
    );
  });

  it('accepts the domain of another cluster as long as nothing proves the own one', () => {
    check(malformed, settings('  api: http://api.shop.svc.east.example.com'));
  });

  it('reports cluster.local where the files give the cluster another domain', () => {
    check(malformed, {
      'kubeadm.yaml': `apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking: {dnsDomain: k8s.example.com}
`,
      'manifest.yaml': settings(`  api: http://api.shop.svc.cluster.local
  #           ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: no cluster answers this name: it ends in "svc.cluster.local", but the domain of the cluster is "k8s.example.com" [fixable]
  good: http://api.shop.svc.k8s.example.com`),
    });
  });

  it('reports the short name of a Service as externalName, which nothing completes', () => {
    const of = (name: string) => {
      const text = `apiVersion: v1\nkind: Service\nmetadata: {name: alias, namespace: shop}\nspec: {type: ExternalName, externalName: ${name}}\n${services}`;
      return findingsOf(malformed, text).map(({ fixes }) => fixes?.[0]?.title);
    };
    assert.deepEqual(of('db.data'), ['Use "db.data.svc.cluster.local"']);
    assert.deepEqual(of('db.data.svc'), ['Use "db.data.svc.cluster.local"']);
    assert.deepEqual(of('api'), ['Use "api.shop.svc.cluster.local"']);
    assert.deepEqual(of('other.elsewhere.svc'), [undefined]);
    for (const name of ['db.data.svc.cluster.local', 'alias', 'nas.lan', 'db.data.', 'db.data.example.com']) {
      assert.deepEqual(of(name), [], name);
    }
  });
});
