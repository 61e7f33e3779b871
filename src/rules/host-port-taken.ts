import { defineRule, type Problem } from '../lint/rule.ts';
import { perRow } from '../model/derived.ts';
import { resourceId } from '../model/facts/resource.ts';
import type { Container, ContainerPort, Workload } from '../model/facts/workload.ts';
import type { Span } from '../text/span.ts';
import { described } from './described.ts';

export default defineRule({
  id: 'host-port-taken',
  subject: 'Node ports and host ports',
  severity: 'error',
  summary: 'Two containers ask for the same port of a node.',
  why:
    'Within a pod, host ports are unique by protocol and address (pkg/apis/core/validation, AccumulateUniqueHostPorts): the API ' +
    'server refuses the pod. On the network of the host every containerPort is a host port. Two pods that ask for one host port ' +
    'are never on one node, so where a DaemonSet has a port on every node, the pods of the other stay Pending ' +
    '(pkg/scheduler/framework/plugins/nodeports).',
  reads: ['workloads'],
  examples: {
    reported: `
apiVersion: v1
kind: Pod
metadata: {name: edge}
spec:
  containers:
    - name: web
      image: shop/web
      ports: [{containerPort: 8080, hostPort: 80}]
    - name: admin
      image: shop/admin
      ports:
        - containerPort: 9090
          hostPort: 80
          #         ^^ error: host port 80/TCP is taken by container web of the same pod
`,
    accepted: `
apiVersion: v1
kind: Pod
metadata: {name: dns}
spec:
  containers:
    - name: dns
      image: shop/dns
      ports:
        - {containerPort: 53, hostPort: 53, protocol: UDP}
        - {containerPort: 53, hostPort: 53, protocol: TCP}
`,
  },

  *check({ workloads }) {
    const everywhere = new Map<string, Claim>();
    const others = new Map<string, Claim[]>();
    for (const workload of workloads) {
      const claims = claimsOf(workload);
      if (claims.length === 0) continue;
      yield* withinPod(workload, claims);
      if (workload.hook || workload.replicas === 0) continue;
      for (const claim of claims) {
        if (claim.container.role === 'init') continue;
        const key = `${claim.port.protocol.value} ${claim.number}`;
        if (!everywhere.has(key) && isEverywhere(workload)) everywhere.set(key, claim);
        else if (others.has(key)) others.get(key)!.push(claim);
        else others.set(key, [claim]);
      }
    }
    for (const [key, claim] of everywhere) {
      for (const other of others.get(key) ?? []) yield* betweenPods(claim, other);
    }
  },
});

interface Claim {
  readonly workload: Workload;
  readonly container: Container;
  readonly port: ContainerPort;
  readonly number: number;
  readonly span: Span;
}

const claimsOf = perRow((workload: Workload): readonly Claim[] => {
  const { pod } = workload;
  const onHost = pod.hostNetwork?.value === true;
  const claims: Claim[] = [];
  for (const container of pod.containers) {
    for (const port of container.ports) {
      const at = port.hostPort && port.hostPort.value !== 0 ? port.hostPort : onHost ? port.containerPort : undefined;
      if (at) claims.push({ workload, container, port, number: at.value, span: at.span });
    }
  }
  return claims;
});

/** Init containers run one after the other, so each is looked at by itself. */
function* withinPod(workload: Workload, claims: readonly Claim[]): Iterable<Problem> {
  if (claims.length < 2) return;
  const taken = new Map<string, Claim>();
  for (const claim of claims) {
    const { container, port, number, span } = claim;
    const own = container.role === 'container' ? '' : container.name.value;
    const key = `${own}\n${port.protocol.value}\n${port.hostIP?.value ?? ''}\n${number}`;
    const first = taken.get(key);
    if (!first) {
      taken.set(key, claim);
      continue;
    }
    yield {
      span,
      resource: resourceId(workload),
      message:
        first.container === container
          ? `container ${container.name.value} asks for host port ${number}/${port.protocol.value} twice`
          : `host port ${number}/${port.protocol.value} is taken by container ${first.container.name.value} of the same pod`,
      related: [{ span: first.span, message: `taken by container ${first.container.name.value}` }],
    };
  }
}

/** Reported where the other's pods cannot be but on a node of the DaemonSet. */
function* betweenPods(everywhere: Claim, { workload, port, number, span }: Claim): Iterable<Problem> {
  const daemon = everywhere.workload;
  if (workload === daemon || resourceId(workload) === resourceId(daemon)) return;
  const [a, b] = [everywhere.port.hostIP?.value ?? '', port.hostIP?.value ?? ''];
  if (a !== b && !isAnyAddress(a) && !isAnyAddress(b)) return;
  if (areApart(daemon, workload)) return;
  // Pods that tolerate more taints than the DaemonSet have nodes of their own.
  if (workload.pod.spec.get('tolerations').items().length > 0 && !toleratesEverything(daemon)) return;
  yield {
    span,
    resource: resourceId(workload),
    severity: 'warning',
    message: `host port ${number}/${port.protocol.value} is taken on every node by ${described(daemon)}`,
    related: [{ span: everywhere.span, message: `taken by ${described(daemon)}` }],
  };
}

/** Whether what they ask of a node's labels keeps them on different nodes: those of Linux and of Windows. */
function areApart(daemon: Workload, other: Workload): boolean {
  const [own, theirs] = [nodeLabels(daemon), nodeLabels(other)];
  if ([...own].some(([key, value]) => theirs.has(key) && theirs.get(key) !== value)) return true;
  // An affinity may leave out the nodes that the DaemonSet asks for.
  return own.size > 0 && other.pod.spec.at('affinity', 'nodeAffinity').exists;
}

function nodeLabels({ pod }: Workload): ReadonlyMap<string, string> {
  const entries = pod.spec.get('nodeSelector').entries();
  return new Map(
    entries.flatMap(([key, value]) => {
      const text = value.string();
      return text ? [[key.value.replace(/^beta\./, ''), text.value]] : [];
    }),
  );
}

function isAnyAddress(address: string): boolean {
  return address === '' || address === '0.0.0.0' || address === '::';
}

/** Whether a DaemonSet has a pod on every node, but for those whose taints nobody tolerates. */
function isEverywhere({ kind, pod }: Workload): boolean {
  if (kind !== 'DaemonSet' || pod.spec.get('affinity').get('nodeAffinity').exists) return false;
  return pod.spec
    .get('nodeSelector')
    .entries()
    .every(([key]) => /^(?:beta\.)?kubernetes\.io\/os$/.test(key.value));
}

function toleratesEverything({ pod }: Workload): boolean {
  return pod.spec
    .get('tolerations')
    .items()
    .some(
      (item) =>
        item.get('operator').string()?.value === 'Exists' && !item.get('key').exists && !item.get('effect').exists,
    );
}
