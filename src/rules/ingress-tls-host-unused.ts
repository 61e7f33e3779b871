import { defineRule } from '../lint/rule.ts';
import { derive } from '../model/derived.ts';
import type { Ingress } from '../model/facts/ingress.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import { list, nearMisses } from '../text/distance.ts';

export default defineRule({
  id: 'ingress-tls-host-unused',
  subject: 'Ingress',
  severity: 'warning',
  summary: 'A TLS host of an Ingress is the host of none of its rules.',
  why:
    'A certificate is used for the hosts of the rules that match those of its tls entry (networking/v1 IngressTLS.hosts, which "must match ' +
    'explicitly the host section of the rules"). A host that no rule has is served by nothing, and the rule that was meant has no certificate.',
  reads: ['ingresses'],
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site}
spec:
  tls:
    - secretName: shop
      hosts:
        - shpo.example.com
        # ^^^^^^^^^^^^^^^^ warning: no rule has the host "shpo.example.com", and none of the certificates is for "shop.example.com" [fixable]
  rules:
    - host: shop.example.com
      http:
        paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site}
spec:
  tls: [{secretName: shop, hosts: ["*.example.com"]}]
  rules:
    - host: shop.example.com
      http:
        paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]
`,
  },

  *checkNamespace({ ingresses, get }) {
    for (const ingress of ingresses) {
      const hosts = ingress.rules.flatMap(({ host }) => (host && host.value !== '' ? [host] : []));
      // A rule without a host serves every host.
      if (hosts.length === 0 || hosts.length < ingress.rules.length || hosts.some(({ value }) => isPlaceholder(value)))
        continue;
      for (const tls of ingress.tls) {
        for (const host of tls.hosts) {
          if (isPlaceholder(host.value) || hosts.some(({ value }) => covers(host.value, value))) continue;
          if (isRedirected(ingress, host.value)) continue;
          const uncovered = hosts.filter(
            ({ value }) => !ingress.tls.some((other) => other.hosts.some((name) => covers(name.value, value))),
          );
          const near = nearMisses(
            host.value,
            uncovered.map(({ value }) => value),
          );
          // The certificate of another Ingress may be listed here as well.
          const sure = uncovered.length > 0 && !get(servedHosts).has(host.value);
          yield {
            span: host.span,
            resource: resourceId(ingress),
            ...(sure ? {} : { severity: 'info' as const }),
            message: `no rule has the host "${host.value}"${uncovered.length > 0 ? `, and none of the certificates is for ${list(uncovered.map(({ value }) => `"${value}"`))}` : ''}`,
            related: uncovered.map(({ value, span }) => ({ span, message: `the host "${value}"` })),
            fixes: host.derived
              ? []
              : (near.length > 0 ? near : uncovered.map(({ value }) => value)).map((name) => ({
                  title: `Use the host "${name}"`,
                  edits: [{ span: host.span, text: name.startsWith('*') ? `"${name}"` : name }],
                  ...(near.length === 1 ? { preferred: true as const } : {}),
                })),
          };
        }
      }
    }
  },
});

const servedHosts = derive(
  ['ingresses'],
  ({ ingresses }) => new Set(ingresses.flatMap(({ rules }) => rules.flatMap(({ host }) => host?.value ?? []))),
);

/** Whether a certificate's host is that of a rule: the same, or one label below or above a wildcard. */
function covers(tls: string, rule: string): boolean {
  if (tls === rule) return true;
  const wild = (pattern: string, name: string) =>
    pattern.startsWith('*.') && name.includes('.') && name.slice(name.indexOf('.')) === pattern.slice(1);
  return wild(tls, rule) || wild(rule, tls);
}

/** ingress-nginx serves the name with and without `www.` on request. */
function isRedirected({ annotations, rules }: Ingress, host: string): boolean {
  if (annotations.get('nginx.ingress.kubernetes.io/from-to-www-redirect')?.value === 'true') {
    const other = host.startsWith('www.') ? host.slice(4) : `www.${host}`;
    if (rules.some((rule) => rule.host?.value === other)) return true;
  }
  const aliases = annotations.get('nginx.ingress.kubernetes.io/server-alias')?.value.split(/[\s,]+/) ?? [];
  return aliases.includes(host);
}
