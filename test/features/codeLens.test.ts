import assert from 'node:assert/strict';
import { reachLenses } from '../../src/features/codeLens.ts';
import { Workspace } from '../../src/model/workspace.ts';

function app(name: string, env = ''): string {
  return `
apiVersion: apps/v1
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
---`;
}

const asking = ', env: [{name: API, value: "http://api"}]';
const closed = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed, namespace: shop}
spec: {podSelector: {matchLabels: {app: api}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}
---`;

function lenses(text: string): string[] {
  const workspace = new Workspace();
  workspace.update([['app.yaml', text]]);
  return reachLenses(workspace.scope('.')!, 'app.yaml').map(({ resource, title }) => `${resource}: ${title}`);
}

describe('the code lenses', () => {
  it('count who reaches an object, whom it reaches, and what is blocked', () => {
    assert.deepEqual(lenses(app('web', asking) + app('job', asking) + app('api') + closed), [
      'Service/shop/api: reached by 1, 1 blocked',
      'Deployment/shop/web: reaches 1, no policy: open to all',
      'Deployment/shop/job: reaches 0, 1 blocked, no policy: open to all',
      'Deployment/shop/api: reached by 1, 1 blocked',
    ]);
  });

  it('lead to the connection that is blocked', () => {
    const workspace = new Workspace();
    workspace.update([['app.yaml', app('web', asking) + app('job', asking) + app('api') + closed]]);
    const [service] = reachLenses(workspace.scope('.')!, 'app.yaml');
    assert.deepEqual(service!.trace, { source: 'Deployment/shop/job', destination: 'Service/shop/api', port: 80 });
  });

  it('say nothing where there is nothing to say', () => {
    assert.deepEqual(lenses(app('api') + closed), []);
  });
});
