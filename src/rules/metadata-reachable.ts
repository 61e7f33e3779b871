import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'metadata-reachable',
  subject: 'NetworkPolicy',
  severity: 'info',
  summary: 'An ipBlock lets pods reach the metadata address of the cloud.',
  why:
    'In a cloud, 169.254.169.254 (fd00:ec2::254 on AWS) gives the credentials of the node to whoever asks ' +
    '(kubernetes/kubernetes#68078). 0.0.0.0/0 has it; an except takes it out. Only said where the files or the ' +
    'settings tell that the cluster is in a cloud.',
  examples: {
    reported: `
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: eu-west-1}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: backend}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - ipBlock:
            cidr: 0.0.0.0/0
            #     ^^^^^^^^^ info: ipBlock 0.0.0.0/0 lets pods reach the cloud's metadata address 169.254.169.254 [fixable]
`,
    accepted: `
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: eu-west-1}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: backend}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - ipBlock:
            cidr: 0.0.0.0/0
            except: [169.254.169.254/32]
`,
  },
});
