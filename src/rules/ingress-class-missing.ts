import { defineRule } from '../lint/rule.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import { list, nearMisses } from '../text/distance.ts';

export default defineRule({
  id: 'ingress-class-missing',
  subject: 'Ingress',
  severity: 'warning',
  summary: 'An Ingress names a class that is not among those of the workspace.',
  why:
    'Nothing checks the class when an Ingress is applied (networking/v1 IngressSpec.ingressClassName): where none has the name, ' +
    'no controller takes the Ingress up. Classes often come with a controller that is installed elsewhere, so only a name that is ' +
    'nearly that of a class here is a warning.',
  reads: ['ingresses', 'ingressClasses', 'elsewhere'],
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: public}
spec: {controller: k8s.io/ingress-nginx}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site}
spec:
  ingressClassName: pubilc
  #                 ^^^^^^ warning: there is no IngressClass "pubilc" here; there is "public" [fixable]
  defaultBackend: {service: {name: web, port: {number: 80}}}
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: public}
spec: {controller: k8s.io/ingress-nginx}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site}
spec:
  ingressClassName: public
  defaultBackend: {service: {name: web, port: {number: 80}}}
`,
  },

  *checkNamespace({ ingresses, everywhere, elsewhere }) {
    if (ingresses.length === 0) return;
    const { ingressClasses } = everywhere;
    const here = new Set(ingressClasses.map(({ name }) => name.value));
    const all = new Set(here);
    for (const { tables } of elsewhere.scopes) for (const { name } of tables.ingressClasses) all.add(name.value);
    if (all.size === 0 || [...all].some(isPlaceholder)) return;
    for (const ingress of ingresses) {
      const { className } = ingress;
      if (!className || className.value === '' || all.has(className.value) || isPlaceholder(className.value)) continue;
      const near = nearMisses(className.value, all);
      // A class that controllers are known by is theirs, however near it is to another.
      const sure = near.length > 0 && !wellKnown.has(className.value);
      if (!sure && here.size === 0) continue;
      yield {
        span: className.span,
        resource: resourceId(ingress),
        ...(sure ? {} : { severity: 'info' as const }),
        message: `there is no IngressClass "${className.value}" here; there is ${list([...(near.length > 0 ? near : all)].map((name) => `"${name}"`))}`,
        related: ingressClasses
          .filter(({ name }) => near.includes(name.value))
          .map(({ name }) => ({ span: name.span, message: `IngressClass ${name.value}` })),
        fixes: className.derived
          ? []
          : near.map((name) => ({
              title: `Use the class "${name}"`,
              edits: [{ span: className.span, text: name }],
              ...(near.length === 1 && sure ? { preferred: true as const } : {}),
            })),
      };
    }
  },
});

/** Classes that installers make. */
const wellKnown = new Set([
  'nginx',
  'alb',
  'gce',
  'gce-internal',
  'traefik',
  'haproxy',
  'kong',
  'contour',
  'cilium',
  'istio',
  'azure-application-gateway',
]);
