import { flagMeaning } from '../../kubernetes/commandHosts.ts';
import { type HostToken, hostsIn, hostsInCommand } from '../../kubernetes/hosts.ts';
import { type Located, located, type Span } from '../../text/span.ts';
import { spanWithin } from '../../yaml/tree.ts';
import { perRow } from '../derived.ts';
import type { ConfigMap } from '../facts/other.ts';
import { isPlaceholder } from '../facts/resource.ts';
import type { Container, EnvVar, Text, Workload } from '../facts/workload.ts';

/** A host that a manifest's text names, and where. */
export interface TextHost {
  readonly token: HostToken;
  readonly scalar: Text;
  /** The host's text. Derived where it was put together from several values. */
  readonly host: Located<string>;
  readonly port: Located<number> | undefined;
  /** What holds the text, in the author's words: `env DB_URL`, `args`, `key app.properties`. */
  readonly where: string;
  readonly container: Container | undefined;
}

/** The hosts in the environment, command and arguments of a workload's containers. */
export const hostsOfWorkload = perRow(({ pod }: Workload): readonly TextHost[] =>
  pod.containers.flatMap(hostsOfContainer),
);

/** The hosts in the values of a ConfigMap. Dashboards and other long JSON are left out. */
export const hostsOfConfigMap = perRow(({ data }: ConfigMap): readonly TextHost[] =>
  [...data].flatMap(([key, scalar]) => {
    if (isDashboard(key, scalar.value)) return [];
    const where = `key ${key}`;
    const hosts = hostsIn(scalar.value, key).map((token) => textHost(token, scalar, 0, where, undefined));
    const isScript = key.endsWith('.sh') || scalar.value.startsWith('#!');
    return isScript ? [...hosts, ...scriptHosts(scalar, where, undefined, hosts)] : hosts;
  }),
);

function isDashboard(key: string, value: string): boolean {
  return (
    (key.endsWith('.json') && value.length > 20_000) ||
    /"(?:panels|schemaVersion)"\s*:/.test(value.slice(0, 200_000)) ||
    key === 'Corefile'
  );
}

function hostsOfContainer(container: Container): TextHost[] {
  const found: TextHost[] = [];
  const literals = new Map<string, string>();
  for (const variable of container.env) {
    if (variable.value) {
      found.push(...hostsOfVariable(variable, variable.value, container, literals));
      literals.set(variable.name.value, expand(variable.value.value, literals) ?? variable.value.value);
    }
  }
  const program = (container.command[0] ?? container.args[0])?.value;
  found.push(...hostsOfArguments(container.command, 'command', container, literals, program));
  found.push(...hostsOfArguments(container.args, 'args', container, literals, program));
  return found;
}

function hostsOfVariable(
  variable: EnvVar,
  scalar: Text,
  container: Container,
  literals: ReadonlyMap<string, string>,
): TextHost[] {
  const where = `env ${variable.name.value}`;
  return hostsOfText(scalar, variable.name.value, where, container, literals).map((host) => {
    if (host.port || host.token.form === 'url') return host;
    const port = siblingPort(variable.name.value, container);
    return port ? { ...host, port } : host;
  });
}

function hostsOfText(
  scalar: Text,
  key: string | undefined,
  where: string,
  container: Container,
  literals: ReadonlyMap<string, string>,
): TextHost[] {
  if (scalar.value.includes('$(')) {
    const expanded = expand(scalar.value, literals);
    if (expanded === undefined || isPlaceholder(expanded)) return [];
    return hostsIn(expanded, key).map((token) => ({
      token,
      scalar,
      host: { value: token.host, span: scalar.span, derived: true },
      port: token.port && { value: token.port.value, span: scalar.span, derived: true },
      where,
      container,
    }));
  }
  return hostsIn(scalar.value, key).map((token) => textHost(token, scalar, 0, where, container));
}

/** `--db-host=db`, or `--db-host` followed by `db`, or a shell script that asks for it. */
function hostsOfArguments(
  list: readonly Text[],
  where: string,
  container: Container,
  literals: ReadonlyMap<string, string>,
  program: string | undefined,
): TextHost[] {
  return list.flatMap((scalar, i) => {
    const flag = /^--?([\w.-]+)=/.exec(scalar.value);
    if (flag && !scalar.value.includes('$(')) {
      const rest = scalar.value.slice(flag[0].length);
      return hostsIn(rest, flag[1]).map((token) => textHost(token, scalar, flag[0].length, where, container));
    }
    const before = list[i - 1]?.value;
    const isHost = flagMeaning(program, before) === 'host';
    const key = isHost ? 'host' : /^--?([\w.-]+)$/.exec(before ?? '')?.[1];
    const hosts = hostsOfText(scalar, scalar.value.includes('\n') ? undefined : key, where, container, literals);
    if (isHost) {
      const port = portArgument(list, program);
      return port ? hosts.map((host) => (host.port ? host : { ...host, port })) : hosts;
    }
    return [...hosts, ...scriptHosts(scalar, where, container, hosts)];
  });
}

/** The port that a program is told by a flag of its own: `-p`, `5432`. */
function portArgument(list: readonly Text[], program: string | undefined): Located<number> | undefined {
  const scalar = list.find((_, i) => flagMeaning(program, list[i - 1]?.value) === 'port');
  if (!scalar || !/^\d{1,5}$/.test(scalar.value)) return undefined;
  return located(Number(scalar.value), spanWithin(scalar, 0, scalar.value.length), scalar.derived);
}

/** What the commands of a script ask, but for what its URLs and addresses have said. */
function scriptHosts(
  scalar: Text,
  where: string,
  container: Container | undefined,
  known: readonly TextHost[],
): TextHost[] {
  if (!/\s|\/dev\//.test(scalar.value)) return [];
  return hostsInCommand(scalar.value)
    .filter(({ start }) => !known.some(({ token }) => token.start === start))
    .map((token) => textHost(token, scalar, 0, where, container));
}

function textHost(
  token: HostToken,
  scalar: Text,
  offset: number,
  where: string,
  container: Container | undefined,
): TextHost {
  const at = (start: number, end: number): Span => spanWithin(scalar, start + offset, end + offset);
  const place = <T>(value: T, span: Span): Located<T> =>
    scalar.derived || (span === scalar.span && token.host !== scalar.value)
      ? { value, span, derived: true }
      : { value, span };
  return {
    token,
    scalar,
    host: place(token.host, at(token.start, token.end)),
    port: token.port && place(token.port.value, at(token.port.start, token.port.end)),
    where,
    container,
  };
}

/** `DB_PORT` beside `DB_HOST`. */
function siblingPort(key: string, { env }: Container): Located<number> | undefined {
  const wanted = key.replace(/(?:HOST(?:NAME)?|ADDR(?:ESS)?|SERVER|SERVICE|ENDPOINT)$/i, (part) =>
    part === part.toLowerCase() ? 'port' : 'PORT',
  );
  if (wanted === key) return undefined;
  const sibling = env.find(({ name }) => name.value === wanted)?.value;
  if (!sibling || !/^\d{1,5}$/.test(sibling.value)) return undefined;
  const span = spanWithin(sibling, 0, sibling.value.length);
  return sibling.derived
    ? { value: Number(sibling.value), span, derived: true }
    : { value: Number(sibling.value), span };
}

/** `$(NAME)` replaced as kubelet does (third_party/forked/golang/expansion); undefined when a name is not known here. */
function expand(text: string, literals: ReadonlyMap<string, string>): string | undefined {
  let known = true;
  const expanded = text.replaceAll(/\$\$|\$\(([^)]+)\)/g, (whole, name: string | undefined) => {
    if (name === undefined) return '$';
    const value = literals.get(name);
    if (value === undefined) known = false;
    return value ?? whole;
  });
  return known ? expanded : undefined;
}
