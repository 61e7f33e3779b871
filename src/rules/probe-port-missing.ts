import { isPortNumber } from '../kubernetes/ports.ts';
import { defineRule, type Fix, type Problem } from '../lint/rule.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import type { Container, Probe, Workload } from '../model/facts/workload.ts';
import { list, nearMisses } from '../text/distance.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'probe-port-missing',
  subject: 'Pods',
  severity: 'error',
  summary: 'A probe or a lifecycle hook goes to a named port that its container does not have.',
  why:
    'The kubelet looks the name up among the ports of the same container only (pkg/kubelet/prober, pkg/probe, ResolveContainerPort): ' +
    'without it the probe fails, and the container is restarted or never ready. A number goes to the address of the pod, ' +
    'declared or not.',
  reads: ['workloads'],
  examples: {
    reported: `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: web
      image: shop/web
      ports: [{name: http, containerPort: 8080}]
      readinessProbe:
        httpGet:
          path: /ready
          port: htpp
          #     ^^^^ error: container web has no port named "htpp" for the readiness probe; it has "http" [fixable]
`,
    accepted: `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: web
      image: shop/web
      ports: [{name: http, containerPort: 8080}]
      readinessProbe: {httpGet: {path: /ready, port: http}}
      livenessProbe: {tcpSocket: {port: 9090}}
`,
  },

  checkNamespace: ({ workloads }) => checkWorkloads(workloads),
});

const checkWorkloads = eachRow(function* (workload: Workload): Iterable<Problem> {
  for (const container of workload.pod.containers) {
    for (const probe of container.probes) yield* checkProbe(workload, container, probe);
  }
});

const words: Readonly<Record<Probe['kind'], string>> = {
  liveness: 'the liveness probe',
  readiness: 'the readiness probe',
  startup: 'the startup probe',
  postStart: 'the hook postStart',
  preStop: 'the hook preStop',
};

function* checkProbe(workload: Workload, container: Container, { kind, handler, port }: Probe): Iterable<Problem> {
  if (!port) return;
  const { value, span, derived } = port;
  const resource = resourceId(workload);
  if (typeof value === 'number') {
    if (!isPortNumber(value)) yield { span, resource, message: `${value} is no port: ports go from 1 to 65535` };
    return;
  }
  // A grpc probe takes a number only, which another rule says.
  if (handler === 'grpc') return;
  if (isPlaceholder(value) || container.ports.some(({ name }) => name?.value === value)) return;
  if (/^\d+$/.test(value)) {
    const fixes: Fix[] =
      derived || !isPortNumber(Number(value))
        ? []
        : [{ title: `Use the number ${value}`, edits: [{ span, text: value }], preferred: true }];
    yield { span, resource, message: `"${value}" is no port name: in quotes, a number is a name`, fixes };
    return;
  }
  if (container.ports.some(({ name }) => name && isPlaceholder(name.value))) return;
  const names = container.ports.flatMap(({ name }) => name?.value ?? []);
  const near = nearMisses(value, names);
  const other = workload.pod.containers.find(({ ports }) => ports.some(({ name }) => name?.value === value));
  const where = other
    ? `; container ${other.name.value} has it, and a probe looks in its own container only`
    : names.length > 0
      ? `; it has ${list((near.length > 0 ? near : names).map((name) => `"${name}"`))}`
      : '';
  const number = other?.ports.find(({ name }) => name?.value === value)?.containerPort.value;
  const unnamed = container.ports.filter(({ name }) => !name).map(({ containerPort }) => containerPort.value);
  yield {
    span,
    resource,
    message: `container ${container.name.value} has no port named "${value}" for ${words[kind]}${where}`,
    related: other
      ? other.ports
          .filter(({ name }) => name?.value === value)
          .map(({ name }) => ({ span: name!.span, message: `the port of container ${other.name.value}` }))
      : [],
    fixes: derived
      ? []
      : [
          ...(number === undefined
            ? []
            : [{ title: `Use the number ${number}`, edits: [{ span, text: String(number) }] }]),
          ...[...near, ...names.filter((name) => !near.includes(name))].map((name, i) => ({
            title: `Use the port "${name}"`,
            edits: [{ span, text: name }],
            ...(i === 0 && near.length === 1 ? { preferred: true as const } : {}),
          })),
          ...unnamed.map((free) => ({ title: `Use the number ${free}`, edits: [{ span, text: String(free) }] })),
        ],
  };
}
