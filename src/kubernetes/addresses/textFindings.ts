import { bitsOf, formatAddress, readAddress } from './address.ts';
import { formatCidr, readCidr } from './cidr.ts';
import type { TextUse } from './facts.ts';
import { type AddressSeverity, findingAt, type PlainFinding, type PlainFix, replacing } from './finding.ts';
import { readRange } from './ranges.ts';
import { isStrict, type Version } from './validation.ts';

/**
 * What is wrong with the text of an address, as the reader of its field takes it (KEP-4858 for the API's own).
 * At most two findings: a text may be ambiguous and non-standard at once, which a strict server reports as one error.
 */
export function textFindings<P>(use: TextUse<P>, version: Version): PlainFinding<P>[] {
  switch (use.form) {
    case 'address':
      return addressTextFindings(use, version);
    case 'cidr':
      return cidrTextFindings(use, version);
    case 'cidrOrAddress':
      return use.text.includes('/') ? cidrTextFindings(use, version) : addressOfList(use, version);
    case 'range':
      return use.text.includes('-') ? rangeTextFindings(use) : cidrTextFindings(trimmed(use), version);
  }
}

function addressTextFindings<P>(use: TextUse<P>, version: Version): PlainFinding<P>[] {
  const { text, at } = use;
  const read = readAddress(text);
  if (!read) {
    const cidr = readCidr(text);
    const fixes = cidr
      ? replacing(`write ${formatAddress(cidr.address.address)}`, at, formatAddress(cidr.address.address))
      : [];
    const reason = cidr ? 'it has a prefix length' : 'no parser accepts it';
    return findingAt('ip-invalid', 'error', at, `"${text}" is not an IP address: ${reason}`, fixes);
  }
  const better = formatAddress(read.address);
  if (read.hasLeadingZeros || read.isMapped) return [...nonstandard(use, version, read, better)];
  if (read.address.family === 6 && better !== text) return noncanonical(use, better);
  return [];
}

function cidrTextFindings<P>(use: TextUse<P>, version: Version): PlainFinding<P>[] {
  const { text, at, dialect } = use;
  const read = readCidr(text);
  if (!read) return invalidCidr(use);
  const network = formatCidr(read.network);
  const isNonstandard = read.hasLeadingZeros || read.address.isMapped;
  const findings: PlainFinding<P>[] = [];
  if (isNonstandard) {
    findings.push(...nonstandard(use, version, { ...read, isMapped: read.address.isMapped }, network));
  }
  const severity = hostBitsSeverity(use, version);
  // A strict server stops at the first of the two.
  const isSaid = isNonstandard && findings[0]?.severity === 'error' && dialect !== 'calico';
  if (read.hasHostBits && severity !== undefined && !isSaid) {
    const single = `${formatAddress(read.address.address)}/${bitsOf(read.address.address.family)}`;
    const message = `"${text}" has bits set after its prefix length: ${network} or ${single} is meant`;
    findings.push(
      ...findingAt('cidr-host-bits', severity, at, message, [
        ...replacing(`use the network ${network}`, at, network),
        ...replacing(`use the single address ${single}`, at, single),
      ]),
    );
  }
  if (findings.length === 0 && !isNonstandard && read.network.family === 6 && network !== text && !read.hasHostBits) {
    return noncanonical(use, network);
  }
  return findings;
}

/** A bare address where a CIDR or an address may stand. */
function addressOfList<P>(use: TextUse<P>, version: Version): PlainFinding<P>[] {
  if (readAddress(use.text)) return addressTextFindings(use, version);
  return findingAt('cidr-invalid', 'error', use.at, `"${use.text}" is neither a CIDR nor an IP address`);
}

function rangeTextFindings<P>(use: TextUse<P>): PlainFinding<P>[] {
  const { text, at } = use;
  const result = readRange(text);
  if (result.kind === 'range') return [];
  switch (result.fault) {
    case 'reversed': {
      const [first, last] = text.split('-').map((end) => end.trim());
      const fixes = replacing(`swap the ends: ${last}-${first}`, at, `${last}-${first}`);
      return findingAt('lb-pool-reversed', 'error', at, `the range "${text}" starts after its end`, fixes);
    }
    case 'families':
      return findingAt('cidr-invalid', 'error', at, `the range "${text}" mixes IPv4 and IPv6`);
    case 'malformed':
      return findingAt('cidr-invalid', 'error', at, `"${text}" is not a range of addresses`);
  }
}

function invalidCidr<P>({ text, at, form }: TextUse<P>): PlainFinding<P>[] {
  const address = readAddress(text);
  const fixes: PlainFix<P>[] = [];
  if (address) {
    const single = `${formatAddress(address.address)}/${bitsOf(address.address.family)}`;
    fixes.push(...replacing(`write ${single}`, at, single));
  } else if (readCidr(text.trim())) {
    fixes.push(...replacing('remove the blanks', at, text.trim()));
  }
  const reason = address
    ? 'it has no prefix length'
    : fixes.length > 0
      ? 'blanks are not allowed'
      : 'no parser accepts it';
  const what = form === 'range' ? 'a range of addresses' : 'a CIDR';
  return findingAt('cidr-invalid', 'error', at, `"${text}" is not ${what}: ${reason}`, fixes);
}

function nonstandard<P>(
  { text, at, dialect }: TextUse<P>,
  version: Version,
  read: { readonly hasLeadingZeros: boolean; readonly isMapped: boolean },
  better: string,
): PlainFinding<P>[] {
  if (!read.hasLeadingZeros && (dialect === 'go' || dialect === 'calico')) return [];
  const severity = refuses(dialect, version) ? 'error' : 'warning';
  const message = read.hasLeadingZeros
    ? `"${text}" has leading zeros: read as decimal ${better}, but libc reads octal`
    : `"${text}" is an IPv4-mapped IPv6 address: read as ${better}`;
  const title = read.hasLeadingZeros ? `use ${better}, the decimal reading (libc would read octal)` : `use ${better}`;
  return findingAt('ip-nonstandard', severity, at, message, replacing(title, at, better));
}

function noncanonical<P>({ text, at, dialect }: TextUse<P>, better: string): PlainFinding<P>[] {
  if (dialect !== 'legacy' && dialect !== 'newField') return [];
  const severity = dialect === 'newField' ? 'error' : 'warning';
  const message = `"${text}" is not in canonical form: ${better} (RFC 5952)`;
  return findingAt('ipv6-noncanonical', severity, at, message, replacing(`use ${better}`, at, better));
}

/** Whether the reader of the field refuses leading zeros and mapped addresses. */
function refuses(dialect: TextUse<unknown>['dialect'], version: Version): boolean {
  switch (dialect) {
    case 'newField':
    case 'go':
    case 'calico':
      return true;
    case 'legacy':
      return isStrict(version);
    case 'flag':
    case 'masking':
      return false;
  }
}

function hostBitsSeverity({ dialect }: TextUse<unknown>, version: Version): AddressSeverity | undefined {
  switch (dialect) {
    case 'newField':
    case 'calico':
      return 'error';
    case 'legacy':
      return isStrict(version) ? 'error' : 'warning';
    case 'flag':
      return 'warning';
    case 'masking':
    case 'go':
      return undefined;
  }
}

function trimmed<P>(use: TextUse<P>): TextUse<P> {
  return { ...use, text: use.text.trim() };
}
