import { defineRule, type Problem } from '../lint/rule.ts';
import type { Gateway, GatewayListener } from '../model/facts/gateway.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import { gatewayHostnameFault } from './gatewayHostname.ts';

export default defineRule({
  id: 'gateway-listener-invalid',
  subject: 'Gateway API',
  severity: 'error',
  summary: 'A listener of a Gateway has fields that its protocol does not allow, or lacks those that it needs.',
  why:
    'tls is for HTTPS and TLS, HTTPS terminates it and needs a certificate, and TCP and UDP know no hostnames (gateway-api, CEL rules ' +
    'of GatewaySpec.listeners): the API server refuses the Gateway.',
  reads: ['gateways'],
  examples: {
    reported: `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge}
spec:
  gatewayClassName: envoy
  listeners:
    - name: web
      port: 80
      protocol: HTTP
      tls: {certificateRefs: [{name: shop}]}
      #^^ error: a listener that speaks HTTP has no tls
    - name: database
      port: 5432
      protocol: TCP
      hostname: db.example.com
      #         ^^^^^^^^^^^^^^ error: a listener that speaks TCP has no hostname
`,
    accepted: `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge}
spec:
  gatewayClassName: envoy
  listeners:
    - {name: web, port: 443, protocol: HTTPS, hostname: "*.example.com", tls: {certificateRefs: [{name: shop}]}}
`,
  },

  *checkNamespace({ gateways }) {
    for (const gateway of gateways) {
      const resource = resourceId(gateway);
      for (const listener of gateway.listeners) {
        for (const problem of faults(listener)) yield { ...problem, resource };
        if (listener.protocol?.value === 'HTTPS' && !listener.tls && !hasOwnCertificates(gateway)) {
          yield {
            span: listener.protocol.span,
            resource,
            severity: 'warning',
            message: `listener "${listener.name.value}" speaks HTTPS and has no tls`,
          };
        }
      }
    }
  },
});

/** Some controllers take certificates from annotations (`networking.gke.io/certmap`) or from their own objects. */
function hasOwnCertificates({ annotations }: Gateway): boolean {
  return [...annotations.keys()].some((key) => /cert|tls|ssl/i.test(key));
}

function* faults({ name, protocol, hostname, tls }: GatewayListener): Iterable<Omit<Problem, 'resource'>> {
  const speaks = protocol?.value ?? '';
  if (tls && ['HTTP', 'TCP', 'UDP'].includes(speaks))
    yield { span: tls.key, message: `a listener that speaks ${speaks} has no tls` };
  if (hostname && hostname.value !== '' && (speaks === 'TCP' || speaks === 'UDP')) {
    yield { span: hostname.span, message: `a listener that speaks ${speaks} has no hostname` };
  }
  const mode = tls?.mode?.value ?? 'Terminate';
  if (speaks === 'HTTPS' && mode !== 'Terminate') {
    yield {
      span: tls!.mode!.span,
      message: `a listener that speaks HTTPS terminates tls, and its mode is not ${mode}`,
    };
  }
  if (speaks === 'TLS' && !tls)
    yield { span: name.span, message: `listener "${name.value}" speaks TLS and has no tls` };
  if (
    (speaks === 'HTTPS' || speaks === 'TLS') &&
    tls &&
    mode === 'Terminate' &&
    tls.certificates.length === 0 &&
    !tls.hasOptions
  ) {
    yield { span: tls.key, message: 'tls that is terminated needs certificateRefs, or options' };
  }
  if (hostname && hostname.value !== '' && !isPlaceholder(hostname.value)) {
    const fault = gatewayHostnameFault(hostname.value);
    if (fault) yield { span: hostname.span, message: `"${hostname.value}" is no hostname: ${fault}` };
  }
}
