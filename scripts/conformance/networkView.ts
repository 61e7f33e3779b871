/** What of an object concerns the network: names, labels, selectors, ports, environment, arguments, rules and data. */
export function networkView(object: unknown): unknown {
  if (!isRecord(object)) return object;
  const { apiVersion, kind } = object;
  const metadata = isRecord(object.metadata) ? object.metadata : {};
  const view: Record<string, unknown> = {
    apiVersion,
    kind,
    name: metadata.name,
    namespace: metadata.namespace,
    labels: metadata.labels,
  };
  if (WHOLE_SPEC.has(String(kind))) view.spec = object.spec;
  else if (kind === 'ConfigMap') [view.data, view.binaryData] = [object.data, object.binaryData];
  else view.pods = pods(object);
  return view;
}

const WHOLE_SPEC: ReadonlySet<string> = new Set([
  'Gateway',
  'GRPCRoute',
  'HTTPRoute',
  'Ingress',
  'IngressClass',
  'NetworkPolicy',
  'ReferenceGrant',
  'Service',
  'TCPRoute',
  'TLSRoute',
]);

const POD_FIELDS = [
  'dnsConfig',
  'dnsPolicy',
  'hostAliases',
  'hostNetwork',
  'hostname',
  'serviceAccountName',
  'subdomain',
];
const CONTAINER_FIELDS = ['args', 'command', 'env', 'envFrom', 'livenessProbe', 'name', 'ports', 'readinessProbe'];

/** The pods of a workload, wherever its kind has them, with the selector beside each. */
function pods(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(pods);
  if (!isRecord(value)) return [];
  const own = Array.isArray(value.containers) ? [podView(value)] : [];
  const selectors = [
    value.selector,
    isRecord(value.template) && isRecord(value.template.metadata) && value.template.metadata.labels,
  ];
  const selected = own.length === 0 && selectors.some(Boolean) ? [selectors] : [];
  return [
    ...own,
    ...selected,
    ...Object.keys(value)
      .sort()
      .flatMap((key) => pods(value[key])),
  ];
}

function podView(spec: Record<string, unknown>): unknown {
  const containers = ['initContainers', 'containers', 'ephemeralContainers'].map((name) => {
    const list = spec[name];
    return Array.isArray(list)
      ? list.map((container) => (isRecord(container) ? pick(container, CONTAINER_FIELDS) : container))
      : [];
  });
  return { ...pick(spec, POD_FIELDS), containers };
}

function pick(record: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => name in record).map((name) => [name, record[name]]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
