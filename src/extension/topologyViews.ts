import { dnsView } from '../features/dns/dnsView.ts';
import { architectureGraph } from '../features/graph/from/architecture.ts';
import { connectionsGraph } from '../features/graph/from/connections.ts';
import { withProblems } from '../features/graph/from/problems.ts';
import { routingGraph, routingRows } from '../features/graph/from/routing.ts';
import { emptyGraph } from '../features/graph/graph.ts';
import type { View, ViewKind } from '../features/graph/views.ts';
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
): View {
  if (!scope) {
    if (kind === 'addresses') return { kind, plan: { ranges: [], overlaps: [] } };
    if (kind === 'dns') return { kind, graph: emptyGraph, workloads: [], names: [] };
    return { kind, graph: emptyGraph };
  }
  const { model, info } = scope;
  const own = findings.filter(({ scopes }) => scopes.includes(info.name));
  switch (kind) {
    case 'routing':
      return { kind, graph: withProblems(model.get(routingGraph), own, model.get(routingRows)) };
    case 'connections':
      return { kind, graph: withProblems(model.get(connectionsGraph), own, new Map()) };
    case 'dns':
      return dnsView(scope, question.workload === undefined ? firstQuestion(scope) : question);
    case 'addresses':
      return model.get(addressesView);
    case 'architecture':
      return { kind, graph: model.get(architectureGraph) };
  }
}

/** A lookup to begin with: the first that the manifests make. */
function firstQuestion({ model }: Scope): DnsQuestion {
  const reference = model
    .get(nameReferences)
    .find(({ users, target }) => users.length > 0 && target.kind === 'service');
  const [workload] = reference?.users ?? [];
  return reference && workload ? { workload: resourceId(workload), name: reference.host.value } : {};
}
