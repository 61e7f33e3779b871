import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'source-ranges-misplaced',
  subject: 'Addresses',
  severity: 'error',
  summary: 'A Service has loadBalancerSourceRanges without being a LoadBalancer.',
  why:
    'The ranges belong to the load balancer (pkg/apis/core/validation, ValidateService): the API server refuses ' +
    'them with any other type, and nothing else would look at them.',
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: NodePort
  selector: {app: web}
  loadBalancerSourceRanges: [192.0.2.0/24]
  #                         ^^^^^^^^^^^^^^ error: loadBalancerSourceRanges needs type LoadBalancer, not NodePort
  ports: [{port: 80}]
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: LoadBalancer
  selector: {app: web}
  loadBalancerSourceRanges: [192.0.2.0/24]
  ports: [{port: 80}]
`,
  },
});
