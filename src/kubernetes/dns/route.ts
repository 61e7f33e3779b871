import type { Corefile, CorefileLine } from './corefile.ts';
import { isForwarded, readForward } from './forwardPlugin.ts';
import { askHosts, parseHosts, readHosts } from './hostsPlugin.ts';
import { normalZones } from './kubernetesOptions.ts';
import { fallthroughZones, readKubernetes } from './kubernetesStanza.ts';
import { fullyQualified, isWithin, longestZone } from './names.ts';
import type { DnsQuestion, DnsRecord, Rcode } from './records.ts';
import { rewriteQuestion } from './rewrite.ts';
import { chooseBlock, pluginsInOrder, zonesOf } from './serverBlocks.ts';
import { askTemplates } from './templatePlugin.ts';

/** Which part of a Corefile is responsible for a question, whatever the cluster holds. */
export interface Route {
  /** Without a trailing dot; undefined where no block answers. */
  readonly serverBlock?: string;
  /** The plugin that answers; undefined where the chain ends without one. */
  readonly plugin?: string;
  /** The plugin that is asked where the first one has no such name and passes it on. */
  readonly thenIfNameError?: string;
  /** Where the question is forwarded to, as written. */
  readonly upstreams?: readonly string[];
  readonly rewrittenTo?: string;
  readonly answerNameRestored?: boolean;
  /** Where the reply does not depend on the cluster. */
  readonly rcode?: Rcode;
  readonly answers?: readonly DnsRecord[];
}

interface Claim {
  readonly plugin: string;
  readonly passesMissing: boolean;
  readonly upstreams?: readonly string[];
  readonly rcode?: Rcode;
  readonly answers?: readonly DnsRecord[];
}

/** The route of a question through a Corefile: its server block, and the plugin that takes it. */
export function routeOf(corefile: Corefile, asked: DnsQuestion, files: ReadonlyMap<string, string> = new Map()): Route {
  const question = { ...asked, name: fullyQualified(asked.name) };
  const chosen = chooseBlock(corefile, question.name);
  if (chosen === undefined) return { rcode: 'REFUSED' };
  const plugins = pluginsInOrder(chosen.block);
  const rewritten = rewriteQuestion(
    plugins.filter(({ name }) => name.text === 'rewrite'),
    question,
  );
  const seen = rewritten?.question ?? question;
  const claims = plugins.flatMap((line) => claim(line, zonesOf(chosen.block), seen, files) ?? []);
  const [first, second] = claims;
  const isRenamed = rewritten !== undefined && seen.name !== question.name;
  const answers = first?.answers;
  return {
    serverBlock: chosen.zone,
    ...(first === undefined ? { rcode: 'SERVFAIL' } : { plugin: first.plugin }),
    ...(first?.passesMissing === true && second !== undefined && { thenIfNameError: second.plugin }),
    ...(first?.upstreams !== undefined && { upstreams: first.upstreams }),
    ...(first?.rcode !== undefined && { rcode: first.rcode }),
    ...(answers !== undefined && {
      answers: rewritten?.answer({ rcode: 'NOERROR', answers, additional: [] }).answers ?? answers,
    }),
    ...(isRenamed && { rewrittenTo: seen.name, answerNameRestored: rewritten.restored }),
  };
}

function claim(
  line: CorefileLine,
  blockZones: readonly string[],
  question: DnsQuestion,
  files: ReadonlyMap<string, string>,
): Claim | undefined {
  const plugin = line.name.text;
  const args = line.args.map((token) => token.text);
  switch (plugin) {
    case 'template': {
      const reply = askTemplates([line], blockZones, question);
      return reply === undefined
        ? undefined
        : { plugin, passesMissing: false, rcode: reply.rcode, answers: reply.answers };
    }
    case 'hosts': {
      const stanza = readHosts(line, blockZones);
      const reply = askHosts(stanza, parseHosts(files.get(stanza.file) ?? ''), question);
      return reply === undefined
        ? undefined
        : { plugin, passesMissing: false, rcode: reply.rcode, answers: reply.answers };
    }
    case 'kubernetes': {
      const { options } = readKubernetes(line, blockZones);
      if (longestZone(options.zones, question.name) === undefined) return undefined;
      return { plugin, passesMissing: options.fallthrough.some((zone) => isWithin(zone, question.name)) };
    }
    case 'k8s_external':
    case 'file':
    case 'auto':
    case 'secondary':
    case 'etcd': {
      const names = plugin === 'file' ? args.slice(1) : args;
      const zones = names.length > 0 ? names.flatMap(normalZones) : blockZones;
      if (longestZone(zones, question.name) === undefined) return undefined;
      const through = line.block.find((item) => item.name.text === 'fallthrough');
      const passed = through === undefined ? [] : fallthroughZones(through.args.map((token) => token.text));
      return { plugin, passesMissing: passed.some((zone) => isWithin(zone, question.name)) };
    }
    case 'forward':
    case 'grpc': {
      const stanza = readForward(line);
      return isForwarded(stanza, question.name) ? { plugin, passesMissing: false, upstreams: stanza.to } : undefined;
    }
    case 'erratic':
    case 'whoami':
      return { plugin, passesMissing: false };
    default:
      return undefined;
  }
}
