import { defineRule } from '../lint/rule.ts';
import { perRow } from '../model/derived.ts';
import { resourceId } from '../model/facts/resource.ts';
import type { Service, ServicePort } from '../model/facts/service.ts';
import type { Located } from '../text/span.ts';

export default defineRule({
  id: 'node-port-taken',
  subject: 'Node ports and host ports',
  severity: 'error',
  summary: 'Two Services ask for the same node port.',
  why:
    'Node ports are allocated once for the whole cluster, by number: a second Service is refused, in any namespace and also ' +
    'for another protocol. Within one Service, TCP and UDP may share a node port if they share the port ' +
    '(pkg/registry/core/service/storage, initNodePorts; kubernetes/kubernetes#20092).',
  reads: ['services', 'cluster'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  type: NodePort
  selector: {app: web}
  ports:
    - port: 80
      nodePort: 30080
---
apiVersion: v1
kind: Service
metadata: {name: admin, namespace: back-office}
spec:
  type: NodePort
  selector: {app: admin}
  ports:
    - port: 80
      nodePort: 30080
      #         ^^^^^ error: node port 30080 is taken by Service web of namespace shop [fixable]
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: dns}
spec:
  type: NodePort
  selector: {app: dns}
  ports:
    - {name: dns, port: 53, nodePort: 30053, protocol: UDP}
    - {name: dns-tcp, port: 53, nodePort: 30053, protocol: TCP}
`,
  },

  *check({ services, cluster }) {
    const taken = new Map<number, Claim>();
    for (const claim of services.flatMap((service) => claims(service))) {
      const { service, port, at } = claim;
      const first = taken.get(at.value);
      if (!first) {
        taken.set(at.value, claim);
        continue;
      }
      if (first.service === service && port && first.port && mayShare(first.port, port)) continue;
      // Two of one name are two versions of one Service.
      if (first.service !== service && resourceId(first.service) === resourceId(service)) continue;
      yield {
        span: at.span,
        resource: resourceId(service),
        message:
          first.service === service
            ? `node port ${at.value} is used twice in this Service`
            : `node port ${at.value} is taken by Service ${first.service.name.value} of namespace ${first.service.namespace.value}`,
        related: [{ span: first.at.span, message: `taken by Service ${first.service.name.value}` }],
        fixes: at.derived
          ? []
          : freeFrom(services, at.value, cluster.nodePortRange).map((free) => ({
              title: `Use the free node port ${free}`,
              edits: [{ span: at.span, text: String(free) }],
            })),
      };
    }
  },
});

interface Claim {
  readonly service: Service;
  /** Undefined for the health check node port. */
  readonly port: ServicePort | undefined;
  readonly at: Located<number>;
}

const claims = perRow((service: Service): readonly Claim[] => {
  const { value } = service.type;
  if ((value !== 'NodePort' && value !== 'LoadBalancer') || service.hook) return [];
  const health = service.spec.get('healthCheckNodePort').number();
  return [
    ...service.ports.flatMap((port) =>
      port.nodePort && port.nodePort.value !== 0 ? [{ service, port, at: port.nodePort }] : [],
    ),
    ...(health ? [{ service, port: undefined, at: health }] : []),
  ];
});

function mayShare(a: ServicePort, b: ServicePort): boolean {
  return a.port.value === b.port.value && a.protocol.value !== b.protocol.value;
}

/** The next node port that no Service of the scope claims. */
function freeFrom(services: readonly Service[], from: number, [first, last]: readonly [number, number]): number[] {
  const used = new Set(services.flatMap((service) => claims(service)).map(({ at }) => at.value));
  for (let port = Math.max(from, first); port <= last; port++) if (!used.has(port)) return [port];
  for (let port = first; port < from; port++) if (!used.has(port)) return [port];
  return [];
}
