import { defineRule, type Fix } from '../lint/rule.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import { isHeadless, type Service } from '../model/facts/service.ts';
import { serviceIndex } from '../model/services.ts';
import { addKey } from '../yaml/write.ts';
import { podNamesUsed } from './governing.ts';

export default defineRule({
  id: 'stateful-set-service-not-headless',
  subject: 'Services and pods',
  severity: 'warning',
  summary: 'The governing Service of a StatefulSet is not headless.',
  why:
    'The specification of the DNS of Kubernetes has names of single pods (`db-0.db`) below headless Services only ' +
    '(kubernetes/dns, docs/specification.md), and the name of a Service with a ClusterIP answers with that address instead of the pods. ' +
    'CoreDNS has the names all the same. Information where no manifest uses such a name. ' +
    'clusterIP cannot be changed: the Service must be deleted and made again.',
  reads: ['workloads', 'services', 'configMaps', 'namespaces', 'resources', 'cluster', 'documents'],
  examples: {
    reported: `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: database}
spec:
  serviceName: database
  #            ^^^^^^^^ warning: Service database is not headless, and "database-0.database.default.svc.cluster.local" is the name of a pod [fixable]
  selector: {matchLabels: {app: database}}
  template:
    metadata: {labels: {app: database}}
    spec:
      containers:
        - name: database
          image: shop/database
          env: [{name: PRIMARY_HOST, value: database-0.database.default.svc.cluster.local}]
---
apiVersion: v1
kind: Service
metadata: {name: database}
spec: {selector: {app: database}, ports: [{port: 5432}]}
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

  *checkNamespace({ workloads, get }) {
    const sets = workloads.filter(({ serviceName, hook }) => serviceName && serviceName.value !== '' && !hook);
    if (sets.length === 0) return;
    const { find } = get(serviceIndex);
    const usedOf = get(podNamesUsed);
    for (const workload of sets) {
      const { value, span } = workload.serviceName!;
      const service = find(workload.namespace.value, value);
      if (!service || isHeadless(service) || service.type.value === 'ExternalName') continue;
      if (service.clusterIP && isPlaceholder(service.clusterIP.value)) continue;
      const used = usedOf(workload.namespace.value, value);
      yield {
        span,
        resource: resourceId(workload),
        ...(used.length > 0 ? {} : { severity: 'info' as const }),
        message: `Service ${value} is not headless${used.length > 0 ? `, and "${used[0]!.host.value}" is the name of a pod` : ''}`,
        related: [
          { span: service.name.span, message: `Service ${value}` },
          ...used.slice(0, 3).map(({ host }) => ({ span: host.span, message: `"${host.value}"` })),
        ],
        fixes: makeHeadless(service),
      };
    }
  },
});

/** A Service of another type, or with an address of its own, is used as one. */
function makeHeadless({ name, type, clusterIP, spec }: Service): Fix[] {
  if (type.value !== 'ClusterIP' || clusterIP || spec.get('externalIPs').exists) return [];
  const edit = addKey(spec.tree, 'clusterIP', 'None');
  return edit ? [{ title: `Make Service ${name.value} headless`, edits: [edit] }] : [];
}
