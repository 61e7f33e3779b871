import { located } from '../../text/span.ts';
import type { Field } from '../../yaml/field.ts';
import type { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort, NetworkPolicyRule } from '../facts/policies.ts';
import { extractPolicySelector } from './policySelector.ts';
import { extractResource } from './resource.ts';

export function extractNetworkPolicy(root: Field): NetworkPolicy {
  const spec = root.get('spec');
  const [ingress, egress, types] = [spec.get('ingress'), spec.get('egress'), spec.get('policyTypes')];
  return {
    ...extractResource(root),
    podSelector: extractPolicySelector(spec.get('podSelector')),
    policyTypes: types.exists ? types.strings() : undefined,
    ingress: ingress.exists ? ingress.items().map((item) => extractRule(item, 'from')) : undefined,
    egress: egress.exists ? egress.items().map((item) => extractRule(item, 'to')) : undefined,
    ingressKey: ingress.tree ? ingress.key : undefined,
    egressKey: egress.tree ? egress.key : undefined,
    spec,
  };
}

function extractRule(item: Field, peers: 'from' | 'to'): NetworkPolicyRule {
  const [from, ports] = [item.get(peers), item.get('ports')];
  return {
    span: item.key,
    peersKey: from.exists ? from.key : undefined,
    peers: from.items().map(extractPeer),
    portsKey: ports.exists ? ports.key : undefined,
    ports: ports.items().map(extractPort),
  };
}

function extractPeer(item: Field): NetworkPolicyPeer {
  const block = item.get('ipBlock');
  return {
    span: item.key,
    podSelector: extractPolicySelector(item.get('podSelector')),
    namespaceSelector: extractPolicySelector(item.get('namespaceSelector')),
    ipBlock: block.exists
      ? {
          span: block.key,
          cidr: block.get('cidr').string() ?? located('', block.key, true),
          except: block.get('except').strings(),
        }
      : undefined,
  };
}

function extractPort(item: Field): NetworkPolicyPort {
  return {
    span: item.key,
    protocol: item.get('protocol').string() ?? located('TCP', item.get('port').key, true),
    port: item.get('port').intOrString(),
    endPort: item.get('endPort').number(),
  };
}
