import assert from 'node:assert/strict';
import { defaultCluster } from '../../src/model/cluster.ts';
import rule from '../../src/rules/node-port-out-of-range.ts';
import { said, service } from './said.ts';

describe('node-port-out-of-range', () => {
  const of = (port: string) => service('a', `type: NodePort, ports: [{port: 80, nodePort: ${port}}]`);

  it('asks the setting for the range', () => {
    assert.equal(said(rule, of('8080')).length, 1);
    assert.deepEqual(said(rule, of('8080'), { cluster: { ...defaultCluster, nodePortRange: [8000, 9000] } }), []);
  });

  it('counts both ends in, and 0 as any', () => {
    for (const port of ['0', '30000', '32767']) assert.deepEqual(said(rule, of(port)), [], port);
    for (const port of ['29999', '32768']) assert.equal(said(rule, of(port)).length, 1, port);
  });
});
