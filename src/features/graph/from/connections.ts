import { derive } from '../../../model/derived.ts';
import { resourceId } from '../../../model/facts/resource.ts';
import { policies } from '../../../model/policies.ts';
import { type RequiredSource, requiredConnections } from '../../../model/required.ts';
import type { Graph, Row, Verdict } from '../graph.ts';
import { GraphParts, internet, workloadNode } from './nodes.ts';

/**
 * Who needs whom, as the manifests say it themselves, and whether the policies let it through. Workloads that nothing
 * is known of stand apart, so that nothing seems to be missing.
 */
export const connectionsGraph = derive(
  [
    'workloads',
    'configMaps',
    'services',
    'namespaces',
    'resources',
    'cluster',
    'documents',
    'ingresses',
    'openShiftRoutes',
    'networkPolicies',
    'adminPolicies',
    'otherPolicies',
    'nodes',
  ],
  (view): Graph => {
    const parts = new GraphParts();
    const rules = view.get(policies);
    const rows = new Map<string, Map<string, Row>>();
    for (const workload of view.workloads) if (!workload.hook) parts.node(workloadNode(workload, rules));
    for (const { source, destination, protocol, port, targetPort, service, where, explanation } of view.get(
      requiredConnections,
    )) {
      const target = resourceId(destination);
      const row = `${protocol} ${port ?? targetPort}`;
      let known = rows.get(target);
      if (!known) rows.set(target, (known = new Map()));
      known.set(row, { id: row, label: row, ...(typeof targetPort === 'string' && { value: targetPort }) });
      const from = sourceOf(source, parts);
      if (from === target) continue;
      const verdict: Verdict = explanation?.verdict ?? 'unknown';
      parts.edge({
        kind: 'requires',
        source: from,
        target,
        targetRow: row,
        verdict,
        detail: `${where}, by way of Service ${service.name.value}`,
      });
    }
    for (const [id, known] of rows) parts.rows(id, [...known.values()]);
    return parts.graph('flow');
  },
);

function sourceOf(source: RequiredSource, parts: GraphParts): string {
  switch (source.kind) {
    case 'workload':
      return resourceId(source.workload);
    case 'anywhere':
      return parts.node(internet).id;
    case 'cluster':
      return parts.node({
        id: 'Cluster',
        role: 'network',
        kind: 'Cluster',
        name: 'Ingress controllers and others',
        tier: 'outside',
      }).id;
    case 'api-server':
      return parts.node({ id: 'APIServer', role: 'node', kind: 'Control plane', name: 'API server', tier: 'outside' })
        .id;
  }
}
