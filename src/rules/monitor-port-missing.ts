import { matches, selects } from '../kubernetes/labels.ts';
import { defineRule, type Problem } from '../lint/rule.ts';
import { openReasons } from '../model/closedWorld.ts';
import { extractSelector } from '../model/extract/selector.ts';
import { isPlaceholder, namespaceUndecided, type Resource, resourceId } from '../model/facts/resource.ts';
import type { Service } from '../model/facts/service.ts';
import { lastingContainers, type Workload } from '../model/facts/workload.ts';
import { list, nearMisses } from '../text/distance.ts';
import { Field } from '../yaml/field.ts';

export default defineRule({
  id: 'monitor-port-missing',
  subject: 'Names',
  severity: 'warning',
  summary:
    'A ServiceMonitor or PodMonitor names a port that nothing it selects has, or selects Services by the labels of their pods.',
  why:
    'A ServiceMonitor selects Services by their own labels, not by those of their pods, and its `port` is the name of a port of the ' +
    'Service; a PodMonitor selects pods, and its `port` is the name of a container port (monitoring.coreos.com/v1, Endpoint.port, ' +
    'PodMetricsEndpoint.port). Otherwise Prometheus has no target, and no alarm tells so.',
  reads: ['resources', 'services', 'workloads', 'producers', 'scope'],
  examples: {
    reported: `
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  endpoints:
    - port: metric
    #       ^^^^^^ warning: Service web has no port called "metric"; it has "http" and "metrics" [fixable]
---
apiVersion: v1
kind: Service
metadata: {name: web, labels: {app: web}}
spec: {selector: {app: web}, ports: [{name: http, port: 80}, {name: metrics, port: 9090}]}
`,
    accepted: `
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  endpoints: [{port: metrics}]
---
apiVersion: v1
kind: Service
metadata: {name: web, labels: {app: web}}
spec: {selector: {app: web}, ports: [{name: http, port: 80}, {name: metrics, port: 9090}]}
`,
  },

  *check({ resources, services, workloads, get }) {
    const reasonsFor = get(openReasons);
    for (const monitor of resources) {
      if (monitor.group !== 'monitoring.coreos.com' || monitor.hook) continue;
      if (monitor.kind !== 'ServiceMonitor' && monitor.kind !== 'PodMonitor') continue;
      const spec = Field.root(monitor.tree).get('spec');
      const within = namespacesOf(monitor, spec);
      if (within === undefined) continue;
      const isOpen = within.some((namespace) => reasonsFor(namespace).length > 0);
      const problems =
        monitor.kind === 'ServiceMonitor'
          ? ofServices(monitor, spec, inside(services, within))
          : ofPods(spec, inside(workloads, within));
      for (const problem of problems) {
        yield { ...problem, resource: resourceId(monitor), ...(isOpen ? { severity: 'info' as const } : {}) };
      }
    }
  },
});

type Found = Omit<Problem, 'resource'>;

/** The namespaces that it looks into; undefined where they are all, or not known. */
function namespacesOf(monitor: Resource, spec: Field): readonly string[] | undefined {
  const selector = spec.get('namespaceSelector');
  if (selector.get('any').boolean()?.value === true) return undefined;
  const names = selector.get('matchNames').strings();
  const all = names.length > 0 ? names.map(({ value }) => value) : [monitor.namespace.value];
  return all.some(isPlaceholder) ? undefined : all;
}

function inside<T extends Resource>(rows: readonly T[], namespaces: readonly string[]): T[] {
  return rows.filter((row) => !row.hook && (namespaces.includes(row.namespace.value) || namespaceUndecided(row)));
}

function* ofServices(monitor: Resource, spec: Field, services: readonly Service[]): Iterable<Found> {
  const selector = extractSelector(spec.get('selector'));
  if (!selector || [...selector.matchLabels.values()].some(isPlaceholder)) return;
  const selected = services.filter(({ labels }) => matches(selector, labels));
  if (selected.length === 0) {
    // The pods of a Service have the labels, and the Service itself has not.
    const meant = services.filter((service) => service.selector.size > 0 && byPods(selector.matchLabels, service));
    if (meant.length === 0 || selector.matchLabels.size === 0 || selector.matchExpressions.length > 0) return;
    yield {
      span: spec.get('selector').key,
      message: `no Service has these labels: ${monitor.kind} ${monitor.name.value} selects Services by their own labels, and ${list(meant.map(({ name }) => `Service ${name.value}`))} ${meant.length > 1 ? 'only select' : 'only selects'} pods by them`,
      related: meant.map(({ name }) => ({ span: name.span, message: `Service ${name.value}` })),
    };
    return;
  }
  const names = selected.flatMap(({ ports }) => ports.flatMap(({ name }) => name?.value ?? []));
  yield* missing(
    spec.get('endpoints'),
    new Set(names),
    list(selected.map(({ name }) => `Service ${name.value}`)),
    selected.length > 1,
  );
}

function byPods(labels: ReadonlyMap<string, string>, { selector, labels: own }: Service): boolean {
  return selects(labels, new Map([...own, ...[...selector].map(([key, { value }]) => [key, value] as const)]));
}

function* ofPods(spec: Field, workloads: readonly Workload[]): Iterable<Found> {
  const selector = extractSelector(spec.get('selector'));
  if (!selector || [...selector.matchLabels.values()].some(isPlaceholder)) return;
  const selected = workloads.filter(({ podLabels }) => matches(selector, podLabels));
  // Pods that declare no ports may be completed by an injector.
  const containers = selected.flatMap(({ pod }) => lastingContainers(pod));
  const names = containers.flatMap(({ ports }) => ports.flatMap(({ name }) => name?.value ?? []));
  if (names.length === 0) return;
  const who = list(selected.map(({ kind, name }) => `${kind} ${name.value}`));
  yield* missing(spec.get('podMetricsEndpoints'), new Set(names), who, selected.length > 1);
}

function* missing(endpoints: Field, names: ReadonlySet<string>, who: string, several: boolean): Iterable<Found> {
  for (const endpoint of endpoints.items()) {
    const port = endpoint.get('port').string();
    if (!port || port.value === '' || names.has(port.value) || isPlaceholder(port.value)) continue;
    const offers = nearMisses(port.value, names);
    const has = names.size === 0 ? 'no names at all' : list([...names].map((name) => `"${name}"`));
    yield {
      span: port.span,
      message: `${who} ${several ? 'have' : 'has'} no port called "${port.value}"; ${several ? 'they have' : 'it has'} ${has}`,
      fixes: port.derived
        ? []
        : offers.map((offer) => ({ title: `Use port ${offer}`, edits: [{ span: port.span, text: offer }] })),
    };
  }
}
