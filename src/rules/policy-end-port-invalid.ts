import { isPortNumber } from '../kubernetes/ports.ts';
import { defineRule, type Fix } from '../lint/rule.ts';
import type { NetworkPolicy, NetworkPolicyPort } from '../model/facts/policies.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'policy-end-port-invalid',
  subject: 'NetworkPolicy',
  severity: 'error',
  summary: 'The endPort of a NetworkPolicy does not end a range of ports.',
  why:
    'endPort is the last port of a range that begins at port: port must be a number, and endPort no smaller ' +
    '(pkg/apis/networking/validation, ValidateNetworkPolicyPort). The API server refuses anything else.',
  reads: ['networkPolicies'],
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {}
  ingress:
    - ports:
        - port: 9000
          endPort: 8000
          #        ^^^^ error: the range ends at 8000, before it begins at 9000 [fixable]
        - port: http
          endPort: 8000
          #        ^^^^ error: endPort needs a number at which the range begins, and port is the name "http"
        - endPort: 8000
        #          ^^^^ error: endPort needs a port at which the range begins
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {}
  ingress: [{ports: [{port: 8000, endPort: 9000}, {port: 80, endPort: 80}]}]
`,
  },

  checkNamespace: ({ networkPolicies }) => checkEach(networkPolicies),
});

const checkEach = eachRow(function* (policy: NetworkPolicy) {
  for (const rule of [...(policy.ingress ?? []), ...(policy.egress ?? [])]) {
    for (const entry of rule.ports) {
      const { port, endPort } = entry;
      if (!endPort || (typeof port?.value === 'string' && isPlaceholder(port.value))) continue;
      const message = faultOf(port?.value, endPort.value);
      if (message) yield { span: endPort.span, resource: resourceId(policy), message, fixes: swap(entry) };
    }
  }
});

function faultOf(port: number | string | undefined, endPort: number): string | undefined {
  if (port === undefined) return 'endPort needs a port at which the range begins';
  if (typeof port === 'string')
    return `endPort needs a number at which the range begins, and port is the name "${port}"`;
  if (!isPortNumber(endPort)) return `${endPort} is no port: they go from 1 to 65535`;
  return endPort < port ? `the range ends at ${endPort}, before it begins at ${port}` : undefined;
}

function swap({ port, endPort }: NetworkPolicyPort): Fix[] {
  if (typeof port?.value !== 'number' || !endPort || port.derived || endPort.derived || endPort.value >= port.value)
    return [];
  return [
    {
      title: `From ${endPort.value} to ${port.value}`,
      edits: [
        { span: port.span, text: String(endPort.value) },
        { span: endPort.span, text: String(port.value) },
      ],
    },
  ];
}
