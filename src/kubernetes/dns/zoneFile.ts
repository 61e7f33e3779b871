import { fullyQualified, isWithin, labelsOf } from './names.ts';
import type { DataRecord, DnsQuestion, DnsRecord, DnsReply } from './records.ts';
import { emptyReply, renamed } from './records.ts';

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400, w: 604800 };
const dataTypes = ['A', 'AAAA', 'CNAME', 'NS', 'PTR', 'TXT', 'MX', 'HINFO', 'CAA'];

/**
 * The records of a zone file (RFC 1035): `$ORIGIN`, `$TTL`, `@`, relative names, repeated owners, comments and
 * parentheses. What cannot be read is left out.
 */
export function parseZoneFile(text: string, origin: string): readonly DnsRecord[] {
  let base = fullyQualified(origin);
  let ttl = 3600;
  let owner = base;
  const records: DnsRecord[] = [];
  for (const line of logicalLines(text)) {
    const words = line.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? [];
    if (words[0] === '$ORIGIN') base = absolute(words[1] ?? '', base);
    else if (words[0] === '$TTL') ttl = seconds(words[1] ?? '') ?? ttl;
    else if (words.length > 0) {
      if (!/^\s/.test(line)) owner = absolute(words.shift() ?? '', base);
      const record = readRecord(owner, words, ttl, base);
      if (record !== undefined) records.push(record);
    }
  }
  return records;
}

/** One record as text, such as a template gives: `name [ttl] [IN] TYPE data`. Names are absolute. */
export function parseRecord(text: string): DnsRecord | undefined {
  const [owner, ...words] = text.trim().match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? [];
  return owner === undefined ? undefined : readRecord(fullyQualified(owner), words, 3600, '.');
}

/** What a zone with these records answers to a question inside of it: aliases followed, wildcards expanded. */
export function askZone(records: readonly DnsRecord[], zone: string, question: DnsQuestion): DnsReply {
  const answers: DnsRecord[] = [];
  const soa = records.find((record) => record.type === 'SOA');
  const negative = soa === undefined ? {} : { soa };
  let { name } = question;
  for (let hop = 0; hop < 10; hop++) {
    const own = ownedBy(records, name);
    if (own === undefined) return { ...emptyReply(hop === 0 ? 'NXDOMAIN' : 'NOERROR'), answers, ...negative };
    const found = own.filter((record) => record.type === question.type);
    const alias = own.find((record): record is DataRecord => record.type === 'CNAME');
    if (found.length > 0 || alias === undefined) {
      answers.push(...found);
      break;
    }
    answers.push(alias);
    name = alias.data;
    if (!isWithin(zone, name)) break;
  }
  return { ...emptyReply('NOERROR'), answers, ...(answers.length === 0 && negative) };
}

/** The records of a name, those of the closest wildcard under its name, none for a node between, undefined for nothing. */
function ownedBy(records: readonly DnsRecord[], name: string): readonly DnsRecord[] | undefined {
  const lower = name.toLowerCase();
  const own = records.filter((record) => record.name.toLowerCase() === lower);
  if (own.length > 0) return own.map((record) => renamed(record, name));
  if (records.some((record) => isWithin(name, record.name))) return [];
  const labels = labelsOf(lower);
  for (let cut = 1; cut < labels.length; cut++) {
    const parent = `${labels.slice(cut).join('.')}.`;
    const wild = records.filter((record) => record.name.toLowerCase() === `*.${parent}`);
    if (wild.length > 0) return wild.map((record) => renamed(record, name));
    if (records.some((record) => isWithin(parent, record.name))) return undefined;
  }
  return undefined;
}

function logicalLines(text: string): readonly string[] {
  const lines: string[] = [];
  let open = '';
  for (const raw of text.split('\n')) {
    const line = raw.replace(/("(?:[^"\\]|\\.)*")|;.*$/g, (_, quoted?: string) => quoted ?? '').trimEnd();
    const whole = open === '' ? line : `${open} ${line.trim()}`;
    const isOpen = whole.split('(').length > whole.split(')').length;
    open = isOpen ? whole : '';
    if (!isOpen && whole.trim() !== '') lines.push(whole.replace(/[()]/g, ' '));
  }
  return lines;
}

function readRecord(name: string, words: readonly string[], ttl: number, origin: string): DnsRecord | undefined {
  let at = 0;
  let time = ttl;
  for (; at < 2; at++) {
    const word = words[at] ?? '';
    const given = seconds(word);
    if (given !== undefined) time = given;
    else if (!/^(IN|CH|HS)$/i.test(word)) break;
  }
  const type = (words[at] ?? '').toUpperCase();
  const data = words.slice(at + 1);
  const head = { name, ttl: time };
  const numbers = data.map(Number);
  if (type === 'SRV' && data.length === 4) {
    const [priority = 0, weight = 0, port = 0] = numbers;
    return { ...head, type, priority, weight, port, target: absolute(data[3] ?? '', origin) };
  }
  if (type === 'SOA' && data.length === 7) {
    const [refresh = 0, retry = 0, expire = 0, minimum = 0] = data.slice(3).map((word) => seconds(word) ?? 0);
    const [mname, rname] = [absolute(data[0] ?? '', origin), absolute(data[1] ?? '', origin)];
    return { ...head, type, mname, rname, refresh, retry, expire, minimum };
  }
  if (!dataTypes.includes(type) || data.length === 0) return undefined;
  const isName = type === 'CNAME' || type === 'NS' || type === 'PTR';
  const joined = data.map((word) => word.replace(/^"(.*)"$/, '$1')).join(' ');
  return { ...head, type: type as DataRecord['type'], data: isName ? absolute(joined, origin) : joined };
}

function absolute(name: string, origin: string): string {
  if (name === '@') return origin;
  return name.endsWith('.') ? name : origin === '.' ? `${name}.` : `${name}.${origin}`;
}

function seconds(text: string): number | undefined {
  if (!/^(\d+[smhdw]?)+$/i.test(text)) return undefined;
  return (text.match(/\d+[smhdw]?/gi) ?? []).reduce((sum, part) => {
    return sum + Number.parseInt(part, 10) * (units[part.slice(-1).toLowerCase()] ?? 1);
  }, 0);
}
