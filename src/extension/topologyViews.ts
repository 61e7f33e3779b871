import { dnsView } from '../features/dns/dnsView.ts';
import { graphOfScope } from '../features/graph/from/graphOf.ts';
import { emptyGraph } from '../features/graph/graph.ts';
import type { GraphView, View, ViewKind } from '../features/graph/views.ts';
import { addressesView } from '../features/topology/addressesView.ts';
import type { Finding } from '../lint/lint.ts';
import { resourceId } from '../model/facts/resource.ts';
import { nameReferences } from '../model/names/references.ts';
import type { Scope } from '../model/workspace.ts';

/** Which name is asked for, and from which workload, by its id in graphs. */
export interface DnsQuestion {
  readonly workload?: string;
  readonly name?: string;
  readonly libc?: 'glibc' | 'musl';
}

/** What a view of the topology shows of a scope, with the findings that hold in it. */
export function viewOf(
  kind: ViewKind,
  scope: Scope | undefined,
  findings: readonly Finding[],
  question: DnsQuestion = {},
  selected?: string,
): View {
  if (!scope) {
    if (kind === 'addresses') return { kind, plan: { ranges: [], overlaps: [] } };
    if (kind === 'dns') return { kind, graph: emptyGraph, workloads: [], names: [] };
    return { kind, graph: emptyGraph };
  }
  switch (kind) {
    case 'routing':
    case 'connections':
    case 'architecture':
      return { kind, graph: graphOfScope(kind, scope, findings) };
    case 'dns': {
      const asked = question.workload === undefined ? { ...question, ...firstQuestion(scope, selected) } : question;
      const view = dnsView(scope, asked);
      return view.resolution ? { ...view, resolution: { ...view.resolution, libc: asked.libc ?? 'glibc' } } : view;
    }
    case 'addresses':
      return scope.model.get(addressesView);
  }
}

/** The connections as they would be if no policy were applied: each allowed. What is wrong with them otherwise stays. */
export function withoutPolicies(view: GraphView): GraphView {
  const edges = view.graph.edges.map((edge) => {
    const { detail, problems, ...rest } = edge;
    return edge.verdict === undefined ? edge : { ...rest, verdict: 'allowed' as const };
  });
  return { ...view, graph: { ...view.graph, edges }, withoutPolicies: true };
}

/** A lookup to begin with: the first that the manifests make, of the selected workload if it makes one. */
function firstQuestion({ model }: Scope, selected: string | undefined): DnsQuestion {
  const lookups = model
    .get(nameReferences)
    .flatMap(({ host, users, target }) =>
      target.kind === 'service' ? users.map((user) => ({ workload: resourceId(user), name: host.value })) : [],
    );
  return lookups.find(({ workload }) => workload === selected) ?? lookups[0] ?? {};
}
