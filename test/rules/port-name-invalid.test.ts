import assert from 'node:assert/strict';
import rule from '../../src/rules/port-name-invalid.ts';
import { fixed } from '../support/check.ts';
import { said, service, workload } from './said.ts';

describe('port-name-invalid', () => {
  it('applies the rules of port names to targets and containers', () => {
    for (const name of ['UPPER', 'much-too-long-name', 'a--b', '-a', 'a_b']) {
      assert.equal(said(rule, service('web', `ports: [{port: 80, targetPort: "${name}"}]`)).length, 1, name);
      assert.equal(
        said(
          rule,
          workload('Pod', 'a', 'app: a', `containers: [{name: a, ports: [{name: "${name}", containerPort: 1}]}]`),
        ).length,
        1,
      );
    }
  });

  it('lets a Service port have a longer name', () => {
    assert.deepEqual(said(rule, service('web', 'ports: [{name: much-too-long-name, port: 80}]')), []);
    assert.equal(said(rule, service('web', 'ports: [{name: Http, port: 80}]')).length, 1);
  });

  it('turns a number in quotes into a number', () => {
    const files = service('web', 'ports: [{port: 80, targetPort: "8080"}]');
    assert.match(fixed(rule, files)['manifest.yaml']!, /targetPort: 8080\}/);
  });

  it('refuses numbers out of range', () => {
    assert.equal(said(rule, service('web', 'ports: [{port: 65536}]')).length, 1);
    assert.equal(
      said(rule, workload('Pod', 'a', 'app: a', 'containers: [{name: a, ports: [{containerPort: 0}]}]')).length,
      1,
    );
  });
});
