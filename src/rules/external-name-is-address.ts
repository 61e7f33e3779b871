import { defineRule } from '../lint/rule.ts';
import { resourceId } from '../model/facts/resource.ts';

export default defineRule({
  id: 'external-name-is-address',
  subject: 'Names',
  severity: 'error',
  summary: 'The externalName of a Service is an IP address.',
  why:
    'externalName is taken as a name made of digits, and no server answers a CNAME to it (core/v1 ServiceSpec.externalName; ' +
    'coredns/coredns#2324): the Service does not resolve. A Service without a selector, with an EndpointSlice that has the ' +
    'address, does what was meant.',
  reads: ['services'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: mainframe}
spec:
  type: ExternalName
  externalName: 192.0.2.10
  #             ^^^^^^^^^^ error: "192.0.2.10" is an address, and externalName needs a name
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: mainframe}
spec:
  type: ExternalName
  externalName: mainframe.example.com
`,
  },

  *checkNamespace({ services }) {
    for (const service of services) {
      const { externalName: name } = service;
      if (service.type.value !== 'ExternalName' || !name) continue;
      if (!/^\d{1,3}(?:\.\d{1,3}){3}\.?$/.test(name.value) && !/^[0-9a-f]*:[0-9a-f:.]+$/i.test(name.value)) continue;
      yield {
        span: name.span,
        resource: resourceId(service),
        message: `"${name.value}" is an address, and externalName needs a name`,
      };
    }
  },
});
