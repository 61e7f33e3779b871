import { isLabel, isLabel1035, isSubdomain } from '../kubernetes/dns/names.ts';
import { defineRule, type Problem } from '../lint/rule.ts';
import type { Resource } from '../model/facts/resource.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import type { Located } from '../text/span.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'object-name-invalid',
  subject: 'Manifests',
  severity: 'error',
  summary: 'An object has a name, or a namespace, that the API does not accept.',
  why:
    'Names are DNS subdomains in lower case; those of namespaces are DNS labels, and those of Services are labels that begin ' +
    'with a letter (apimachinery/pkg/api/validation; pkg/apis/core/validation, ValidateServiceName). The API server refuses others.',
  reads: ['resources'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata:
  name: Web_Shop
  #     ^^^^^^^^ error: "Web_Shop" is no name of a Service: it must be a DNS label that begins with a letter: lower-case letters, digits and inner hyphens, at most 63 [fixable]
spec:
  selector: {app: web}
  ports: [{port: 80}]
`,
    accepted: `
apiVersion: v1
kind: Service
metadata:
  name: web-shop
spec:
  selector: {app: web}
  ports: [{port: 80}]
`,
  },

  checkNamespace: ({ resources }) => checkResources(resources),
});

const checkResources = eachRow(function* (row: Resource): Iterable<Problem> {
  const { kind, group, name, namespace } = row;
  const form = forms[`${group}/${kind}`];
  const resource = resourceId(row);
  if (form && !name.derived && name.value !== '' && !isPlaceholder(name.value) && !form.accepts(name.value)) {
    yield {
      span: name.span,
      resource,
      message: `"${name.value}" is no name of a ${kind}: it must be ${form.words}`,
      fixes: fixes(name, form),
    };
  }
  if (!namespace.derived && namespace.value !== '' && !isPlaceholder(namespace.value) && !isLabel(namespace.value)) {
    yield {
      span: namespace.span,
      resource,
      message: `"${namespace.value}" is no namespace: it must be ${label.words}`,
      fixes: fixes(namespace, label),
    };
  }
});

interface Form {
  readonly accepts: (name: string) => boolean;
  readonly words: string;
}

const label: Form = {
  accepts: isLabel,
  words: 'a DNS label: lower-case letters, digits and inner hyphens, at most 63',
};
const subdomain: Form = {
  accepts: isSubdomain,
  words: 'a DNS name: lower-case letters, digits, hyphens and dots, with a letter or digit at both ends',
};
const serviceName: Form = {
  accepts: isLabel1035,
  words: 'a DNS label that begins with a letter: lower-case letters, digits and inner hyphens, at most 63',
};

const forms: Readonly<Record<string, Form>> = {
  '/Service': serviceName,
  '/Namespace': label,
  ...Object.fromEntries(
    [
      '/Pod',
      '/ConfigMap',
      '/Secret',
      '/ServiceAccount',
      '/Endpoints',
      '/ReplicationController',
      'apps/Deployment',
      'apps/StatefulSet',
      'apps/DaemonSet',
      'apps/ReplicaSet',
      'batch/Job',
      'batch/CronJob',
      'networking.k8s.io/Ingress',
      'networking.k8s.io/IngressClass',
      'networking.k8s.io/NetworkPolicy',
      'discovery.k8s.io/EndpointSlice',
    ].map((kind) => [kind, subdomain]),
  ),
};

/** A name that is right but for capitals and separators. What refers to it is left alone, so it is never preferred. */
function fixes({ value, span }: Located<string>, form: Form) {
  const better = value
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/g, '');
  return form.accepts(better) ? [{ title: `Use "${better}"`, edits: [{ span, text: better }] }] : [];
}
