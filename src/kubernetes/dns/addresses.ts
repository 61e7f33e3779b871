import { formatAddress, readAddress } from '../addresses/address.ts';

export type IpFamily = 'IPv4' | 'IPv6';

/** An address as Go's net.ParseIP reads it and prints it: no leading zeros, no zone; an IPv4-mapped address counts as IPv4. */
export interface IpText {
  readonly family: IpFamily;
  readonly text: string;
}

/** Reads an address; undefined where the text is none. */
export function parseAddress(text: string): IpText | undefined {
  const read = readAddress(text);
  if (!read || read.hasLeadingZeros) return undefined;
  return { family: read.address.family === 4 ? 'IPv4' : 'IPv6', text: formatAddress(read.address) };
}

/**
 * The family of an address, or of a placeholder such as `<allocated from 10.96.0.0/12>`, which stands for an address
 * that only the API server knows. Undefined for any other text, such as a host name.
 */
export function familyOf(text: string): IpFamily | undefined {
  if (isPlaceholder(text)) return text.includes(':') || text.includes('IPv6') ? 'IPv6' : 'IPv4';
  return parseAddress(text)?.family;
}

/** Whether the text stands for an address that is assigned only at creation. */
export function isPlaceholder(text: string): boolean {
  return text.startsWith('<');
}

/** A placeholder for an address that will be allocated, from a range where it is known. */
export function allocatedFrom(family: IpFamily, range?: string): string {
  return range === undefined ? `<${family} address assigned at creation>` : `<allocated from ${range}>`;
}

/**
 * The label that stands for an endpoint's address in DNS: `10-0-0-1`, `fd00--1`. A trailing hyphen gets a zero, because
 * no label ends in one (CoreDNS plugin/kubernetes, endpointHostname).
 */
export function dashedAddress(address: string): string {
  const label = address.replace(/[.:]/g, '-');
  return label.endsWith('-') ? `${label}0` : label;
}

/** The address that a label below `pod.<zone>` stands for, in the way of CoreDNS: three single hyphens mean IPv4. May be no address. */
export function undashedAddress(label: string): string {
  const isFour = label.split('-').length === 4 && !label.includes('--');
  return label.replaceAll('-', isFour ? '.' : ':');
}

/** The address asked for by a complete reverse name, or undefined for other names and incomplete ones. */
export function addressOfReverse(name: string): string | undefined {
  const lower = name.toLowerCase().replace(/\.?$/, '.');
  if (lower.endsWith('.in-addr.arpa.')) {
    const labels = lower.slice(0, -'.in-addr.arpa.'.length).split('.');
    const address = parseAddress(labels.reverse().join('.'));
    return address?.family === 'IPv4' ? address.text : undefined;
  }
  if (!lower.endsWith('.ip6.arpa.')) return undefined;
  const nibbles = lower.slice(0, -'.ip6.arpa.'.length).split('.');
  if (nibbles.length !== 32 || nibbles.some((nibble) => !/^[0-9a-f]$/.test(nibble))) return undefined;
  const groups = nibbles.reverse().join('').match(/.{4}/g);
  return groups === null ? undefined : parseAddress(groups.join(':'))?.text;
}

/** The reverse name of an address, with a trailing dot; undefined where the text is no address. */
export function reverseName(address: string): string | undefined {
  const parsed = parseAddress(address);
  if (parsed === undefined) return undefined;
  if (parsed.family === 'IPv4') return `${parsed.text.split('.').reverse().join('.')}.in-addr.arpa.`;
  return `${[...hexDigits(parsed)].reverse().join('.')}.ip6.arpa.`;
}

/** Whether a zone is one for addresses. */
export function isReverseZone(zone: string): boolean {
  return /(^|\.)(in-addr|ip6)\.arpa\.?$/i.test(zone);
}

/**
 * The reverse zones of a range, with trailing dots. A prefix between two label boundaries gives every zone that it
 * covers, as CoreDNS does (plugin/pkg/cidr). Undefined where the text is no range.
 */
export function reverseZones(range: string): readonly string[] | undefined {
  const [base, length] = range.split('/');
  const address = base === undefined ? undefined : parseAddress(base);
  if (address === undefined || length === undefined || !/^\d{1,3}$/.test(length)) return undefined;
  const bits = address.family === 'IPv4' ? 32 : 128;
  const step = address.family === 'IPv4' ? 8 : 4;
  const prefix = Number(length);
  if (prefix > bits) return undefined;
  const labels = withoutHostBits(labelValues(address), prefix, step);
  const whole = Math.ceil(prefix / step);
  const spare = whole * step - prefix;
  const suffix = address.family === 'IPv4' ? 'in-addr.arpa.' : 'ip6.arpa.';
  return Array.from({ length: 2 ** spare }, (_, index) => {
    const used = labels.slice(0, whole);
    if (whole > 0) used[whole - 1] = (used[whole - 1] ?? 0) + index;
    const text = used.map((value) => (address.family === 'IPv4' ? String(value) : value.toString(16))).reverse();
    return [...text, suffix].join('.');
  });
}

function labelValues(address: IpText): number[] {
  if (address.family === 'IPv4') return address.text.split('.').map(Number);
  return [...hexDigits(address)].map((digit) => Number.parseInt(digit, 16));
}

/** The 32 digits of an IPv6 address. */
function hexDigits({ text }: IpText): string {
  return readAddress(text)!.address.value.toString(16).padStart(32, '0');
}

function withoutHostBits(values: readonly number[], prefix: number, step: number): number[] {
  return values.map((value, index) => {
    const kept = Math.min(step, Math.max(0, prefix - index * step));
    return kept === 0 ? 0 : (value >> (step - kept)) << (step - kept);
  });
}
