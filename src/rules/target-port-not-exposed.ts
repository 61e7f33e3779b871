import { defineRule, type Fix } from '../lint/rule.ts';
import { endpoints, targetIn } from '../model/endpoints.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import { isHeadless, type ServicePort } from '../model/facts/service.ts';
import { type ContainerPort, lastingContainers, type Workload } from '../model/facts/workload.ts';
import { list, nearMisses } from '../text/distance.ts';

export default defineRule({
  id: 'target-port-not-exposed',
  subject: 'Services and pods',
  severity: 'error',
  summary: 'A Service port leads to a named port that no selected pod has.',
  why:
    'A named targetPort is looked up in each pod by name and protocol, in its containers and its native sidecars ' +
    '(k8s.io/endpointslice, FindPort). Where no pod has it, the Service port gets no endpoints and connections to it are refused.',
  reads: ['services', 'workloads'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
    - port: 80
      targetPort: htpp
      #           ^^^^ error: no pod of Deployment web has a TCP port named "htpp"; it has "http" [fixable]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: shop/web
          ports: [{name: http, containerPort: 8080}]
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: shop/web}]
      initContainers:
        - name: proxy
          image: shop/proxy
          restartPolicy: Always
          ports: [{name: http, containerPort: 8080}]
`,
  },

  *checkNamespace({ services, get }) {
    const { workloadsOf } = get(endpoints);
    for (const service of services) {
      const workloads = workloadsOf(service);
      if (workloads.length === 0 || service.hook) continue;
      for (const port of service.ports) {
        const { value, span } = port.targetPort;
        if (typeof value !== 'string' || isPlaceholder(value)) continue;
        if (workloads.some((workload) => targetIn(port, workload).declared || hasUnknownPorts(workload))) continue;
        const named = workloads.flatMap(namedPorts);
        const sameName = named.find(({ name }) => name?.value === value);
        yield {
          span,
          resource: resourceId(service),
          ...(isHeadless(service) ? { severity: 'warning' as const } : {}),
          message: `no pod of ${who(workloads)} has a ${port.protocol.value} port named "${value}"${whatInstead(port, workloads, named, sameName)}`,
          related: sameName
            ? [{ span: sameName.name!.span, message: `"${value}" is a ${sameName.protocol.value} port` }]
            : workloads.map((workload) => ({
                span: workload.name.span,
                message: `the pods of ${workload.kind} ${workload.name.value}`,
              })),
          fixes: port.targetPort.derived ? [] : fixes(port, workloads, named),
        };
      }
    }
  },
});

function namedPorts(workload: Workload): ContainerPort[] {
  return lastingContainers(workload.pod).flatMap(({ ports }) => ports.filter(({ name }) => name !== undefined));
}

function hasUnknownPorts(workload: Workload): boolean {
  return namedPorts(workload).some(({ name }) => isPlaceholder(name!.value));
}

function whatInstead(
  port: ServicePort,
  workloads: readonly Workload[],
  named: readonly ContainerPort[],
  sameName: ContainerPort | undefined,
): string {
  if (sameName) return `; it is a ${sameName.protocol.value} port there`;
  const inInit = workloads
    .flatMap(({ pod }) => pod.containers)
    .find(({ role, ports }) => role === 'init' && ports.some(({ name }) => name?.value === port.targetPort.value));
  if (inInit) return `; only the init container ${inInit.name.value} has one, which ends before the pod is ready`;
  const names = [
    ...new Set(named.filter(({ protocol }) => protocol.value === port.protocol.value).map(({ name }) => name!.value)),
  ];
  const near = nearMisses(String(port.targetPort.value), names);
  const shown = near.length > 0 ? near : names;
  return shown.length > 0 ? `; it has ${list(shown.map((name) => `"${name}"`))}` : '';
}

function fixes(port: ServicePort, workloads: readonly Workload[], named: readonly ContainerPort[]): Fix[] {
  const { span, value } = port.targetPort;
  const names = [
    ...new Set(named.filter(({ protocol }) => protocol.value === port.protocol.value).map(({ name }) => name!.value)),
  ];
  const near = nearMisses(String(value), names);
  const ordered = [...near, ...names.filter((name) => !near.includes(name))];
  const numbers = new Set(
    workloads
      .flatMap(({ pod }) => lastingContainers(pod))
      .flatMap(({ ports }) => ports.filter(({ name, protocol }) => !name && protocol.value === port.protocol.value))
      .map(({ containerPort }) => containerPort.value),
  );
  return [
    ...ordered.map((name, i) => ({
      title: `Use the port "${name}"`,
      edits: [{ span, text: name }],
      ...(i === 0 && near.length === 1 ? { preferred: true as const } : {}),
    })),
    ...[...numbers].map((number) => ({ title: `Use port ${number}`, edits: [{ span, text: String(number) }] })),
  ];
}

function who(workloads: readonly Workload[]): string {
  return list(workloads.map(({ kind, name }) => `${kind} ${name.value}`));
}
