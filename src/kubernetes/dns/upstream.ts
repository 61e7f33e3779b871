import { fullyQualified } from './names.ts';
import type { DataRecord, DnsQuestion, DnsRecord, DnsReply, Rcode } from './records.ts';
import { emptyReply } from './records.ts';

/** What a name outside of the cluster has: addresses or texts by type, an alias, or a failure instead. */
export type UpstreamEntry = 'SERVFAIL' | 'NXDOMAIN' | 'REFUSED' | Readonly<Record<string, string | readonly string[]>>;

/** The answers of the servers to which questions are forwarded. */
export interface UpstreamTable {
  /** By full name with a trailing dot, in lower case. */
  readonly names: ReadonlyMap<string, UpstreamEntry>;
  /** What a name that is not listed gets. `UNKNOWN`, unless the table is known to be complete. */
  readonly elsewhere: 'NXDOMAIN' | 'UNKNOWN';
  /** Seconds; 300 where absent. */
  readonly ttl?: number;
}

/** Nothing is known of the world outside. */
export const unknownUpstream: UpstreamTable = { names: new Map(), elsewhere: 'UNKNOWN' };

const failures = ['SERVFAIL', 'NXDOMAIN', 'REFUSED'];

/** What the table answers. An alias is followed within the table, at most eight times. */
export function askUpstream(table: UpstreamTable, question: DnsQuestion): DnsReply {
  const answers: DnsRecord[] = [];
  const { ttl = 300 } = table;
  let { name } = question;
  for (let hop = 0; hop <= 8; hop++) {
    const entry = table.names.get(name.toLowerCase());
    if (entry === undefined) return { ...emptyReply(table.elsewhere), answers };
    if (typeof entry === 'string') return { ...emptyReply(entry), answers };
    const value = entry[question.type];
    if (typeof value === 'string' && failures.includes(value)) return { ...emptyReply(value as Rcode), answers };
    const alias = entry.CNAME;
    if (typeof alias === 'string' && question.type !== 'CNAME') {
      const target = fullyQualified(alias);
      answers.push({ name, type: 'CNAME', ttl, data: target });
      name = target;
      continue;
    }
    const values = value === undefined ? [] : typeof value === 'string' ? [value] : value;
    const owner = name;
    answers.push(
      ...values.map((data): DataRecord => ({ name: owner, type: question.type as DataRecord['type'], ttl, data })),
    );
    break;
  }
  return { ...emptyReply('NOERROR'), answers };
}
