import { defineRule, type Problem } from '../lint/rule.ts';
import type { Ingress } from '../model/facts/ingress.ts';
import { resourceId } from '../model/facts/resource.ts';
import { descend } from '../yaml/tree.ts';
import { eachRow } from './eachRow.ts';
import { removeEntry } from './removeEntry.ts';

export default defineRule({
  id: 'ingress-class-twice',
  subject: 'Ingress',
  severity: 'error',
  summary: 'An Ingress names its class by the annotation and by the field.',
  why:
    'The annotation `kubernetes.io/ingress.class` is what there was before ingressClassName; an Ingress with both is refused when it is ' +
    'made (pkg/apis/networking/validation, ValidateIngressCreate).',
  reads: ['ingresses'],
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: site
  annotations:
    kubernetes.io/ingress.class: public
    #                            ^^^^^^ error: the class is said twice: "public" by the annotation, "public" by ingressClassName [fixable]
    example.com/team: shop
spec:
  ingressClassName: public
  defaultBackend: {service: {name: web, port: {number: 80}}}
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site}
spec:
  ingressClassName: public
  defaultBackend: {service: {name: web, port: {number: 80}}}
`,
  },

  checkNamespace: ({ ingresses }) => checkIngresses(ingresses),
});

const checkIngresses = eachRow(function* (ingress: Ingress): Iterable<Problem> {
  const field = ingress.spec.get('ingressClassName').string();
  const annotation = ingress.annotations.get(key);
  if (!field || !annotation) return;
  const metadata = descend(ingress.tree, 'metadata');
  const annotations = descend(metadata, 'annotations');
  const alone = annotations?.kind === 'map' && annotations.entries.length === 1;
  const edit = alone ? removeEntry(metadata, 'annotations') : removeEntry(annotations, key);
  yield {
    span: annotation.span,
    resource: resourceId(ingress),
    message: `the class is said twice: "${annotation.value}" by the annotation, "${field.value}" by ingressClassName`,
    related: [{ span: field.span, message: 'ingressClassName' }],
    fixes:
      edit && !annotation.derived
        ? [
            {
              title: 'Remove the annotation',
              edits: [edit],
              ...(field.value === annotation.value ? { preferred: true as const } : {}),
            },
          ]
        : [],
  };
});

const key = 'kubernetes.io/ingress.class';
