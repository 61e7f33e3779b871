import assert from 'node:assert/strict';
import rule from '../../src/rules/service-field-misplaced.ts';
import { said, service } from './said.ts';

describe('service-field-misplaced', () => {
  const of = (spec: string) => said(rule, service('web', `${spec}, ports: [{port: 80}]`));

  it('knows which types are reached from outside', () => {
    assert.equal(of('externalTrafficPolicy: Local').length, 1);
    for (const spec of ['type: NodePort', 'type: LoadBalancer', 'externalIPs: [192.0.2.1]']) {
      assert.deepEqual(of(`${spec}, externalTrafficPolicy: Local`), []);
    }
  });

  it('keeps the fields of load balancers to them', () => {
    assert.equal(of('type: NodePort, allocateLoadBalancerNodePorts: false').length, 1);
    assert.equal(of('loadBalancerClass: a/b').length, 1);
    assert.equal(of('type: LoadBalancer, healthCheckNodePort: 30000').length, 1);
    assert.deepEqual(of('type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30000'), []);
  });

  it('checks values', () => {
    for (const spec of [
      'type: Clusterip',
      'sessionAffinity: Cookie',
      'internalTrafficPolicy: Near',
      'trafficDistribution: Near',
      'ipFamilyPolicy: Dual',
    ]) {
      assert.equal(of(spec).length, 1, spec);
    }
    assert.match(
      of('sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 86401}}').join(),
      /1 to 86400/,
    );
  });

  it('checks families, and the addresses of an ExternalName', () => {
    assert.match(of('ipFamilyPolicy: PreferDualStack, ipFamilies: [IPv4, IPv4]').join(), /stands twice/);
    assert.match(of('ipFamilies: [ipv4]').join(), /IPv4 or IPv6/);
    assert.equal(of('type: ExternalName, externalName: a.example.com, ipFamilies: [IPv4]').length, 1);
  });

  it('wants ports, but for headless and ExternalName Services', () => {
    assert.equal(said(rule, service('web', 'selector: {app: web}')).length, 1);
    assert.deepEqual(said(rule, service('web', 'clusterIP: None')), []);
    assert.deepEqual(said(rule, service('web', 'type: ExternalName, externalName: a.example.com')), []);
  });

  it('leaves an ExternalName no clusterIP, not even None', () => {
    assert.match(
      of('type: ExternalName, externalName: a.example.com, clusterIP: None').join(),
      /clusterIP is not for Services of type ExternalName/,
    );
  });
});
