import assert from 'node:assert/strict';
import rule from '../../src/rules/monitor-port-missing.ts';
import { manifest, said, service, workload } from './said.ts';

const monitor = (kind: string, spec: string, metadata = '') =>
  `apiVersion: monitoring.coreos.com/v1\nkind: ${kind}\nmetadata: {name: web${metadata}}\nspec: {${spec}}`;
const ports = 'ports: [{name: http, port: 80}]';
const pods = workload(
  'Deployment',
  'web',
  'app: web',
  'containers: [{name: a, ports: [{name: http, containerPort: 80}]}]',
);

describe('monitor-port-missing', () => {
  const wants = (port: string) =>
    monitor('ServiceMonitor', `selector: {matchLabels: {app: web}}, endpoints: [${port}]`);

  it('looks for the port among those of all the Services that it selects', () => {
    const web = service('web', `selector: {app: web}, ${ports}`, 'labels: {app: web}');
    const other = service('other', 'selector: {app: web}, ports: [{name: metrics, port: 81}]', 'labels: {app: web}');
    assert.equal(said(rule, manifest(wants('{port: metrics}'), web)).length, 1);
    assert.deepEqual(said(rule, manifest(wants('{port: metrics}'), web, other)), []);
    assert.deepEqual(said(rule, manifest(wants('{targetPort: 9090}'), web)), []);
    assert.deepEqual(said(rule, manifest(wants('{port: "$(PORT)"}'), web)), []);
  });

  it('tells the labels of a Service from those of its pods', () => {
    assert.deepEqual(
      said(rule, manifest(wants('{port: http}'), pods, service('web', `selector: {app: web}, ${ports}`))),
      [
        'warning: no Service has these labels: ServiceMonitor web selects Services by their own labels, and Service web only selects pods by them',
      ],
    );
    assert.deepEqual(said(rule, manifest(wants('{port: http}'), service('api', `selector: {app: api}, ${ports}`))), []);
  });

  it('looks into the namespaces that it says', () => {
    const web = service('web', `selector: {app: web}, ${ports}`, 'namespace: shop, labels: {app: web}');
    const from = (selector: string) =>
      said(
        rule,
        manifest(
          monitor(
            'ServiceMonitor',
            `selector: {matchLabels: {app: web}}, endpoints: [{port: metrics}]${selector}`,
            ', namespace: monitoring',
          ),
          web,
        ),
      );
    assert.deepEqual(from(''), []);
    assert.deepEqual(from(', namespaceSelector: {any: true}'), []);
    assert.equal(from(', namespaceSelector: {matchNames: [shop]}').length, 1);
  });

  it('takes the ports of a PodMonitor from the pods', () => {
    const of = (port: string) =>
      monitor('PodMonitor', `selector: {matchLabels: {app: web}}, podMetricsEndpoints: [{port: ${port}}]`);
    assert.deepEqual(said(rule, manifest(of('http'), pods)), []);
    assert.deepEqual(said(rule, manifest(of('htp'), pods)), [
      'warning: Deployment web has no port called "htp"; it has "http"',
    ]);
    const silent = workload('Deployment', 'web', 'app: web', 'containers: [{name: a}]');
    assert.deepEqual(said(rule, manifest(of('metrics'), silent)), []);
  });

  it('is less sure where something else may make Services', () => {
    const operator =
      'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: web, namespace: default}\nspec: {chart: {spec: {chart: web}}}';
    const web = service('web', `selector: {app: web}, ${ports}`, 'labels: {app: web}');
    assert.match(said(rule, manifest(wants('{port: metrics}'), web, operator)).join(), /^info: /);
  });
});
