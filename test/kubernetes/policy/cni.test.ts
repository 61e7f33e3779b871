import assert from 'node:assert/strict';
import { cniOfImage, cniOfImages, cnis } from '../../../src/kubernetes/policy/cni.ts';

describe('a network plugin', () => {
  it('is known by the image that runs on each node', () => {
    const known = {
      'quay.io/calico/node:v3.30.0': 'calico',
      'rancher/mirrored-calico-cni:v3.29.1': 'calico',
      'quay.io/cilium/cilium:v1.17.0': 'cilium',
      'antrea/antrea-agent-ubuntu:v2.2.0': 'antrea',
      'docker.io/cloudnativelabs/kube-router:v2.4.0': 'kubeRouter',
      'weaveworks/weave-npc:2.8.1': 'weave',
      'docker.io/kindest/kindnetd:v20250512': 'kindnet',
      '602401143452.dkr.ecr.us-west-2.amazonaws.com/amazon-k8s-cni:v1.19.0': 'awsVpc',
      'ghcr.io/flannel-io/flannel:v0.26.7': 'flannel',
    };
    for (const [image, cni] of Object.entries(known)) assert.equal(cniOfImage(image), cni, image);
  });

  it('is not taken for what only has a part of its name', () => {
    for (const image of [
      'nginx:1.27',
      'calico/kube-controllers:v3.30.0',
      'registry/node:22',
      'cilium/hubble-ui:v0.13',
    ]) {
      assert.equal(cniOfImage(image), undefined, image);
    }
  });

  it('that enforces counts before one that only carries', () => {
    assert.equal(
      cniOfImages(['ghcr.io/flannel-io/flannel:v0.26.7', 'cloudnativelabs/kube-router:v2.4.0']),
      'kubeRouter',
    );
    assert.equal(cnis.flannel.enforces, false);
  });
});
