import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Known } from '../../../src/features/questions/asked.ts';
import { questions } from '../../../src/features/questions/questions.ts';
import { lint } from '../../../src/lint/lint.ts';
import { rules } from '../../../src/rules/index.ts';
import { workspaceOf } from '../../support/check.ts';

const shop = {
  'web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: web, env: [{name: API, value: 'http://api'}]}]}
`,
  'api.yaml': `apiVersion: v1
kind: Service
metadata:
  name: api
  namespace: shop
spec:
  selector: {app: api}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: api, namespace: shop}
spec:
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec: {containers: [{name: api, image: api, ports: [{name: http, containerPort: 8080}]}]}
`,
  'policy.yaml': `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed, namespace: shop}
spec:
  podSelector: {matchLabels: {app: api}}
  policyTypes: [Ingress]
`,
  'mail.yaml': `apiVersion: v1
kind: Service
metadata: {name: mail, namespace: shop}
spec: {selector: {app: male}, ports: [{port: 25}]}
`,
};

describe('a question in words', () => {
  it('is answered for a name, with the queries and the lines behind the answer', () => {
    const text = ask('podpath_resolve_dns', { name: 'api', from: 'shop/web' });
    assert.match(text, /api\.shop\.svc\.cluster\.local/);
    assert.match(text, /^Service\/shop\/api: api\.yaml:4$/m);
    assert.match(text, /^Deployment\/shop\/api: api\.yaml:12$/m);
  });

  it('is answered for a name that does not resolve', () => {
    assert.match(ask('podpath_resolve_dns', { name: 'apii', from: 'web', libc: 'musl' }), /NXDOMAIN/);
  });

  it('names what there is where something is called otherwise', () => {
    assert.match(ask('podpath_resolve_dns', { name: 'api', from: 'webb' }), /There are: .*Deployment\/shop\/web/);
    assert.match(ask('podpath_describe_service', { service: 'apii' }), /There are: Service\/shop\/api\.$/);
    assert.match(ask('podpath_list_findings', { scope: 'nowhere', path: 'x' }), /No scope is called "nowhere"/);
  });

  it('is answered for a way through the network, with the policy that decides and its line', () => {
    const text = ask('podpath_check_reachability', { source: 'shop/web', destination: 'Service/shop/api', port: 80 });
    assert.match(text, /: denied$/m);
    assert.match(text, /policy\.yaml:\d+/);
  });

  it('says why a way cannot be told', () => {
    assert.match(ask('podpath_check_reachability', { source: 'shop/wep', destination: 'api' }), /^It cannot be told: /);
    assert.match(ask('podpath_check_reachability', { source: 'shop/web' }), /are needed/);
  });

  it('is answered with the findings, gravest first, with their lines, fixes and reasons', () => {
    const text = ask('podpath_list_findings', {});
    assert.match(text, /^mail\.yaml:4: info: .*\(service-selects-nothing, Service\/shop\/mail\)$/m);
    assert.match(text, /^service-selects-nothing: ./m);
    const severities = [...text.matchAll(/^\S+:\d+: (error|warning|info|hint):/gm)].map(([, one]) => one!);
    const order = ['error', 'warning', 'info', 'hint'];
    assert.deepEqual(
      severities,
      [...severities].sort((a, b) => order.indexOf(a) - order.indexOf(b)),
    );
  });

  it('leaves out the findings that are not asked for', () => {
    assert.match(ask('podpath_list_findings', { path: 'api.yaml', severity: 'error' }), /^Nothing of this is wrong/);
    assert.doesNotMatch(ask('podpath_list_findings', { path: 'policy.yaml' }), /mail\.yaml:\d+: /);
    assert.match(ask('podpath_list_findings', { limit: 1 }), /^The first 1 of \d+ findings:/);
  });

  it('is answered for a Service, however it is called', () => {
    const names = ['api', 'shop/api', 'Service/shop/api', 'api.shop', 'api.shop.svc.cluster.local.'];
    const [first, ...others] = names.map((service) => ask('podpath_describe_service', { service }));
    assert.match(first!, /api\.shop\.svc\.cluster\.local/);
    assert.match(first!, /api\.yaml:\d+: /);
    for (const other of others) assert.equal(other, first);
  });

  it('never throws, whatever is asked', () => {
    for (const question of Object.keys(questions)) {
      for (const input of [{}, { name: 4, from: null, source: [], service: {} }, { port: 'x', limit: -1, name: '' }]) {
        assert.equal(typeof ask(question, input), 'string');
        assert.equal(typeof ask(question, input, {}), 'string');
      }
    }
  });

  it('is one that the manifest of the extension offers, with a schema of what it reads', () => {
    const { contributes } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
    const offered: readonly { readonly name: string; readonly inputSchema: object }[] = contributes.languageModelTools;
    assert.deepEqual(offered.map(({ name }) => name).sort(), Object.keys(questions).sort());
  });
});

function ask(question: string, input: object, files: Readonly<Record<string, string>> = shop): string {
  const workspace = workspaceOf(files);
  const known: Known = {
    workspace,
    findings: lint(workspace, rules).findings,
    whyOf: (id) => rules.find((rule) => rule.id === id)?.why,
  };
  return questions[question]!(known, input as Readonly<Record<string, unknown>>);
}
