import assert from 'node:assert/strict';
import rule from '../../src/rules/cluster-ips-inconsistent.ts';
import { said, service } from './said.ts';

describe('cluster-ips-inconsistent', () => {
  const of = (spec: string) => said(rule, service('web', `${spec}, ports: [{port: 80}]`));

  it('accepts two stacks in either order', () => {
    assert.deepEqual(of('ipFamilyPolicy: PreferDualStack, ipFamilies: [IPv6, IPv4]'), []);
    assert.deepEqual(of('ipFamilyPolicy: RequireDualStack, clusterIPs: ["10.0.0.1", "fd00::1"]'), []);
  });

  it('wants clusterIP to be the first of clusterIPs', () => {
    assert.deepEqual(of('clusterIP: 10.0.0.1, clusterIPs: ["10.0.0.2"]'), [
      'error: the first of clusterIPs is clusterIP, 10.0.0.1',
    ]);
  });

  it('wants a policy for two families or two addresses', () => {
    assert.match(of('ipFamilies: [IPv4, IPv6]').join(), /two IP families need the ipFamilyPolicy/);
    assert.match(of('clusterIPs: ["10.0.0.1", "fd00::1"]').join(), /two clusterIPs need the ipFamilyPolicy/);
  });

  it('refuses two addresses of one family, and more than two of anything', () => {
    assert.match(
      of('ipFamilyPolicy: RequireDualStack, clusterIPs: ["10.0.0.1", "10.0.0.2"]').join(),
      /both clusterIPs are IPv4/,
    );
    assert.match(
      of('ipFamilyPolicy: RequireDualStack, clusterIPs: ["10.0.0.1", "fd00::1", "10.0.0.3"]').join(),
      /at most two/,
    );
  });

  it('wants None to stand alone, and one address in one stack', () => {
    assert.match(of('clusterIPs: [None, "10.0.0.1"]').join(), /stands alone/);
    assert.match(
      of('ipFamilyPolicy: SingleStack, clusterIPs: ["10.0.0.1", "fd00::1"]').join(),
      /one clusterIP, not two/,
    );
  });

  it('compares addresses with families', () => {
    assert.match(of('clusterIP: "fd00::1", ipFamilies: [IPv4]').join(), /fd00::1 is IPv6/);
    assert.deepEqual(of('clusterIP: None, ipFamilies: [IPv4]'), []);
  });
});
