import type { Resource } from '../../model/facts/resource.ts';
import type { Scope } from '../../model/workspace.ts';
import { compareText } from '../../text/span.ts';
import type { Tree } from '../../yaml/tree.ts';
import { connectionsGraph } from '../graph/from/connections.ts';
import { routingGraph } from '../graph/from/routing.ts';
import { emptyGraph, type Graph, type GraphEdge } from '../graph/graph.ts';
import { reachedFromInternet } from '../graph/reach.ts';
import type { ChangeNote, DetailRow, DetailSection } from '../graph/views.ts';
import { changedFields } from './changedFields.ts';
import { resourcesById } from './places.ts';

/** More fields of one object are not told. */
const mostFields = 6;

/**
 * What differs between two states of a scope, the gravest first: whom the Internet reaches, what the policies judge
 * otherwise, which connections came and went, and which objects. A state that does not have the scope is an empty one.
 */
export function changesBetween(before: Scope | undefined, after: Scope | undefined): readonly ChangeNote[] {
  const [old, now] = [stateOf(before), stateOf(after)];
  return [
    ...reachNotes(old, now),
    ...connectionNotes(old.connections, now.connections),
    ...resourceNotes(old.resources, now.resources),
  ];
}

/** The fields of one object that differ, as a part of its details; undefined where nothing differs, or one has no such object. */
export function changedSection(before: Scope, after: Scope, id: string): DetailSection | undefined {
  const [was, now] = [before, after].map(({ model }) => model.get(resourcesById).get(id));
  const fields = was && now ? fieldsOf(was.tree, now.tree, now.kind) : [];
  if (fields.length === 0) return undefined;
  const rows = fields.map((field): DetailRow => {
    const at = field.indexOf(': ');
    return at < 0 ? { label: field } : { label: field.slice(0, at), value: field.slice(at + 2) };
  });
  return { title: 'Changes', rows };
}

interface State {
  readonly routing: Graph;
  readonly connections: Graph;
  readonly resources: ReadonlyMap<string, Resource>;
}

function stateOf(scope: Scope | undefined): State {
  if (!scope) return { routing: emptyGraph, connections: emptyGraph, resources: new Map() };
  const { model } = scope;
  return {
    routing: model.get(routingGraph),
    connections: model.get(connectionsGraph),
    resources: model.get(resourcesById),
  };
}

function* reachNotes(old: State, now: State): Generator<ChangeNote> {
  const reached = reachedFromInternet(now.routing, now.connections);
  const was = reachedFromInternet(old.routing, old.connections);
  for (const node of workloadsOf(now.routing)) {
    if (reached.has(node) !== was.has(node)) yield { kind: 'reach', node, reached: reached.has(node) };
  }
}

function workloadsOf({ nodes }: Graph): string[] {
  return nodes
    .filter(({ tier }) => tier === 'workload')
    .map(({ id }) => id)
    .sort(compareText);
}

/** Of connections whose ends are new or gone themselves, nothing is told: the objects are. */
function connectionNotes(old: Graph, now: Graph): readonly ChangeNote[] {
  const verdicts: ChangeNote[] = [];
  const others: ChangeNote[] = [];
  const was = new Map(required(old).map((edge) => [edge.id, edge]));
  const isIn = (graph: Graph) => {
    const ids = new Set(graph.nodes.filter(({ tier }) => tier !== 'outside').map(({ id }) => id));
    return (id: string) => ids.has(id) || !id.includes('/');
  };
  const [wasThere, isThere] = [isIn(old), isIn(now)];
  const stays = ({ source, target }: GraphEdge) => [source, target].every((id) => wasThere(id) && isThere(id));
  for (const edge of required(now)) {
    const before = was.get(edge.id);
    was.delete(edge.id);
    const { verdict = 'unknown' } = edge;
    if (!before) {
      if (stays(edge)) others.push({ kind: 'connection', change: 'added', ...endsOf(edge), verdict });
    } else if ((before.verdict ?? 'unknown') !== verdict) {
      verdicts.push({ kind: 'verdict', ...endsOf(edge), before: before.verdict ?? 'unknown', now: verdict });
    }
  }
  for (const edge of was.values()) {
    const { verdict = 'unknown' } = edge;
    if (stays(edge)) others.push({ kind: 'connection', change: 'removed', ...endsOf(edge), verdict });
  }
  return [...verdicts, ...others];
}

function required({ edges }: Graph): GraphEdge[] {
  return edges.filter(({ kind }) => kind === 'requires').sort((a, b) => compareText(a.id, b.id));
}

function endsOf({ id, source, target, targetRow }: GraphEdge) {
  return { edge: id, source, target, ...(targetRow !== undefined && { port: targetRow }) };
}

function resourceNotes(old: ReadonlyMap<string, Resource>, now: ReadonlyMap<string, Resource>): readonly ChangeNote[] {
  const notes: (ChangeNote & { readonly kind: 'resource' })[] = [];
  for (const [node, { tree, kind }] of now) {
    const before = old.get(node);
    if (!before) notes.push({ kind: 'resource', change: 'added', node, fields: [] });
    else {
      const fields = fieldsOf(before.tree, tree, kind);
      if (fields.length > 0) notes.push({ kind: 'resource', change: 'changed', node, fields });
    }
  }
  for (const node of old.keys())
    if (!now.has(node)) notes.push({ kind: 'resource', change: 'removed', node, fields: [] });
  const order = ['added', 'removed', 'changed'];
  return notes.sort((a, b) => order.indexOf(a.change) - order.indexOf(b.change) || compareText(a.node, b.node));
}

/** Kept by the object of now, so that typing compares only what was typed in. */
const known = new WeakMap<Tree, { readonly before: Tree; readonly fields: readonly string[] }>();

function fieldsOf(before: Tree, after: Tree, kind: string): readonly string[] {
  const kept = known.get(after);
  if (kept?.before === before) return kept.fields;
  // What a Secret holds is not to be read from a list.
  const all = changedFields(before, after, kind !== 'Secret');
  const fields = all.length > mostFields ? [...all.slice(0, mostFields), '…'] : all;
  known.set(after, { before, fields });
  return fields;
}
