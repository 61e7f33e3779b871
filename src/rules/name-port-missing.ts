import { defineRule, type Fix } from '../lint/rule.ts';
import { resourceId } from '../model/facts/resource.ts';
import { isHeadless, type Service } from '../model/facts/service.ts';
import { type NameReference, nameReferencesIn } from '../model/names/references.ts';
import { list } from '../text/distance.ts';

export default defineRule({
  id: 'name-port-missing',
  subject: 'Names',
  severity: 'warning',
  summary: 'A text names a port that the Service does not have.',
  why:
    'kube-proxy and its likes answer only on the ports of the Service, not on those of its pods: a connection to any other ' +
    'port of the ClusterIP is refused or runs into nothing. Clients of a headless Service reach the pods themselves, and any port there.',
  reads: ['workloads', 'configMaps', 'services', 'namespaces', 'resources', 'cluster', 'documents'],
  examples: {
    reported: `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
        - name: web
          image: shop/web
          env:
            - name: API_URL
              value: http://api:8080
              #                 ^^^^ warning: Service api has no port 8080, which is its targetPort; it has 80 [fixable]
---
apiVersion: v1
kind: Service
metadata: {name: api}
spec: {selector: {app: api}, ports: [{port: 80, targetPort: 8080}]}
`,
    accepted: `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
        - name: web
          image: shop/web
          env:
            - {name: API_URL, value: "http://api"}
---
apiVersion: v1
kind: Service
metadata: {name: api}
spec: {selector: {app: api}, ports: [{port: 80, targetPort: 8080}]}
`,
  },

  *checkNamespace({ namespace, get }) {
    for (const reference of get(nameReferencesIn, namespace)) {
      const { target, port, from } = reference;
      if (target.kind !== 'service' || !port || from.hook || target.endpoint !== undefined) continue;
      const { service } = target;
      if (!mayRefuse(service) || service.ports.some((own) => own.port.value === port.value)) continue;
      // A scheme's own port is only a guess at what the client does; it is worth a word where the Service has one port alone.
      if (!reference.portWritten && !(isHttp(reference) && service.ports.length === 1)) continue;
      const leading = service.ports.filter(({ targetPort }) => targetPort.value === port.value);
      yield {
        span: port.span,
        resource: resourceId(from),
        message: `Service ${service.name.value} has no port ${port.value}${leading.length > 0 ? ', which is its targetPort' : reference.portWritten ? '' : `, which ${reference.scheme} means`}; it has ${list(service.ports.map((own) => String(own.port.value)))}`,
        related: [{ span: service.ports[0]!.port.span, message: `the ports of Service ${service.name.value}` }],
        fixes: fixes(
          reference,
          leading.length > 0 ? leading.map((own) => own.port.value) : service.ports.map((own) => own.port.value),
        ),
      };
    }
  },
});

/** Headless names lead to the pods, where any port may be open; what is behind an ExternalName is not known. */
function mayRefuse(service: Service): boolean {
  return service.ports.length > 0 && !isHeadless(service) && service.type.value !== 'ExternalName';
}

function isHttp({ scheme }: NameReference): boolean {
  return scheme === 'http' || scheme === 'https';
}

function fixes({ port, host, portWritten }: NameReference, offers: readonly number[]): Fix[] {
  const preferred = offers.length === 1 ? { preferred: true as const } : {};
  if (!portWritten) {
    if (host.derived) return [];
    const after = { ...host.span, start: host.span.end };
    return offers.map((offer) => ({
      title: `Use port ${offer}`,
      edits: [{ span: after, text: `:${offer}` }],
      ...preferred,
    }));
  }
  if (port!.derived) return [];
  return offers.map((offer) => ({
    title: `Use port ${offer}`,
    edits: [{ span: port!.span, text: String(offer) }],
    ...preferred,
  }));
}
