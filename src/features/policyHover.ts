import { policyTypes } from '../kubernetes/policy/networkPolicy.ts';
import type { Direction } from '../kubernetes/policy/policy.ts';
import type {
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  NetworkPolicyRule,
} from '../model/facts/policies.ts';
import { lastingContainers, type Workload } from '../model/facts/workload.ts';
import { type Policies, policies, type SelectedWorkload } from '../model/policies.ts';
import { list } from '../text/distance.ts';
import { covers } from '../text/span.ts';
import type { Field } from '../yaml/field.ts';
import type { Hover, HoverSource } from './hovers/hover.ts';

/** What a NetworkPolicy selects, admits and denies; within its rules, what each rule, peer and port means. */
export const hoverOfPolicy: HoverSource = (scope, file, offset) => {
  const policy = scope.model.inputs.networkPolicies.find(({ tree }) => covers(tree.span, file, offset));
  if (!policy) return undefined;
  const known = scope.model.get(policies);
  const at = (field: Field) => field.tree !== undefined && covers(field.tree.span, file, offset);
  const onKey = (field: Field) => covers(field.key, file, offset);
  for (const [direction, rules, key, side] of [
    ['Ingress', policy.ingress, 'ingress', 'from'],
    ['Egress', policy.egress, 'egress', 'to'],
  ] as const) {
    const index = policy.spec
      .get(key)
      .items()
      .findIndex((item) => at(item));
    const rule = rules?.[index];
    if (!rule) continue;
    return hoverInRule(known, policy, direction, index, rule, policy.spec.get(key).items()[index]!, side, at);
  }
  const { name, span } = policy;
  const [selector, types] = [policy.spec.get('podSelector'), policy.spec.get('policyTypes')];
  const onWhole = [span, name.span].find((own) => covers(own, file, offset));
  const field = [selector, types, policy.spec.get('ingress'), policy.spec.get('egress')].find(
    (one) => onKey(one) || at(one),
  );
  const place = onWhole ?? field?.key;
  return place && { span: place, markdown: describePolicy(known, policy) };
};

/** A policy as a whole, in Markdown. */
export function describePolicy(known: Policies, policy: NetworkPolicy): string {
  const selected = known.selectedBy(policy);
  const { cni } = known;
  const facts = [
    `selects ${podsText(selected)}`,
    ...(['Ingress', 'Egress'] as const).flatMap((direction) => describeDirection(known, policy, direction)),
    ...(cni && !cni.enforces ? [`not enforced: ${cni.name} enforces no NetworkPolicy`] : []),
  ];
  return [
    `**NetworkPolicy ${policy.name.value}** · namespace ${policy.namespace.value}`,
    facts.map((fact) => `- ${fact}`).join('\n'),
  ].join('\n\n');
}

function describeDirection(known: Policies, policy: NetworkPolicy, direction: Direction): string[] {
  const side = direction.toLowerCase();
  const rules = direction === 'Ingress' ? policy.ingress : policy.egress;
  const counted = policyTypes({
    policyTypes: policy.policyTypes?.map(({ value }) => value),
    egress: policy.egress?.map(() => ({ peers: undefined, ports: undefined })),
  }).includes(direction);
  if (!counted) {
    return [`${side}: says nothing${rules && rules.length > 0 ? `, its ${side} rules do not count` : ''}`];
  }
  if (!rules || rules.length === 0) return [`${side}: admits nothing, denies all that no other policy admits`];
  return rules.map(
    (rule, index) =>
      `${side}: admits ${rules.length > 1 ? `(${index + 1}) ` : ''}${peersText(known, policy, direction, index, rule)} on ${portsText(rule)}`,
  );
}

function hoverInRule(
  known: Policies,
  policy: NetworkPolicy,
  direction: Direction,
  index: number,
  rule: NetworkPolicyRule,
  field: Field,
  side: 'from' | 'to',
  at: (field: Field) => boolean,
): Hover {
  const what = `${direction.toLowerCase()} rule ${index + 1} of NetworkPolicy ${policy.name.value}`;
  const peerAt = field.get(side).items().findIndex(at);
  const peer = rule.peers[peerAt];
  if (peer) {
    return {
      span: peer.span,
      markdown: `**Peer ${peerAt + 1}** of ${what}\n\n- admits ${onePeerText(known, policy, direction, index, peer, peerAt)}`,
    };
  }
  const portAt = field.get('ports').items().findIndex(at);
  const port = rule.ports[portAt];
  if (port) {
    const pods = direction === 'Ingress' ? known.selectedBy(policy) : known.peersOf(policy, direction, index);
    return { span: port.span, markdown: `**Port ${portText(port)}** of ${what}\n\n${portMeaning(port, pods)}` };
  }
  const selected = podsText(known.selectedBy(policy));
  const admitted = `${peersText(known, policy, direction, index, rule)} on ${portsText(rule)}`;
  return {
    span: rule.span,
    markdown: `**Rule ${index + 1}** (${direction.toLowerCase()}) of NetworkPolicy ${policy.name.value}\n\n- ${direction === 'Ingress' ? `lets in ${admitted}, to ${selected}` : `lets ${selected} out to ${admitted}`}`,
  };
}

function peersText(
  known: Policies,
  policy: NetworkPolicy,
  direction: Direction,
  index: number,
  { peers }: NetworkPolicyRule,
): string {
  if (peers.length === 0) return 'everybody, inside and outside of the cluster';
  return list(peers.map((peer, at) => onePeerText(known, policy, direction, index, peer, at)));
}

function onePeerText(
  known: Policies,
  policy: NetworkPolicy,
  direction: Direction,
  index: number,
  { ipBlock, namespaceSelector, podSelector }: NetworkPolicyPeer,
  at: number,
): string {
  if (ipBlock) {
    const except = ipBlock.except.map(({ value }) => value);
    return `addresses ${ipBlock.cidr.value}${except.length > 0 ? ` without ${list(except)}` : ''}`;
  }
  const found = known.peersOf(policy, direction, index, at);
  const every = !podSelector || (podSelector.labels.size === 0 && podSelector.expressions.length === 0);
  const names = namespaceSelector?.labels.get('kubernetes.io/metadata.name')?.value;
  const where = !namespaceSelector
    ? `namespace ${policy.namespace.value}`
    : names !== undefined
      ? `namespace ${names}`
      : namespaceSelector.labels.size + namespaceSelector.expressions.length === 0
        ? 'every namespace'
        : 'namespaces by label';
  return `${every ? 'every pod' : 'pods'} of ${where} (${podsText(found)})`;
}

/** `3 workloads: Deployment a ×2, Deployment b and Job c`. */
function podsText(found: readonly SelectedWorkload[]): string {
  if (found.length === 0) return 'no pod of these files';
  const names = found.map(({ workload, selects }) => `${named(workload)}${selects === true ? '' : ' (perhaps)'}`);
  return `${found.length} ${found.length === 1 ? 'workload' : 'workloads'}: ${list(names, 6)}`;
}

function named({ kind, name, replicas }: Workload): string {
  return `${kind} ${name.value}${replicas !== undefined && replicas > 1 ? ` ×${replicas}` : ''}`;
}

function portsText({ ports }: NetworkPolicyRule): string {
  return ports.length === 0 ? 'every port' : list(ports.map(portText), 6);
}

function portText({ protocol, port, endPort }: NetworkPolicyPort): string {
  if (!port) return `${protocol.value} (every port)`;
  return `${protocol.value} ${port.value}${endPort ? `-${endPort.value}` : ''}`;
}

/** Which container ports an entry is about. */
function portMeaning({ protocol, port, endPort }: NetworkPolicyPort, pods: readonly SelectedWorkload[]): string {
  const lines = pods.flatMap(({ workload }) =>
    lastingContainers(workload.pod).flatMap(({ name, ports }) =>
      ports
        .filter((own) => own.protocol.value === protocol.value)
        .filter(({ containerPort, name: portName }) =>
          typeof port?.value === 'string'
            ? portName?.value === port.value
            : port === undefined ||
              (port.value <= containerPort.value && containerPort.value <= (endPort?.value ?? port.value)),
        )
        .map(({ containerPort }) => `- ${containerPort.value} of container ${name.value}, ${named(workload)}`),
    ),
  );
  if (lines.length > 0) return lines.slice(0, 8).join('\n');
  return typeof port?.value === 'string'
    ? '- no pod has a port of this name, so it admits nothing'
    : '- no pod declares it; a program may listen there all the same. Ports of policies are ports of pods, not of Services';
}
