import { addressRule } from './addressRule.ts';

export default addressRule({
  id: 'address-special',
  subject: 'Addresses',
  severity: 'error',
  summary: 'An endpoint or an external IP is a loopback, link-local or unspecified address.',
  why:
    'Such an address means something else on every host. The API server refuses it in Endpoints, EndpointSlices ' +
    'and externalIPs (pkg/apis/core/validation, ValidateEndpointIP).',
  examples: {
    reported: `
apiVersion: v1
kind: Endpoints
metadata: {name: legacy}
subsets:
  - addresses:
      - ip: 127.0.0.1
      #     ^^^^^^^^^ error: endpoint address 127.0.0.1 is loopback, which the API refuses
    ports: [{port: 8080}]
`,
    accepted: `
apiVersion: v1
kind: Endpoints
metadata: {name: legacy}
subsets:
  - addresses: [{ip: 192.0.2.10}]
    ports: [{port: 8080}]
`,
  },
});
