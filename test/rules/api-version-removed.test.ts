import assert from 'node:assert/strict';
import { defaultCluster } from '../../src/model/cluster.ts';
import rule from '../../src/rules/api-version-removed.ts';
import { findingsOf, fixed } from '../support/check.ts';
import { said } from './said.ts';

describe('api-version-removed', () => {
  const of = (apiVersion: string, kind: string, rest = '') =>
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\n${rest}`;
  const cluster = (kubernetesVersion: string) => ({ cluster: { ...defaultCluster, kubernetesVersion } });

  it('compares the release with that of the cluster', () => {
    const files = of('networking.k8s.io/v1beta1', 'Ingress');
    assert.match(said(rule, files, cluster('1.22')).join(), /^error: .*was removed in Kubernetes 1\.22/);
    assert.match(said(rule, files, cluster('v1.9.3')).join(), /^hint: .*is removed in Kubernetes 1\.22/);
  });

  it('knows the kinds, not only the version', () => {
    assert.deepEqual(said(rule, of('policy/v1beta1', 'Unknown')), []);
    assert.deepEqual(said(rule, of('networking.k8s.io/v1', 'Ingress')), []);
  });

  it('changes the version where the fields are the same', () => {
    for (const files of [
      of('extensions/v1beta1', 'NetworkPolicy', 'spec: {podSelector: {}}'),
      of('apps/v1beta2', 'Deployment', 'spec: {selector: {matchLabels: {a: b}}}'),
      of('policy/v1beta1', 'PodDisruptionBudget', 'spec: {selector: {matchLabels: {a: b}}}'),
      of('discovery.k8s.io/v1beta1', 'EndpointSlice', 'endpoints: [{addresses: [192.0.2.1]}]'),
      of('autoscaling/v2beta2', 'HorizontalPodAutoscaler'),
    ]) {
      assert.deepEqual(said(rule, fixed(rule, files)), []);
    }
  });

  it('offers nothing where the object would mean something else, or be refused', () => {
    for (const files of [
      of('extensions/v1beta1', 'Ingress'),
      of('extensions/v1beta1', 'Deployment', 'spec: {template: {}}'),
      of('policy/v1beta1', 'PodDisruptionBudget', 'spec: {selector: {}}'),
      of('discovery.k8s.io/v1beta1', 'EndpointSlice', 'endpoints: [{addresses: [192.0.2.1], topology: {}}]'),
      of('policy/v1beta1', 'PodSecurityPolicy'),
    ]) {
      assert.deepEqual(
        findingsOf(rule, files).flatMap(({ fixes }) => fixes),
        [],
      );
    }
  });
});
