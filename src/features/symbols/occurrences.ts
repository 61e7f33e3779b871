import { labelsOf } from '../../kubernetes/dns/names.ts';
import { derive } from '../../model/derived.ts';
import { endpoints, targetIn } from '../../model/endpoints.ts';
import type { Service } from '../../model/facts/service.ts';
import type { Workload } from '../../model/facts/workload.ts';
import { namesByFile } from '../../model/names/byFile.ts';
import { type NameReference, nameReferences } from '../../model/names/references.ts';
import { pushTo } from '../../text/group.ts';
import { compareSpans, type Located, type Span } from '../../text/span.ts';
import {
  type AddPlace,
  placesBy,
  placesOfConfigMap,
  placesOfIngress,
  placesOfIngressClass,
  placesOfNamespace,
  placesOfPolicy,
  placesOfResource,
  placesOfService,
  placesOfSlice,
  placesOfWorkload,
  type RowPlaces,
  workloadId,
} from './rowPlaces.ts';
import type { Occurrence } from './symbol.ts';

/** Where the symbols of a scope are named. */
export interface Occurrences {
  /** The innermost occurrence at an offset of a file, or undefined. */
  at(file: string, offset: number): Occurrence | undefined;
  /** Every place of a symbol, definitions first, then in the order of the files. */
  of(id: string): readonly Occurrence[];
  /** The places of a file, in order. */
  inFile(file: string): readonly Occurrence[];
}

/**
 * Every place of a scope where a Service, a port, a namespace, a pod label or a workload is named. What a row says by
 * itself is kept with the row, and the rest is found when its file is asked for: an edit costs little.
 */
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
  (view): Occurrences => {
    const lists = new Map<string, (readonly Occurrence[])[]>();
    const take = (rows: RowPlaces): void => {
      for (const [file, places] of rows) pushTo(lists, file, places);
    };
    const servicesIn = new Map<string, Service[]>();
    for (const row of view.namespaces) take(placesOfNamespace(row));
    for (const row of view.resources) take(placesOfResource(row));
    for (const row of view.services) {
      take(placesOfService(row));
      for (const { targetPort } of row.ports) {
        const { file } = targetPort.span;
        if (typeof targetPort.value === 'string' && servicesIn.get(file)?.at(-1) !== row) pushTo(servicesIn, file, row);
      }
    }
    for (const row of view.workloads) take(placesOfWorkload(row));
    for (const row of view.configMaps) take(placesOfConfigMap(row));
    for (const row of view.endpointSlices) take(placesOfSlice(row));
    for (const row of view.ingressClasses) take(placesOfIngressClass(row));
    for (const row of view.ingresses) take(placesOfIngress(row));
    for (const row of view.networkPolicies) take(placesOfPolicy(row));

    const found = new Map<string, readonly Occurrence[]>();
    const inFile = (file: string): readonly Occurrence[] => {
      let places = found.get(file);
      if (places) return places;
      const { workloadsOf } = view.get(endpoints);
      const linked = placesBy((add) => {
        for (const service of servicesIn.get(file) ?? []) addTargets(service, workloadsOf(service), add);
        for (const reference of view.get(namesByFile).inFile(file)) addName(reference, add);
      }).flatMap(([own, list]) => (own === file ? list : []));
      places = [...(lists.get(file) ?? []).flat(), ...linked].sort((a, b) => compareSpans(a.span, b.span));
      found.set(file, places);
      return places;
    };
    let byId: Map<string, Occurrence[]> | undefined;
    return {
      inFile,
      at: (file, offset) =>
        inFile(file)
          .filter(({ span }) => span.start <= offset && offset <= span.end)
          .sort((a, b) => length(a.span) - length(b.span))[0],
      of: (id) => {
        byId ??= index([...lists.values()].flat(), (add) => {
          for (const service of view.services) addTargets(service, view.get(endpoints).workloadsOf(service), add);
          for (const reference of view.get(nameReferences)) addName(reference, add);
        });
        return byId.get(id) ?? [];
      },
    };
  },
);

/** A targetPort that is a name is a reference to the container ports of that name. */
function addTargets(service: Service, workloads: readonly Workload[], add: AddPlace): void {
  for (const port of service.ports) {
    if (typeof port.targetPort.value !== 'string') continue;
    for (const workload of workloads) {
      if (targetIn(port, workload).declared)
        add('containerPort', `${workloadId(workload)}/${port.targetPort.value}`, 'reference', port.targetPort);
    }
  }
}

/** The Service, namespace and port that a name in a text refers to, each at its own label. */
function addName({ host, port, target, portWritten }: NameReference, add: AddPlace): void {
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

/** One label of a host name, with its own place where the text can be mapped. */
function part(host: Located<string>, labels: readonly string[], n: number): Located<string> {
  const value = labels[n] ?? '';
  if (host.derived || host.span.end - host.span.start !== host.value.length)
    return { value, span: host.span, derived: true };
  const offset = labels.slice(0, n).reduce((sum, label) => sum + label.length + 1, 0);
  const start = host.span.start + offset;
  return { value, span: { file: host.span.file, start, end: start + value.length } };
}

function index(lists: readonly (readonly Occurrence[])[], collect: (add: AddPlace) => void): Map<string, Occurrence[]> {
  const byId = new Map<string, Occurrence[]>();
  for (const list of [...lists, ...placesBy(collect).map(([, places]) => places)]) {
    for (const occurrence of list) pushTo(byId, occurrence.symbol.id, occurrence);
  }
  for (const list of byId.values())
    if (list.length > 1)
      list.sort(
        (a, b) => Number(a.role !== 'definition') - Number(b.role !== 'definition') || compareSpans(a.span, b.span),
      );
  return byId;
}

function length({ start, end }: Span): number {
  return end - start;
}
