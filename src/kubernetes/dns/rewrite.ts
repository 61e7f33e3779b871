import type { CorefileLine } from './corefile.ts';
import { goRegex, withGroups } from './goRegex.ts';
import { fullyQualified } from './names.ts';
import type { DnsQuestion, DnsRecord, DnsReply } from './records.ts';
import { renamed } from './records.ts';

/** A question after the rewrite rules, and the way back for the names in its answer. */
export interface Rewritten {
  readonly question: DnsQuestion;
  /** True where an answer's owner is changed back to the name asked; resolvers may discard an answer otherwise. */
  readonly restored: boolean;
  readonly answer: (reply: DnsReply) => DnsReply;
}

type TextChange = (text: string) => string;

interface Step {
  readonly name?: string;
  readonly type?: string;
  readonly names: readonly TextChange[];
  readonly values: readonly TextChange[];
  readonly ttl?: number;
}

/**
 * Applies the rewrite rules of a block in their order: `stop`, the default, ends after the rule that changed something,
 * `continue` goes on. Undefined where no rule changes anything (CoreDNS plugin/rewrite).
 */
export function rewriteQuestion(lines: readonly CorefileLine[], asked: DnsQuestion): Rewritten | undefined {
  let question = asked;
  const steps: Step[] = [];
  for (const line of lines.flatMap(rules)) {
    const isContinue = line[0] === 'continue';
    const words = isContinue || line[0] === 'stop' ? line.slice(1) : line;
    const step = apply(words, question);
    if (step === undefined) continue;
    steps.push(step);
    question = { name: step.name ?? question.name, type: step.type ?? question.type };
    if (!isContinue) break;
  }
  if (steps.length === 0) return undefined;
  const back = steps.toReversed();
  const restoredName = back.reduce((name, step) => changed(name, step.names), question.name);
  return {
    question,
    restored: restoredName.toLowerCase() === asked.name.toLowerCase(),
    answer: (reply) => ({
      ...reply,
      answers: reply.answers.map((record) => back.reduce(changeRecord, record)),
      additional: reply.additional.map((record) => back.reduce(changeRecord, record)),
    }),
  };
}

/** A rule per line; the block form holds one name rule over several lines. */
function rules({ args, block }: CorefileLine): readonly (readonly string[])[] {
  const words = args.map((token) => token.text);
  if (block.length === 0) return [words];
  return [[...words, ...block.flatMap((line) => [line.name, ...line.args].map((token) => token.text))]];
}

function apply(words: readonly string[], question: DnsQuestion): Step | undefined {
  const [field, ...rest] = words;
  switch (field) {
    case 'name':
      return applyName(rest, question.name);
    case 'type': {
      const [from, to] = rest;
      const isAsked = to !== undefined && from?.toUpperCase() === question.type;
      return isAsked ? { type: to.toUpperCase(), names: [], values: [] } : undefined;
    }
    case 'ttl':
      return applyTtl(rest, question.name);
    default:
      // class, edns0, rcode and cname rules change no name that is asked here.
      return rest.length === 1 && field !== undefined && field.includes('.')
        ? applyName(words, question.name)
        : undefined;
  }
}

function applyName(words: readonly string[], asked: string): Step | undefined {
  const kinds = ['exact', 'prefix', 'suffix', 'substring', 'regex'];
  const isShort = words.length === 2 && !kinds.includes(words[0] ?? '');
  const [kind = '', from = '', to = '', ...answers] = isShort ? ['exact', ...words] : words;
  const name = asked.toLowerCase();
  const target = changeName(kind.toLowerCase(), from, to, name);
  if (target === undefined) return undefined;
  const explicit = answerRules(answers);
  // The exact form always changes the answer back.
  const isAuto = kind === 'exact' || answers.includes('auto');
  if (!isAuto) return { name: target, ...explicit };
  const back =
    kind === 'suffix'
      ? swapSuffix(fullyQualified(to.toLowerCase()), fullyQualified(from.toLowerCase()))
      : remap(target, name);
  return { name: target, names: [back, ...explicit.names], values: [back, ...explicit.values] };
}

function changeName(kind: string, from: string, to: string, name: string): string | undefined {
  const lowFrom = from.toLowerCase();
  const lowTo = to.toLowerCase();
  switch (kind) {
    case 'exact':
      return name === fullyQualified(lowFrom) ? fullyQualified(lowTo) : undefined;
    case 'prefix':
      return name.startsWith(lowFrom) ? lowTo + name.slice(lowFrom.length) : undefined;
    case 'suffix': {
      const suffix = fullyQualified(lowFrom);
      return name.endsWith(suffix) ? name.slice(0, -suffix.length) + fullyQualified(lowTo) : undefined;
    }
    case 'substring':
      return lowFrom !== '' && name.includes(lowFrom) ? name.replaceAll(lowFrom, lowTo) : undefined;
    case 'regex': {
      const groups = goRegex(from)?.exec(name);
      return groups === null || groups === undefined ? undefined : fullyQualified(withGroups(lowTo, groups));
    }
    default:
      return undefined;
  }
}

function answerRules(words: readonly string[]): { names: readonly TextChange[]; values: readonly TextChange[] } {
  const names: TextChange[] = [];
  const values: TextChange[] = [];
  for (let at = 0; at < words.length; at++) {
    const kind = words[at];
    const from = words[at + 1];
    const to = words[at + 2];
    if ((kind !== 'name' && kind !== 'value') || from === undefined || to === undefined) continue;
    const pattern = goRegex(from);
    const change: TextChange = (text) => {
      const groups = pattern?.exec(text);
      return groups === null || groups === undefined ? text : fullyQualified(withGroups(to.toLowerCase(), groups));
    };
    (kind === 'name' ? names : values).push(change);
    at += 2;
  }
  return { names, values };
}

function applyTtl(words: readonly string[], asked: string): Step | undefined {
  const kinds = ['exact', 'prefix', 'suffix', 'substring', 'regex'];
  const [kind = '', from = '', seconds = ''] = kinds.includes(words[0] ?? '') ? words : ['exact', ...words];
  const low = /^(\d+)/.exec(seconds)?.[1];
  if (low === undefined || changeName(kind, from, from, asked.toLowerCase()) === undefined) return undefined;
  return { names: [], values: [], ttl: Number(low) };
}

function remap(from: string, to: string): TextChange {
  return (text) => {
    if (text === from) return to;
    return text.endsWith(`.${from}`) ? text.slice(0, -from.length) + to : text;
  };
}

function swapSuffix(from: string, to: string): TextChange {
  return (text) => (text.endsWith(from) ? text.slice(0, -from.length) + to : text);
}

function changed(text: string, changes: readonly TextChange[]): string {
  return changes.reduce((value, change) => change(value), text);
}

function changeRecord(record: DnsRecord, step: Step): DnsRecord {
  const owned = renamed(record, changed(record.name, step.names));
  const timed = step.ttl === undefined ? owned : { ...owned, ttl: step.ttl };
  if (timed.type === 'SRV') return { ...timed, target: changed(timed.target, step.values) };
  if (timed.type === 'CNAME' || timed.type === 'NS' || timed.type === 'PTR') {
    return { ...timed, data: changed(timed.data, step.values) };
  }
  return timed;
}
