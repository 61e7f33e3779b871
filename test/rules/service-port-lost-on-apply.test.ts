import assert from 'node:assert/strict';
import rule from '../../src/rules/service-port-lost-on-apply.ts';
import { said, service } from './said.ts';

describe('service-port-lost-on-apply', () => {
  it('hints at one number for two protocols', () => {
    const files = service('dns', 'ports: [{name: a, port: 53, protocol: UDP}, {name: b, port: 53}]');
    assert.deepEqual(said(rule, files), [
      'hint: port 53 is there for UDP too, and client-side apply merges ports by number',
    ]);
  });

  it('says nothing of one protocol, which is a duplicate', () => {
    assert.deepEqual(said(rule, service('web', 'ports: [{name: a, port: 80}, {name: b, port: 80}]')), []);
  });
});
