import { parseAddress } from '../../kubernetes/addresses/address.ts';
import type { Located } from '../../text/span.ts';
import { spanWithin } from '../../yaml/tree.ts';
import { isDnsConfigMap } from '../dns/corefile.ts';
import type { ConfigMap } from '../facts/other.ts';
import type { Text, Workload } from '../facts/workload.ts';

/** An IP address in a manifest's text that a client is to connect to. */
export interface AddressText {
  readonly address: Located<string>;
  readonly port: Located<number> | undefined;
  /** What holds the text: `env CACHE_URL`, `args`, `key app.properties`. */
  readonly where: string;
}

const ofWorkload = new WeakMap<Workload, readonly AddressText[]>();
const ofConfigMap = new WeakMap<ConfigMap, readonly AddressText[]>();

/** The addresses in the environment, command and arguments of a workload's containers. */
export function addressesOfWorkload(workload: Workload): readonly AddressText[] {
  let found = ofWorkload.get(workload);
  if (!found) {
    found = workload.pod.containers.flatMap(({ env, command, args }) => [
      ...env.flatMap(({ name, value }) => (value ? addressesIn(value, name.value, `env ${name.value}`) : [])),
      ...flagged(command, 'command'),
      ...flagged(args, 'args'),
    ]);
    ofWorkload.set(workload, found);
  }
  return found;
}

/** The addresses in the values of a ConfigMap, but for what configures the cluster's DNS. */
export function addressesOfConfigMap(configMap: ConfigMap): readonly AddressText[] {
  let found = ofConfigMap.get(configMap);
  if (!found) {
    found = isDnsConfigMap(configMap)
      ? []
      : [...configMap.data].flatMap(([key, text]) => addressesIn(text, key, `key ${key}`));
    ofConfigMap.set(configMap, found);
  }
  return found;
}

/** Longer texts are no configuration. In UTF-16 units. */
const maxLength = 100_000;

/** An address that is no part of a longer number, of a range, or of a version. */
const pattern =
  /(?<![\w.:-])(?:[A-Za-z][\w+.-]*:\/\/(?:[^\s/@'"]*@)?)?(\d{1,3}(?:\.\d{1,3}){3})(?!\/\d)(?::(\d{1,5}))?(?![\w.-])/g;

function addressesIn(text: Text, key: string | undefined, where: string): AddressText[] {
  if (text.value.length > maxLength || !/\d\.\d+\.\d+\.\d/.test(text.value) || isNoTarget(key ?? '')) return [];
  return [...text.value.matchAll(pattern)].flatMap((match): AddressText[] => {
    const address = match[1]!;
    if (!parseAddress(address)) return [];
    const lineStart = text.value.lastIndexOf('\n', match.index) + 1;
    if (/^\s*(?:#|\/\/)/.test(text.value.slice(lineStart, match.index + 1))) return [];
    if (isNoTarget(/([\w.-]+)["']?\s*[:=]\s*["']?$/.exec(text.value.slice(lineStart, match.index))?.[1] ?? ''))
      return [];
    const start = match.index + match[0].lastIndexOf(address);
    const portStart = start + address.length + 1;
    return [
      {
        address: locate(text, address, start, address.length),
        port: match[2] === undefined ? undefined : locate(text, Number(match[2]), portStart, match[2].length),
        where,
      },
    ];
  });
}

/** Addresses that are listened on, advertised, allowed or ranges: not what a client connects to. */
function isNoTarget(key: string): boolean {
  return /listen|bind|advertise|allow|deny|trusted|cidr|subnet|range|mask|gateway|version|pool|exclude|no_?proxy|cluster-?dns|nameserver|resolver|real_?ip|node_?ip|host_?ip|pod_?ip/i.test(
    key,
  );
}

function flagged(list: readonly Text[], where: string): AddressText[] {
  return list.flatMap((text, i) => {
    const own = /^--?([\w.-]+)=/.exec(text.value)?.[1];
    const before = /^--?([\w.-]+)$/.exec(list[i - 1]?.value ?? '')?.[1];
    return addressesIn(text, own ?? before, where);
  });
}

function locate<T>(text: Text, value: T, start: number, length: number): Located<T> {
  const span = spanWithin(text, start, start + length);
  const isExact = !text.derived && span.end - span.start === length;
  return isExact ? { value, span } : { value, span, derived: true };
}
