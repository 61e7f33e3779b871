import { pushTo } from '../text/group.ts';
import { derive, deriveByNamespace } from './derived.ts';
import type { Service, ServicePort } from './facts/service.ts';
import { type Container, type ContainerPort, lastingContainers, type Workload } from './facts/workload.ts';

/** The workloads whose pods each Service selects. */
export interface Endpoints {
  /** In the order of the files. None for a Service without a selector, and for an ExternalName. */
  workloadsOf(service: Service): readonly Workload[];
  /** The Services that select pods of a workload. */
  servicesOf(workload: Workload): readonly Service[];
  /** All workloads of a namespace. */
  inNamespace(namespace: string): readonly Workload[];
}

/**
 * Which pods each Service selects, as the EndpointSlice controller would: in its own namespace, by all pairs of its selector.
 * A pair whose key a controller adds to the pods (`statefulset.kubernetes.io/pod-name`) counts as met.
 * Hooks of Helm come and go, and are no endpoints.
 */
export const endpoints = derive(
  ['services', 'workloads'],
  ({ get }): Endpoints => ({
    workloadsOf: (service) => get(endpointsIn, service.namespace.value).ofService.get(service) ?? [],
    servicesOf: (workload) => get(endpointsIn, workload.namespace.value).ofWorkload.get(workload) ?? [],
    inNamespace: (namespace) => get(lastingIn, namespace),
  }),
);

const lastingIn = deriveByNamespace(['workloads'], ({ workloads }) => workloads.filter(({ hook }) => !hook));

const endpointsIn = deriveByNamespace(['services', 'workloads'], ({ services, namespace, get }) => {
  const workloads = get(lastingIn, namespace);
  const byLabel = new Map<string, Workload[]>();
  for (const workload of workloads) {
    for (const [key, value] of workload.podLabels) pushTo(byLabel, `${key}\n${value}`, workload);
  }
  const ofService = new Map<Service, readonly Workload[]>();
  const ofWorkload = new Map<Workload, Service[]>();
  for (const service of services) {
    const found = select(service, workloads, byLabel);
    ofService.set(service, found);
    for (const workload of found) pushTo(ofWorkload, workload, service);
  }
  return { ofService, ofWorkload } as const;
});

function select(
  service: Service,
  workloads: readonly Workload[],
  byLabel: ReadonlyMap<string, readonly Workload[]>,
): readonly Workload[] {
  if (service.selector.size === 0 || service.type.value === 'ExternalName') return [];
  let candidates: readonly Workload[] | undefined;
  for (const [key, { value }] of service.selector) {
    const found = byLabel.get(`${key}\n${value}`) ?? [];
    if (candidates === undefined || found.length < candidates.length) candidates = found;
    if (found.length === 0) break;
  }
  // No workload has the pair in its template: a controller may add it.
  if (candidates?.length === 0) candidates = workloads;
  return (candidates ?? []).filter((workload) => isSelected(service, workload));
}

/** Whether a Service's selector matches the pods of a workload; the namespaces are the caller's to compare. */
export function isSelected(service: Service, workload: Workload): boolean {
  let written = 0;
  for (const [key, { value }] of service.selector) {
    const label = workload.podLabels.get(key);
    if (label === value) written++;
    else if (label !== undefined || !workload.addedLabelKeys.includes(key)) return false;
  }
  return written > 0 || workload.kind !== 'Pod';
}

/** Where a Service port leads in the pods of a workload. */
export interface PortTarget {
  /** The number that the connection arrives at; undefined for a name that the pods do not have. */
  readonly port: number | undefined;
  readonly declared: ContainerPort | undefined;
  readonly container: Container | undefined;
}

/**
 * The container port that a Service port leads to. A number is taken as it is, declared or not; a name must be that of a
 * port of the same protocol, of a container or else of a native sidecar (k8s.io/endpointslice, FindPort).
 */
export function targetIn(port: Pick<ServicePort, 'targetPort' | 'protocol'>, workload: Workload): PortTarget {
  const { value } = port.targetPort;
  for (const container of lastingContainers(workload.pod)) {
    for (const declared of container.ports) {
      const same = typeof value === 'number' ? declared.containerPort.value === value : declared.name?.value === value;
      if (same && declared.protocol.value === port.protocol.value) {
        return { port: declared.containerPort.value, declared, container };
      }
    }
  }
  return { port: typeof value === 'number' ? value : undefined, declared: undefined, container: undefined };
}
