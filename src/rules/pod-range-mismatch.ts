import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'pod-range-mismatch',
  subject: 'Addresses',
  severity: 'error',
  summary: 'flannel or kube-proxy is told another pod range than the cluster.',
  why:
    'flannel takes the parts of the nodes from the cluster and the routes from its own Network: where they ' +
    'differ, pods of other nodes cannot be reached (flannel-io/flannel#1428, #728). kube-proxy tells traffic of ' +
    'pods from other traffic by its clusterCIDR.',
  examples: {
    reported: `
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking: {podSubnet: 10.50.0.0/16, serviceSubnet: 10.96.0.0/16}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: kube-flannel-cfg, namespace: kube-flannel}
data:
  net-conf.json: |
    {"Network": "10.244.0.0/16", "Backend": {"Type": "vxlan"}}
    #            ^^^^^^^^^^^^^ error: flannel's network 10.244.0.0/16 is not the pod range 10.50.0.0/16 [fixable]
`,
    accepted: `
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
networking: {podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/16}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: kube-flannel-cfg, namespace: kube-flannel}
data:
  net-conf.json: |
    {"Network": "10.244.0.0/16", "Backend": {"Type": "vxlan"}}
`,
  },
});
