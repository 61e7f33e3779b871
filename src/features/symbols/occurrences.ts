import { labelsOf } from '../../kubernetes/dns/names.ts';
import { derive } from '../../model/derived.ts';
import { endpoints, targetIn } from '../../model/endpoints.ts';
import { backendsOf } from '../../model/facts/ingress.ts';
import type { PolicySelector } from '../../model/facts/policies.ts';
import { type NameReference, nameReferences } from '../../model/names/references.ts';
import { compareSpans, type Located, type Span } from '../../text/span.ts';
import { descend, type Tree } from '../../yaml/tree.ts';
import type { Occurrence, SymbolKind } from './symbol.ts';

/** Where the symbols of a scope are named. */
export interface Occurrences {
  /** The innermost occurrence at an offset of a file, or undefined. */
  at(file: string, offset: number): Occurrence | undefined;
  /** Every place of a symbol, definitions first, then in the order of the files. */
  of(id: string): readonly Occurrence[];
  inFile(file: string): readonly Occurrence[];
}

/** Every place of a scope where a Service, a port, a namespace, a pod label or a workload is named. */
export const occurrences = derive(
  [
    'services',
    'workloads',
    'ingresses',
    'ingressClasses',
    'networkPolicies',
    'endpointSlices',
    'namespaces',
    'configMaps',
    'resources',
    'cluster',
    'documents',
  ],
  ({
    services,
    workloads,
    ingresses,
    ingressClasses,
    networkPolicies,
    endpointSlices,
    namespaces,
    configMaps,
    resources,
    get,
  }): Occurrences => {
    const all: Occurrence[] = [];
    const add = (kind: SymbolKind, id: string, role: Occurrence['role'], place: Located<unknown> | undefined): void => {
      if (place === undefined || place.value === '') return;
      all.push({
        span: place.span,
        symbol: { kind, id: `${kind}:${id}` },
        role,
        text: String(place.value),
        editable: !place.derived,
      });
    };
    const { workloadsOf } = get(endpoints);

    for (const { name } of namespaces) add('namespace', name.value, 'definition', name);
    for (const resource of resources)
      if (!resource.namespace.derived) add('namespace', resource.namespace.value, 'reference', resource.namespace);

    for (const service of services) {
      const id = `${service.namespace.value}/${service.name.value}`;
      add('service', id, 'definition', service.name);
      for (const port of service.ports) {
        add('portNumber', `${id}/${port.port.value}`, 'definition', port.port);
        add('portName', `${id}/${port.name?.value}`, 'definition', port.name);
        if (typeof port.targetPort.value !== 'string') continue;
        for (const workload of workloadsOf(service)) {
          if (targetIn(port, workload).declared)
            add('containerPort', `${workloadId(workload)}/${port.targetPort.value}`, 'reference', port.targetPort);
        }
      }
      for (const [key, value] of service.selector)
        add('podLabel', `${service.namespace.value}/${key}=${value.value}`, 'reference', value);
    }

    for (const workload of workloads) {
      const id = workloadId(workload);
      add('workload', id, 'definition', workload.name);
      for (const [key, value] of workload.podLabelSpans)
        add('podLabel', `${workload.namespace.value}/${key}=${value.value}`, 'definition', value);
      for (const [key, value] of selectorLabels(workload))
        add('podLabel', `${workload.namespace.value}/${key}=${value.value}`, 'reference', value);
      if (workload.serviceName)
        add('service', `${workload.namespace.value}/${workload.serviceName.value}`, 'reference', workload.serviceName);
      for (const container of workload.pod.containers) {
        for (const port of container.ports) add('containerPort', `${id}/${port.name?.value}`, 'definition', port.name);
        for (const probe of container.probes) {
          if (typeof probe.port?.value === 'string')
            add('containerPort', `${id}/${probe.port.value}`, 'reference', probe.port);
        }
        for (const { configMap } of container.envFrom)
          add('configMap', `${workload.namespace.value}/${configMap.value}`, 'reference', configMap);
        for (const { configMapKey } of container.env) {
          add('configMap', `${workload.namespace.value}/${configMapKey?.name.value}`, 'reference', configMapKey?.name);
        }
      }
      for (const { configMap } of workload.pod.volumes)
        add('configMap', `${workload.namespace.value}/${configMap?.value}`, 'reference', configMap);
    }

    for (const { namespace, name } of configMaps)
      add('configMap', `${namespace.value}/${name.value}`, 'definition', name);
    for (const slice of endpointSlices) {
      if (slice.service) add('service', `${slice.namespace.value}/${slice.service.value}`, 'reference', slice.service);
    }

    for (const { name } of ingressClasses) add('ingressClass', name.value, 'definition', name);
    for (const ingress of ingresses) {
      if (ingress.className) add('ingressClass', ingress.className.value, 'reference', ingress.className);
      for (const { service, port } of backendsOf(ingress)) {
        if (!service) continue;
        const id = `${ingress.namespace.value}/${service.value}`;
        add('service', id, 'reference', service);
        add(typeof port?.value === 'number' ? 'portNumber' : 'portName', `${id}/${port?.value}`, 'reference', port);
      }
    }

    for (const policy of networkPolicies) {
      const own = policy.namespace.value;
      selectorOccurrences(policy.podSelector, own);
      for (const { peers } of [...(policy.ingress ?? []), ...(policy.egress ?? [])]) {
        for (const { podSelector, namespaceSelector } of peers) {
          selectorOccurrences(podSelector, namespaceSelector ? undefined : own);
          const named = namespaceSelector?.labels.get('kubernetes.io/metadata.name');
          if (named) add('namespace', named.value, 'reference', named);
        }
      }
    }

    for (const reference of get(nameReferences)) addName(reference);

    function selectorOccurrences(selector: PolicySelector | undefined, namespace: string | undefined): void {
      if (namespace === undefined) return;
      for (const [key, value] of selector?.labels ?? [])
        add('podLabel', `${namespace}/${key}=${value.value}`, 'reference', value);
    }

    function addName({ host, port, target, portWritten }: NameReference): void {
      if (target.kind !== 'service') return;
      const { service, endpoint } = target;
      const id = `${service.namespace.value}/${service.name.value}`;
      const labels = labelsOf(host.value);
      const at = endpoint === undefined ? 0 : 1;
      add('service', id, 'reference', part(host, labels, at));
      if (labels[at + 1] === service.namespace.value)
        add('namespace', service.namespace.value, 'reference', part(host, labels, at + 1));
      if (port && portWritten) add('portNumber', `${id}/${port.value}`, 'reference', port);
    }

    return index(all);
  },
);

function workloadId({
  kind,
  namespace,
  name,
}: {
  kind: string;
  namespace: Located<string>;
  name: Located<string>;
}): string {
  return `${namespace.value}/${kind}/${name.value}`;
}

/** One label of a host name, with its own place where the text can be mapped. */
function part(host: Located<string>, labels: readonly string[], n: number): Located<string> {
  const value = labels[n]!;
  if (host.derived || host.span.end - host.span.start !== host.value.length)
    return { value, span: host.span, derived: true };
  const offset = labels.slice(0, n).reduce((sum, label) => sum + label.length + 1, 0);
  const start = host.span.start + offset;
  return { value, span: { file: host.span.file, start, end: start + value.length } };
}

function selectorLabels({ tree }: { readonly tree: Tree }): readonly (readonly [string, Located<string>])[] {
  const matchLabels = descend(tree, 'spec', 'selector', 'matchLabels');
  if (matchLabels?.kind !== 'map') return [];
  return matchLabels.entries.flatMap(({ key, value }) =>
    value.kind === 'scalar' && typeof value.value === 'string'
      ? [
          [
            key.value,
            value.derived
              ? { value: value.value, span: value.span, derived: true as const }
              : { value: value.value, span: value.span },
          ] as const,
        ]
      : [],
  );
}

function index(all: readonly Occurrence[]): Occurrences {
  const byFile = new Map<string, Occurrence[]>();
  const byId = new Map<string, Occurrence[]>();
  for (const occurrence of all) {
    push(byFile, occurrence.span.file, occurrence);
    push(byId, occurrence.symbol.id, occurrence);
  }
  // Sorted when they are first asked for: most files and symbols never are.
  const inOrder = once((list: Occurrence[]) => list.sort((a, b) => compareSpans(a.span, b.span)));
  const definitionsFirst = once((list: Occurrence[]) =>
    list.sort(
      (a, b) => Number(a.role !== 'definition') - Number(b.role !== 'definition') || compareSpans(a.span, b.span),
    ),
  );
  return {
    at: (file, offset) =>
      byFile
        .get(file)
        ?.filter(({ span }) => span.start <= offset && offset <= span.end)
        .sort((a, b) => length(a.span) - length(b.span) || compareSpans(a.span, b.span))[0],
    of: (id) => definitionsFirst(byId.get(id)),
    inFile: (file) => inOrder(byFile.get(file)),
  };
}

function once(sort: (list: Occurrence[]) => Occurrence[]): (list: Occurrence[] | undefined) => readonly Occurrence[] {
  const sorted = new Set<Occurrence[]>();
  return (list = []) => {
    if (sorted.has(list)) return list;
    sorted.add(list);
    return sort(list);
  };
}

function length({ start, end }: Span): number {
  return end - start;
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
