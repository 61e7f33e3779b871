import assert from 'node:assert/strict';
import { inFolder } from './support.ts';

function app(name: string, env = ''): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: main, image: i, ports: [{containerPort: 8080}]${env}}]}
---
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: shop}
spec: {selector: {app: ${name}}, ports: [{port: 80, targetPort: 8080}]}
---
`;
}

const policy = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: api, namespace: shop}
spec:
  podSelector: {matchLabels: {app: api}}
  ingress: [{from: [{podSelector: {matchLabels: {app: job}}}], ports: [{port: 8080}]}]
---
`;

const blocks = policy
  .replace('name: api', 'name: blocks')
  .replace('podSelector: {matchLabels: {app: job}}', 'ipBlock: {cidr: 0.0.0.0/0}');

const files = {
  'apps.yaml': app('web', ', env: [{name: API, value: "http://api"}]') + app('job') + app('api'),
  'policy.yaml': policy,
};

describe('podpath connections', () => {
  it('prints a line for each pair that is allowed, sorted', () =>
    inFolder(files, async ({ podpath }) => {
      const { status, out } = await podpath('connections');
      assert.equal(status, 0);
      assert.deepEqual(
        out.split('\n').filter((line) => line.includes('=> shop/api')),
        ['shop/job[Deployment] => shop/api[Deployment] : TCP 8080'],
      );
      assert.deepEqual(out.split('\n').slice(0, -1), out.split('\n').slice(0, -1).sort());
    }));

  it('prints the same as JSON, CSV, Markdown and a graph', () =>
    inFolder(files, async ({ podpath }) => {
      const json = JSON.parse((await podpath('connections', '--format', 'json')).out);
      assert.deepEqual(Object.keys(json[0]), ['src', 'dst', 'conn']);
      assert.match((await podpath('connections', '--format', 'csv')).out, /^src,dst,conn\n/);
      assert.match((await podpath('connections', '--format', 'md')).out, /^\| src \| dst \| conn \|\n/);
      assert.match((await podpath('connections', '--format', 'dot')).out, /^digraph \{/);
    }));

  it('has the answer of np-guard for those who compare', () =>
    inFolder({ ...files, 'host.yaml': blocks }, async ({ podpath }) => {
      const { out, err } = await podpath('connections');
      assert.ok(!out.includes('shop/web[Deployment] => shop/api'));
      assert.match(err, /--unknown prints them/);
      assert.match(
        (await podpath('connections', '--unknown')).out,
        /shop\/web\[Deployment\] => shop\/api\[Deployment\]/,
      );
      assert.equal((await podpath('connections', '--np-guard-compatible')).err, '');
    }));
});

describe('podpath required', () => {
  it('prints what the manifests ask for, with the verdict and the lines', () =>
    inFolder(files, async ({ podpath }) => {
      const { out } = await podpath('required');
      assert.equal(
        out,
        'shop/web[Deployment] => shop/api[Deployment] : TCP 8080  # denied (env API, apps.yaml:8): NetworkPolicy api isolates it for ingress, and no rule allows this\n',
      );
      const [row] = JSON.parse((await podpath('required', '--format', 'json')).out);
      assert.deepEqual(
        [row.verdict, row.file, row.line, row.decidedBy],
        ['denied', 'apps.yaml', 8, { policy: 'NetworkPolicy/shop/api', file: 'policy.yaml', line: 2 }],
      );
    }));
});

describe('podpath trace', () => {
  it('prints the hops, the verdict and the line that decides', () =>
    inFolder(files, async ({ podpath }) => {
      const { status, out } = await podpath('trace', 'shop/web', 'shop/api', '--port', '80');
      assert.equal(status, 0);
      assert.match(out, /^Deployment\/shop\/web → Service\/shop\/api, TCP 80: denied\n.*\(policy\.yaml:5\)\n/);
      const found = JSON.parse((await podpath('trace', 'shop/job', 'shop/api', '--format', 'json')).out);
      assert.equal(found.verdict, 'allowed');
      assert.deepEqual([found.decidedBy.file, found.decidedBy.range.start.line], ['policy.yaml', 5]);
      assert.ok(found.hops.length > 5);
    }));

  it('says which name was meant', () =>
    inFolder(files, async ({ podpath }) => {
      const { status, err } = await podpath('trace', 'shop/wbe', 'shop/api');
      assert.equal(status, 2);
      assert.match(err, /no workload is called "shop\/wbe"; did you mean Deployment\/shop\/web\?/);
      assert.equal((await podpath('trace', 'shop/web', 'shop/api', '--port', '0')).status, 2);
    }));
});
