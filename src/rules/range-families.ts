import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'range-families',
  subject: 'Addresses',
  severity: 'error',
  summary: 'A list of ranges has more than two, or two of the same IP family.',
  why:
    'A cluster has one range of each family at most, for pods as for Services (kubeadm, ValidateNetworking; the ' +
    'flags `--cluster-cidr` and `--service-cluster-ip-range`): the components do not start. A ServiceCIDR has two ' +
    'at most, one of each family.',
  examples: {
    reported: `
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking:
  podSubnet: 10.244.0.0/16,10.245.0.0/16
  #                        ^^^^^^^^^^^^^ error: two pod ranges of IPv4: 10.244.0.0/16 and 10.245.0.0/16
  serviceSubnet: 10.96.0.0/16
`,
    accepted: `
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking:
  podSubnet: 10.244.0.0/16,fd00:10:244::/56
  serviceSubnet: 10.96.0.0/16,fd00:10:96::/112
`,
  },
});
