/** An address as a number: 32 bits in family 4, 128 in family 6. */
export interface Address {
  readonly family: 4 | 6;
  readonly value: bigint;
}

/** What the text of an address says besides the address. */
export interface AddressText {
  /** The address that Kubernetes reads. One of IPv4 mapped into IPv6 counts as IPv4. */
  readonly address: Address;
  /** Written as `::ffff:a.b.c.d`, in any spelling. */
  readonly isMapped: boolean;
  /** Leading zeros, which Kubernetes reads as decimal and libc as octal; strict parsers refuse them. */
  readonly hasLeadingZeros: boolean;
}

const mappedPrefix = 0xffffn << 32n;

/**
 * Reads an address as `ParseIPSloppy` of k8s.io/utils/net does: leading zeros are allowed and decimal,
 * zone ids are not allowed. Undefined where the text is no address. Never trims.
 */
export function readAddress(text: string): AddressText | undefined {
  const four = readFour(text);
  if (four)
    return { address: { family: 4, value: four.value }, isMapped: false, hasLeadingZeros: four.hasLeadingZeros };
  const six = readSix(text);
  if (!six) return undefined;
  const isMapped = six.value >> 32n === 0xffffn;
  const address: Address = isMapped ? { family: 4, value: six.value - mappedPrefix } : { family: 6, value: six.value };
  return { address, isMapped, hasLeadingZeros: six.hasLeadingZeros };
}

/** The address that Kubernetes reads, or undefined. */
export function parseAddress(text: string): Address | undefined {
  return readAddress(text)?.address;
}

/** The text of an address; IPv6 as RFC 5952 wants it, an address that is mapped IPv4 as Go prints it. */
export function formatAddress({ family, value }: Address): string {
  if (family === 4) return formatFour(value);
  if (value >> 32n === 0xffffn) return formatFour(value & 0xffffffffn);
  const groups = Array.from({ length: 8 }, (_, i) => Number((value >> BigInt(112 - 16 * i)) & 0xffffn));
  const { start, length } = longestZeros(groups);
  const hex = groups.map((group) => group.toString(16));
  if (length < 2) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`;
}

/** How many bits an address of the family has. */
export function bitsOf(family: 4 | 6): 32 | 128 {
  return family === 4 ? 32 : 128;
}

/** IPv6 as a number, also of a mapped address. For the arithmetic of prefixes, which Go does on 16 bytes. */
export function wideValue(text: AddressText): bigint {
  return text.isMapped ? text.address.value + mappedPrefix : text.address.value;
}

function formatFour(value: bigint): string {
  const number = Number(value);
  return `${number >>> 24}.${(number >>> 16) & 255}.${(number >>> 8) & 255}.${number & 255}`;
}

interface Read {
  readonly value: bigint;
  readonly hasLeadingZeros: boolean;
}

const fourParts = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/;

function readFour(text: string): Read | undefined {
  const match = fourParts.exec(text);
  if (!match) return undefined;
  let value = 0;
  let hasLeadingZeros = false;
  for (let i = 1; i <= 4; i++) {
    const part = match[i]!;
    const number = Number(part);
    if (number > 255) return undefined;
    value = value * 256 + number;
    if (part.length > 1 && part.startsWith('0')) hasLeadingZeros = true;
  }
  return { value: BigInt(value), hasLeadingZeros };
}

function readSix(text: string): Read | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const before = readGroups(halves[0]!, halves.length === 1);
  const after = halves.length === 2 ? readGroups(halves[1]!, true) : { groups: [], hasLeadingZeros: false };
  if (!before || !after) return undefined;
  const written = before.groups.length + after.groups.length;
  // An ellipsis stands for at least one group.
  if (halves.length === 2 ? written > 7 : written !== 8) return undefined;
  const groups = [...before.groups, ...Array<number>(8 - written).fill(0), ...after.groups];
  return {
    value: groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n),
    hasLeadingZeros: before.hasLeadingZeros || after.hasLeadingZeros,
  };
}

/** Groups of hexadecimal digits; the last may be IPv4 where the text ends with it. */
function readGroups(text: string, isEnd: boolean): { groups: number[]; hasLeadingZeros: boolean } | undefined {
  const groups: number[] = [];
  let hasLeadingZeros = false;
  const parts = text === '' ? [] : text.split(':');
  for (const [index, part] of parts.entries()) {
    if (isEnd && index === parts.length - 1 && part.includes('.')) {
      const four = readFour(part);
      if (!four) return undefined;
      groups.push(Number(four.value >> 16n), Number(four.value & 0xffffn));
      hasLeadingZeros ||= four.hasLeadingZeros;
      continue;
    }
    if (!/^[0-9a-f]+$/i.test(part)) return undefined;
    const group = Number.parseInt(part, 16);
    if (group > 0xffff) return undefined;
    // More than four digits is what Go's older parser takes and netip refuses.
    hasLeadingZeros ||= part.length > 4;
    groups.push(group);
  }
  return { groups, hasLeadingZeros };
}

function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  return best;
}
