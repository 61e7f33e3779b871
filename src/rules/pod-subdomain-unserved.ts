import { defineRule, type Problem } from '../lint/rule.ts';
import { openReasons } from '../model/closedWorld.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import { isHeadless } from '../model/facts/service.ts';
import { serviceIndex } from '../model/services.ts';
import { list, nearMisses } from '../text/distance.ts';
import { podNamesUsed, selectsPodsOf } from './governing.ts';

export default defineRule({
  id: 'pod-subdomain-unserved',
  subject: 'Services and pods',
  severity: 'warning',
  summary: 'The subdomain of a pod is no headless Service that selects it.',
  why:
    'A pod with hostname and subdomain has the name `hostname.subdomain.namespace.svc` where a headless Service is called as the ' +
    'subdomain and selects the pod (kubernetes/dns, docs/specification.md; k8s.io/endpointslice, ShouldSetHostname). ' +
    'Without it, nothing answers the name.',
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
apiVersion: v1
kind: Pod
metadata: {name: primary, labels: {app: database}}
spec:
  hostname: primary
  subdomain: databse
  #          ^^^^^^^ warning: namespace default has no Service "databse"; it has "database" [fixable]
  containers: [{name: database, image: shop/database}]
---
apiVersion: v1
kind: Service
metadata: {name: database}
spec: {clusterIP: None, selector: {app: database}, ports: [{port: 5432}]}
`,
    accepted: `
apiVersion: v1
kind: Pod
metadata: {name: primary, labels: {app: database}}
spec:
  hostname: primary
  subdomain: database
  containers: [{name: database, image: shop/database}]
---
apiVersion: v1
kind: Service
metadata: {name: database}
spec: {clusterIP: None, selector: {app: database}, ports: [{port: 5432}]}
`,
  },

  *checkNamespace({ workloads, elsewhere, get }) {
    const named = workloads.filter(({ pod, hook }) => pod.subdomain && pod.subdomain.value !== '' && !hook);
    if (named.length === 0) return;
    const { find, inNamespace } = get(serviceIndex);
    const reasonsFor = get(openReasons);
    const usedOf = get(podNamesUsed);
    for (const workload of named) {
      const { value, span, derived } = workload.pod.subdomain!;
      const namespace = workload.namespace.value;
      if (isPlaceholder(value) || isPlaceholder(namespace)) continue;
      const service = find(namespace, value);
      const used = usedOf(namespace, value);
      const problem: Pick<Problem, 'span' | 'resource'> = { span, resource: resourceId(workload) };
      const related = used.slice(0, 3).map(({ host }) => ({ span: host.span, message: `"${host.value}"` }));
      const lower = used.length > 0 ? {} : { severity: 'info' as const };
      if (service) {
        const at = { span: service.name.span, message: `Service ${value}` };
        if (service.selectorKey && !selectsPodsOf(service.selector, workload)) {
          yield {
            ...problem,
            ...lower,
            message: `Service ${value} does not select this pod`,
            related: [at, ...related],
          };
        } else if (!isHeadless(service) && service.type.value !== 'ExternalName') {
          yield { ...problem, ...lower, message: `Service ${value} is not headless`, related: [at, ...related] };
        }
        continue;
      }
      const serving = inNamespace(namespace).filter(
        (other) => other.selectorKey && isHeadless(other) && selectsPodsOf(other.selector, workload),
      );
      const near = nearMisses(
        value,
        inNamespace(namespace).map(({ name }) => name.value),
      );
      const meant = [...new Set([...serving.map(({ name }) => name.value), ...near])];
      const open =
        reasonsFor(namespace).length > 0 ||
        elsewhere.scopes.some(({ tables }) => tables.services.some(({ name }) => name.value === value));
      const sure = serving.length > 0 || near.length > 0 || (used.length > 0 && !open);
      yield {
        ...problem,
        ...(sure ? {} : { severity: 'info' as const }),
        message: `namespace ${namespace} has no Service "${value}"${meant.length > 0 ? `; it has ${list(meant.map((name) => `"${name}"`))}` : ''}`,
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
