import assert from 'node:assert/strict';
import { linksAt } from '../../../src/features/hovers/links.ts';
import { workspaceOf } from '../../support/check.ts';

const text = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: registry.example.com/web
          env: [{name: API, value: 'http://api:8080/v1'}, {name: OTHER, value: 'http://apii'}]
---
apiVersion: v1
kind: Service
metadata: {name: api, namespace: shop}
spec: {selector: {app: api}, ports: [{name: http, port: 8080}]}
`;

describe('the links of a hover', () => {
  const at = (what: string) => linksAt(workspaceOf({ 'shop.yaml': text }), 'shop.yaml', text.indexOf(what) + 1);

  it('are of a name its lookup, the way to its Service on the port that is written, and the Service', () => {
    assert.deepEqual(at('api:8080'), [
      { kind: 'resolve', workload: 'Deployment/shop/web', name: 'api' },
      { kind: 'trace', from: 'Deployment/shop/web', to: 'Service/shop/api', port: 8080 },
      { kind: 'show', object: 'Service/shop/api' },
    ]);
  });

  it('are of a name without a Service its lookup', () => {
    assert.deepEqual(at('apii'), [{ kind: 'resolve', workload: 'Deployment/shop/web', name: 'apii' }]);
  });

  it('are of a Service, and of a port of it, its card and the ways to it', () => {
    const links = [
      { kind: 'show', object: 'Service/shop/api' },
      { kind: 'traceTo', object: 'Service/shop/api' },
    ];
    assert.deepEqual(at('api, namespace'), links);
    assert.deepEqual(at('8080}'), links);
  });

  it('are of a workload its card, and what can be asked from it', () => {
    assert.deepEqual(at('web, namespace'), [
      { kind: 'show', object: 'Deployment/shop/web' },
      { kind: 'traceFrom', object: 'Deployment/shop/web' },
      { kind: 'resolveFrom', workload: 'Deployment/shop/web' },
    ]);
  });

  it('are none where there is nothing to ask', () => {
    assert.deepEqual(at('registry.example.com'), []);
    assert.deepEqual(at('apiVersion'), []);
  });
});
