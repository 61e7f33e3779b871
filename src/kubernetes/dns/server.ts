import { parseAddress } from './addresses.ts';
import type { ClusterDnsData } from './cluster.ts';
import { indexOf } from './cluster.ts';
import type { Corefile, CorefileLine } from './corefile.ts';
import { askExternal } from './externalPlugin.ts';
import { isForwarded, readForward } from './forwardPlugin.ts';
import { askHosts, parseHosts, readHosts } from './hostsPlugin.ts';
import { normalZones } from './kubernetesOptions.ts';
import { askKubernetes, type KubernetesServer } from './kubernetesPlugin.ts';
import { fallthroughZones, readKubernetes } from './kubernetesStanza.ts';
import { fullyQualified, isWithin, longestZone, withoutDot } from './names.ts';
import type { DnsQuestion, DnsReply } from './records.ts';
import { distinct, emptyReply } from './records.ts';
import { rewriteQuestion } from './rewrite.ts';
import { chooseBlock, pluginsInOrder, zonesOf } from './serverBlocks.ts';
import { askTemplates } from './templatePlugin.ts';
import { askUpstream, type UpstreamTable } from './upstream.ts';
import { askZone, parseZoneFile } from './zoneFile.ts';
import { transferZone } from './zoneTransfer.ts';

/** A CoreDNS with its Corefile, and all that it can see. */
export interface DnsServer {
  readonly corefile: Corefile;
  readonly cluster: ClusterDnsData;
  readonly upstream: UpstreamTable;
  /** Contents of the files that plugins read, by path: zones, hosts. */
  readonly files?: ReadonlyMap<string, string>;
  /** The addresses on which the server listens. */
  readonly localAddresses?: readonly string[];
  /** False while the API's objects are not loaded. */
  readonly synced?: boolean;
  /** The search list of the server's own resolv.conf, which autopath appends. */
  readonly searches?: readonly string[];
  /** 53 where absent. */
  readonly port?: number;
}

/** Who asks: autopath finds the client's namespace by its address. */
export interface DnsClient {
  readonly namespace: string;
}

export interface ServerReply extends DnsReply {
  /** The zone of the server block, without a trailing dot; undefined where none answers. */
  readonly serverBlock?: string;
  /** The plugin that wrote the reply; undefined where the chain ended without one. */
  readonly plugin?: string;
  /** Plugins that could have answered and passed the question on, in order. */
  readonly passed: readonly string[];
  /** The name that the plugins saw, where `rewrite` changed it. */
  readonly rewrittenTo?: string;
  /** Whether the answer has the name asked again after a rewrite. */
  readonly answerNameRestored?: boolean;
  /** Where `forward` sent the question, as written. */
  readonly upstreams?: readonly string[];
}

interface Chain {
  readonly server: DnsServer;
  readonly plugins: readonly CorefileLine[];
  readonly zones: readonly string[];
  readonly client: DnsClient | undefined;
  /** How often the server asked itself for a target. */
  readonly depth: number;
}

const maxDepth = 8;
/** Plugins that answer from data which no manifest holds. */
const opaque = ['auto', 'secondary', 'etcd', 'route53', 'azure', 'clouddns', 'nomad', 'fanout', 'records', 'erratic'];

/** What the server answers: the block of the longest zone, then its plugins in CoreDNS's own order. */
export function askServer(server: DnsServer, question: DnsQuestion, client?: DnsClient): ServerReply {
  return ask(server, { ...question, name: fullyQualified(question.name) }, client, 0);
}

/** The first kubernetes plugin of a Corefile with its options, or undefined where there is none. */
export function kubernetesPlugin(server: DnsServer): KubernetesServer | undefined {
  for (const block of server.corefile.blocks) {
    const line = block.plugins.find(({ name }) => name.text === 'kubernetes');
    if (line !== undefined) return kubernetesServer(server, line, zonesOf(block), undefined, 0);
  }
  return undefined;
}

function ask(server: DnsServer, question: DnsQuestion, client: DnsClient | undefined, depth: number): ServerReply {
  const chosen = chooseBlock(server.corefile, question.name, server.port);
  if (chosen === undefined) return { ...emptyReply('REFUSED'), passed: [] };
  const zones = zonesOf(chosen.block);
  const plugins = pluginsInOrder(chosen.block);
  return { ...follow({ server, plugins, zones, client, depth }, 0, question, []), serverBlock: chosen.zone };
}

function follow(chain: Chain, from: number, question: DnsQuestion, passed: readonly string[]): ServerReply {
  const { plugins, server, zones } = chain;
  let gone = passed;
  for (let at = from; at < plugins.length; at++) {
    const line = plugins[at]!;
    const name = line.name.text;
    const isRepeated = at > from && plugins[at - 1]?.name.text === name;
    const same = plugins.filter((other) => other.name.text === name);
    let reply: DnsReply | undefined;
    switch (name) {
      case 'rewrite': {
        const rewritten = isRepeated ? undefined : rewriteQuestion(same, question);
        if (rewritten === undefined) continue;
        const inner = follow(chain, at + same.length, rewritten.question, gone);
        const seen = rewritten.question.name;
        const restored = { rewrittenTo: seen, answerNameRestored: rewritten.restored };
        return { ...inner, ...rewritten.answer(inner), ...(seen !== question.name && restored) };
      }
      case 'autopath': {
        const found = autopath(chain, at, line, question, gone);
        if (found !== undefined) return found;
        continue;
      }
      case 'template':
        reply = isRepeated ? undefined : askTemplates(same, zones, question);
        break;
      case 'transfer':
        reply = transfer(chain, line, question);
        break;
      case 'any':
        if (question.type !== 'ANY') continue;
        reply = {
          ...emptyReply('NOERROR'),
          answers: [{ name: question.name, type: 'HINFO', ttl: 8482, data: '"ANY obsoleted" "See RFC 8482"' }],
        };
        break;
      case 'hosts': {
        const stanza = readHosts(line, zones);
        reply = askHosts(stanza, parseHosts(server.files?.get(stanza.file) ?? ''), question);
        break;
      }
      case 'k8s_external': {
        const sibling = plugins.find((other) => other.name.text === 'kubernetes');
        if (sibling === undefined) continue;
        reply = askExternal(line, zones, kubernetesOf(chain, sibling), question);
        break;
      }
      case 'kubernetes':
        reply = askKubernetes(kubernetesOf(chain, line), question);
        break;
      case 'file':
        reply = askFile(chain, line, question);
        break;
      case 'forward':
      case 'grpc': {
        const stanza = readForward(line);
        if (isForwarded(stanza, question.name)) {
          return { ...askUpstream(server.upstream, question), plugin: name, passed: gone, upstreams: stanza.to };
        }
        break;
      }
      case 'whoami':
        reply = emptyReply('UNKNOWN');
        break;
      default:
        if (!opaque.includes(name)) continue;
        reply = isOpaque(line, zones, question) ? emptyReply('UNKNOWN') : undefined;
    }
    if (reply !== undefined) return { ...reply, plugin: name, passed: gone };
    if (!isRepeated) gone = [...gone, name];
  }
  return { ...emptyReply('SERVFAIL'), passed: gone };
}

function kubernetesOf({ server, zones, client, depth }: Chain, line: CorefileLine): KubernetesServer {
  return kubernetesServer(server, line, zones, client, depth);
}

function kubernetesServer(
  server: DnsServer,
  line: CorefileLine,
  zones: readonly string[],
  client: DnsClient | undefined,
  depth: number,
): KubernetesServer {
  return {
    options: optionsOf(line, zones),
    index: indexOf(server.cluster),
    localAddresses: server.localAddresses ?? [],
    synced: server.synced ?? true,
    // Targets go through the whole server again, so that other blocks apply to them.
    ask: (question) => (depth >= maxDepth ? emptyReply('SERVFAIL') : ask(server, question, client, depth + 1)),
  };
}

const stanzas = new WeakMap<CorefileLine, ReturnType<typeof readKubernetes>>();

function optionsOf(line: CorefileLine, zones: readonly string[]) {
  let stanza = stanzas.get(line);
  if (stanza === undefined) stanzas.set(line, (stanza = readKubernetes(line, zones)));
  return stanza.options;
}

/**
 * Walks the client's search list in the server and returns the first reply that is not NXDOMAIN, behind an alias.
 * Undefined where the question is not for the first search domain, or the client is not known (CoreDNS plugin/autopath).
 */
function autopath(
  chain: Chain,
  at: number,
  line: CorefileLine,
  question: DnsQuestion,
  passed: readonly string[],
): ServerReply | undefined {
  const args = line.args.map((token) => token.text);
  const source = args.at(-1);
  const zones = args.length > 1 ? args.slice(0, -1).flatMap(normalZones) : chain.zones;
  const sibling = chain.plugins.find((other) => other.name.text === 'kubernetes');
  if (longestZone(zones, question.name) === undefined || source === undefined) return undefined;
  let searches: readonly string[] = [];
  if (source.startsWith('@')) {
    if (sibling === undefined || chain.client === undefined) return undefined;
    const options = optionsOf(sibling, chain.zones);
    const zone = longestZone(options.zones, question.name);
    // Only `verified` keeps pods, by which the client's namespace is found.
    if (zone === undefined || options.pods !== 'verified') return undefined;
    const { namespace } = chain.client;
    searches = [`${namespace}.svc.${zone}`, `svc.${zone}`, zone, ...(chain.server.searches ?? [])];
  } else {
    searches = chain.server.searches ?? [];
  }
  const [first] = searches;
  if (first === undefined || !isWithin(first, question.name)) return undefined;
  const base = question.name.slice(0, fullyQualified(question.name).length - fullyQualified(first).length);
  if (base === '') return undefined;
  let original: ServerReply | undefined;
  for (const search of [...searches, '']) {
    const name = fullyQualified(`${base}${withoutDot(search)}`.replace(/\.$/, ''));
    const reply = follow(chain, at + 1, { name, type: question.type }, passed);
    original ??= reply;
    if (reply.rcode === 'NXDOMAIN' || reply.rcode === 'SERVFAIL') continue;
    const [head] = reply.answers;
    if (head === undefined || head.name.toLowerCase() === question.name.toLowerCase()) return reply;
    const alias = { name: question.name, type: 'CNAME', ttl: head.ttl, data: head.name } as const;
    return { ...reply, answers: [alias, ...reply.answers] };
  }
  return original;
}

function transfer(chain: Chain, line: CorefileLine, question: DnsQuestion): DnsReply | undefined {
  if (question.type !== 'AXFR' && question.type !== 'IXFR') return undefined;
  const args = line.args.flatMap((token) => normalZones(token.text));
  const zones = args.length > 0 ? args : chain.zones;
  const isAllowed = line.block.some((item) => item.name.text === 'to' && item.args.length > 0);
  const sibling = chain.plugins.find((other) => other.name.text === 'kubernetes');
  if (longestZone(zones, question.name) === undefined) return undefined;
  if (!isAllowed || sibling === undefined) return emptyReply('REFUSED');
  const answers = transferZone(kubernetesOf(chain, sibling), question.name);
  return answers === undefined ? emptyReply('REFUSED') : { ...emptyReply('NOERROR'), answers: distinct(answers) };
}

function askFile({ server, zones }: Chain, line: CorefileLine, question: DnsQuestion): DnsReply | undefined {
  const [path, ...args] = line.args.map((token) => token.text);
  const zone = longestZone(args.length > 0 ? args.flatMap(normalZones) : zones, question.name);
  if (zone === undefined || path === undefined) return undefined;
  const text = server.files?.get(path) ?? server.files?.get(path.slice(path.lastIndexOf('/') + 1));
  if (text === undefined) return emptyReply('UNKNOWN');
  const reply = askZone(parseZoneFile(text, zone), zone, question);
  const through = line.block.find((item) => item.name.text === 'fallthrough');
  const passes = through !== undefined && fallthroughZones(through.args.map((token) => token.text));
  const isPassed =
    reply.rcode === 'NXDOMAIN' && passes !== false && passes.some((item) => isWithin(item, question.name));
  return isPassed ? undefined : reply;
}

/** Whether a plugin without data here may answer the name. Arguments that are no zones make no difference. */
function isOpaque(line: CorefileLine, zones: readonly string[], question: DnsQuestion): boolean {
  const named = line.args
    .map((token) => token.text.replace(/:.*$/, ''))
    .filter((text) => /^[\w.-]+$/.test(text) && parseAddress(text) === undefined && !text.startsWith('/'))
    .flatMap(normalZones);
  return longestZone(named.length > 0 ? named : zones, question.name) !== undefined;
}
