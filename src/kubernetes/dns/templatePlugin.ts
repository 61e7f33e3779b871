import type { CorefileLine } from './corefile.ts';
import { goRegex } from './goRegex.ts';
import { normalZones } from './kubernetesOptions.ts';
import { fallthroughZones } from './kubernetesStanza.ts';
import { isWithin, longestZone } from './names.ts';
import type { DnsQuestion, DnsRecord, DnsReply, Rcode } from './records.ts';
import { emptyReply } from './records.ts';
import { parseRecord } from './zoneFile.ts';

/**
 * What the template plugin answers, or undefined where it passes the question on. A template of the class, type and zone
 * asked whose patterns do not match ends in NXDOMAIN without `fallthrough` (CoreDNS plugin/template).
 */
export function askTemplates(
  lines: readonly CorefileLine[],
  blockZones: readonly string[],
  question: DnsQuestion,
): DnsReply | undefined {
  for (const line of lines) {
    const reply = askTemplate(line, blockZones, question);
    if (reply !== undefined) return reply;
  }
  return undefined;
}

function askTemplate(line: CorefileLine, blockZones: readonly string[], question: DnsQuestion): DnsReply | undefined {
  const [recordClass = '', type = '', ...zoneArgs] = line.args.map((token) => token.text);
  const zones = zoneArgs.length > 0 ? zoneArgs.flatMap(normalZones) : blockZones;
  const zone = longestZone(zones, question.name);
  const isType = type.toUpperCase() === 'ANY' || type.toUpperCase() === question.type;
  if (zone === undefined || !isType || !['IN', 'ANY'].includes(recordClass.toUpperCase())) return undefined;
  const words = line.block.map((item) => ({ name: item.name.text, args: item.args.map((token) => token.text) }));
  const patterns = words.filter(({ name }) => name === 'match').flatMap(({ args }) => args);
  const match = (patterns.length === 0 ? ['.*'] : patterns)
    .map((pattern) => goRegex(pattern)?.exec(question.name))
    .find((found) => found !== null && found !== undefined);
  if (match === undefined || match === null) {
    const through = words.find(({ name }) => name === 'fallthrough');
    const passes = through !== undefined && fallthroughZones(through.args).some((z) => isWithin(z, question.name));
    return passes ? undefined : emptyReply('NXDOMAIN');
  }
  const rcode = (words.find(({ name }) => name === 'rcode')?.args[0] ?? 'NOERROR').toUpperCase() as Rcode;
  const records = (section: string): readonly DnsRecord[] | undefined => {
    const all = words
      .filter(({ name }) => name === section)
      .flatMap(({ args }) => args.map((text) => recordOf(filled(text, question, zone, match))));
    return all.every((record) => record !== undefined) ? all : undefined;
  };
  const answers = records('answer');
  const additional = records('additional');
  // A template that gives no record, or uses functions that are not known here, cannot be answered for.
  if (answers === undefined || additional === undefined) return emptyReply('UNKNOWN');
  return { rcode, answers, additional };
}

function recordOf(text: string): DnsRecord | undefined {
  return text.includes(unreadable) ? undefined : parseRecord(text);
}

/** Stands for an expression that cannot be worked out here. */
const unreadable = '\u0000';

function filled(text: string, question: DnsQuestion, zone: string, match: RegExpExecArray): string {
  return text.replace(/\{\{-?\s*(.*?)\s*-?\}\}/g, (_, expression: string) => {
    const group = /^\.Group\.(\w+)$|^index \.Group "(\w+)"$/.exec(expression);
    const index = /^index \.Match (\d+)$/.exec(expression);
    if (group !== null) {
      const key = group[1] ?? group[2] ?? '';
      return match.groups?.[key] ?? (/^\d+$/.test(key) ? (match[Number(key)] ?? '') : '');
    }
    if (index !== null) return match[Number(index[1])] ?? '';
    const simple: Readonly<Record<string, string>> = {
      '.Name': question.name,
      '.Zone': zone,
      '.Class': 'IN',
      '.Type': question.type,
    };
    return simple[expression] ?? unreadable;
  });
}
