import { addressOfReverse, parseAddress } from './addresses.ts';
import type { CorefileLine } from './corefile.ts';
import { normalZones } from './kubernetesOptions.ts';
import { fallthroughZones } from './kubernetesStanza.ts';
import { fullyQualified, isWithin, longestZone } from './names.ts';
import type { DataRecord, DnsQuestion, DnsReply } from './records.ts';
import { emptyReply } from './records.ts';

/** The entries of a hosts file: an address and its names, lower case with trailing dots. */
export interface HostsEntry {
  readonly address: string;
  readonly names: readonly string[];
}

export interface HostsStanza {
  /** The file whose entries count too; `/etc/hosts` without an argument. */
  readonly file: string;
  readonly zones: readonly string[];
  readonly entries: readonly HostsEntry[];
  readonly fallthrough: readonly string[];
  readonly ttl: number;
  readonly noReverse: boolean;
}

/** The entries of a text in the form of /etc/hosts. Lines without an address are skipped. */
export function parseHosts(text: string): readonly HostsEntry[] {
  return text.split('\n').flatMap((line) => hostsEntry(line.replace(/#.*/, '').split(/\s+/).filter(Boolean)));
}

/** Reads a `hosts` stanza; without zones it serves those of its block. */
export function readHosts(line: CorefileLine, blockZones: readonly string[]): HostsStanza {
  const [file, ...zones] = line.args.map((token) => token.text);
  const words = line.block.map((item) => [item.name, ...item.args].map((token) => token.text));
  const option = (name: string) => words.find(([first]) => first === name)?.slice(1);
  const through = option('fallthrough');
  return {
    file: file ?? '/etc/hosts',
    zones: zones.length > 0 ? zones.flatMap(normalZones) : blockZones,
    entries: words.flatMap(hostsEntry),
    fallthrough: through === undefined ? [] : fallthroughZones(through),
    ttl: Number(option('ttl')?.[0] ?? 3600),
    noReverse: option('no_reverse') !== undefined,
  };
}

/**
 * What the hosts plugin answers, or undefined where it passes the question on. A name that it lacks is SERVFAIL without
 * `fallthrough`, because a hosts file has no SOA for NXDOMAIN (CoreDNS plugin/hosts).
 */
export function askHosts(
  stanza: HostsStanza,
  file: readonly HostsEntry[],
  question: DnsQuestion,
): DnsReply | undefined {
  const { name, type } = question;
  const entries = [...stanza.entries, ...file];
  const inZone = longestZone(stanza.zones, name) !== undefined;
  if (type === 'PTR') {
    const address = addressOfReverse(name);
    const names = stanza.noReverse ? [] : entries.filter((entry) => entry.address === address).flatMap((e) => e.names);
    return names.length === 0 ? undefined : reply(names.map((data) => ({ name, type, ttl: stanza.ttl, data })));
  }
  if (!inZone) return undefined;
  const addresses = entries.filter((entry) => entry.names.includes(name.toLowerCase())).map((entry) => entry.address);
  if (addresses.length === 0) {
    return stanza.fallthrough.some((zone) => isWithin(zone, name)) ? undefined : emptyReply('SERVFAIL');
  }
  const family = type === 'A' ? 'IPv4' : type === 'AAAA' ? 'IPv6' : undefined;
  const found = [...new Set(addresses)].filter((address) => parseAddress(address)?.family === family);
  return reply(found.map((data) => ({ name, type: type as DataRecord['type'], ttl: stanza.ttl, data })));
}

function hostsEntry([first, ...names]: readonly string[]): readonly HostsEntry[] {
  const address = first === undefined ? undefined : parseAddress(first);
  if (address === undefined || names.length === 0) return [];
  return [{ address: address.text, names: names.map((name) => fullyQualified(name.toLowerCase())) }];
}

function reply(answers: readonly DataRecord[]): DnsReply {
  return { ...emptyReply('NOERROR'), answers };
}
