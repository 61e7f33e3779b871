import assert from 'node:assert/strict';
import rule from '../../src/rules/probe-port-missing.ts';
import { fixed } from '../support/check.ts';
import { said, workload } from './said.ts';

describe('probe-port-missing', () => {
  const of = (container: string, more = '') =>
    workload('Deployment', 'web', 'app: web', `containers: [{name: a, ${container}}${more}]`);

  it('offers the near name', () => {
    const files = of('ports: [{name: http, containerPort: 80}], livenessProbe: {httpGet: {path: /, port: htttp}}');
    assert.match(said(rule, files).join(), /no port named "htttp" for the liveness probe; it has "http"/);
    assert.deepEqual(said(rule, fixed(rule, files)), []);
  });

  it('looks in the same container only, and offers the number of the other', () => {
    const files = of(
      'readinessProbe: {tcpSocket: {port: admin}}',
      ', {name: b, ports: [{name: admin, containerPort: 9000}]}',
    );
    assert.match(said(rule, files).join(), /container b has it, and a probe looks in its own container only/);
    assert.match(fixed(rule, files)['manifest.yaml']!, /port: 9000\}\}/);
  });

  it('looks at native sidecars, startup probes and hooks', () => {
    const sidecar = workload(
      'Pod',
      'web',
      'app: web',
      'containers: [{name: a}], initContainers: [{name: s, restartPolicy: Always, ports: [{name: up, containerPort: 1}], startupProbe: {httpGet: {port: up}}, lifecycle: {preStop: {httpGet: {port: down}}}}]',
    );
    assert.deepEqual(said(rule, sidecar), [
      'error: container s has no port named "down" for the hook preStop; it has "up"',
    ]);
  });

  it('says nothing of numbers that are ports, declared or not', () => {
    assert.deepEqual(
      said(rule, of('livenessProbe: {tcpSocket: {port: 9999}}, readinessProbe: {grpc: {port: 50051}}')),
      [],
    );
    assert.deepEqual(said(rule, of('livenessProbe: {exec: {command: [check]}}')), []);
  });

  it('refuses numbers out of range, and numbers in quotes', () => {
    assert.match(said(rule, of('livenessProbe: {tcpSocket: {port: 70000}}')).join(), /70000 is no port/);
    const files = of('livenessProbe: {tcpSocket: {port: "8080"}}');
    assert.match(said(rule, files).join(), /in quotes, a number is a name/);
    assert.match(fixed(rule, files)['manifest.yaml']!, /port: 8080\}/);
  });

  it('leaves alone what is filled in later', () => {
    assert.deepEqual(said(rule, of('livenessProbe: {tcpSocket: {port: "$(PORT)"}}')), []);
  });
});
