import { defineRule, type Fix } from '../lint/rule.ts';
import { endpoints, targetIn } from '../model/endpoints.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import { isHeadless, type Service, type ServicePort } from '../model/facts/service.ts';
import { lastingContainers, type Workload } from '../model/facts/workload.ts';
import { describedAll } from './described.ts';

export default defineRule({
  id: 'service-selects-others',
  subject: 'Services and pods',
  severity: 'warning',
  summary:
    'The selector of a Service also matches the pods of a Job, a CronJob or a worker, which do not serve its port.',
  why:
    'Every pod with the labels becomes an endpoint as soon as it is ready, and a pod without a readiness probe is ready when it starts: ' +
    'while a Job runs, part of the requests goes to it and is refused. A numeric targetPort leads to any pod; ' +
    'a named one leaves out the pods that have no port of that name (k8s.io/endpointslice, FindPort).',
  reads: ['services', 'workloads'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector:
  #^^^^^^^ warning: also selects the pods of CronJob cleanup, which does not say that port 8080 is served [fixable]
    app: web
  ports: [{port: 80, targetPort: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: shop/web, ports: [{name: http, containerPort: 8080}]}]}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: cleanup}
spec:
  schedule: "0 4 * * *"
  jobTemplate:
    spec:
      template:
        metadata: {labels: {app: web}}
        spec: {containers: [{name: cleanup, image: shop/web}]}
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
    spec: {containers: [{name: web, image: shop/web, ports: [{name: http, containerPort: 8080}]}]}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: cleanup}
spec:
  schedule: "0 4 * * *"
  jobTemplate:
    spec:
      template:
        metadata: {labels: {app: web}}
        spec: {containers: [{name: cleanup, image: shop/web}]}
`,
  },

  *checkNamespace({ services, get }) {
    const { workloadsOf } = get(endpoints);
    for (const service of services) {
      const workloads = workloadsOf(service);
      if (
        workloads.length < 2 ||
        service.hook ||
        [...service.selector.values()].some(({ value }) => isPlaceholder(value))
      )
        continue;
      const jobs = workloads.filter(isJob);
      const lasting = workloads.filter((workload) => !isJob(workload));
      if (lasting.length === 0) continue;
      const caught = jobs.filter((job) => isReached(service, job, lasting));
      if (caught.length > 0) {
        yield report(service, lasting, caught, isHeadless(service) ? 'info' : 'warning');
        continue;
      }
      const silent = lasting.filter((workload) => isSilent(service, workload));
      const serving = lasting.filter((workload) => !silent.includes(workload));
      const declared =
        serving.length > 0 &&
        serving.every((workload) => service.ports.every((port) => targetIn(port, workload).declared));
      if (silent.length > 0 && declared) yield report(service, serving, silent, 'info');
    }
  },
});

function isJob({ kind }: Workload): boolean {
  return kind === 'Job' || kind === 'CronJob';
}

/** Whether connections arrive at pods that do not say that they serve the port, while others may. */
function isReached(service: Service, job: Workload, lasting: readonly Workload[]): boolean {
  return service.ports.some((port) => {
    const target = targetIn(port, job);
    if (target.port === undefined || target.declared) return false;
    return lasting.some((workload) => targetIn(port, workload).port !== undefined);
  });
}

/** A workload that declares no ports at all, next to others that declare the one asked for: a worker, perhaps. */
function isSilent(service: Service, workload: Workload): boolean {
  return (
    service.ports.length > 0 &&
    service.ports.every(({ targetPort }) => typeof targetPort.value === 'number') &&
    lastingContainers(workload.pod).every(
      ({ ports, probes }) => ports.length === 0 && probes.every(({ port }) => !port),
    )
  );
}

function report(
  service: Service,
  serving: readonly Workload[],
  caught: readonly Workload[],
  severity: 'warning' | 'info',
) {
  const which = caught.length > 1 ? 'which do' : 'which does';
  return {
    span: service.selectorKey!,
    resource: resourceId(service),
    ...(severity === 'warning' ? {} : { severity }),
    message: `also selects the pods of ${describedAll(caught)}, ${which} not say that port ${service.ports[0]!.targetPort.value} is served`,
    related: caught.map((workload) => ({
      span: workload.template,
      message: `the pods of ${workload.kind} ${workload.name.value}`,
    })),
    fixes: nameThePort(service, serving, caught),
  };
}

/** A name that the serving pods have and the others lack keeps the others out. */
function nameThePort(service: Service, serving: readonly Workload[], caught: readonly Workload[]): Fix[] {
  const edits = service.ports.flatMap((port) => {
    const name = commonName(port, serving);
    if (name === undefined || port.targetPort.derived || typeof port.targetPort.value === 'string') return [];
    const named = { ...port, targetPort: { ...port.targetPort, value: name } };
    if (caught.some((workload) => targetIn(named, workload).declared)) return [];
    return [{ span: port.targetPort.span, text: name }];
  });
  if (edits.length === 0 || edits.length < service.ports.length) return [];
  return [{ title: 'Name the port, which these pods do not have', edits }];
}

function commonName(port: ServicePort, workloads: readonly Workload[]): string | undefined {
  const names = new Set(workloads.map((workload) => targetIn(port, workload).declared?.name?.value));
  return names.size === 1 ? [...names][0] : undefined;
}
