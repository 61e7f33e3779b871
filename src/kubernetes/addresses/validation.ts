import { type AddressText, formatAddress, readAddress } from './address.ts';
import { type CidrText, formatCidr, readCidr } from './cidr.ts';

/**
 * How a field was born. Legacy fields of the API are read sloppily, and strictly since StrictIPCIDRValidation
 * (KEP-4858: beta and on in 1.36); new fields, such as those of ServiceCIDR, take canonical text only.
 */
export type FieldAge = 'lenient' | 'strict' | 'newField';

const invalidAddress = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
const invalidCidr = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';

/** The errors of the API server for an address, in its own words (apimachinery pkg/util/validation/ip.go). Empty when it accepts. */
export function addressErrors(text: string, age: FieldAge): readonly string[] {
  const read = readAddress(text);
  if (!read) return [invalidAddress];
  if (age === 'lenient') return [];
  if (read.hasLeadingZeros) return ['must not have leading 0s'];
  if (read.isMapped) return ['must not be an IPv4-mapped IPv6 address'];
  return age === 'newField' ? canonical(text, formatAddress(read.address)) : [];
}

/** The errors of the API server for a CIDR, in its own words. */
export function cidrErrors(text: string, age: FieldAge): readonly string[] {
  const read = readCidr(text);
  if (!read) return [invalidCidr];
  if (age === 'lenient') return [];
  if (read.hasLeadingZeros) return ['must not have leading 0s in IP or prefix length'];
  if (read.address.isMapped) return ['must not have an IPv4-mapped IPv6 address'];
  if (read.hasHostBits) return ['must not have bits set beyond the prefix length'];
  return age === 'newField' ? canonical(text, formatCidr(read.network)) : [];
}

/** Since which version the warnings say that a text "is invalid", and no longer that it will be. */
const invalidSince = [1, 36] as const;

/**
 * The warnings that the API server sends for an address in a legacy field, without the field's path.
 * Empty for what is no address at all.
 */
export function addressWarnings(text: string, version: Version = invalidSince): readonly string[] {
  const read = readAddress(text);
  if (!read) return [];
  const better = formatAddress(read.address);
  if (read.hasLeadingZeros || read.isMapped) {
    return [`non-standard IP address "${text}" ${verdict(version)}: use "${better}"`];
  }
  return read.address.family === 6 && better !== text
    ? [`IPv6 address "${text}" should be in RFC 5952 canonical format ("${better}")`]
    : [];
}

/** The warnings that the API server sends for a CIDR in a legacy field. */
export function cidrWarnings(text: string, version: Version = invalidSince): readonly string[] {
  const read = readCidr(text);
  if (!read) return [];
  const network = formatCidr(read.network);
  const warnings: string[] = [];
  if (read.hasHostBits) {
    warnings.push(`CIDR value "${text}" is ambiguous in this context (should be "${network}" or "${singleOf(read)}"?)`);
  }
  if (read.hasLeadingZeros || read.address.isMapped) {
    warnings.push(`non-standard CIDR value "${text}" ${verdict(version)}: use "${network}"`);
  }
  if (warnings.length === 0 && read.network.family === 6 && network !== text) {
    warnings.push(`IPv6 CIDR value "${text}" should be in RFC 5952 canonical format ("${network}")`);
  }
  return warnings;
}

/** A version of Kubernetes, as numbers. */
export type Version = readonly [major: number, minor: number];

/** `v1.34.2` as `[1, 34]`; undefined for other text. */
export function parseVersion(text: string): Version | undefined {
  const match = /^v?(\d+)\.(\d+)/.exec(text.trim());
  return match ? [Number(match[1]), Number(match[2])] : undefined;
}

/** Whether legacy fields refuse non-standard text in this version. */
export function isStrict(version: Version): boolean {
  return version[0] > invalidSince[0] || (version[0] === invalidSince[0] && version[1] >= invalidSince[1]);
}

/** The CIDR of the single address that was written. A mapped one keeps the 128 bits of its form, as upstream prints it. */
export function singleOf(read: CidrText): string {
  return `${addressOf(read.address)}/${read.bits}`;
}

function addressOf(read: AddressText): string {
  return formatAddress(read.address);
}

function verdict(version: Version): string {
  return isStrict(version) ? 'is invalid' : 'will be considered invalid in a future Kubernetes release';
}

function canonical(text: string, better: string): readonly string[] {
  return text === better ? [] : [`must be in canonical form ("${better}")`];
}
