import { derive } from '../../../model/derived.ts';
import { resourceId } from '../../../model/facts/resource.ts';
import { outwardConnections } from '../../../model/outward.ts';
import { policies } from '../../../model/policies.ts';
import { type RequiredSource, requiredConnections, requiredReads } from '../../../model/required.ts';
import type { Graph, Row, Verdict } from '../graph.ts';
import { GraphParts, internet, workloadNode } from './nodes.ts';

/**
 * Who needs whom, as the manifests say it themselves, and whether the policies let it through. Workloads that nothing
 * is known of stand apart, so that nothing seems to be missing.
 */
export const connectionsGraph = derive(requiredReads, (view): Graph => {
  const parts = new GraphParts();
  const rules = view.get(policies);
  const rows = new Map<string, Map<string, Row>>();
  const rowAt = (target: string, label: string, value?: string): string => {
    let known = rows.get(target);
    if (!known) rows.set(target, (known = new Map()));
    known.set(label, { id: label, label, ...(value !== undefined && { value }) });
    return label;
  };
  for (const workload of view.workloads) if (!workload.hook) parts.node(workloadNode(workload, rules));
  for (const { source, destination, protocol, port, targetPort, service, where, explanation } of view.get(
    requiredConnections,
  )) {
    const target = resourceId(destination);
    const name = typeof targetPort === 'string' ? targetPort : undefined;
    const targetRow = rowAt(target, `${protocol} ${port ?? targetPort}`, name);
    const from = sourceOf(source, parts);
    if (from === target) continue;
    const verdict: Verdict = explanation?.verdict ?? 'unknown';
    parts.edge({
      kind: 'requires',
      source: from,
      target,
      targetRow,
      verdict,
      detail: `${where}, by way of Service ${service.name.value}`,
    });
  }
  for (const { workload, host, port, where, explanation } of view.get(outwardConnections)) {
    if (workload.hook) continue;
    const target = `External/${host}`;
    parts.node({ id: target, role: 'external', kind: 'Outside', name: host, tier: 'beyond' });
    parts.edge({
      kind: 'requires',
      source: resourceId(workload),
      target,
      ...(port !== undefined && { targetRow: rowAt(target, `TCP ${port}`) }),
      verdict: explanation?.verdict ?? 'unknown',
      detail: where,
    });
  }
  for (const [id, known] of rows) parts.rows(id, [...known.values()]);
  return parts.graph('flow');
});

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
