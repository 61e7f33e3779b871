import { contains, overlaps, sameRange } from './cidr.ts';
import type { AddressFacts, RangeDeclaration } from './facts.ts';
import { findingAmong, type PlainFinding, replacing } from './finding.ts';
import type { AddressPlan, PlanRange } from './plan.ts';

/** Which ranges meet that may not: pods, services, nodes, secondary networks, load balancers, and the pools of one CNI. */
export function overlapFindings<P>(facts: AddressFacts<P>, plan: AddressPlan<P>): PlainFinding<P>[] {
  return [
    ...podsAndServices(plan),
    ...podsAndNodes(plan),
    ...servicesAndNodes(plan),
    ...nodeRanges(facts, plan),
    ...secondaryNetworks(facts, plan),
    ...calicoPools(facts),
    ...poolsOutside(plan),
    ...flannel(plan),
    ...kubeProxy(facts, plan),
  ];
}

function podsAndServices<P>(plan: AddressPlan<P>): PlainFinding<P>[] {
  // kOps allows services inside the pod range: its node allocator skips them (kubernetes/kops#16344).
  const isKops = plan.distribution?.id === 'kops';
  return meeting(withoutParts(plan.podsInUse), plan.services).flatMap(([pod, service]) => {
    const severity = isKops && contains(pod.range, service.range) ? 'info' : 'error';
    const message = `the pod range ${pod.text} overlaps the service range ${service.text}`;
    return findingAmong('pod-service-overlap', severity, message, [said('pod', pod), said('service', service)]);
  });
}

function podsAndNodes<P>(plan: AddressPlan<P>): PlainFinding<P>[] {
  if (plan.distribution?.podsFromNodeNetwork) return [];
  return withoutParts(plan.podsInUse).flatMap((pod) => {
    const met = withoutParts(plan.nodes).filter(
      // Flat Azure CNI takes the addresses of pods from the network of the nodes.
      ({ range }) => overlaps(pod.range, range) && !(plan.distribution?.id === 'aks' && contains(range, pod.range)),
    );
    if (met.length === 0) return [];
    const message = `the pod range ${pod.text} covers ${nodeNames(met)}`;
    return findingAmong('pod-node-overlap', 'error', message, [
      said('pod', pod),
      ...met.map((node) => said('node', node)),
    ]);
  });
}

function servicesAndNodes<P>(plan: AddressPlan<P>): PlainFinding<P>[] {
  return meeting(plan.services, withoutParts(plan.nodes)).flatMap(([service, node]) => {
    const message = `the service range ${service.text} covers ${nodeName(node)}`;
    return findingAmong('service-node-overlap', 'error', message, [said('service', service), said('node', node)]);
  });
}

/** The parts of the pod range that nodes have: each its own, all inside. */
function nodeRanges<P>({ nodes }: AddressFacts<P>, plan: AddressPlan<P>): PlainFinding<P>[] {
  const findings: PlainFinding<P>[] = [];
  for (const [index, node] of nodes.entries()) {
    for (const one of node.ranges) {
      for (const other of nodes.slice(index + 1)) {
        for (const theirs of other.ranges) {
          if (other.name === node.name || !overlaps(one.range, theirs.range)) continue;
          const message = `Nodes ${node.name} and ${other.name} share addresses: ${one.text} and ${theirs.text}`;
          const involved = [
            { at: theirs.at, message: `Node ${other.name}` },
            { at: one.at, message: `Node ${node.name}` },
          ];
          findings.push(...findingAmong('node-podcidr-overlap', 'error', message, involved));
        }
      }
      const pods = plan.pods.filter(({ range }) => range.family === one.range.family);
      if (pods.length === 0 || pods.some(({ range }) => contains(range, one.range))) continue;
      const message = `the range ${one.text} of Node ${node.name} is outside the pod range ${texts(pods)}`;
      const involved = [{ at: one.at, message: `Node ${node.name}` }, ...pods.map((pod) => said('pod', pod))];
      findings.push(...findingAmong('node-podcidr-outside', 'warning', message, involved));
    }
  }
  return findings;
}

function secondaryNetworks<P>({ secondary }: AddressFacts<P>, plan: AddressPlan<P>): PlainFinding<P>[] {
  return secondary.flatMap((one) => {
    const met = [
      ...withoutParts(plan.podsInUse).map((range) => ({ name: 'pod', range })),
      ...plan.services.map((range) => ({ name: 'service', range })),
    ].filter(({ range }) => overlaps(range.range, one.range));
    const [first] = met;
    if (!first) return [];
    const message = `the range ${one.text} of the network ${one.network} overlaps the ${first.name} range ${first.range.text}`;
    const related = met.map(({ name, range }) => said(name, range));
    const at = { at: one.at, message: `the network ${one.network}` };
    return findingAmong('secondary-network-overlap', 'warning', message, [at, ...related]);
  });
}

/** Calico refuses a pool that overlaps another, disabled or not (libcalico-go clientv3/ippool.go). */
function calicoPools<P>({ ranges }: AddressFacts<P>): PlainFinding<P>[] {
  const pools = ranges.filter(({ role }) => role === 'calico' || role === 'load-balancer');
  return pools.flatMap((one, index) =>
    pools.slice(index + 1).flatMap((other) => {
      if (!overlaps(one.range, other.range) || isSamePool(one, other)) return [];
      const message = `the pool ${other.owner} (${other.text}) overlaps the pool ${one.owner} (${one.text})`;
      const involved = [other, one].map(({ at, owner }) => ({ at, message: `the pool ${owner}` }));
      return findingAmong('ippool-overlap', 'error', message, involved);
    }),
  );
}

/** One pool twice: of one name, or an Installation's and the IPPool that the operator makes of it. */
function isSamePool(a: RangeDeclaration<unknown>, b: RangeDeclaration<unknown>): boolean {
  return (
    (a.owner === b.owner && a.by === b.by && a.by === 'Calico IPPool') || (a.by !== b.by && sameRange(a.range, b.range))
  );
}

function poolsOutside<P>(plan: AddressPlan<P>): PlainFinding<P>[] {
  const cluster = clusterRanges(plan);
  return plan.declared.flatMap((pool) => {
    if (pool.role !== 'calico' || pool.isDisabled || pool.tier === 'implied') return [];
    const own = cluster.filter(({ range }) => range.family === pool.range.family);
    if (own.length === 0 || own.some(({ range }) => contains(range, pool.range))) return [];
    const message = `the pool ${pool.owner} (${pool.text}) is outside the pod range ${texts(own)}`;
    const involved = [{ at: pool.at, message: `the pool ${pool.owner}` }, ...own.map((range) => said('pod', range))];
    return findingAmong('ippool-outside-pod-cidr', 'warning', message, involved);
  });
}

function flannel<P>(plan: AddressPlan<P>): PlainFinding<P>[] {
  const cluster = clusterRanges(plan);
  return plan.declared.flatMap((one) => {
    if (one.role !== 'flannel') return [];
    const own = cluster.filter(({ range }) => range.family === one.range.family);
    const [first] = own;
    if (!first || own.some(({ range }) => sameRange(range, one.range))) return [];
    const message = `flannel's network ${one.text} is not the pod range ${texts(own)}`;
    const involved = [{ at: one.at, message: "flannel's network" }, ...own.map((range) => said('pod', range))];
    const fixes = replacing(`use ${first.text}`, one.at, first.text);
    return findingAmong('flannel-network-mismatch', 'error', message, involved, fixes);
  });
}

function kubeProxy<P>({ proxies }: AddressFacts<P>, plan: AddressPlan<P>): PlainFinding<P>[] {
  const others = plan.pods.filter(({ by, tier }) => tier !== 'default' && tier !== 'implied' && !isProxy(by));
  return proxies.flatMap((one) => {
    const own = others.filter(({ range }) => range.family === one.range.family);
    const [first] = own;
    if (
      !first ||
      own.some(({ range, tier }) => sameRange(range, one.range) || (tier === 'pool' && contains(one.range, range)))
    )
      return [];
    const message = `kube-proxy takes ${one.text} for the pods, but the pod range is ${texts(own)}`;
    const involved = [{ at: one.at, message: one.by }, ...own.map((range) => said('pod', range))];
    const fixes = replacing(`use ${first.text}`, one.at, first.text);
    return findingAmong('kube-proxy-cidr-mismatch', 'warning', message, involved, fixes);
  });
}

function isProxy(by: string): boolean {
  return by.includes('kube-proxy') || by.includes('KubeProxy');
}

/** What the cluster itself takes for the pods, said by others than the CNI. */
function clusterRanges<P>(plan: AddressPlan<P>): readonly PlanRange<P>[] {
  return plan.pods.filter(({ tier }) => tier === 'setting' || tier === 'flags' || tier === 'installer');
}

/** Ranges without those that lie in another one that was written: one finding for the larger is enough. */
function withoutParts<P>(ranges: readonly PlanRange<P>[]): readonly PlanRange<P>[] {
  return ranges.filter(
    (one) =>
      !ranges.some(
        (other) => other.at !== undefined && contains(other.range, one.range) && !sameRange(other.range, one.range),
      ),
  );
}

function meeting<P>(a: readonly PlanRange<P>[], b: readonly PlanRange<P>[]): [PlanRange<P>, PlanRange<P>][] {
  return a.flatMap((one) =>
    b.filter((other) => overlaps(one.range, other.range)).map((other): [PlanRange<P>, PlanRange<P>] => [one, other]),
  );
}

function said<P>(name: string, { at, text, by, range }: PlanRange<P>): { at: P | undefined; message: string } {
  const what = range.first === range.last ? 'address' : 'range';
  return { at, message: `the ${name} ${what} ${text}, by ${by}` };
}

function nodeName<P>({ text, range }: PlanRange<P>): string {
  return range.first === range.last ? `the node address ${text}` : `the node network ${text}`;
}

/** All of one kind in one phrase: a cluster may have many nodes. */
function nodeNames<P>(nodes: readonly PlanRange<P>[]): string {
  const [first, ...more] = nodes;
  if (more.length === 0) return nodeName(first!);
  const shown = nodes.slice(0, 3).map(({ text }) => text);
  const all = nodes.length > 3 ? [...shown, `${nodes.length - 3} more`] : shown;
  const kind = nodes.every(({ range }) => range.first === range.last) ? 'addresses' : 'networks';
  return `the node ${kind} ${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

function texts<P>(ranges: readonly PlanRange<P>[]): string {
  return ranges.map(({ text }) => text).join(', ');
}
