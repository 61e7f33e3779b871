import type { Located } from '../text/span.ts';
import { spanWithin } from '../yaml/tree.ts';
import { derive, deriveByNamespace, perRow } from './derived.ts';
import { namespaceUndecided } from './facts/resource.ts';
import type { Service } from './facts/service.ts';
import type { Text, Workload } from './facts/workload.ts';
import { nameReads } from './names/references.ts';
import { nameResolver } from './names/resolve.ts';
import { configMapsOf } from './portMentions.ts';

/** A value that is, or ends in, the name of a Service that exists. Nothing but that says that it is meant as an address. */
export interface ServiceMention {
  readonly workload: Workload;
  readonly service: Service;
  /** The number or name of a port beside the name; undefined where there is none. */
  readonly port: number | string | undefined;
  readonly host: Located<string>;
  readonly where: string;
}

/** Longer values are documents, not addresses. In UTF-16 units. */
const maxLength = 2000;

/**
 * The Services that values of a workload name, whatever the variable or flag is called: `BACKEND: cart:7070`.
 * A value counts as a whole, or from a letter after a blank, `:` or `=`, as np-guard's cluster-topology-analyzer reads it.
 * A workload's own Services are left out: a program is often called as its Service is.
 */
export const serviceMentions = derive(nameReads, ({ namespaceNames, get }): readonly ServiceMention[] =>
  namespaceNames.flatMap((namespace) => get(serviceMentionsIn, namespace)),
);

/** The same for the workloads of one namespace. */
export const serviceMentionsIn = deriveByNamespace(
  nameReads,
  ({ workloads, configMaps, namespace, get }): readonly ServiceMention[] => {
    const resolve = get(nameResolver);
    const data = new Map(configMaps.map((row) => [row.name.value, row.data]));
    return workloads.flatMap((workload) => {
      const texts = [...textsOf(workload)];
      for (const name of new Set(configMapsOf(workload))) {
        for (const [key, text] of data.get(name) ?? []) texts.push([`key ${key}`, text]);
      }
      return texts.flatMap(([where, text]) =>
        addressesOf(text).flatMap(({ host, port, start }): ServiceMention[] => {
          const target = resolve(host, namespace, namespaceUndecided(workload), 'bare');
          if (target.kind !== 'service') return [];
          const span = spanWithin(text, start, start + host.length);
          return [{ workload, service: target.service, port, host: { value: host, span }, where }];
        }),
      );
    });
  },
);

function* textsOf({ pod }: Workload): Iterable<readonly [where: string, text: Text]> {
  for (const { role, env, command, args } of pod.containers) {
    if (role === 'ephemeral') continue;
    for (const { name, value } of env) if (value) yield [`env ${name.value}`, value];
    for (const text of command) yield ['command', text];
    for (const text of args) yield ['args', text];
  }
}

interface Address {
  readonly host: string;
  readonly port: number | string | undefined;
  readonly start: number;
}

const address =
  /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^@/\s]*@)?([a-z0-9](?:[-a-z0-9.]*[a-z0-9])?)(?::(\d{1,5}|[a-z][a-z0-9-]{0,14}))?(?:[/?#]\S*)?$/;

const addressesOf = perRow((text: Text) => addressesIn(text.value));

/** The addresses that a value may be. */
function addressesIn(value: string): Address[] {
  if (value.length > maxLength || value.includes('\n')) return [];
  const starts = [0];
  for (const { index } of value.matchAll(/(?<=[:= ])[A-Za-z]/g)) starts.push(index);
  const found = new Map<number, Address>();
  for (const from of starts) {
    const match = address.exec(value.slice(from));
    const host = match?.[1];
    if (host === undefined || !/[a-z]/.test(host)) continue;
    const start = from + match![0].indexOf(host, match![0].includes('://') ? match![0].indexOf('://') : 0);
    const port = match![2] === undefined ? undefined : /^\d+$/.test(match![2]) ? Number(match![2]) : match![2];
    if (!found.has(start)) found.set(start, { host, port, start });
  }
  return [...found.values()];
}
