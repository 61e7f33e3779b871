import { defineRule } from '../lint/rule.ts';
import { openReasons } from '../model/closedWorld.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import { serviceIndex } from '../model/services.ts';
import { list, nearMisses } from '../text/distance.ts';
import { podNamesUsed, selectsPodsOf } from './governing.ts';

export default defineRule({
  id: 'stateful-set-service-missing',
  subject: 'Services and pods',
  severity: 'warning',
  summary: 'The governing Service of a StatefulSet does not exist, or does not select its pods.',
  why:
    'serviceName gives the pods their names, `db-0.db`: they exist where a Service of that name, in the same namespace, selects the pods ' +
    '(apps/v1 StatefulSetSpec.serviceName). Nothing checks it when the StatefulSet is applied (kubernetes/kubernetes#74950).',
  reads: [
    'workloads',
    'services',
    'configMaps',
    'namespaces',
    'resources',
    'cluster',
    'documents',
    'producers',
    'scope',
    'elsewhere',
  ],
  examples: {
    reported: `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: database}
spec:
  serviceName: databse
  #            ^^^^^^^ warning: namespace default has no Service "databse"; it has "database" [fixable]
  selector: {matchLabels: {app: database}}
  template:
    metadata: {labels: {app: database}}
    spec: {containers: [{name: database, image: shop/database}]}
---
apiVersion: v1
kind: Service
metadata: {name: database}
spec: {clusterIP: None, selector: {app: database}, ports: [{port: 5432}]}
`,
    accepted: `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: database}
spec:
  serviceName: database
  selector: {matchLabels: {app: database}}
  template:
    metadata: {labels: {app: database}}
    spec: {containers: [{name: database, image: shop/database}]}
---
apiVersion: v1
kind: Service
metadata: {name: database}
spec: {clusterIP: None, selector: {app: database}, ports: [{port: 5432}]}
`,
  },

  *checkNamespace({ workloads, elsewhere, get }) {
    const sets = workloads.filter(({ serviceName, hook }) => serviceName && serviceName.value !== '' && !hook);
    if (sets.length === 0) return;
    const { find, inNamespace } = get(serviceIndex);
    const reasonsFor = get(openReasons);
    const usedOf = get(podNamesUsed);
    for (const workload of sets) {
      const { value, span, derived } = workload.serviceName!;
      const namespace = workload.namespace.value;
      if (isPlaceholder(value) || isPlaceholder(namespace)) continue;
      const service = find(namespace, value);
      const used = usedOf(namespace, value);
      const related = used.slice(0, 3).map(({ host }) => ({ span: host.span, message: `"${host.value}"` }));
      const resource = resourceId(workload);
      if (service) {
        const { selector, selectorKey, type } = service;
        if (type.value === 'ExternalName' || !selectorKey || selectsPodsOf(selector, workload)) continue;
        if ([...selector.values(), ...workload.podLabels.values()].some((text) => isPlaceholder(textOf(text))))
          continue;
        yield {
          span,
          resource,
          ...(used.length > 0 ? {} : { severity: 'info' as const }),
          message: `Service ${value} does not select the pods of StatefulSet ${workload.name.value}`,
          related: [{ span: selectorKey, message: `the selector of Service ${value}` }, ...related],
        };
        continue;
      }
      const neighbours = inNamespace(namespace);
      const governing = neighbours.filter(
        (other) => other.selectorKey && other.clusterIP?.value === 'None' && selectsPodsOf(other.selector, workload),
      );
      const near = nearMisses(
        value,
        neighbours.filter((other) => selectsPodsOf(other.selector, workload)).map(({ name }) => name.value),
      );
      const meant = near.length > 0 ? near : governing.map(({ name }) => name.value);
      const far = elsewhere.scopes.find(({ tables }) => tables.services.some(({ name }) => name.value === value));
      const sure = near.length > 0 || (used.length > 0 && !far && reasonsFor(namespace).length === 0);
      yield {
        span,
        resource,
        ...(sure ? {} : { severity: 'info' as const }),
        message: `namespace ${namespace} has no Service "${value}"${meant.length > 0 ? `; it has ${list(meant.map((name) => `"${name}"`))}` : far ? `; ${far.name} has one` : ''}`,
        related,
        fixes: derived
          ? []
          : meant.map((name) => ({
              title: `Use the Service "${name}"`,
              edits: [{ span, text: name }],
              ...(meant.length === 1 ? { preferred: true as const } : {}),
            })),
      };
    }
  },
});

function textOf(text: string | { readonly value: string }): string {
  return typeof text === 'string' ? text : text.value;
}
