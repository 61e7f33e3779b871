import { formatAddress } from './address.ts';
import { type AddressRange, type Cidr, contains, overlaps, parseCidr, rangeOf, sameRange } from './cidr.ts';
import type { IpBlockFact } from './facts.ts';
import { findingAmong, findingAt, type PlainFinding, type PlainFix, replacing } from './finding.ts';
import type { AddressPlan, PlanRange } from './plan.ts';
import { subtract } from './ranges.ts';
import { metadataAddresses, nodeLocalDns } from './special.ts';

/** What an ipBlock of a NetworkPolicy selects that it is not meant for, and excepts that are none. */
export function policyFindings<P>(block: IpBlockFact<P>, plan: AddressPlan<P>): PlainFinding<P>[] {
  const cidr = parseCidr(block.cidr.value);
  if (!cidr) return [];
  const excepts = block.excepts.flatMap(({ value, at }) => {
    const range = parseCidr(value);
    return range ? [{ range, text: value, at }] : [];
  });
  return [
    ...excepts.flatMap((one) => exceptFindings(one, cidr, block)),
    ...clusterFindings(block, cidr, excepts, plan),
    ...(block.direction === 'egress' ? [...metadata(block, cidr, excepts, plan), ...nodeLocal(excepts)] : []),
  ];
}

interface Except<P> {
  readonly range: Cidr;
  readonly text: string;
  readonly at: P | undefined;
}

/** An except is inside the block and longer: ValidateIPBlock in pkg/apis/networking/validation. */
function exceptFindings<P>(
  { range, text, at }: Except<P>,
  cidr: Cidr,
  { cidr: said }: IpBlockFact<P>,
): PlainFinding<P>[] {
  if (contains(cidr, range) && range.prefix > cidr.prefix) return [];
  const reason = sameRange(cidr, range)
    ? 'it is the same range'
    : cidr.family === range.family
      ? 'it is not inside'
      : 'it is of the other family';
  const message = `except "${text}" is not a strict subset of cidr "${said.value}": ${reason}`;
  return findingAmong('except-not-subset', 'error', message, [
    { at, message },
    { at: said.at, message: `cidr ${said.value}` },
  ]);
}

function clusterFindings<P>(
  { cidr: said, peer }: IpBlockFact<P>,
  cidr: Cidr,
  excepts: readonly Except<P>[],
  plan: AddressPlan<P>,
): PlainFinding<P>[] {
  const { value: text, at } = said;
  const related = (range: PlanRange<P>, name: string) => [
    { at, message: `ipBlock ${text}` },
    { at: range.at, message: `the ${name} range ${range.text}, by ${range.by}` },
  ];
  const service = plan.services.find(({ range }) => contains(range, cidr));
  if (service) {
    const message = `ipBlock ${text} is of Services (${service.text}): their addresses are translated before a policy sees them`;
    return findingAmong('ipblock-service-range', 'warning', message, related(service, 'service'));
  }
  const around = plan.podsInUse.find(({ range }) => contains(range, cidr));
  if (around) {
    const message = `ipBlock ${text} selects pods by address (${around.text}), which CNIs disagree about`;
    const fixes: PlainFix<P>[] =
      sameRange(around.range, cidr) && excepts.length === 0
        ? replacing('select all pods of the cluster: namespaceSelector: {}', peer, 'namespaceSelector: {}')
        : [];
    return findingAmong('ipblock-pod-range', 'warning', message, related(around, 'pod'), fixes);
  }
  // "All addresses" is how the outside world is written.
  if (cidr.prefix === 0) return [];
  const left = plan.podsInUse.find(({ range }) => overlaps(range, cidr) && remains(range, excepts));
  if (!left) return [];
  const message = `ipBlock ${text} also covers the pods in ${left.text}: Calico lets them match, Cilium never does`;
  return findingAmong('ipblock-covers-pod-range', 'info', message, related(left, 'pod'));
}

function metadata<P>(
  { cidr: said, excepts: written, block }: IpBlockFact<P>,
  cidr: Cidr,
  excepts: readonly Except<P>[],
  plan: AddressPlan<P>,
): PlainFinding<P>[] {
  if (!plan.distribution?.isCloud) return [];
  // The address in IPv6 is AWS' own.
  const isAws = plan.distribution.id === 'eks' || plan.distribution.id === 'kops';
  return metadataAddresses.flatMap((address) => {
    const range = rangeOf(address);
    const isOwn = cidr.first === cidr.last;
    if (isOwn || (address.family === 6 && !isAws) || !contains(cidr, range) || !remains(range, excepts)) return [];
    const text = formatAddress(address);
    const single = `${text}/${address.family === 4 ? 32 : 128}`;
    const message = `ipBlock ${said.value} lets pods reach the cloud's metadata address ${text}`;
    const isFixable = written.length === 0 && metadataAddresses[0] === address;
    const fixed = `{cidr: ${said.value}, except: [${single}]}`;
    const fixes: PlainFix<P>[] = isFixable ? replacing(`except ${single}`, block, fixed) : [];
    return findingAt('metadata-reachable', 'info', said.at, message, fixes);
  });
}

function nodeLocal<P>(excepts: readonly Except<P>[]): PlainFinding<P>[] {
  const dns = rangeOf(nodeLocalDns);
  return excepts.flatMap(({ range, text, at }) => {
    if (!contains(range, dns) || range.prefix < 8) return [];
    const message = `except ${text} also cuts off NodeLocal DNS at ${formatAddress(nodeLocalDns)}`;
    const fixes = replacing('except the metadata address only: 169.254.169.254/32', at, '169.254.169.254/32');
    return findingAt('except-blocks-node-local-dns', 'warning', at, message, fixes);
  });
}

function remains<P>(range: AddressRange, excepts: readonly Except<P>[]): boolean {
  return (
    subtract(
      [range],
      excepts.map((except) => except.range),
    ).length > 0
  );
}
