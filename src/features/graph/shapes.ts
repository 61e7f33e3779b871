/** Guards for the graph and the views: a message from the other side is checked before it is believed. */

import {
  type Badge,
  changes,
  edgeKinds,
  type Graph,
  type GraphEdge,
  type GraphNode,
  type Group,
  type Problem,
  type Row,
  roles,
  severities,
  tiers,
  verdicts,
} from './graph.ts';
import { dictionary, flag, list, number, object, oneOf, optional, pair, text, union } from './guard.ts';
import type {
  AddressesView,
  AddressOverlap,
  AddressPart,
  AddressPlan,
  AddressRange,
  ChangeNote,
  Comparison,
  Details,
  DnsView,
  GraphView,
  Hop,
  KindCount,
  PlannedAddress,
  Resolution,
  ResolutionStep,
  ScopeLabel,
  Trace,
  View,
  ViewContext,
} from './views.ts';
import { viewKinds } from './views.ts';

const problem = object<Problem>({ severity: oneOf(severities), rule: text, message: text });
const badge = object<Badge>({ text, tone: oneOf(['neutral', 'good', 'warning']), detail: optional(text) });
const row = object<Row>({
  id: text,
  label: text,
  value: optional(text),
  problems: optional(list(problem)),
  change: optional(oneOf(changes)),
});
const node = object<GraphNode>({
  id: text,
  role: oneOf(roles),
  kind: text,
  name: text,
  namespace: optional(text),
  group: optional(text),
  tier: oneOf(tiers),
  subtitle: optional(text),
  count: optional(number),
  rows: optional(list(row)),
  badges: optional(list(badge)),
  problems: optional(list(problem)),
  labels: optional(dictionary(text)),
  change: optional(oneOf(changes)),
  members: optional(list(text)),
});
const edge = object<GraphEdge>({
  id: text,
  kind: oneOf(edgeKinds),
  source: text,
  target: text,
  sourceRow: optional(text),
  targetRow: optional(text),
  label: optional(text),
  verdict: optional(oneOf(verdicts)),
  detail: optional(text),
  count: optional(number),
  problems: optional(list(problem)),
  change: optional(oneOf(changes)),
});
const group = object<Group>({
  id: text,
  kind: oneOf(['namespace', 'system', 'node', 'app', 'file']),
  label: text,
  badges: optional(list(badge)),
});

export const isGraph = object<Graph>({
  arrangement: oneOf(['tiers', 'flow']),
  groups: list(group),
  nodes: list(node),
  edges: list(edge),
});

const step = object<ResolutionStep>({
  kind: oneOf(['query', 'answer', 'connect']),
  title: text,
  detail: optional(text),
  result: oneOf(['found', 'nxdomain', 'nodata', 'forwarded', 'skipped', 'failed', 'info']),
  nodes: list(text),
  edges: list(text),
});
const resolution = object<Resolution>({
  workload: text,
  name: text,
  libc: optional(oneOf(['glibc', 'musl'])),
  resolvConf: list(text),
  steps: list(step),
  outcome: text,
  resolved: oneOf(['yes', 'no', 'unknown']),
});
const address = object<PlannedAddress>({ address: text, value: text, label: text, node: optional(text) });
const part = object<AddressPart>({
  kind: oneOf(['node', 'except']),
  label: text,
  cidr: text,
  first: text,
  last: text,
  node: optional(text),
});
const range = object<AddressRange>({
  id: text,
  use: oneOf(['pods', 'services', 'nodes', 'loadBalancer', 'secondary', 'policy']),
  label: text,
  cidr: text,
  family: oneOf([4, 6]),
  first: text,
  last: text,
  source: optional(text),
  isDeclared: optional(flag),
  addresses: list(address),
  parts: optional(list(part)),
  meets: optional(list(text)),
});
const plan = object<AddressPlan>({
  profile: optional(text),
  ranges: list(range),
  overlaps: list(object<AddressOverlap>({ ranges: pair(text), severity: oneOf(severities), message: text })),
});
const graphView = object<GraphView>({
  kind: oneOf(['routing', 'connections', 'architecture']),
  graph: isGraph,
  withoutPolicies: optional(flag),
});

export const isView = union<View>('kind', {
  routing: graphView,
  connections: graphView,
  architecture: graphView,
  dns: object<DnsView>({
    kind: oneOf(['dns']),
    graph: isGraph,
    workloads: list(text),
    names: list(text),
    resolution: optional(resolution),
  }),
  addresses: object<AddressesView>({ kind: oneOf(['addresses']), plan }),
});

type Note<K extends ChangeNote['kind']> = Extract<ChangeNote, { kind: K }>;

const note = union<ChangeNote>('kind', {
  reach: object<Note<'reach'>>({ kind: oneOf(['reach']), node: text, reached: flag }),
  verdict: object<Note<'verdict'>>({
    kind: oneOf(['verdict']),
    edge: text,
    source: text,
    target: text,
    port: optional(text),
    before: oneOf(verdicts),
    now: oneOf(verdicts),
  }),
  connection: object<Note<'connection'>>({
    kind: oneOf(['connection']),
    change: oneOf(['added', 'removed']),
    edge: text,
    source: text,
    target: text,
    port: optional(text),
    verdict: oneOf(verdicts),
  }),
  resource: object<Note<'resource'>>({
    kind: oneOf(['resource']),
    change: oneOf(changes),
    node: text,
    fields: list(text),
  }),
});

/** What stands around a view. */
export const isViewContext = object<ViewContext>({
  scope: optional(
    object<ScopeLabel>({
      name: text,
      kind: oneOf(['directory', 'kustomization', 'chart', 'setting']),
      count: number,
      kinds: list(object<KindCount>({ kind: text, count: number })),
      incomplete: list(text),
    }),
  ),
  comparison: optional(object<Comparison>({ ref: text, notes: list(note) })),
  instead: optional(list(oneOf(viewKinds))),
});

export const isTrace = object<Trace>({
  title: text,
  verdict: oneOf(verdicts),
  hops: list(
    object<Hop>({
      title: text,
      detail: optional(text),
      verdict: oneOf(verdicts),
      nodes: list(text),
      edges: list(text),
    }),
  ),
});

export const isDetails = object<Details>({
  id: text,
  title: text,
  subtitle: optional(text),
  sections: list(
    object<Details['sections'][number]>({
      title: text,
      rows: list(
        object<Details['sections'][number]['rows'][number]>({
          label: text,
          value: optional(text),
          node: optional(text),
          verdict: optional(oneOf(verdicts)),
        }),
      ),
    }),
  ),
  findings: list(
    object<Details['findings'][number]>({
      severity: oneOf(severities),
      rule: text,
      message: text,
      why: optional(text),
      fixes: list(text),
    }),
  ),
  sources: list(object<Details['sources'][number]>({ label: text, text: optional(text) })),
  actions: list(object<Details['actions'][number]>({ title: text, command: text, args: list(text) })),
});
