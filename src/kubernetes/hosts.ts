import { hostsInScript } from './commandHosts.ts';

/** How a text shows that it means a host. */
export type HostForm =
  /** It ends in `.svc` or in the cluster domain: it can mean nothing but a name of the cluster. */
  | 'cluster'
  /** The host of a URL or of a connection string. */
  | 'url'
  /** `host:port` on its own. */
  | 'address'
  /** The whole value of something that is called a host: `DB_HOST=db`, `--server db`. */
  | 'bare';

/** A host within a text. Offsets count from the text's beginning; the end is exclusive. */
export interface HostToken {
  readonly form: HostForm;
  readonly host: string;
  readonly start: number;
  readonly end: number;
  readonly port: { readonly value: number; readonly start: number; readonly end: number } | undefined;
  /** In lower case, without `://`. */
  readonly scheme: string | undefined;
}

/** Texts beyond this length are dashboards and bundles, not configuration. In UTF-16 units. */
const maxLength = 200_000;

const label = '[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?';
const name = `${label}(?:\\.${label})*\\.?`;
const boundary = '(?![A-Za-z0-9_.-])';

const urls = /(?<![A-Za-z0-9])([A-Za-z][A-Za-z0-9+.-]*):\/\/(?:[^\s/?#@'"]*@)?([^\s/?#'"\\)>\]}]*)/g;
const dsns = new RegExp(`@(?:tcp|udp)\\((${name})(?::(\\d{2,5}))?\\)`, 'g');
const addresses = new RegExp(`(?<=^|[\\s,;=("'\\[@|])(${name}):(\\d{2,5})(?=$|[\\s,;)"'\\]/|])`, 'g');
const clusterNames = new RegExp(
  `(?<=^|[^A-Za-z0-9_.@$}-])(${label}(?:\\.${label})*\\.svc(?:\\.${label})*\\.?)(?::(\\d{1,5}))?${boundary}`,
  'g',
);
const keyed = new RegExp(
  `^[ \\t"']*([\\w.-]*(?:host|hostname|server|addr|address|endpoint))["']?[ \\t]*[:=][ \\t]*["']?(${name})["']?,?[ \\t]*\\r?$`,
  'gim',
);

/** Schemes whose first part is no host. */
const hostless = new Set([
  'file',
  's3',
  's3a',
  's3n',
  'gs',
  'gcs',
  'abfs',
  'wasb',
  'wasbs',
  'kubernetes',
  'k8s',
  'docker',
  'docker-pullable',
  'containerd',
  'cri-o',
  'oci',
  'unix',
  'vault',
  'secret',
  'classpath',
  'arn',
  'urn',
  'data',
  'mailto',
  'about',
  'chrome',
  'spiffe',
  'sqlite',
  'memory',
  'mem',
  'azblob',
  'swift',
  'local',
  'hdfs',
  'git+ssh',
  'pkg',
  'cluster',
  'bundle',
  'raw',
  'inline',
  'env',
  'aws-kms',
  'gcp-kms',
  'azure-kms',
  'awskms',
  'gcpkms',
  'hashivault',
  'cloudsql',
  'dir',
  'embed',
  'inmemory',
  'ref',
  'projects',
  'vscode',
  'gitlab',
  'github',
]);

/** Ports of the schemes, for URLs that name none. Only those that clients really default to. */
const schemePorts: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  ws: 80,
  wss: 443,
  ftp: 21,
  ssh: 22,
  redis: 6379,
  rediss: 6379,
  postgres: 5432,
  postgresql: 5432,
  mysql: 3306,
  mariadb: 3306,
  mongodb: 27017,
  amqp: 5672,
  amqps: 5671,
  nats: 4222,
  ldap: 389,
  ldaps: 636,
  memcached: 11211,
  smtp: 25,
  mqtt: 1883,
};

/** The port that a client takes where a URL names none, or undefined where that is not known. */
export function defaultPort(scheme: string | undefined): number | undefined {
  return scheme === undefined ? undefined : schemePorts[scheme.replace(/^jdbc:/, '').replace(/\+.*$/, '')];
}

/**
 * Whether a variable or flag of this name holds a host: `DB_HOST`, `--redis-addr`, `upstream.server`.
 */
export function isHostKey(key: string): boolean {
  return (
    (/(?:^|[^A-Za-z])(?:[A-Za-z0-9]*host(?:s|name)?|[A-Za-z0-9]*addr(?:ess|esses|s)?|servers?|endpoints?|upstreams?|brokers?|seeds?|nodes?|url|uri|service|peers?)$/i.test(
      key,
    ) ||
      /[a-z0-9](?:Host|Hostname|Addr|Address|Server|Endpoint|Url|URL|Uri)$/.test(key)) &&
    !/(?:bind|listen|advertise|allowed|public|cookie|virtual|external|smtp_from|user_?agent|image|version|account|ingress|node_?name|pod_?name)/i.test(
      key,
    )
  );
}

/**
 * The hosts in a text, in order, each once. IP addresses, `localhost`, user information, file names with a line number and
 * text that is filled in later are left out.
 *
 * @param key the name of the variable or flag that has the text as its whole value, if there is one
 */
export function hostsIn(text: string, key?: string): readonly HostToken[] {
  if (text.length > maxLength || text.length < 2) return [];
  const found = new Map<number, HostToken>();
  const add = (
    form: HostForm,
    host: string,
    start: number,
    port?: string,
    portStart?: number,
    scheme?: string,
  ): void => {
    if (found.has(start) || !isHost(host)) return;
    const number = port === undefined ? undefined : Number(port);
    if (number !== undefined && (number < 1 || number > 65535)) return;
    found.set(start, {
      form: isClusterName(host) ? 'cluster' : form,
      host,
      start,
      end: start + host.length,
      port: number === undefined ? undefined : { value: number, start: portStart!, end: portStart! + port!.length },
      scheme,
    });
  };
  if (text.includes('://')) findUrls(text, add);
  if (text.includes('@tcp(') || text.includes('@udp(')) {
    for (const match of text.matchAll(dsns)) {
      const start = match.index + match[0].indexOf('(') + 1;
      add('url', match[1]!, start, match[2], start + match[1]!.length + 1, 'mysql');
    }
  }
  if (text.includes('.svc')) {
    for (const match of text.matchAll(clusterNames)) {
      if (isFilledIn(text, match.index)) continue;
      add('cluster', match[1]!, match.index, match[2], match.index + match[1]!.length + 1);
    }
  }
  if (text.includes(':') && !/image|tag$|version/i.test(key ?? '')) {
    for (const match of text.matchAll(addresses)) {
      if (Number(match[2]) < 20 || isFileName(match[1]!) || isInsideUrl(text, match.index)) continue;
      add('address', match[1]!, match.index, match[2], match.index + match[1]!.length + 1);
    }
  }
  if (key !== undefined && isHostKey(key)) {
    let at = 0;
    for (const part of text.split(',')) {
      const trimmed = part.trim();
      if (new RegExp(`^${name}$`).test(trimmed)) add('bare', trimmed, at + part.indexOf(trimmed));
      at += part.length + 1;
    }
  }
  if (text.includes('\n')) {
    for (const match of text.matchAll(keyed)) {
      if (isHostKey(match[1]!)) add('bare', match[2]!, match.index + match[0].lastIndexOf(match[2]!));
    }
  }
  const upstreams = text.includes('upstream')
    ? new Set([...text.matchAll(/^\s*upstream\s+([\w.-]+)/gm)].map(([, own]) => own!))
    : undefined;
  return [...found.values()]
    .filter(({ host, start }) => !upstreams?.has(host) && !isComment(text, start))
    .sort((a, b) => a.start - b.start);
}

/** The hosts that the commands of a shell script name as their arguments, in order, with the same ones left out. */
export function hostsInCommand(script: string): readonly HostToken[] {
  if (script.length > maxLength) return [];
  return hostsInScript(script)
    .filter(({ host, start }) => isHost(host) && !isComment(script, start))
    .map(
      ({ host, start, port }): HostToken => ({
        form: isClusterName(host) ? 'cluster' : port ? 'address' : 'bare',
        host,
        start,
        end: start + host.length,
        port: port && { value: Number(port.text), start: port.start, end: port.start + port.text.length },
        scheme: undefined,
      }),
    )
    .sort((a, b) => a.start - b.start);
}

type Add = (form: HostForm, host: string, start: number, port?: string, portStart?: number, scheme?: string) => void;

/** The hosts of URLs; a connection string may list several: `mongodb://a:27017,b:27017/shop`. */
function findUrls(text: string, add: Add): void {
  for (const match of text.matchAll(urls)) {
    const scheme = match[1]!.toLowerCase().replace(/^.*:/, '');
    if (hostless.has(scheme) || match[2] === '') continue;
    let at = match.index + match[0].length - match[2]!.length;
    for (const part of match[2]!.split(',')) {
      const host = new RegExp(`^(${name})(?::(\\d{1,5}))?(?=$|[;])`).exec(part);
      if (host && !part.includes('{')) add('url', host[1]!, at, host[2], at + host[1]!.length + 1, scheme);
      at += part.length + 1;
    }
  }
}

/** Whether a place lies on a line that configuration files and scripts leave out. */
function isComment(text: string, at: number): boolean {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  return /^[ \t]*(?:#|\/\/)/.test(text.slice(lineStart, at));
}

/** Whether an address lies in the part of a URL that has been read, or in its path. */
function isInsideUrl(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 300), at);
  return /:\/\/[^\s'"]*$/.test(before);
}

/** Whether the text before a name makes its beginning: `${NAME}.shop.svc`. */
function isFilledIn(text: string, at: number): boolean {
  return /[})%*]\.?$/.test(text.slice(Math.max(0, at - 2), at)) || text[at - 1] === '.';
}

function isClusterName(host: string): boolean {
  return /\.svc(?:\.|$)/.test(host.endsWith('.') ? host.slice(0, -1) : host);
}

/** No address, no `localhost`, no number, no text to be filled in. */
function isHost(host: string): boolean {
  if (/^[\d.]+$/.test(host) || /^v?\d+(?:\.\d+)+/.test(host)) return false;
  return !/^(?:localhost|localhost\..*|ip6-localhost|host\.docker\.internal|metadata|true|false|yes|no|none|null|auto|default|any|all|example|[A-Z_][A-Z0-9_]*)$/.test(
    host,
  );
}

/** `reflector.go:245` is a place in a program. */
function isFileName(host: string): boolean {
  return /\.(?:go|js|ts|py|java|c|cc|cpp|h|rs|rb|php|sh|ya?ml|json|txt|log|conf|cfg|xml|html|md)$/i.test(host);
}
