import { located } from '../../text/span.ts';
import type { Field } from '../../yaml/field.ts';
import type {
  AdminPodPeer,
  AdminPolicy,
  AdminPolicyPeer,
  AdminPolicyPort,
  AdminPolicyRule,
} from '../facts/policies.ts';
import { extractPolicySelector } from './policySelector.ts';
import { extractResource } from './resource.ts';

/** An AdminNetworkPolicy, BaselineAdminNetworkPolicy or ClusterNetworkPolicy. */
export function extractAdminPolicy(root: Field): AdminPolicy {
  const resource = extractResource(root);
  const spec = root.get('spec');
  const tier = resource.kind === 'BaselineAdminNetworkPolicy' ? 'Baseline' : 'Admin';
  const subject = spec.get('subject');
  return {
    ...resource,
    tier:
      (resource.kind === 'ClusterNetworkPolicy' ? spec.get('tier').string() : undefined) ??
      located(tier, resource.span, true),
    priority: spec.get('priority').number(),
    subject: subject.exists ? extractPodPeer(subject) : undefined,
    ingress: spec
      .get('ingress')
      .items()
      .map((item) => extractRule(item, 'from')),
    egress: spec
      .get('egress')
      .items()
      .map((item) => extractRule(item, 'to')),
    spec,
  };
}

function extractRule(item: Field, peers: 'from' | 'to'): AdminPolicyRule {
  const [ports, protocols] = [item.get('ports'), item.get('protocols')];
  return {
    span: item.key,
    name: item.get('name').string(),
    action: item.get('action').string(),
    peers: item.get(peers).items().map(extractPeer),
    ports: ports.exists
      ? ports.items().map(extractPort)
      : protocols.exists
        ? protocols.items().map(extractProtocol)
        : undefined,
  };
}

function extractPodPeer(field: Field): AdminPodPeer {
  const pods = field.get('pods');
  return {
    span: field.key,
    namespaces: extractPolicySelector(field.get('namespaces')),
    pods: pods.exists
      ? {
          namespaceSelector: extractPolicySelector(pods.get('namespaceSelector')),
          podSelector: extractPolicySelector(pods.get('podSelector')),
        }
      : undefined,
  };
}

function extractPeer(item: Field): AdminPolicyPeer {
  const [networks, domainNames] = [item.get('networks'), item.get('domainNames')];
  return {
    ...extractPodPeer(item),
    networks: networks.exists ? networks.strings() : undefined,
    nodes: extractPolicySelector(item.get('nodes')),
    domainNames: domainNames.exists ? domainNames.strings() : undefined,
  };
}

/** A port of v1alpha1: `portNumber`, `portRange` or `namedPort`. */
function extractPort(item: Field): AdminPolicyPort {
  const [number, range] = [item.get('portNumber'), item.get('portRange')];
  const protocol = (number.exists ? number : range).get('protocol').string();
  return {
    span: item.key,
    protocol: protocol ?? (number.exists || range.exists ? located('TCP', item.key, true) : undefined),
    first: number.get('port').number() ?? range.get('start').number(),
    last: number.get('port').number() ?? range.get('end').number(),
    name: item.get('namedPort').string(),
  };
}

/** A protocol of v1alpha2: `tcp`, `udp`, `sctp` or `destinationNamedPort`. */
function extractProtocol(item: Field): AdminPolicyPort {
  const name = ['tcp', 'udp', 'sctp'].find((key) => item.get(key).exists);
  const port = name === undefined ? item.get('none') : item.get(name).get('destinationPort');
  return {
    span: item.key,
    protocol: name === undefined ? undefined : located(name.toUpperCase(), item.get(name).key, true),
    first: port.get('number').number() ?? port.at('range', 'start').number(),
    last: port.get('number').number() ?? port.at('range', 'end').number(),
    name: item.get('destinationNamedPort').string(),
  };
}
