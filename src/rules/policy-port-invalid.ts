import { isPortNumber, portNameFault } from '../kubernetes/ports.ts';
import { defineRule } from '../lint/rule.ts';
import type { NetworkPolicy } from '../model/facts/policies.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'policy-port-invalid',
  subject: 'NetworkPolicy',
  severity: 'error',
  summary: 'A port of a NetworkPolicy is neither a port number nor a name that a container port can have.',
  why:
    'A policy port is a number from 1 to 65535, or a valid port name of a container ' +
    '(pkg/apis/networking/validation, ValidateNetworkPolicyPort); the API server refuses anything else. ' +
    'A number in quotes is a name, and a name needs a letter.',
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
        - port: 70000
        #       ^^^^^ error: 70000 is no port: they go from 1 to 65535
        - port: "8080"
        #       ^^^^^^ error: "8080" is no name of a port: it must contain at least one letter [fixable]
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {}
  ingress: [{ports: [{port: 8080}, {port: http}]}]
`,
  },

  checkNamespace: ({ networkPolicies }) => checkEach(networkPolicies),
});

const checkEach = eachRow(function* (policy: NetworkPolicy) {
  for (const rule of [...(policy.ingress ?? []), ...(policy.egress ?? [])]) {
    for (const { port } of rule.ports) {
      if (!port || (typeof port.value === 'string' && isPlaceholder(port.value))) continue;
      const { value, span, derived } = port;
      const resource = resourceId(policy);
      if (typeof value === 'number') {
        if (!isPortNumber(value)) yield { span, resource, message: `${value} is no port: they go from 1 to 65535` };
        continue;
      }
      const fault = portNameFault(value);
      if (fault === undefined) continue;
      const number = /^\d+$/.test(value) && isPortNumber(Number(value)) ? String(Number(value)) : undefined;
      yield {
        span,
        resource,
        message: `"${value}" is no name of a port: it ${fault}`,
        fixes:
          number && !derived
            ? [{ title: `Write the number ${number}`, edits: [{ span, text: number }], preferred: true as const }]
            : [],
      };
    }
  }
});
