/**
 * The topology as plain data: what a picture of the network shows, and nothing about where text is or how it is drawn.
 * There are no spans in it, so typing in a field that the picture does not show makes an equal graph.
 */

/** Readable and stable: `Service/shop/web`, `Deployment/shop/web`, `Internet`, `Node/worker-1`. */
export type NodeId = string;

/** Unique in its graph and stable: see `edgeId`. */
export type EdgeId = string;

/** Unique in its graph: `Namespace/shop`. */
export type GroupId = string;

/** The columns of the picture, from the way in on the left to the way out on the right. */
export const tiers = ['outside', 'entry', 'service', 'workload', 'pod', 'beyond'] as const;
export type Tier = (typeof tiers)[number];

/**
 * What a node is in the network: decides its glyph and colour. `missing` is something named that does not exist, `unseen`
 * something named that is not in the files, where others may make it.
 */
export const roles = [
  'internet',
  'external',
  'gateway',
  'route',
  'service',
  'workload',
  'job',
  'pod',
  'node',
  'dns',
  'network',
  'resolver',
  'policy',
  'range',
  'namespace',
  'missing',
  'unseen',
] as const;
export type Role = (typeof roles)[number];

export const severities = ['error', 'warning', 'info', 'hint'] as const;
export type Severity = (typeof severities)[number];

/** What policies say about a connection. `unknown` when the manifests cannot tell. */
export const verdicts = ['allowed', 'denied', 'unknown'] as const;
export type Verdict = (typeof verdicts)[number];

/** How something differs from the graph that it is compared with. */
export const changes = ['added', 'removed', 'changed'] as const;
export type Change = (typeof changes)[number];

/** What an edge means: decides its line style and colour. */
export const edgeKinds = ['route', 'selects', 'runs', 'requires', 'allows', 'dns', 'contains'] as const;
export type EdgeKind = (typeof edgeKinds)[number];

/** A finding about a node, row or edge, in words. Its fixes come with the details, on demand. */
export interface Problem {
  readonly severity: Severity;
  /** The rule's id, such as `target-port-not-exposed`. */
  readonly rule: string;
  readonly message: string;
}

/** A remark that is no problem: `no policy: open to all`, `headless`, `default class`. */
export interface Badge {
  readonly text: string;
  readonly tone: 'neutral' | 'good' | 'warning';
  /** A sentence more, shown in the panel and on hover. */
  readonly detail?: string;
}

/** A line inside a card where edges begin or end: a port of a Service, a rule of an Ingress, a query of a resolver. */
export interface Row {
  /** Unique in its node. */
  readonly id: string;
  /** What stands on the left, such as `http` or `80`. */
  readonly label: string;
  /** What stands on the right, such as `80 → 8080`. */
  readonly value?: string;
  readonly problems?: readonly Problem[];
  readonly change?: Change;
}

export interface GraphNode {
  readonly id: NodeId;
  readonly role: Role;
  /** The API's own kind, such as `StatefulSet`; for pseudo-nodes what a legend calls it, such as `Internet`. */
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  /** The box that it lies in; nothing for nodes outside all boxes. */
  readonly group?: GroupId;
  readonly tier: Tier;
  /** The second line of the card, such as `ClusterIP` or `Deployment · Always restarts`. */
  readonly subtitle?: string;
  /** How many equal things the card stands for, drawn as `×3`. One when absent. */
  readonly count?: number;
  readonly rows?: readonly Row[];
  readonly badges?: readonly Badge[];
  readonly problems?: readonly Problem[];
  /** For the filter by label. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly change?: Change;
  /** Set on a card that stands for several: their ids, in order. */
  readonly members?: readonly NodeId[];
}

export interface GraphEdge {
  readonly id: EdgeId;
  readonly kind: EdgeKind;
  readonly source: NodeId;
  readonly target: NodeId;
  /** The row of the source that it leaves from. */
  readonly sourceRow?: string;
  /** The row of the target that it ends at. */
  readonly targetRow?: string;
  readonly label?: string;
  readonly verdict?: Verdict;
  /** Why the verdict is what it is, or what else there is to say, in a sentence. */
  readonly detail?: string;
  /** How many edges it stands for. One when absent. */
  readonly count?: number;
  readonly problems?: readonly Problem[];
  readonly change?: Change;
}

/** A background box: a namespace, a node in the architecture, or what else the user groups by. Boxes do not nest. */
export interface Group {
  readonly id: GroupId;
  readonly kind: 'namespace' | 'system' | 'node' | 'app' | 'file';
  readonly label: string;
  readonly badges?: readonly Badge[];
}

/**
 * `tiers` puts a node in the column of its tier; `flow` in the column that follows from who calls whom.
 */
export interface Graph {
  readonly arrangement: 'tiers' | 'flow';
  readonly groups: readonly Group[];
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export const emptyGraph: Graph = { arrangement: 'tiers', groups: [], nodes: [], edges: [] };

/** The one id that an edge between these ends has. Two edges with equal ends must differ in `kind`. */
export function edgeId(edge: Pick<GraphEdge, 'kind' | 'source' | 'target' | 'sourceRow' | 'targetRow'>): EdgeId {
  const end = (node: NodeId, row: string | undefined) => (row === undefined ? node : `${node}#${row}`);
  return `${edge.kind} ${end(edge.source, edge.sourceRow)} > ${end(edge.target, edge.targetRow)}`;
}

/** The gravest problem of a node with its rows, or of an edge; nothing when there is none. */
export function worstProblem(of: GraphNode | GraphEdge | Row): Problem | undefined {
  let worst: Problem | undefined;
  for (const problem of problemsOf(of))
    if (!worst || severities.indexOf(problem.severity) < severities.indexOf(worst.severity)) worst = problem;
  return worst;
}

/** All problems of a node with those of its rows, or of an edge, gravest of a kind not first: in the order given. */
export function problemsOf(of: GraphNode | GraphEdge | Row): readonly Problem[] {
  const own = of.problems ?? [];
  const rows = 'rows' in of ? (of.rows ?? []).flatMap((row) => row.problems ?? []) : [];
  return rows.length === 0 ? own : [...own, ...rows];
}
