import { reverseName } from '../../kubernetes/dns/addresses.ts';
import { kindOfReply } from '../../kubernetes/dns/records.ts';
import { type PodResolvConf, podResolvConf } from '../../kubernetes/dns/resolvConf.ts';
import { candidatesOf, type Libc } from '../../kubernetes/dns/searchList.ts';
import { askServer, type ServerReply } from '../../kubernetes/dns/server.ts';
import type { Model } from '../derived.ts';
import { clusterDns } from './cluster.ts';
import { type Asker, namespaceOf, podOf } from './resolveFrom.ts';

export const questionTypes = ['A', 'AAAA', 'SRV', 'PTR', 'CNAME', 'TXT'] as const;
export type QuestionType = (typeof questionTypes)[number];

/** One question to the cluster's DNS, and its reply. */
export interface Asked {
  readonly name: string;
  readonly type: QuestionType;
  readonly reply: ServerReply;
}

/** One question of any type to the DNS server of the cluster, without a search list. An address becomes its reverse name for PTR. */
export function askCluster(model: Model, name: string, type: QuestionType): Asked {
  const { server } = model.get(clusterDns).world;
  const asked = type === 'PTR' ? (reverseName(name) ?? name) : name;
  const full = asked.endsWith('.') ? asked : `${asked}.`;
  return { name: full, type, reply: askServer(server, { name: full, type }) };
}

/**
 * A question of any type with the search list of whoever asks, as `dig +search` puts it: until something other than
 * NXDOMAIN comes back. The cluster's DNS answers all of it, whatever nameserver the pod has.
 */
export function askFrom(
  model: Model,
  asker: Asker,
  name: string,
  type: QuestionType,
  libc: Libc = 'glibc',
): { readonly resolvConf: PodResolvConf; readonly asked: readonly Asked[] } {
  const { node, server } = model.get(clusterDns).world;
  const resolvConf = podResolvConf(podOf(asker, model.inputs.cluster.ndots), node);
  const text = type === 'PTR' ? (reverseName(name) ?? name) : name;
  const asked: Asked[] = [];
  for (const candidate of candidatesOf(text, resolvConf, libc)) {
    const reply = askServer(server, { name: candidate.name, type }, { namespace: namespaceOf(asker) });
    asked.push({ name: candidate.name, type, reply });
    if (!['NXDOMAIN', 'UNKNOWN', 'SERVFAIL'].includes(kindOfReply(reply))) break;
  }
  return { resolvConf, asked };
}
