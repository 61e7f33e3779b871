import { defineRule, type Fix, type Problem, type Severity } from '../lint/rule.ts';
import { openReasons } from '../model/closedWorld.ts';
import { endpoints, isSelected } from '../model/endpoints.ts';
import { isPlaceholder, namespaceUndecided, resourceId } from '../model/facts/resource.ts';
import type { Service } from '../model/facts/service.ts';
import type { Workload } from '../model/facts/workload.ts';
import type { Elsewhere } from '../model/scopes/scope.ts';
import { list, nearMisses } from '../text/distance.ts';

export default defineRule({
  id: 'service-selects-nothing',
  subject: 'Services and pods',
  severity: 'warning',
  summary: 'The selector of a Service matches no pod of its namespace.',
  why:
    'A Service sends traffic to the pods of its own namespace that have every label of its selector ' +
    '(core/v1 ServiceSpec.selector). Without one it has no endpoints, and connections to it are refused or time out.',
  reads: ['services', 'workloads', 'producers', 'scope', 'elsewhere'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: orders}
spec:
  selector:
    app: orders
    #    ^^^^^^ warning: no pod has these labels: they differ in \`app\`: "orders" here, "order" in Deployment order [fixable]
  ports: [{port: 80}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: order}
spec:
  selector: {matchLabels: {app: order}}
  template:
    metadata: {labels: {app: order}}
    spec: {containers: [{name: web, image: shop/order}]}
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: orders}
spec:
  selector: {app: order}
  ports: [{port: 80}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: order}
spec:
  selector: {matchLabels: {app: order}}
  template:
    metadata: {labels: {app: order, tier: backend}}
    spec: {containers: [{name: web, image: shop/order}]}
`,
  },

  *checkNamespace({ services, everywhere, elsewhere, get }) {
    const { workloadsOf, inNamespace } = get(endpoints);
    for (const service of services) {
      if (service.selector.size === 0 || service.type.value === 'ExternalName' || service.hook) continue;
      if (workloadsOf(service).length > 0 || isFilledInLater(service)) continue;
      if (isControlPlane(service) || isSetAtRunTime(service)) continue;
      yield report(service, inNamespace(service.namespace.value), everywhere.workloads, elsewhere, get(openReasons));
    }
  },
});

function report(
  service: Service,
  neighbours: readonly Workload[],
  workloads: readonly Workload[],
  elsewhere: Elsewhere,
  reasonsFor: (namespace: string) => readonly string[],
): Problem {
  const problem = { resource: resourceId(service), span: service.selectorKey! };
  const near = nearest(service, neighbours);
  const strangers = workloads.filter((workload) => !workload.hook && isSelected(service, workload));
  // A slip of the pen in its own namespace explains more than a namesake in another.
  if (strangers.length > 0 && !near?.close) {
    const sure = !namespaceUndecided(service) && !strangers.some(namespaceUndecided);
    return {
      ...problem,
      ...(sure ? {} : { severity: 'info' as const }),
      message: `no pod of namespace ${service.namespace.value} has these labels, only ${list(strangers.map(described))} in namespace ${strangers[0]!.namespace.value}`,
      related: strangers.map((workload) => ({ span: workload.name.span, message: `pods of ${described(workload)}` })),
    };
  }
  const far = elsewhere.scopes.find(({ tables }) => tables.workloads.some((workload) => isSelected(service, workload)));
  const open = reasonsFor(service.namespace.value);
  const unsure: { severity?: Severity } = far || open.length > 0 || neighbours.length === 0 ? { severity: 'info' } : {};
  if (near) return { ...problem, ...unsure, ...near.problem };
  const namesake = neighbours.find(({ name }) => name.value === service.name.value);
  if (namesake) {
    return {
      ...problem,
      ...unsure,
      message: `no pod has the labels ${pairs(service)}; those of ${described(namesake)} have ${list(labelsOf(namesake))}`,
      related: [{ span: namesake.template, message: `the pods of ${described(namesake)}` }],
    };
  }
  const because = far ? `, only in ${far.name}` : open.length > 0 ? ` here; ${open[0]}` : '';
  // Nothing resembles it: the pods may well come from somewhere else.
  return { ...problem, severity: 'info', message: `no pod has the labels ${pairs(service)}${because}` };
}

interface Near {
  readonly problem: Pick<Problem, 'message' | 'span' | 'related' | 'fixes'>;
  /** Whether the values differ by a slip of the pen. */
  readonly close: boolean;
}

/** The workload that was probably meant: all labels match but one, and that one nearly, or the name is the Service's own. */
function nearest(service: Service, neighbours: readonly Workload[]): Near | undefined {
  const candidates = neighbours.flatMap((workload) => {
    const wrong = [...service.selector].filter(([key, { value }]) => workload.podLabels.get(key) !== value);
    const [key, written] = wrong[0]!;
    const actual = workload.podLabels.get(key);
    if (wrong.length !== 1 || actual === undefined) return [];
    const close = nearMisses(written.value, [actual]).length > 0;
    if (!close && workload.name.value !== service.name.value) return [];
    return [{ workload, key, written, actual, close }];
  });
  candidates.sort((a, b) => Number(b.close) - Number(a.close));
  const best = candidates[0];
  if (!best) return undefined;
  const { workload, key, written, actual } = best;
  const label = workload.podLabelSpans.get(key);
  const only = candidates.filter(({ close }) => close === best.close).length === 1;
  const fixes: Fix[] = written.derived
    ? []
    : candidates.map((candidate) => ({
        title: `Select ${described(candidate.workload)}: \`${candidate.key}: ${candidate.actual}\``,
        edits: [{ span: candidate.written.span, text: candidate.actual }],
        ...(only && candidate === best && best.close ? { preferred: true as const } : {}),
      }));
  const problem = {
    span: written.span,
    message: `no pod has these labels: they differ in \`${key}\`: "${written.value}" here, "${actual}" in ${described(workload)}`,
    related: label ? [{ span: label.span, message: `the label of ${described(workload)}` }] : [],
    fixes,
  };
  return { problem, close: best.close };
}

function described({ kind, name }: Workload): string {
  return `${kind} ${name.value}`;
}

function pairs(service: Service): string {
  return list([...service.selector].map(([key, { value }]) => `\`${key}: ${value}\``));
}

function labelsOf({ podLabels }: Workload): string[] {
  return podLabels.size === 0 ? ['none'] : [...podLabels].map(([key, value]) => `\`${key}: ${value}\``);
}

function isFilledInLater(service: Service): boolean {
  return (
    isPlaceholder(service.namespace.value) ||
    [...service.selector].some(([key, { value }]) => isPlaceholder(key) || isPlaceholder(value))
  );
}

/** The control plane's own pods are static: no manifest of the workspace makes them. */
function isControlPlane(service: Service): boolean {
  const values = [...service.selector].map(([key, { value }]) => `${key}=${value}`);
  return values.some((pair) =>
    /^(?:component=(?:kube-.*|etcd)|k8s-app=(?:kube-.*|coredns|metrics-server)|tier=control-plane|node-role\.kubernetes\.io\/.*)$/.test(
      pair,
    ),
  );
}

/** Labels that a running program gives to one of its pods, such as the leader's. */
function isSetAtRunTime(service: Service): boolean {
  return [...service.selector].some(
    ([key, { value }]) =>
      (/(?:^|[-_./])(?:role|leader|operator|status|state)$/i.test(key) &&
        /^(?:master|primary|leader|replica|secondary|standby|active|slave|follower|true)$/i.test(value)) ||
      /^(?:statefulset\.kubernetes\.io\/|apps\.kubernetes\.io\/pod-index|controller-revision-hash|pod-template-hash|job-name|batch\.kubernetes\.io\/|controller-uid|rollouts-pod-template-hash|longhorn\.io\/|cnpg\.io\/|cluster-name$|spilo-role$|kafka-broker-id$)/.test(
        key,
      ),
  );
}
