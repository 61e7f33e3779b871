import assert from 'node:assert/strict';
import rule from '../../src/rules/session-affinity-ignored.ts';
import { fixed } from '../support/check.ts';
import { said, service } from './said.ts';

describe('session-affinity-ignored', () => {
  const config = 'sessionAffinityConfig: {clientIP: {timeoutSeconds: 600}}';

  it('warns without ClientIP, and switches it on', () => {
    for (const spec of [config, `sessionAffinity: None, ${config}`]) {
      const files = service('a', `${spec}, ports: [{port: 1}]`);
      assert.equal(said(rule, files).length, 1);
      assert.deepEqual(said(rule, fixed(rule, files)), []);
    }
  });

  it('accepts it with ClientIP', () => {
    assert.deepEqual(said(rule, service('a', `sessionAffinity: ClientIP, ${config}`)), []);
  });
});
