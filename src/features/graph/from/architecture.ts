import { addressing } from '../../../model/addressing.ts';
import { derive } from '../../../model/derived.ts';
import { clusterDns } from '../../../model/dns/cluster.ts';
import { endpoints } from '../../../model/endpoints.ts';
import { type Resource, resourceId } from '../../../model/facts/resource.ts';
import type { Workload } from '../../../model/facts/workload.ts';
import { outwardConnections } from '../../../model/outward.ts';
import { policies } from '../../../model/policies.ts';
import { requiredConnections, requiredReads } from '../../../model/required.ts';
import { groupBy } from '../../../text/group.ts';
import { compareText } from '../../../text/span.ts';
import type { Graph, Group } from '../graph.ts';
import { addEntries, type Entries, entryOf } from './architectureEntries.ts';
import { counted, namespaceCard, policyBadge, restOfRows, serviceRow, workloadRow } from './architectureNamespace.ts';
import { addNeeds, addOutside } from './architectureNeeds.ts';
import { addSystem, nodeCard } from './architectureSystem.ts';
import { GraphParts } from './nodes.ts';
import type { Home, Homes } from './problems.ts';

/** The whole cluster in one picture, and where each object is in it. */
interface Architecture {
  readonly graph: Graph;
  /** The card, and the row where there is one, that stands for an object; for findings. */
  readonly homes: Homes;
}

/**
 * The ways in, the namespaces with their Services and the pods behind each, who needs whom across namespaces, what the
 * cluster itself brings (DNS, network plugin), its nodes, and what lies outside.
 */
export const architecture = derive(
  [
    ...requiredReads,
    'gateways',
    'routes',
    'referenceGrants',
    'ingressClasses',
    'endpointSlices',
    'elsewhere',
    'producers',
  ],
  (view): Architecture => {
    const parts = new GraphParts();
    const homes = new Map<string, Home>();
    const here = <T extends Resource>(rows: readonly T[]) => rows.filter(({ hook }) => !hook);
    const byNamespace = <T extends Resource>(rows: readonly T[]) =>
      groupBy(
        [...here(rows)].sort((a, b) => compareText(a.name.value, b.name.value)),
        ({ namespace }) => namespace.value,
      );
    const services = byNamespace(view.services);
    const workloads = byNamespace(view.workloads);
    const ways = {
      ingresses: byNamespace(view.ingresses),
      gateways: byNamespace(view.gateways),
      routes: byNamespace([...view.routes, ...view.openShiftRoutes]),
    };
    const names = new Set([services, workloads, ...Object.values(ways)].flatMap((rows) => [...rows.keys()]));
    for (const { name } of view.namespaces) names.add(name.value);
    for (const { targets } of view.producers) for (const target of targets) if (target !== '*') names.add(target);
    names.delete('');
    if (names.size === 0) return { graph: parts.graph('tiers'), homes };
    const { workloadsOf, servicesOf } = view.get(endpoints);
    const rules = view.get(policies);
    const rowIds = new Map<string, ReadonlySet<string>>();
    for (const name of [...names].sort(compareText)) {
      const running = workloads.get(name) ?? [];
      const card = namespaceCard(
        {
          name,
          services: services.get(name) ?? [],
          unserved: running.filter((workload) => servicesOf(workload).length === 0),
          producers: view.producers.filter(({ targets }) => targets.includes(name)),
          others: [
            counted(ways.ingresses.get(name) ?? [], 'Ingress', 'Ingresses'),
            counted(ways.gateways.get(name) ?? [], 'Gateway', 'Gateways'),
            counted(ways.routes.get(name) ?? [], 'route', 'routes'),
          ],
          badge: policyBadge(running, rules),
        },
        workloadsOf,
      );
      parts.node(card);
      rowIds.set(name, new Set(card.rows?.map(({ id }) => id)));
    }
    const hasRow = (namespace: string, row: string) => rowIds.get(namespace)?.has(row) ?? false;
    /** The row itself, or the one that stands for all that have none. */
    const rowIn = (namespace: string, row: string): string | undefined =>
      [row, restOfRows].find((each) => hasRow(namespace, each));
    const rowOfWorkload = (workload: Workload): string | undefined => {
      const service = servicesOf(workload)[0];
      return rowIn(workload.namespace.value, service ? serviceRow(service) : workloadRow(workload));
    };
    const homeIn = ({ namespace }: Resource, row?: string): Home => ({
      node: `Namespace//${namespace.value}`,
      ...(row !== undefined && { row }),
    });
    const entries: Entries = {
      ingresses: here(view.ingresses),
      ingressClasses: view.ingressClasses,
      gateways: here(view.gateways),
      routes: here(view.routes),
      openShiftRoutes: here(view.openShiftRoutes),
      services: [...services.values()].flat(),
      hasRow,
    };
    addEntries(parts, entries);
    addNeeds(parts, view.get(requiredConnections), hasRow);
    addOutside(parts, view.get(outwardConnections), rowOfWorkload);
    addSystem(parts, rules.cni, view.get(addressing).plan, view.get(clusterDns));
    for (const node of view.nodes) parts.node(nodeCard(node));

    for (const resource of here(view.resources))
      if (resource.namespace.value !== '') homes.set(resourceId(resource), homeIn(resource));
    for (const service of entries.services)
      homes.set(resourceId(service), homeIn(service, rowIn(service.namespace.value, serviceRow(service))));
    for (const workload of [...workloads.values()].flat())
      homes.set(resourceId(workload), homeIn(workload, rowOfWorkload(workload)));
    for (const way of [...entries.ingresses, ...entries.gateways])
      homes.set(resourceId(way), { node: entryOf(way, entries) });

    const graph = parts.graph('tiers');
    const groups: Group[] = [
      { id: 'Entries', kind: 'system', label: 'Ways in' },
      { id: 'Namespaces', kind: 'system', label: 'Namespaces' },
      { id: 'System', kind: 'system', label: 'Cluster services' },
      { id: 'Nodes', kind: 'node', label: 'Nodes' },
    ];
    return {
      graph: { ...graph, groups: groups.filter(({ id }) => graph.nodes.some(({ group }) => group === id)) },
      homes,
    };
  },
);
