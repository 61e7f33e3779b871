import { defineRule } from '../lint/rule.ts';
import type { EndpointPort, EndpointSlice } from '../model/facts/endpoints.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import { isHeadless, type Service } from '../model/facts/service.ts';
import { serviceIndex } from '../model/services.ts';
import { list } from '../text/distance.ts';

export default defineRule({
  id: 'endpoint-port-unmatched',
  subject: 'Services and pods',
  severity: 'warning',
  summary: 'Endpoints written by hand have a port that the Service does not have by that name.',
  why:
    'kube-proxy joins the ports of a Service with those of its endpoints by name and protocol (pkg/proxy, ServicePortName), and a port ' +
    'without a name is called the empty text. Where the names differ, the port of the Service has no endpoints. ' +
    'The numbers may differ: that is what remaps the port.',
  reads: ['services', 'endpointSlices'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: mainframe}
spec:
  ports: [{name: terminal, port: 23}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: mainframe-1, labels: {kubernetes.io/service-name: mainframe}}
addressType: IPv4
ports:
  - name: tn3270
  #       ^^^^^^ warning: Service mainframe has no port "tn3270"; it has "terminal" [fixable]
    port: 23
endpoints: [{addresses: [192.0.2.23]}]
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: mainframe}
spec:
  ports: [{name: terminal, port: 23}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: mainframe-1, labels: {kubernetes.io/service-name: mainframe}}
addressType: IPv4
ports: [{name: terminal, port: 9923}]
endpoints: [{addresses: [192.0.2.23]}]
`,
  },

  *checkNamespace({ endpointSlices, get }) {
    if (endpointSlices.length === 0) return;
    const { find } = get(serviceIndex);
    const byService = new Map<Service, EndpointSlice[]>();
    for (const slice of endpointSlices) {
      const service = slice.service && find(slice.namespace.value, slice.service.value);
      // Where there is a selector, a controller writes the endpoints too.
      if (!service || service.selector.size > 0 || service.ports.length === 0) continue;
      const slices = byService.get(service);
      if (slices) slices.push(slice);
      else byService.set(service, [slice]);
    }
    for (const [service, slices] of byService) {
      const ports = slices.flatMap((slice) => slice.ports.map((port) => ({ slice, port })));
      const unmatched = ports.filter(({ port }) => !service.ports.some((other) => isJoined(other, port)));
      const lower = isHeadless(service) ? { severity: 'info' as const } : {};
      for (const { slice, port } of unmatched) {
        if (isPlaceholder(port.name.value)) continue;
        yield { ...report(service, slice, port), ...lower };
      }
      if (unmatched.length > 0 || ports.length === 0) continue;
      for (const port of service.ports) {
        if (ports.some((other) => isJoined(port, other.port)) || isPlaceholder(port.name?.value ?? '')) continue;
        yield {
          span: (port.name ?? port.port).span,
          resource: resourceId(service),
          ...lower,
          message: `no endpoint of Service ${service.name.value} has a ${port.protocol.value} port ${nameOf(port.name?.value ?? '')}`,
          related: slices.map((slice) => ({ span: slice.name.span, message: `${slice.kind} ${slice.name.value}` })),
        };
      }
    }
  },
});

function isJoined(port: Service['ports'][number], other: EndpointPort): boolean {
  return (port.name?.value ?? '') === other.name.value && port.protocol.value === other.protocol;
}

function report(service: Service, slice: EndpointSlice, { name, port, protocol, span }: EndpointPort) {
  const candidates = service.ports.filter((other) => other.protocol.value === protocol);
  const sameName = service.ports.find((other) => (other.name?.value ?? '') === name.value);
  const shown = service.ports.map((other) => nameOf(other.name?.value ?? ''));
  const meant =
    candidates.find((other) => other.port.value === port?.value || other.targetPort.value === port?.value) ??
    (candidates.length === 1 ? candidates[0] : undefined);
  const text = meant?.name?.value;
  return {
    span: name.value === '' ? (port?.span ?? span) : name.span,
    resource: resourceId(slice),
    message: sameName
      ? `Service ${service.name.value} has the port ${nameOf(name.value)} for ${sameName.protocol.value}, not ${protocol}`
      : `Service ${service.name.value} has no port ${nameOf(name.value)}; it has ${list(shown)}`,
    related: service.ports.slice(0, 1).map((other) => ({
      span: (other.name ?? other.port).span,
      message: `the ports of Service ${service.name.value}`,
    })),
    fixes:
      text === undefined || sameName || name.derived || name.value === ''
        ? []
        : [{ title: `Call it "${text}"`, edits: [{ span: name.span, text }], preferred: true as const }],
  };
}

function nameOf(name: string): string {
  return name === '' ? 'without a name' : `"${name}"`;
}
