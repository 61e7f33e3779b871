import assert from 'node:assert/strict';
import rule from '../../src/rules/service-selects-others.ts';
import { fixed } from '../support/check.ts';
import { manifest, said, service, workload } from './said.ts';

describe('service-selects-others', () => {
  const web = workload(
    'Deployment',
    'web',
    'app: web',
    'containers: [{name: web, ports: [{name: http, containerPort: 8080}]}]',
  );
  const job = workload('Job', 'load', 'app: web', 'containers: [{name: load}]');

  it('warns of Jobs among the pods, and names the port to keep them out', () => {
    const files = manifest(service('web', 'selector: {app: web}, ports: [{port: 80, targetPort: 8080}]'), web, job);
    assert.deepEqual(said(rule, files), [
      'warning: also selects the pods of Job load, which does not say that port 8080 is served',
    ]);
    const after = fixed(rule, files)['manifest.yaml']!;
    assert.match(after, /targetPort: http/);
    assert.deepEqual(said(rule, after), []);
  });

  it('warns of CronJobs, also when the target is the port itself', () => {
    const cron = workload('CronJob', 'nightly', 'app: web, kind: job', 'containers: [{name: load}]');
    const files = manifest(service('web', 'selector: {app: web}, ports: [{port: 8080}]'), web, cron);
    assert.match(said(rule, files).join(), /^warning: also selects the pods of CronJob nightly/);
  });

  it('leaves a named port alone, which the Jobs do not have', () => {
    const files = manifest(service('web', 'selector: {app: web}, ports: [{port: 80, targetPort: http}]'), web, job);
    assert.deepEqual(said(rule, files), []);
  });

  it('leaves a Service of Jobs alone', () => {
    assert.deepEqual(said(rule, manifest(service('load', 'selector: {app: web}, ports: [{port: 80}]'), job)), []);
  });

  it('leaves a Job alone that declares the port', () => {
    const serving = workload('Job', 'load', 'app: web', 'containers: [{name: load, ports: [{containerPort: 8080}]}]');
    const files = manifest(service('web', 'selector: {app: web}, ports: [{port: 80, targetPort: 8080}]'), web, serving);
    assert.deepEqual(said(rule, files), []);
  });

  it('only informs where the Service is headless', () => {
    const files = manifest(service('web', 'clusterIP: None, selector: {app: web}, ports: [{port: 8080}]'), web, job);
    assert.match(said(rule, files).join(), /^info: /);
  });

  it('informs of a worker that declares nothing, and lets two that serve the port be', () => {
    const front = service('web', 'selector: {app: web}, ports: [{port: 80, targetPort: 8080}]');
    const worker = workload('Deployment', 'worker', 'app: web', 'containers: [{name: worker}]');
    const canary = web
      .replaceAll('name: web,', 'name: canary,')
      .replace('metadata: {name: web}', 'metadata: {name: canary}');
    assert.match(said(rule, manifest(front, web, worker)).join(), /^info: also selects the pods of Deployment worker/);
    assert.deepEqual(said(rule, manifest(front, web, canary)), []);
  });

  it('does not count the hooks of Helm', () => {
    const hook = workload('Job', 'test', 'app: web', 'containers: [{name: test}]', 'annotations: {helm.sh/hook: test}');
    assert.deepEqual(
      said(rule, manifest(service('web', 'selector: {app: web}, ports: [{port: 80, targetPort: 8080}]'), web, hook)),
      [],
    );
  });
});
