import { containsRange, parseBlock, subtractAddresses } from '../kubernetes/policy/addressSet.ts';
import { readProtocol } from '../kubernetes/policy/networkPolicy.ts';
import type { Direction } from '../kubernetes/policy/policy.ts';
import {
  allPorts,
  containsPorts,
  isNoPorts,
  noPorts,
  type PortSet,
  portsOf,
  unitePorts,
} from '../kubernetes/policy/portSet.ts';
import { defineRule, type Fix } from '../lint/rule.ts';
import type { IPBlock, NetworkPolicy, NetworkPolicyRule } from '../model/facts/policies.ts';
import { resourceId } from '../model/facts/resource.ts';
import type { Located } from '../text/span.ts';
import type { Field } from '../yaml/field.ts';
import { addItem, addKey } from '../yaml/write.ts';
import { eachRow } from './eachRow.ts';
import { rulesWritten, settled } from './policyWords.ts';

export default defineRule({
  id: 'policy-except-defeated',
  subject: 'NetworkPolicy',
  severity: 'warning',
  summary: 'Addresses that an ipBlock excepts are admitted by another ipBlock of the same policy.',
  why:
    '`except` takes addresses out of its own block only; it denies nothing (networking/v1 IPBlock.except). Peers and rules ' +
    'are either-or, so another block that contains these addresses, for the same ports, admits them again.',
  reads: ['networkPolicies'],
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: crawler}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - ipBlock:
            cidr: 0.0.0.0/0
            except:
              - 169.254.169.254/32
              # ^^^^^^^^^^^^^^^^^^ warning: 169.254.169.254/32 is admitted all the same, by the block 169.254.0.0/16 [fixable]
        - ipBlock:
            cidr: 169.254.0.0/16
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: crawler}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - ipBlock:
            cidr: 0.0.0.0/0
            except: [10.0.0.0/8, 169.254.169.254/32]
        - ipBlock:
            cidr: 169.254.0.0/16
            except: [169.254.169.254/32]
    - to: [{ipBlock: {cidr: 10.0.0.0/8}}]
      ports: [{port: 5432}]
`,
  },

  checkNamespace: ({ networkPolicies }) => checkEach(settled(networkPolicies)),
});

const checkEach = eachRow(function* (policy: NetworkPolicy) {
  const blocks = rulesWritten(policy).flatMap(({ direction, rule, peers }) =>
    rule.peers.flatMap(({ ipBlock }, at): Block[] => {
      const field = peers.items()[at]!.get('ipBlock');
      const ports = portsOfRule(rule);
      return ipBlock && !isNoPorts(ports) ? [{ direction, ipBlock, ports, field }] : [];
    }),
  );
  for (const block of blocks) {
    for (const except of block.ipBlock.except) {
      const range = parseBlock(except.value);
      if (!range) continue;
      const others = blocks.filter((other) => other !== block && other.direction === block.direction);
      const other = others.find(
        (one) => containsPorts(one.ports, block.ports) && containsRange(addressesOf(one), range),
      );
      if (!other) continue;
      yield {
        span: except.span,
        resource: resourceId(policy),
        message: `${except.value} is admitted all the same, by the block ${other.ipBlock.cidr.value}`,
        related: [{ span: other.ipBlock.cidr.span, message: 'the block that admits it' }],
        fixes: exceptThere(other, except),
      };
    }
  }
});

interface Block {
  readonly direction: Direction;
  readonly ipBlock: IPBlock;
  readonly ports: PortSet;
  readonly field: Field;
}

function addressesOf({ ipBlock }: Block) {
  const block = parseBlock(ipBlock.cidr.value);
  if (!block) return [];
  return subtractAddresses(
    [block],
    ipBlock.except.flatMap(({ value }) => parseBlock(value) ?? []),
  );
}

/** The ports of a rule as numbers; for addresses, a name is no port. */
function portsOfRule({ ports }: NetworkPolicyRule): PortSet {
  if (ports.length === 0) return allPorts;
  return ports.reduce((set, { protocol, port, endPort }) => {
    const known = readProtocol(protocol.value);
    if (!known || typeof port?.value === 'string') return set;
    const first = port?.value;
    return unitePorts(set, first === undefined ? portsOf(known) : portsOf(known, first, endPort?.value ?? first));
  }, noPorts);
}

function exceptThere(other: Block, { value }: Located<string>): Fix[] {
  if (other.ipBlock.cidr.value === value) return [];
  const except = other.field.get('except');
  const edit = except.exists ? addItem(except.tree, value) : addKey(other.field.tree, 'except', [value]);
  return edit ? [{ title: `Except ${value} from ${other.ipBlock.cidr.value} too`, edits: [edit] }] : [];
}
