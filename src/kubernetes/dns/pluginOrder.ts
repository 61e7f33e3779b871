/**
 * The plugins of CoreDNS 1.14 in the order in which they see a question (plugin.cfg). The order in the Corefile means nothing.
 */
export const pluginOrder: readonly string[] = [
  'root',
  'metadata',
  'geoip',
  'cancel',
  'tls',
  'quic',
  'grpc_server',
  'https',
  'https3',
  'timeouts',
  'multisocket',
  'reload',
  'nsid',
  'bufsize',
  'bind',
  'debug',
  'trace',
  'ready',
  'health',
  'pprof',
  'prometheus',
  'errors',
  'log',
  'dnstap',
  'local',
  'dns64',
  'any',
  'chaos',
  'loadbalance',
  'tsig',
  'rewrite',
  'autopath',
  'acl',
  'cache',
  'header',
  'dnssec',
  'minimal',
  'template',
  'transfer',
  'hosts',
  'route53',
  'azure',
  'clouddns',
  'k8s_external',
  'kubernetes',
  'file',
  'auto',
  'secondary',
  'etcd',
  'nomad',
  'loop',
  'forward',
  'grpc',
  'erratic',
  'whoami',
  'on',
  'sign',
  'view',
];

/** Plugins that distributions add to their builds of CoreDNS; their place in the order is not known here. */
export const addedPlugins: readonly string[] = [
  'fanout',
  'alternate',
  'records',
  'ocp_dnsnameresolver',
  'unbound',
  'mdns',
];

/** Plugins that a server block may hold only once, because their setup refuses a second stanza. */
export const singlePlugins: readonly string[] = [
  'kubernetes',
  'hosts',
  'cache',
  'loop',
  'reload',
  'loadbalance',
  'errors',
];

/** The rank of a plugin; what is unknown comes last. */
export function pluginRank(name: string): number {
  const rank = pluginOrder.indexOf(name);
  return rank < 0 ? pluginOrder.length : rank;
}
