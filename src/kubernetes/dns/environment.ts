/** What of a Service becomes environment variables. */
export interface EnvironmentService {
  readonly name: string;
  readonly namespace: string;
  /** Empty, absent or `None` for Services without variables: headless, ExternalName. */
  readonly clusterIP?: string;
  readonly ports: readonly { readonly name?: string; readonly port: number; readonly protocol?: string }[];
}

/**
 * The Service variables of a container, from the Services that exist when it starts (kubernetes pkg/kubelet,
 * getServiceEnvVarMap, and pkg/kubelet/envvars). Those of its own namespace, unless `enableServiceLinks` is false, and
 * `kubernetes` of `default` always; the own namespace wins on equal names.
 */
export function serviceEnvironment(
  services: readonly EnvironmentService[],
  namespace: string,
  enableServiceLinks = true,
): ReadonlyMap<string, string> {
  const chosen = new Map<string, EnvironmentService>();
  for (const service of services) {
    if (service.clusterIP === undefined || service.clusterIP === '' || service.clusterIP === 'None') continue;
    if (service.namespace === 'default' && service.name === 'kubernetes') {
      if (!chosen.has(service.name)) chosen.set(service.name, service);
    } else if (service.namespace === namespace && enableServiceLinks) {
      chosen.set(service.name, service);
    }
  }
  const variables = new Map<string, string>();
  for (const service of chosen.values()) {
    for (const [name, value] of variablesOf(service)) variables.set(name, value);
  }
  return variables;
}

/** The start of all variables of a Service: upper case, hyphens as underscores. */
export function variablePrefix(name: string): string {
  return name.replaceAll('-', '_').toUpperCase();
}

/** The variables of one Service; none without a port. */
export function variablesOf(service: EnvironmentService): readonly (readonly [string, string])[] {
  const prefix = variablePrefix(service.name);
  const host = service.clusterIP ?? '';
  const [first] = service.ports;
  if (first === undefined) return [];
  const links = service.ports.flatMap(({ port, protocol = 'TCP' }) => {
    const link = `${prefix}_PORT_${port}_${protocol.toUpperCase()}`;
    return [
      [link, linkOf(protocol, host, port)],
      [`${link}_PROTO`, protocol.toLowerCase()],
      [`${link}_PORT`, String(port)],
      [`${link}_ADDR`, host],
    ] as const;
  });
  return [
    [`${prefix}_SERVICE_HOST`, host],
    [`${prefix}_SERVICE_PORT`, String(first.port)],
    ...service.ports
      .filter((port) => port.name !== undefined && port.name !== '')
      .map((port) => [`${prefix}_SERVICE_PORT_${variablePrefix(port.name ?? '')}`, String(port.port)] as const),
    [`${prefix}_PORT`, linkOf(first.protocol ?? 'TCP', host, first.port)],
    ...links,
  ];
}

function linkOf(protocol: string, host: string, port: number): string {
  return `${protocol.toLowerCase()}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
