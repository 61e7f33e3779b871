import { compareText } from '../../../text/span.ts';
import { edgeId, type Graph, type GraphEdge, type GraphNode, type NodeId, worstProblem } from '../graph.ts';

/**
 * Puts equal peers into one card: same kind and namespace, no rows and no problem, and connected to the same ends in
 * the same way. At least `least` of them, and none whose card's id is in `expanded` or that is in `keep`.
 */
export function collapsePeers(
  graph: Graph,
  least: number,
  expanded: ReadonlySet<NodeId>,
  keep: ReadonlySet<NodeId>,
): Graph {
  const ends = new Map<NodeId, string[]>();
  const note = (id: NodeId, text: string) => {
    const found = ends.get(id);
    if (found) found.push(text);
    else ends.set(id, [text]);
  };
  for (const edge of graph.edges) {
    const look = [edge.kind, edge.sourceRow, edge.targetRow, edge.label, edge.verdict].join('|');
    note(edge.source, `>${edge.target}|${look}`);
    note(edge.target, `<${edge.source}|${look}`);
  }
  const peers = new Map<string, GraphNode[]>();
  for (const node of graph.nodes) {
    const plain = node.tier !== 'outside' && node.tier !== 'beyond' && !node.rows?.length && !worstProblem(node);
    if (!plain || keep.has(node.id) || node.change || node.members) continue;
    const badges = (node.badges ?? []).map((badge) => badge.text);
    const around = ends.get(node.id)?.sort(compareText) ?? [];
    const key = JSON.stringify([node.group, node.tier, node.kind, node.namespace, node.subtitle, badges, around]);
    const found = peers.get(key);
    if (found) found.push(node);
    else peers.set(key, [node]);
  }
  const into = new Map<NodeId, GraphNode>();
  for (const nodes of peers.values()) {
    if (nodes.length < least) continue;
    const members = nodes.map((node) => node.id).sort(compareText);
    const id = `Peers/${members[0]!}`;
    if (expanded.has(id)) continue;
    const first = nodes[0]!;
    const sum = nodes.reduce((total, node) => total + (node.count ?? 1), 0);
    const name = commonName(nodes.map((node) => node.name));
    const card: GraphNode = { ...first, id, name, count: Math.max(sum, nodes.length), members };
    for (const node of nodes) into.set(node.id, card);
  }
  return into.size === 0 ? graph : mergeNodes(graph, into);
}

/** Replaces nodes by others, several by one; edges between equal ends become one with a count. */
export function mergeNodes(graph: Graph, into: ReadonlyMap<NodeId, GraphNode>): Graph {
  const nodes: GraphNode[] = [];
  const added = new Set<NodeId>();
  for (const node of graph.nodes) {
    const card = into.get(node.id) ?? node;
    if (added.has(card.id)) continue;
    added.add(card.id);
    nodes.push(card);
  }
  const edges = new Map<string, GraphEdge>();
  const rank = { denied: 2, unknown: 1, allowed: 0 };
  for (const edge of graph.edges) {
    const [source, target] = [into.get(edge.source), into.get(edge.target)];
    if (!source && !target) {
      edges.set(edge.id, edge);
      continue;
    }
    if (source && source === target) continue;
    const { sourceRow, targetRow, ...rest } = edge;
    const moved = {
      ...rest,
      source: source?.id ?? edge.source,
      target: target?.id ?? edge.target,
      ...(!source && sourceRow !== undefined && { sourceRow }),
      ...(!target && targetRow !== undefined && { targetRow }),
    };
    const id = edgeId(moved);
    const old = edges.get(id);
    const count = (old?.count ?? 0) + (edge.count ?? 1);
    const problems = [...(old?.problems ?? []), ...(edge.problems ?? [])];
    const { label, ...unlabelled } = moved;
    const same = !old || old.label === label;
    const verdict =
      old?.verdict && (!edge.verdict || rank[old.verdict] > rank[edge.verdict]) ? old.verdict : edge.verdict;
    edges.set(id, {
      ...unlabelled,
      ...(same && label !== undefined && { label }),
      ...(verdict && { verdict }),
      id,
      count,
      ...(problems.length > 0 && { problems }),
    });
  }
  return { ...graph, nodes, edges: [...edges.values()] };
}

/** What the names begin with together, such as `worker-…`; else how many more there are. */
function commonName(names: readonly string[]): string {
  const [first = '', ...rest] = [...names].sort(compareText);
  let length = first.length;
  for (const name of rest) while (!name.startsWith(first.slice(0, length))) length--;
  const prefix = first.slice(0, length);
  return prefix.length >= 3 ? `${prefix}…` : `${first}, …`;
}
