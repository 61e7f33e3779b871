import assert from 'node:assert/strict';
import rule from '../../src/rules/address-hard-coded.ts';
import { check, fixed } from '../support/check.ts';

const redis = `---
apiVersion: v1
kind: Service
metadata: {name: redis, namespace: shop}
spec: {selector: {app: redis}, ports: [{port: 80, targetPort: 6379}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: redis-1, namespace: shop, labels: {kubernetes.io/service-name: redis}}
addressType: IPv4
ports: [{port: 6379}]
endpoints: [{addresses: [10.1.37.14]}]
`;

const settings = (lines: string, namespace = 'shop') => `apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: ${namespace}}
data:
${lines}
${redis}`;

describe('address-hard-coded', () => {
  it("puts the Service's port in the place of the pod's", () => {
    const files = settings(`  CACHE: redis://10.1.37.14:6379/0
  #              ^^^^^^^^^^ warning: 10.1.37.14 is the address of a pod of Service redis, and goes with the pod [fixable]`);
    check(rule, files);
    assert.match(fixed(rule, files)['manifest.yaml']!, /CACHE: redis:\/\/redis:80\/0/);
  });

  it('uses the name with the namespace from another one', () => {
    const files = settings(
      `  CACHE_HOST: 10.1.37.14
  #           ^^^^^^^^^^ warning: 10.1.37.14 is the address of a pod of Service redis of namespace shop, and goes with the pod [fixable]`,
      'other',
    );
    check(rule, files);
    assert.match(fixed(rule, files)['manifest.yaml']!, /CACHE_HOST: redis\.shop\n/);
  });

  it('informs of an address that only lies in a range of the cluster', () => {
    check(rule, {
      'kubeadm.yaml': `apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking: {serviceSubnet: 10.96.0.0/12, podSubnet: 10.1.0.0/16}
`,
      'manifest.yaml': settings(`  CACHE_HOST: 10.97.1.2
  #           ^^^^^^^^^ info: 10.97.1.2 is in the range of Services 10.96.0.0/12; the name of a Service outlasts an address`),
    });
  });

  it('says nothing of ranges, of what is listened on, or in comments', () => {
    check(
      rule,
      settings(`  ALLOWED: 10.1.37.14
  NETWORK: 10.1.37.14/32
  app.conf: |
    # upstream 10.1.37.14:6379
    listen 10.1.37.14.5`),
    );
  });
});
