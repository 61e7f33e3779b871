import ipaddr from 'ipaddr.js';
import { type IpText, parseAddress } from './addresses.ts';
import { withoutDot } from './names.ts';

/** A line of `spec.hostAliases`. */
export interface HostAlias {
  readonly ip: string;
  readonly hostnames: readonly string[];
}

/** The lines that the kubelet writes first into a pod's /etc/hosts. */
const localNames: readonly HostAlias[] = [
  { ip: '127.0.0.1', hostnames: ['localhost'] },
  { ip: '::1', hostnames: ['localhost', 'ip6-localhost', 'ip6-loopback'] },
];

/** The pod's own line in its hosts file. */
export interface OwnHost {
  readonly addresses: readonly string[];
  readonly hostname: string;
  readonly fqdn: string;
}

/** The /etc/hosts of a pod that is not on the node's network (kubernetes pkg/kubelet, managedHostsFileContent). */
export function podHosts(own: OwnHost | undefined, aliases: readonly HostAlias[]): readonly HostAlias[] {
  const names = own === undefined ? [] : own.fqdn === own.hostname ? [own.hostname] : [own.fqdn, own.hostname];
  const lines = own?.addresses.map((ip) => ({ ip, hostnames: names })) ?? [];
  return [...localNames, ...lines, ...aliases];
}

/** The addresses that a hosts file gives a name, exactly as written but for case; no search list is used. */
export function inHosts(hosts: readonly HostAlias[], name: string): readonly string[] {
  const asked = name.toLowerCase();
  return hosts.filter((line) => line.hostnames.some((item) => item.toLowerCase() === asked)).map((line) => line.ip);
}

/**
 * The address that a text itself is for getaddrinfo, or undefined: full addresses, and the short, octal and hexadecimal
 * forms that inet_aton takes (`10.1`, `0x7f.1`), which are therefore never asked of DNS.
 */
export function addressLiteral(text: string): IpText | undefined {
  const plain = parseAddress(text);
  if (plain !== undefined) return plain;
  if (/^(0x[0-9a-f]+|\d+)(\.(0x[0-9a-f]+|\d+)){0,3}$/i.test(text) && ipaddr.IPv4.isValid(text)) {
    return { family: 'IPv4', text: ipaddr.IPv4.parse(text).toString() };
  }
  const zoned = /^(.*)%\w+$/.exec(text);
  return zoned === null ? undefined : parseAddress(zoned[1] ?? '');
}

/** Whether a name is too long, or has a label too long or empty, to be asked at all. */
export function isAskable(name: string): boolean {
  const text = withoutDot(name);
  return text.length <= 253 && text.split('.').every((label) => label.length > 0 && label.length <= 63);
}
