import { defineRule } from '../lint/rule.ts';
import { openReasons } from '../model/closedWorld.ts';
import { isPlaceholder, namespaceUndecided, resourceId } from '../model/facts/resource.ts';
import { isSelectorless } from '../model/facts/service.ts';
import { serviceIndex } from '../model/services.ts';
import { list, nearMisses } from '../text/distance.ts';

export default defineRule({
  id: 'endpoint-slice-service-missing',
  subject: 'Services and pods',
  severity: 'warning',
  summary: 'Endpoints are written for a Service that their namespace does not have.',
  why:
    'An EndpointSlice belongs to the Service that its label `kubernetes.io/service-name` names, an Endpoints object to the Service ' +
    'of its own name, in the same namespace (discovery/v1 LabelServiceName). Nothing uses the endpoints of a Service that does not exist.',
  reads: ['endpointSlices', 'services', 'workloads', 'producers', 'scope', 'elsewhere'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: mainframe}
spec:
  ports: [{port: 23}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: mainframe-1
  labels:
    kubernetes.io/service-name: main-frame
    #                           ^^^^^^^^^^ warning: namespace default has no Service "main-frame"; it has "mainframe" [fixable]
addressType: IPv4
ports: [{port: 23}]
endpoints: [{addresses: [192.0.2.23]}]
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: mainframe}
spec:
  ports: [{port: 23}]
---
apiVersion: v1
kind: Endpoints
metadata: {name: mainframe}
subsets: [{addresses: [{ip: 192.0.2.23}], ports: [{port: 23}]}]
`,
  },

  *checkNamespace({ endpointSlices, elsewhere, get }) {
    if (endpointSlices.length === 0) return;
    const { find, inNamespace, named } = get(serviceIndex);
    const reasonsFor = get(openReasons);
    const told = new Set<string>();
    for (const slice of endpointSlices) {
      const resource = resourceId(slice);
      const namespace = slice.namespace.value;
      // The subsets of an Endpoints object are one object.
      if (told.has(resource) || isPlaceholder(namespace) || slice.hook) continue;
      if (!slice.service) {
        told.add(resource);
        yield {
          span: slice.name.span,
          resource,
          severity: 'info',
          message: 'belongs to no Service: it has no label `kubernetes.io/service-name`',
        };
        continue;
      }
      const { value, span, derived } = slice.service;
      if (find(namespace, value) || isPlaceholder(value)) continue;
      told.add(resource);
      const neighbours = inNamespace(namespace);
      const near = nearMisses(
        value,
        neighbours.filter(isSelectorless).map(({ name }) => name.value),
      );
      const others = named(value);
      const far = elsewhere.scopes.some(({ tables }) => tables.services.some(({ name }) => name.value === value));
      const strange = others.length > 0 && !namespaceUndecided(slice) && !others.some(namespaceUndecided);
      const sure = strange || (near.length > 0 && !far && reasonsFor(namespace).length === 0);
      const where =
        others.length > 0
          ? `; one is in namespace ${list(others.map((other) => other.namespace.value))}`
          : near.length > 0
            ? `; it has ${list(near.map((name) => `"${name}"`))}`
            : '';
      yield {
        span,
        resource,
        ...(sure ? {} : { severity: 'info' as const }),
        message: `namespace ${namespace} has no Service "${value}"${where}`,
        related: others.map((other) => ({
          span: other.name.span,
          message: `Service ${value} of namespace ${other.namespace.value}`,
        })),
        fixes: derived
          ? []
          : near.map((name) => ({
              title: `Use the Service "${name}"`,
              edits: [{ span, text: name }],
              ...(near.length === 1 ? { preferred: true as const } : {}),
            })),
      };
    }
  },
});
