import { isSubdomain } from '../kubernetes/dns/names.ts';
import { defineRule, type Problem } from '../lint/rule.ts';
import { isPlaceholder, type Resource, resourceId } from '../model/facts/resource.ts';
import type { Service } from '../model/facts/service.ts';
import type { Workload } from '../model/facts/workload.ts';
import { descend, type Tree } from '../yaml/tree.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'label-invalid',
  subject: 'Manifests',
  severity: 'error',
  summary: 'A label has a key or a value that the API does not accept.',
  why:
    'The value of a label has at most 63 letters, digits, `-`, `_` and `.`, and begins and ends with a letter or a digit; ' +
    'its key may have a DNS name and `/` before it (apimachinery/pkg/util/validation, IsQualifiedName, IsValidLabelValue). ' +
    'The API server refuses the object. An annotation may hold any text.',
  reads: ['resources', 'services', 'workloads'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata:
  name: web
  labels:
    owner: shop team
    #      ^^^^^^^^^ error: "shop team" is no value of a label: it must have only letters, digits and the characters . _ - [fixable]
spec:
  selector: {app: web}
  ports: [{port: 80}]
`,
    accepted: `
apiVersion: v1
kind: Service
metadata:
  name: web
  labels:
    example.com/owner: shop-team
  annotations:
    owner: the shop team
spec:
  selector: {app: web}
  ports: [{port: 80}]
`,
  },

  *checkNamespace({ resources, services, workloads }) {
    yield* checkResources(resources);
    yield* checkServices(services);
    yield* checkWorkloads(workloads);
  },
});

const checkResources = eachRow((resource: Resource) =>
  checkLabels(resource, descend(resource.tree, 'metadata', 'labels')),
);

const checkServices = eachRow((service: Service) => checkLabels(service, service.spec.get('selector').tree));

const checkWorkloads = eachRow(function* (workload: Workload): Iterable<Problem> {
  if (workload.kind === 'Pod') return;
  const path = workload.kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec', 'template'] : ['spec', 'template'];
  yield* checkLabels(workload, descend(workload.tree, ...path, 'metadata', 'labels'));
  yield* checkLabels(workload, descend(workload.tree, 'spec', 'selector', 'matchLabels'));
});

function* checkLabels(resource: Resource, labels: Tree | undefined): Iterable<Problem> {
  if (labels?.kind !== 'map') return;
  for (const { key, value } of labels.entries) {
    if (isPlaceholder(key.value)) continue;
    const fault = keyFault(key.value);
    if (fault) {
      yield {
        span: key.span,
        resource: resourceId(resource),
        message: `"${key.value}" is no key of a label: ${fault}`,
      };
    }
    if (value.kind !== 'scalar' || typeof value.value !== 'string' || isPlaceholder(value.value)) continue;
    const wrong = valueFault(value.value);
    if (!wrong) continue;
    const better = value.value
      .trim()
      .replaceAll(/[^A-Za-z0-9_.-]+/g, '-')
      .slice(0, maxLength)
      .replaceAll(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
    yield {
      span: value.span,
      resource: resourceId(resource),
      message: `"${value.value}" is no value of a label: ${wrong}`,
      fixes:
        value.derived || better === ''
          ? []
          : [{ title: `Use "${better}"`, edits: [{ span: value.span, text: quoted(better) }] }],
    };
  }
}

const maxLength = 63;

function valueFault(value: string): string | undefined {
  if (value === '') return undefined;
  if (value.length > maxLength) return `it has ${value.length} characters, and must have at most ${maxLength}`;
  if (!/^[A-Za-z0-9_.-]*$/.test(value)) return 'it must have only letters, digits and the characters . _ -';
  if (!/^[A-Za-z0-9].*[A-Za-z0-9]$|^[A-Za-z0-9]$/.test(value)) return 'it must begin and end with a letter or a digit';
  return undefined;
}

function keyFault(key: string): string | undefined {
  const parts = key.split('/');
  if (parts.length > 2) return 'it must have at most one /';
  const name = parts.at(-1)!;
  if (parts.length === 2 && !isSubdomain(parts[0]!)) return 'what stands before the / must be a DNS name';
  return name === '' ? 'it is empty' : valueFault(name);
}

function quoted(text: string): string {
  return /^[A-Za-z][\w.-]*$/.test(text) && !/^(?:y|yes|n|no|on|off|true|false|null)$/i.test(text) ? text : `"${text}"`;
}
