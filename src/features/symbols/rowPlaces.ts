import type { EndpointSlice } from '../../model/facts/endpoints.ts';
import { backendsOf, type Ingress, type IngressClass } from '../../model/facts/ingress.ts';
import type { ConfigMap, Namespace } from '../../model/facts/other.ts';
import type { NetworkPolicy, PolicySelector } from '../../model/facts/policies.ts';
import type { Resource } from '../../model/facts/resource.ts';
import type { Service } from '../../model/facts/service.ts';
import type { Workload } from '../../model/facts/workload.ts';
import { servicesIn } from '../../model/names/fields.ts';
import type { Located } from '../../text/span.ts';
import { descend, type Tree } from '../../yaml/tree.ts';
import type { Occurrence, SymbolKind } from './symbol.ts';

/** Where one row names symbols, by file: usually one, more where a kustomization put the object together. */
export type RowPlaces = readonly (readonly [file: string, places: readonly Occurrence[]])[];

/** Adds a place; nothing for a value that is not written. */
export type AddPlace = (
  kind: SymbolKind,
  id: string,
  role: Occurrence['role'],
  place: Located<unknown> | undefined,
) => void;

/** Places that depend on their own row alone, kept as long as the row is. */
export const placesOfNamespace = kept<Namespace>(({ name }, add) => add('namespace', name.value, 'definition', name));

export const placesOfResource = kept<Resource>((resource, add) => {
  const { namespace } = resource;
  if (!namespace.derived) add('namespace', namespace.value, 'reference', namespace);
  for (const field of servicesIn(resource)) {
    const id = `${field.namespace}/${field.name.value}`;
    add('service', id, 'reference', field.name);
    if (field.namespaceAt) add('namespace', field.namespace, 'reference', field.namespaceAt);
    const { port } = field;
    if (port && !port.derived)
      add(typeof port.value === 'number' ? 'portNumber' : 'portName', `${id}/${port.value}`, 'reference', port);
  }
});

export const placesOfService = kept<Service>((service, add) => {
  const id = `${service.namespace.value}/${service.name.value}`;
  add('service', id, 'definition', service.name);
  for (const port of service.ports) {
    add('portNumber', `${id}/${port.port.value}`, 'definition', port.port);
    if (port.name) add('portName', `${id}/${port.name.value}`, 'definition', port.name);
  }
  for (const [key, value] of service.selector)
    add('podLabel', `${service.namespace.value}/${key}=${value.value}`, 'reference', value);
});

export const placesOfWorkload = kept<Workload>((workload, add) => {
  const id = workloadId(workload);
  const namespace = workload.namespace.value;
  add('workload', id, 'definition', workload.name);
  for (const [key, value] of workload.podLabelSpans)
    add('podLabel', `${namespace}/${key}=${value.value}`, 'definition', value);
  for (const [key, value] of selectorLabels(workload))
    add('podLabel', `${namespace}/${key}=${value.value}`, 'reference', value);
  if (workload.serviceName)
    add('service', `${namespace}/${workload.serviceName.value}`, 'reference', workload.serviceName);
  for (const container of workload.pod.containers) {
    for (const { name } of container.ports) if (name) add('containerPort', `${id}/${name.value}`, 'definition', name);
    for (const { port } of container.probes) {
      if (typeof port?.value === 'string') add('containerPort', `${id}/${port.value}`, 'reference', port);
    }
    for (const { configMap } of container.envFrom)
      add('configMap', `${namespace}/${configMap.value}`, 'reference', configMap);
    for (const { configMapKey } of container.env) {
      if (configMapKey) add('configMap', `${namespace}/${configMapKey.name.value}`, 'reference', configMapKey.name);
    }
  }
  for (const { configMap } of workload.pod.volumes) {
    if (configMap) add('configMap', `${namespace}/${configMap.value}`, 'reference', configMap);
  }
});

export const placesOfConfigMap = kept<ConfigMap>(({ namespace, name }, add) =>
  add('configMap', `${namespace.value}/${name.value}`, 'definition', name),
);

export const placesOfSlice = kept<EndpointSlice>(({ namespace, service }, add) => {
  if (service) add('service', `${namespace.value}/${service.value}`, 'reference', service);
});

export const placesOfIngressClass = kept<IngressClass>(({ name }, add) =>
  add('ingressClass', name.value, 'definition', name),
);

export const placesOfIngress = kept<Ingress>((ingress, add) => {
  if (ingress.className) add('ingressClass', ingress.className.value, 'reference', ingress.className);
  for (const { service, port } of backendsOf(ingress)) {
    if (!service) continue;
    const id = `${ingress.namespace.value}/${service.value}`;
    add('service', id, 'reference', service);
    if (port) add(typeof port.value === 'number' ? 'portNumber' : 'portName', `${id}/${port.value}`, 'reference', port);
  }
});

export const placesOfPolicy = kept<NetworkPolicy>((policy, add) => {
  const own = policy.namespace.value;
  const selector = (of: PolicySelector | undefined, namespace: string | undefined): void => {
    if (namespace === undefined) return;
    for (const [key, value] of of?.labels ?? [])
      add('podLabel', `${namespace}/${key}=${value.value}`, 'reference', value);
  };
  selector(policy.podSelector, own);
  for (const { peers } of [...(policy.ingress ?? []), ...(policy.egress ?? [])]) {
    for (const { podSelector, namespaceSelector } of peers) {
      const named = namespaceSelector?.labels.get('kubernetes.io/metadata.name');
      selector(podSelector, namespaceSelector ? named?.value : own);
      if (named) add('namespace', named.value, 'reference', named);
    }
  }
});

/** `shop/Deployment/web`. */
export function workloadId({ kind, namespace, name }: Pick<Resource, 'kind' | 'namespace' | 'name'>): string {
  return `${namespace.value}/${kind}/${name.value}`;
}

/** Calls `collect` and gives the places that it added, by file. */
export function placesBy(collect: (add: AddPlace) => void): RowPlaces {
  const byFile = new Map<string, Occurrence[]>();
  collect((kind, id, role, place) => {
    if (place === undefined || place.value === '') return;
    const occurrence: Occurrence = {
      span: place.span,
      symbol: { kind, id: `${kind}:${id}` },
      role,
      text: String(place.value),
      editable: !place.derived,
    };
    const list = byFile.get(place.span.file);
    if (list) list.push(occurrence);
    else byFile.set(place.span.file, [occurrence]);
  });
  return [...byFile];
}

function kept<Row extends object>(collect: (row: Row, add: AddPlace) => void): (row: Row) => RowPlaces {
  const cache = new WeakMap<Row, RowPlaces>();
  return (row) => {
    let places = cache.get(row);
    if (!places) cache.set(row, (places = placesBy((add) => collect(row, add))));
    return places;
  };
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
