import { familyOf } from './addresses.ts';
import { addressLiteral, type HostAlias, inHosts, podHosts } from './hostsFile.ts';
import { withoutDot } from './names.ts';
import { type NodeDns, type PodDnsSpec, type PodResolvConf, podResolvConf } from './resolvConf.ts';
import { type Candidate, candidatesOf, isSearchIgnored, type Libc } from './searchList.ts';
import { askServer, type DnsServer, type ServerReply } from './server.ts';
import { askUpstream } from './upstream.ts';

/** What one question brought. `CNAME_ONLY` is an alias without address; `UNKNOWN` lies outside of what was declared. */
export type Outcome = 'ANSWER' | 'NODATA' | 'CNAME_ONLY' | 'NXDOMAIN' | 'SERVFAIL' | 'TIMEOUT' | 'UNKNOWN';

/** What a nameserver of a resolv.conf is: the cluster's DNS, another server, or one that does not answer or refuses. */
export type NameserverRole = 'cluster' | 'upstream' | 'dead' | 'refused';

/** The DNS of a cluster as its pods see it. */
export interface DnsWorld {
  readonly server: DnsServer;
  readonly node: NodeDns;
  /** Overrides by address. A nameserver among `node.clusterDNS` is the cluster's, any other is upstream. */
  readonly nameservers?: ReadonlyMap<string, NameserverRole>;
}

export interface LookupCall {
  readonly pod: PodDnsSpec & { readonly hostAliases?: readonly HostAlias[] };
  readonly libc: Libc;
  /** `unspec` asks for both families. */
  readonly family: 'unspec' | 'inet' | 'inet6';
}

/** One name that was asked for. */
export interface ResolutionStep {
  readonly name: string;
  readonly outcome: { readonly A?: Outcome; readonly AAAA?: Outcome };
  readonly replies: readonly StepReply[];
}

export interface StepReply extends ServerReply {
  readonly type: 'A' | 'AAAA';
  readonly outcome: Outcome;
  /** The address of the server that answered; undefined where none did. */
  readonly nameserver?: string;
}

export type LookupStatus = 'OK' | 'NOT_FOUND' | 'TRY_AGAIN' | 'UNKNOWN';

export interface Resolution {
  readonly resolvConf: PodResolvConf;
  readonly steps: readonly ResolutionStep[];
  readonly result: {
    /** `NOT_FOUND` is EAI_NONAME or EAI_NODATA, `TRY_AGAIN` is EAI_AGAIN. */
    readonly status: LookupStatus;
    readonly addresses: readonly string[];
    /** The last name of a chain of aliases, with a trailing dot. */
    readonly cname?: string;
  };
  /** Where the result came from. */
  readonly source: 'literal' | 'hosts' | 'dns';
  /** DNS questions of the whole call, retries and parallel servers not counted. */
  readonly queriesSent: number;
  /** What the result rests on and nobody declared. */
  readonly assumptions: readonly string[];
  /** Namespaces that were asked for and are not in the data. */
  readonly undeclaredNamespaces: readonly string[];
}

interface Walk {
  readonly status: LookupStatus;
  readonly steps: readonly ResolutionStep[];
}

/**
 * One getaddrinfo call from a pod: the addresses, and each question on the way. External names stay UNKNOWN unless the
 * server's upstream table holds them, and a walk over an unknown name goes on as if it did not exist.
 */
export function resolve(world: DnsWorld, call: LookupCall, name: string): Resolution {
  const resolvConf = podResolvConf(call.pod, world.node);
  const early = withoutDns(call, name);
  const base = { resolvConf, steps: [], queriesSent: 0, assumptions: [], undeclaredNamespaces: [] };
  if (early !== undefined) return { ...base, ...early };
  const ask = (candidate: Candidate) => askBoth(world, call, resolvConf, candidate);
  const candidates = candidatesOf(name, resolvConf, call.libc);
  const walk = call.libc === 'glibc' ? walkGlibc(candidates, ask, call.family) : walkMusl(candidates, ask);
  const replies = walk.steps.flatMap((step) => step.replies);
  const undeclared = [...new Set(replies.flatMap((reply) => reply.undeclaredNamespace ?? []))];
  const isOpen = world.server.cluster.openNamespaces === true && undeclared.length > 0;
  const status = walk.status === 'NOT_FOUND' && isOpen ? 'UNKNOWN' : walk.status;
  const last = status === 'OK' ? (walk.steps.at(-1)?.replies ?? []) : [];
  const records = last.flatMap((reply) => reply.answers);
  const addresses = [...new Set(records.flatMap((r) => (r.type === 'A' || r.type === 'AAAA' ? [r.data] : [])))];
  const cname = (walk.steps.at(-1)?.replies ?? [])
    .flatMap((reply) => reply.answers)
    .findLast((record) => record.type === 'CNAME');
  return {
    resolvConf,
    steps: walk.steps,
    result: { status, addresses, ...(cname?.type === 'CNAME' && { cname: cname.data }) },
    source: 'dns',
    queriesSent: replies.length,
    assumptions: assumptionsOf(world, call, resolvConf, walk, undeclared),
    undeclaredNamespaces: undeclared,
  };
}

function withoutDns(call: LookupCall, name: string): Pick<Resolution, 'result' | 'source'> | undefined {
  const isAsked = (address: string) => {
    const family = familyOf(address);
    return call.family === 'unspec' || family === (call.family === 'inet' ? 'IPv4' : 'IPv6');
  };
  const found = (addresses: readonly string[], source: 'literal' | 'hosts') => ({
    result: { status: addresses.length > 0 ? ('OK' as const) : ('NOT_FOUND' as const), addresses },
    source,
  });
  const literal = addressLiteral(name);
  if (literal !== undefined) return found(isAsked(literal.text) ? [literal.text] : [], 'literal');
  const hosts = inHosts(podHosts(undefined, call.pod.hostAliases ?? []), name);
  const fitting = hosts.filter(isAsked);
  // musl does not ask DNS for a name that its hosts file has with the other family only.
  const isFinal = fitting.length > 0 || (hosts.length > 0 && call.libc === 'musl');
  return isFinal ? found(fitting, 'hosts') : undefined;
}

type Ask = (candidate: Candidate) => ResolutionStep;
type Failure = 'NXDOMAIN' | 'NODATA' | 'SERVFAIL';

/** glibc resolv/res_query.c, __res_context_search. */
function walkGlibc(candidates: readonly Candidate[], ask: Ask, family: LookupCall['family']): Walk {
  const steps: ResolutionStep[] = [];
  const failures: { readonly kind: Candidate['kind']; readonly failure: Failure }[] = [];
  let isUnknown = false;
  for (const candidate of candidates) {
    const step = ask(candidate);
    steps.push(step);
    const end = endOfWalk(step);
    if (end !== undefined) return { status: end, steps };
    const outcomes = outcomesOf(step);
    if (outcomes.includes('CNAME_ONLY')) return { status: 'NOT_FOUND', steps };
    if (outcomes.includes('TIMEOUT')) return { status: 'TRY_AGAIN', steps };
    isUnknown ||= outcomes.includes('UNKNOWN');
    failures.push({ kind: candidate.kind, failure: failureOf(outcomes) });
  }
  return { status: isUnknown ? 'UNKNOWN' : glibcStatus(failures, family), steps };
}

/**
 * What the failed tries add up to: a first try of the name itself counts alone, then NODATA, then SERVFAIL. A call for
 * IPv4 alone goes by gethostbyname2, to which only the last question tells that it is worth trying again
 * (glibc nss_dns/dns-host.c, gethostbyname3_context).
 */
function glibcStatus(
  failures: readonly { readonly kind: string; readonly failure: Failure }[],
  family: LookupCall['family'],
): LookupStatus {
  const [first] = failures;
  if (family === 'inet' && failures.at(-1)?.failure !== 'SERVFAIL') return 'NOT_FOUND';
  const isFirstAbsolute = first?.kind === 'absolute';
  const listed = failures.filter(({ kind }) => kind === 'search').map(({ failure }) => failure);
  const decisive = isFirstAbsolute
    ? first.failure
    : listed.includes('NODATA')
      ? 'NODATA'
      : listed.includes('SERVFAIL')
        ? 'SERVFAIL'
        : failures.at(-1)?.failure;
  return decisive === 'SERVFAIL' ? 'TRY_AGAIN' : 'NOT_FOUND';
}

/** musl src/network/lookup_name.c, name_from_dns_search and name_from_dns. */
function walkMusl(candidates: readonly Candidate[], ask: Ask): Walk {
  const steps: ResolutionStep[] = [];
  let isUnknown = false;
  for (const candidate of candidates) {
    if (candidate.kind === 'malformed') return { status: 'TRY_AGAIN', steps };
    const step = ask(candidate);
    steps.push(step);
    const outcomes = outcomesOf(step);
    // The first reply that is no success decides, A before AAAA, even where the other has an address.
    const failure = outcomes.find((outcome) => ['NXDOMAIN', 'SERVFAIL', 'TIMEOUT', 'UNKNOWN'].includes(outcome));
    if (failure === 'SERVFAIL' || failure === 'TIMEOUT') return { status: 'TRY_AGAIN', steps };
    if (failure === 'NXDOMAIN') continue;
    const end = endOfWalk(step);
    if (end !== undefined) return { status: end, steps };
    if (failure === undefined) return { status: 'NOT_FOUND', steps };
    isUnknown = true;
  }
  return { status: isUnknown ? 'UNKNOWN' : 'NOT_FOUND', steps };
}

/** An address ends a walk, and so does an alias to a name of which nothing is known. */
function endOfWalk(step: ResolutionStep): LookupStatus | undefined {
  if (outcomesOf(step).includes('ANSWER')) return 'OK';
  return step.replies.some((reply) => reply.incomplete === true) ? 'UNKNOWN' : undefined;
}

function outcomesOf({ replies }: ResolutionStep): readonly Outcome[] {
  return replies.map((reply) => reply.outcome);
}

/** The error of a try: that of A, unless A has no data and AAAA fails otherwise (glibc __res_context_query). */
function failureOf(outcomes: readonly Outcome[]): Failure {
  const failed = outcomes.find((outcome) => outcome !== 'NODATA');
  return failed === 'SERVFAIL' ? 'SERVFAIL' : failed === undefined ? 'NODATA' : 'NXDOMAIN';
}

function askBoth(world: DnsWorld, call: LookupCall, resolvConf: PodResolvConf, candidate: Candidate): ResolutionStep {
  const types = call.family === 'inet' ? (['A'] as const) : call.family === 'inet6' ? (['AAAA'] as const) : both;
  const replies = types.map((type) => askNameservers(world, call, resolvConf, candidate.name, type));
  const outcome = Object.fromEntries(replies.map((reply) => [reply.type, reply.outcome]));
  return { name: candidate.name, outcome, replies };
}

const both = ['A', 'AAAA'] as const;

/** The first server that answers. A failing server makes libc try the next one; if all fail, SERVFAIL is what remains. */
function askNameservers(
  world: DnsWorld,
  call: LookupCall,
  resolvConf: PodResolvConf,
  name: string,
  type: 'A' | 'AAAA',
): StepReply {
  let failed: StepReply = { rcode: 'SERVFAIL', answers: [], additional: [], passed: [], type, outcome: 'TIMEOUT' };
  const servers = resolvConf.nameservers.length > 0 ? resolvConf.nameservers : ['127.0.0.1'];
  for (const nameserver of servers) {
    const role = roleOf(world, nameserver);
    if (role === 'dead' || role === 'refused') continue;
    const question = { name, type };
    const reply =
      role === 'cluster'
        ? askServer(world.server, question, { namespace: call.pod.namespace })
        : { ...askUpstream(world.server.upstream, question), passed: [] };
    if (reply.rcode === 'REFUSED') continue;
    const step: StepReply = { ...reply, type, outcome: outcomeOf(reply, type), nameserver };
    if (reply.rcode !== 'SERVFAIL') return step;
    failed = step;
  }
  return failed;
}

function roleOf(world: DnsWorld, address: string): NameserverRole {
  return world.nameservers?.get(address) ?? (world.node.clusterDNS.includes(address) ? 'cluster' : 'upstream');
}

function outcomeOf(reply: ServerReply, type: 'A' | 'AAAA'): Outcome {
  switch (reply.rcode) {
    case 'NXDOMAIN':
    case 'SERVFAIL':
    case 'UNKNOWN':
      return reply.rcode;
    case 'REFUSED':
      return 'TIMEOUT';
    case 'NOERROR':
      if (reply.answers.some((record) => record.type === type)) return 'ANSWER';
      if (reply.incomplete === true) return 'UNKNOWN';
      return reply.answers.some((record) => record.type === 'CNAME') ? 'CNAME_ONLY' : 'NODATA';
  }
}

function assumptionsOf(
  world: DnsWorld,
  call: LookupCall,
  resolvConf: PodResolvConf,
  walk: Walk,
  undeclared: readonly string[],
): readonly string[] {
  const found: string[] = [];
  const unknown = walk.steps.filter((step) => outcomesOf(step).includes('UNKNOWN'));
  for (const step of walk.status === 'OK' ? unknown : []) {
    found.push(`${withoutDot(step.name)} is taken not to exist outside of the cluster.`);
  }
  if (world.server.cluster.openNamespaces === true) {
    for (const namespace of undeclared) found.push(`Namespace ${namespace} is not among the files; it may exist.`);
  }
  if (isSearchIgnored(resolvConf, call.libc)) {
    found.push('musl ignores the search list, because its line is longer than 255 bytes.');
  }
  if (call.libc === 'musl' && new Set(resolvConf.nameservers.map((ns) => roleOf(world, ns))).size > 1) {
    found.push('musl asks all nameservers at once; the first one of the list is taken to answer first.');
  }
  return found;
}
