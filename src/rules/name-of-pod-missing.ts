import { defineRule, type Fix, type Problem } from '../lint/rule.ts';
import { podsOf, startOrdinal } from '../model/dns/pods.ts';
import { endpoints } from '../model/endpoints.ts';
import { isPlaceholder, type Resource, resourceId } from '../model/facts/resource.ts';
import type { Service } from '../model/facts/service.ts';
import type { Workload } from '../model/facts/workload.ts';
import { type NameReference, nameReferencesIn } from '../model/names/references.ts';
import type { Located } from '../text/span.ts';
import { stringAt } from '../yaml/tree.ts';

export default defineRule({
  id: 'name-of-pod-missing',
  subject: 'Names',
  severity: 'warning',
  summary: 'A text names one pod below a Service, which has no pod of that name.',
  why:
    'Pods have names of their own only below the Service that is their `subdomain`: those of a StatefulSet, from its first ' +
    'ordinal on, below its `serviceName`; other pods only with a `hostname` (kubernetes/dns, docs/specification.md; ' +
    'kubernetes/endpointslice, ShouldSetHostname). CoreDNS answers any other such name with NXDOMAIN.',
  reads: ['workloads', 'configMaps', 'services', 'namespaces', 'resources', 'cluster', 'documents', 'endpointSlices'],
  examples: {
    reported: `
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: data}
data:
  PEERS: db-0.db.data.svc.cluster.local:5432,db-2.db.data.svc.cluster.local:5432
  #                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: StatefulSet db has no pod db-2: its 2 replicas are db-0 and db-1 [fixable]
---
apiVersion: v1
kind: Service
metadata: {name: db, namespace: data}
spec: {clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: data}
spec:
  replicas: 2
  serviceName: db
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: db, image: postgres}]}
`,
    accepted: `
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: data}
data:
  PEERS: db-0.db.data.svc.cluster.local:5432,db-1.db.data.svc.cluster.local:5432
---
apiVersion: v1
kind: Service
metadata: {name: db, namespace: data}
spec: {clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: data}
spec:
  replicas: 2
  serviceName: db
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: db, image: postgres}]}
`,
  },

  *checkNamespace({ namespace, everywhere, get }) {
    const { workloadsOf } = get(endpoints);
    for (const reference of get(nameReferencesIn, namespace)) {
      const { target, from } = reference;
      if (target.kind !== 'service' || target.endpoint === undefined || from.hook) continue;
      const { service, endpoint } = target;
      if (isDashedAddress(endpoint) || isPlaceholder(endpoint) || service.type.value === 'ExternalName') continue;
      const { endpointSlices, resources } = everywhere.within(service.namespace.value);
      const written = endpointSlices.some((slice) => slice.service?.value === service.name.value);
      const workloads = workloadsOf(service);
      if (written || workloads.length === 0) continue;
      const problem = report(reference, service, endpoint, workloads, resources);
      if (problem) yield problem;
    }
  },
});

function report(
  reference: NameReference,
  service: Service,
  endpoint: string,
  workloads: readonly Workload[],
  resources: readonly Resource[],
): Problem | undefined {
  const named = workloads.flatMap((workload) =>
    podsOf(workload).filter(({ subdomain }) => subdomain === service.name.value),
  );
  if (named.some(({ hostname }) => hostname === endpoint)) return undefined;
  const { host, from } = reference;
  const base = { span: host.span, resource: resourceId(from) };
  const set = workloads.find(
    ({ kind, name }) => kind === 'StatefulSet' && new RegExp(`^${escaped(name.value)}-\\d+$`).test(endpoint),
  );
  if (set) {
    const { serviceName, replicas } = set;
    if (isPlaceholder(serviceName?.value ?? '')) return undefined;
    if (serviceName?.value !== service.name.value) {
      const other = serviceName?.value ?? '';
      return {
        ...base,
        message:
          other === ''
            ? `the pods of StatefulSet ${set.name.value} have no names, as it has no serviceName`
            : `the pods of StatefulSet ${set.name.value} have their names below Service ${other}, not ${service.name.value}`,
        related: [{ span: (serviceName ?? set.name).span, message: `StatefulSet ${set.name.value}` }],
        fixes: other === '' ? [] : replaceLabel(host, 1, other, `Use the name below Service ${other}`),
      };
    }
    // An autoscaler decides how many there are.
    if (replicas === undefined || isScaled(set, resources)) return undefined;
    const first = startOrdinal(set);
    const last = first + replicas - 1;
    const range = `${set.name.value}-${first}${replicas > 1 ? ` ${replicas > 2 ? 'to' : 'and'} ${set.name.value}-${last}` : ''}`;
    const has =
      replicas === 0
        ? 'it has no replicas'
        : `its ${replicas === 1 ? 'only replica is' : `${replicas} replicas are`} ${range}`;
    return {
      ...base,
      message: `StatefulSet ${set.name.value} has no pod ${endpoint}: ${has}`,
      related: [{ span: set.name.span, message: `StatefulSet ${set.name.value}` }],
      fixes: replicas > 0 ? replaceLabel(host, 0, `${set.name.value}-${last}`, `Use "${set.name.value}-${last}"`) : [],
    };
  }
  const [workload] = workloads;
  const hostnames = [...new Set(named.flatMap(({ hostname }) => hostname ?? []))];
  return {
    ...base,
    message:
      hostnames.length === 0
        ? `no pod of Service ${service.name.value} has a name of its own, so "${endpoint}" is none`
        : `Service ${service.name.value} has no pod called "${endpoint}"; it has ${hostnames.slice(0, 3).join(', ')}`,
    related: workload ? [{ span: workload.name.span, message: `${workload.kind} ${workload.name.value}` }] : [],
  };
}

/** Whether something else than the manifest decides how many pods there are; `resources` are those of the namespace. */
function isScaled(set: Workload, resources: readonly Resource[]): boolean {
  return resources.some(
    ({ kind, tree }) =>
      (kind === 'HorizontalPodAutoscaler' || kind === 'ScaledObject') &&
      stringAt(tree, 'spec', 'scaleTargetRef', 'name') === set.name.value,
  );
}

function replaceLabel(host: Located<string>, n: number, text: string, title: string): Fix[] {
  if (host.derived) return [];
  const labels = host.value.split('.');
  labels[n] = text;
  return [{ title, edits: [{ span: host.span, text: labels.join('.') }] }];
}

/** `10-0-0-1`: every endpoint without a hostname is called after its address. */
function isDashedAddress(label: string): boolean {
  return /^\d+(?:-\d+){3}$/.test(label) || /^[0-9a-f]*(?:-[0-9a-f]*){2,}$/.test(label);
}

function escaped(text: string): string {
  return text.replaceAll(/[.+*?^${}()|[\]\\]/g, '\\$&');
}
