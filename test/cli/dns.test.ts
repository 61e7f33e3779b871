import assert from 'node:assert/strict';
import { inFolder } from './support.ts';

const shop = {
  'shop.yaml': `apiVersion: v1
kind: Service
metadata: {name: api, namespace: shop}
spec: {clusterIP: 10.96.0.20, selector: {app: api}, ports: [{name: http, port: 80}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: web}
spec:
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: shop/web}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web, namespace: shop}
spec:
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: shop/web}]}
`,
};

describe('podpath dns', () => {
  it('prints how a name resolves from a workload', () =>
    inFolder(shop, async ({ podpath }) => {
      const { status, out } = await podpath('dns', 'api.shop', '--from', 'web/web', '--libc', 'musl');
      assert.equal(status, 0);
      assert.match(out, /^; api\.shop from Deployment web\/web \(musl\)$/m);
      assert.match(out, /^;; api\.shop resolves to Service shop\/api \(10\.96\.0\.20\)$/m);
    }));

  it('prints it as JSON', () =>
    inFolder(shop, async ({ podpath }) => {
      const data = JSON.parse((await podpath('dns', 'api', '--from', 'web/web', '--format', 'json')).out);
      assert.equal(data.resolved, 'no');
      assert.deepEqual(data.steps[0].outcome, { A: 'NXDOMAIN', AAAA: 'NXDOMAIN' });
    }));

  it('asks the cluster alone where nobody is named, any type', () =>
    inFolder(shop, async ({ podpath }) => {
      const { out } = await podpath('dns', '_http._tcp.api.shop.svc.cluster.local', '--type', 'SRV');
      assert.match(out, /SRV: ANSWER \(kubernetes of \.\)/);
      const data = JSON.parse((await podpath('dns', '10.96.0.20', '--type', 'PTR', '--format', 'json')).out);
      assert.equal(data.answers[0].data, 'api.shop.svc.cluster.local.');
    }));

  it('asks for any type with the search list of whoever is named', () =>
    inFolder(shop, async ({ podpath }) => {
      const { out } = await podpath('dns', '_http._tcp.api', '--type', 'SRV', '--from', 'shop');
      assert.match(out, /^; {3}search shop\.svc\.cluster\.local /m);
      assert.match(out, /_http\._tcp\.api\.shop\.svc\.cluster\.local\. SRV: ANSWER/);
    }));

  it('says who may be meant, or that nobody is', () =>
    inFolder(shop, async ({ podpath }) => {
      const two = await podpath('dns', 'api', '--from', 'web');
      assert.equal(two.status, 2);
      assert.match(two.err, /web may be Deployment\/web\/web or StatefulSet\/shop\/web/);
      const none = await podpath('dns', 'api', '--from', 'nobody');
      assert.match(none.err, /no workload or namespace is called nobody/);
    }));
});
