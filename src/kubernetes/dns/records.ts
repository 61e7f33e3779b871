/** Query types that the simulation answers; others are legal and answered by NODATA or NXDOMAIN. */
export type QueryType = string;

export interface DnsQuestion {
  /** As asked, with a trailing dot. Case is kept: CoreDNS echoes it. */
  readonly name: string;
  readonly type: QueryType;
}

interface RecordHead {
  /** The owner, with a trailing dot. */
  readonly name: string;
  /** Seconds. */
  readonly ttl: number;
}

export interface SoaRecord extends RecordHead {
  readonly type: 'SOA';
  readonly mname: string;
  readonly rname: string;
  readonly refresh: number;
  readonly retry: number;
  readonly expire: number;
  readonly minimum: number;
}

export interface SrvRecord extends RecordHead {
  readonly type: 'SRV';
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  readonly target: string;
}

export interface DataRecord extends RecordHead {
  readonly type: 'A' | 'AAAA' | 'CNAME' | 'NS' | 'PTR' | 'TXT' | 'MX' | 'HINFO' | 'CAA';
  /** An address, a name with a trailing dot, or text. */
  readonly data: string;
}

export type DnsRecord = DataRecord | SrvRecord | SoaRecord;

/** `UNKNOWN`: the answer is outside of what was declared, so nothing may be concluded. */
export type Rcode = 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL' | 'REFUSED' | 'UNKNOWN';

export interface DnsReply {
  readonly rcode: Rcode;
  readonly answers: readonly DnsRecord[];
  readonly additional: readonly DnsRecord[];
  /** The zone's SOA, which a negative answer of an authority carries. */
  readonly soa?: SoaRecord;
  /** The namespace whose absence from the data is the reason for NXDOMAIN. */
  readonly undeclaredNamespace?: string;
  /** True where an alias leads to a name of which nothing is known, so that addresses may follow. */
  readonly incomplete?: boolean;
}

export type ReplyKind = 'ANSWER' | 'NODATA' | 'NXDOMAIN' | 'SERVFAIL' | 'REFUSED' | 'UNKNOWN';

/** A reply without records. */
export function emptyReply(rcode: Rcode): DnsReply {
  return { rcode, answers: [], additional: [] };
}

/** A reply in one word: NOERROR is an answer or NODATA, depending on whether there are records. */
export function kindOfReply(reply: DnsReply): ReplyKind {
  if (reply.rcode !== 'NOERROR') return reply.rcode;
  return reply.answers.length > 0 ? 'ANSWER' : 'NODATA';
}

/** The record under another owner. */
export function renamed<R extends DnsRecord>(record: R, name: string): R {
  return { ...record, name };
}

/** What a record says, without owner and TTL, as `dig` prints it. */
export function recordData(record: DnsRecord): string {
  switch (record.type) {
    case 'SRV':
      return `${record.priority} ${record.weight} ${record.port} ${record.target}`;
    case 'SOA':
      return `${record.mname} ${record.rname} 0 ${record.refresh} ${record.retry} ${record.expire} ${record.minimum}`;
    case 'TXT':
      return JSON.stringify(record.data);
    default:
      return record.data;
  }
}

/** A record as `dig` prints it. */
export function recordText(record: DnsRecord): string {
  return `${record.name}\t${record.ttl}\tIN\t${record.type}\t${recordData(record)}`;
}

/** The records without repetitions, in order. */
export function distinct(records: readonly DnsRecord[]): readonly DnsRecord[] {
  const seen = new Set<string>();
  return records.filter((record) => {
    const text = `${record.name} ${record.type} ${recordData(record)}`;
    return !seen.has(text) && seen.add(text) !== undefined;
  });
}
