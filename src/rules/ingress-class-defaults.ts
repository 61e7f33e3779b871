import { defineRule } from '../lint/rule.ts';
import { resourceId } from '../model/facts/resource.ts';

export default defineRule({
  id: 'ingress-class-defaults',
  subject: 'Ingress',
  severity: 'warning',
  summary: 'Several IngressClasses say that they are the default.',
  why:
    'An Ingress without a class gets the default one. Where there are several, recent API servers take the newest, and older ones ' +
    'refuse such an Ingress (plugin/pkg/admission/network/defaultingressclass).',
  reads: ['ingressClasses'],
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: public, annotations: {ingressclass.kubernetes.io/is-default-class: "true"}}
spec: {controller: k8s.io/ingress-nginx}
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: private, annotations: {ingressclass.kubernetes.io/is-default-class: "true"}}
#                                                                                    ^^^^^^ warning: IngressClass public is the default too [fixable]
spec: {controller: k8s.io/ingress-nginx}
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: public, annotations: {ingressclass.kubernetes.io/is-default-class: "true"}}
spec: {controller: k8s.io/ingress-nginx}
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: private}
spec: {controller: k8s.io/ingress-nginx}
`,
  },

  *check({ ingressClasses }) {
    const [first, ...others] = ingressClasses.filter(({ isDefault, hook }) => isDefault && !hook);
    for (const other of others) {
      if (other.name.value === first!.name.value) continue;
      const annotation = other.annotations.get('ingressclass.kubernetes.io/is-default-class')!;
      yield {
        span: annotation.span,
        resource: resourceId(other),
        message: `IngressClass ${first!.name.value} is the default too`,
        related: [{ span: first!.name.span, message: `IngressClass ${first!.name.value}` }],
        fixes: annotation.derived
          ? []
          : [{ title: `Leave it to ${first!.name.value}`, edits: [{ span: annotation.span, text: '"false"' }] }],
      };
    }
  },
});
