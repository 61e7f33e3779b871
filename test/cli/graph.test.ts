import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { inFolder } from './support.ts';

const web = (type: string) => `apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {type: ${type}, selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: main, image: web, ports: [{containerPort: 8080}]}]}
`;

function git(folder: string, ...args: readonly string[]): void {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...identity, ...args], { cwd: folder, stdio: 'pipe' });
}

describe('podpath graph', () => {
  it('prints the topology in every form', () =>
    inFolder({ 'web.yaml': web('ClusterIP') }, async ({ podpath }) => {
      const printed = async (format: string) => (await podpath('graph', '.', '--format', format)).out;
      assert.equal(await printed('text'), 'Service/shop/web → Deployment/shop/web [80/TCP]\n');
      assert.equal(JSON.parse(await printed('json')).nodes.length, 2);
      assert.match(await printed('mermaid'), /^flowchart LR\n/);
      assert.match(await printed('dot'), /^digraph topology \{\n/);
      assert.match(await printed('drawio'), /^<mxfile/);
      assert.match(await printed('svg'), /^<svg /);
    }));

  it('shows another view, and refuses a scope that does not exist', () =>
    inFolder({ 'web.yaml': web('ClusterIP') }, async ({ podpath }) => {
      const { out } = await podpath('graph', '.', '--view', 'architecture', '--format', 'text');
      assert.match(out, /^Namespace\/\/shop$/m);
      const { status, err } = await podpath('graph', '.', '--scope', 'nowhere');
      assert.deepEqual([status, err], [2, 'podpath: no scope is called nowhere\n']);
    }));

  it('compares with a commit, and says what the Internet reaches now', () =>
    inFolder({ 'apps/web.yaml': web('ClusterIP') }, async ({ path, write, podpath }) => {
      git(path, 'init', '--quiet');
      git(path, 'add', '.');
      git(path, 'commit', '--quiet', '-m', 'first');
      assert.equal((await podpath('graph', 'apps', '--against', 'HEAD')).out, 'no difference\n');
      write('apps/web.yaml', web('LoadBalancer'));
      const { status, out } = await podpath('graph', 'apps', '--against', 'HEAD');
      assert.equal(status, 0);
      assert.equal(
        out,
        `+ Internet
+ Internet → Service/shop/web [80/TCP] (load balancer 80)
~ Service/shop/web

Deployment/shop/web is now reachable from the Internet
`,
      );
      const { out: picture } = await podpath('graph', 'apps', '--against', 'HEAD', '--format', 'svg');
      assert.match(picture, />load balancer 80<\/text>/);
    }));

  it('says in one line when there is no such commit or no repository', () =>
    inFolder({ 'web.yaml': web('ClusterIP') }, async ({ path, podpath }) => {
      assert.match((await podpath('graph', '.', '--against', 'HEAD')).err, /^podpath: .*not a git repository.*\n$/);
      git(path, 'init', '--quiet');
      const { status, err } = await podpath('graph', '.', '--against', 'v9');
      assert.deepEqual([status, err], [2, 'podpath: v9 is no commit of this repository\n']);
    }));
});
