import assert from 'node:assert/strict';
import rule from '../../src/rules/node-port-on-cluster-ip.ts';
import { fixed } from '../support/check.ts';
import { said, service } from './said.ts';

describe('node-port-on-cluster-ip', () => {
  it('refuses a node port without a type, and offers the type', () => {
    const files = service('a', 'ports: [{port: 80, nodePort: 30080}]');
    assert.deepEqual(said(rule, files), ['error: a Service of type ClusterIP has no node ports']);
    assert.deepEqual(said(rule, fixed(rule, files)), []);
  });

  it('accepts 0, NodePort and LoadBalancer', () => {
    assert.deepEqual(said(rule, service('a', 'ports: [{port: 80, nodePort: 0}]')), []);
    assert.deepEqual(said(rule, service('a', 'type: LoadBalancer, ports: [{port: 80, nodePort: 30080}]')), []);
  });
});
