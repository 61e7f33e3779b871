import { type HostToken, hostsIn } from '../../kubernetes/hosts.ts';
import type { Located, Span } from '../../text/span.ts';
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
    return hostsIn(scalar.value, key).map((token) => textHost(token, scalar, 0, `key ${key}`, undefined));
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
  found.push(...hostsOfArguments(container.command, 'command', container, literals));
  found.push(...hostsOfArguments(container.args, 'args', container, literals));
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

/** `--db-host=db`, or `--db-host` followed by `db`. */
function hostsOfArguments(
  list: readonly Text[],
  where: string,
  container: Container,
  literals: ReadonlyMap<string, string>,
): TextHost[] {
  return list.flatMap((scalar, i) => {
    const flag = /^--?([\w.-]+)=/.exec(scalar.value);
    if (flag && !scalar.value.includes('$(')) {
      const rest = scalar.value.slice(flag[0].length);
      return hostsIn(rest, flag[1]).map((token) => textHost(token, scalar, flag[0].length, where, container));
    }
    const before = /^--?([\w.-]+)$/.exec(list[i - 1]?.value ?? '')?.[1];
    return hostsOfText(scalar, scalar.value.includes('\n') ? undefined : before, where, container, literals);
  });
}

function textHost(
  token: HostToken,
  scalar: Text,
  offset: number,
  where: string,
  container: Container | undefined,
): TextHost {
  const at = (start: number, end: number): Span => spanWithin(scalar, start + offset, end + offset);
  const located = <T>(value: T, span: Span): Located<T> =>
    scalar.derived || (span === scalar.span && token.host !== scalar.value)
      ? { value, span, derived: true }
      : { value, span };
  return {
    token,
    scalar,
    host: located(token.host, at(token.start, token.end)),
    port: token.port && located(token.port.value, at(token.port.start, token.port.end)),
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
