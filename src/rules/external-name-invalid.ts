import { isSubdomain, withoutDot } from '../kubernetes/dns/names.ts';
import { defineRule, type Fix, type Problem } from '../lint/rule.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import type { Service } from '../model/facts/service.ts';
import type { Located } from '../text/span.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'external-name-invalid',
  subject: 'Services and pods',
  severity: 'error',
  summary: 'The externalName of a Service is no DNS name.',
  why:
    'externalName becomes a CNAME record: it is a DNS name in lower case, without scheme, port or path ' +
    '(pkg/apis/core/validation, ValidateService). The API server refuses anything else.',
  reads: ['services'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: payments}
spec:
  type: ExternalName
  externalName: https://api.payments.example.com/v1
  #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: "https://api.payments.example.com/v1" is no DNS name [fixable]
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: payments}
spec:
  type: ExternalName
  externalName: api.payments.example.com.
`,
  },

  checkNamespace: ({ services }) => checkServices(services),
});

const checkServices = eachRow(function* (service: Service): Iterable<Problem> {
  if (service.type.value !== 'ExternalName') return;
  const { externalName: name } = service;
  const resource = resourceId(service);
  if (!name || name.value === '') {
    yield { span: service.type.span, resource, message: 'a Service of type ExternalName needs an externalName' };
  } else if (!isPlaceholder(name.value) && !isSubdomain(withoutDot(name.value)) && !name.value.includes('::')) {
    yield { span: name.span, resource, message: `"${name.value}" is no DNS name`, fixes: fixes(name) };
  }
});

/** What is left of a URL, or of a name in capitals, if that is a name. */
function fixes({ value, span, derived }: Located<string>): Fix[] {
  const host = value
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/[:/?#].*$/, '');
  if (derived || !isSubdomain(host)) return [];
  return [{ title: `Use "${host}"`, edits: [{ span, text: host }], preferred: true }];
}
