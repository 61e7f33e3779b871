import { parseAddress } from '../kubernetes/addresses/address.ts';
import { nearMisses } from '../text/distance.ts';
import type { Model } from './derived.ts';
import { resourceId } from './facts/resource.ts';
import type { Service } from './facts/service.ts';
import { lastingContainers, type Workload } from './facts/workload.ts';

/** What a trace begins or ends at. */
export type TraceEnd =
  | { readonly kind: 'workload'; readonly workload: Workload }
  | { readonly kind: 'service'; readonly service: Service }
  /** Any address outside of the cluster. */
  | { readonly kind: 'internet' }
  | { readonly kind: 'address'; readonly address: string }
  /** A name as a program would write it; of a URL with its path. */
  | { readonly kind: 'name'; readonly name: string; readonly path: string; readonly tls: boolean };

/** What a text means, or why it means nothing: a sentence without its full stop. */
export type ReadEnd =
  | { readonly kind: 'end'; readonly end: TraceEnd; readonly port: number | undefined }
  | { readonly kind: 'fault'; readonly fault: string };

export interface ReadEndOptions {
  /** Whether the request begins there: pods rather than Services are meant by a bare name. */
  readonly isSource: boolean;
  /** Tells a Service and a workload of one name apart. */
  readonly port?: number | undefined;
}

/**
 * Reads an end: `namespace/name`, `Kind/namespace/name`, `Service/namespace/name`, `internet`, an address, a DNS name or
 * a URL, the last three with or without `:port`. A name alone is a workload or Service where only one is called so.
 */
export function readEnd(model: Model, text: string, { isSource, port }: ReadEndOptions): ReadEnd {
  if (/^(?:the-)?internet$|^(?:anywhere|outside|world)$/i.test(text)) return found({ kind: 'internet' }, undefined);
  const url = /^([a-z][a-z0-9+.-]*):\/\/(?:[^@/\s]*@)?(\[[^\]]+\]|[^:/?#\s]+)(?::(\d+))?([/?#]\S*)?$/i.exec(text);
  if (url) {
    const [, scheme = '', host = '', written, rest] = url;
    const tls = /^(?:https|wss|grpcs)$/i.test(scheme);
    const known = written === undefined ? schemePorts.get(scheme.toLowerCase()) : Number(written);
    return readHost(host, known, rest?.replace(/[?#].*$/, '') || '/', tls);
  }
  const plain = text.includes('/') ? undefined : /^(\[[^\]]+\]|[^:\s]+):(\d+)$/.exec(text);
  const bare = plain ? plain[1]! : text;
  const own = plain ? Number(plain[2]) : undefined;
  if (parseAddress(bare.replace(/^\[|\]$/g, ''))) return readHost(bare, own, '/', false);
  const objects = objectsNamed(model, bare, isSource, port ?? own);
  if (objects.length === 1) return found(objects[0]!, own);
  if (objects.length > 1) return { kind: 'fault', fault: `"${text}" may be ${objects.map(nameOfEnd).join(' or ')}` };
  if (bare.includes('/') || isSource || !/^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_.])?$/i.test(bare)) {
    return { kind: 'fault', fault: faultOf(model, bare, isSource) };
  }
  if (!bare.includes('.')) return { kind: 'fault', fault: faultOf(model, bare, isSource) };
  return readHost(bare, own, '/', false);
}

/** The name of an end, by which `readEnd` finds it again. */
export function nameOfEnd(end: TraceEnd): string {
  switch (end.kind) {
    case 'workload':
      return resourceId(end.workload);
    case 'service':
      return resourceId(end.service);
    case 'internet':
      return 'internet';
    case 'address':
      return end.address;
    case 'name':
      return end.path === '/' ? end.name : `${end.name}${end.path}`;
  }
}

/** Every end that the manifests name, for a list to pick from: workloads, and Services where the request may end there. */
export function knownEnds({ inputs }: Model, isSource: boolean): TraceEnd[] {
  const workloads = inputs.workloads
    .filter(({ hook, kind }) => !hook && kind !== 'PodTemplate')
    .map((workload): TraceEnd => ({ kind: 'workload', workload }));
  const services = isSource
    ? []
    : inputs.services.filter(({ hook }) => !hook).map((service): TraceEnd => ({ kind: 'service', service }));
  return [...services, ...workloads, { kind: 'internet' }];
}

const schemePorts: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['ws', 80],
  ['https', 443],
  ['wss', 443],
  ['grpc', 80],
  ['postgres', 5432],
  ['postgresql', 5432],
  ['mysql', 3306],
  ['redis', 6379],
  ['amqp', 5672],
  ['mongodb', 27017],
  ['nats', 4222],
]);

function found(end: TraceEnd, port: number | undefined): ReadEnd {
  return { kind: 'end', end, port };
}

function readHost(host: string, port: number | undefined, path: string, tls: boolean): ReadEnd {
  const address = host.replace(/^\[|\]$/g, '');
  if (parseAddress(address)) return found({ kind: 'address', address }, port);
  return found({ kind: 'name', name: host, path, tls }, port);
}

function objectsNamed({ inputs }: Model, text: string, isSource: boolean, port: number | undefined): TraceEnd[] {
  const parts = text.split('/').filter((part) => part !== '');
  const services = inputs.services.filter((one) => !one.hook && fits(one, parts));
  const workloads = inputs.workloads.filter((one) => !one.hook && fits(one, parts));
  const asServices = services.map((service): TraceEnd => ({ kind: 'service', service }));
  const asWorkloads = workloads.map((workload): TraceEnd => ({ kind: 'workload', workload }));
  if (isSource) return asWorkloads;
  const isPodPort =
    port !== undefined &&
    !services.some(({ ports }) => ports.some((own) => own.port.value === port)) &&
    workloads.some(({ pod }) =>
      lastingContainers(pod).some(({ ports }) => ports.some(({ containerPort }) => containerPort.value === port)),
    );
  return asServices.length > 0 && !isPodPort ? asServices : asWorkloads.length > 0 ? asWorkloads : asServices;
}

function fits({ kind, namespace, name }: Workload | Service, parts: readonly string[]): boolean {
  const short: Readonly<Record<string, string>> = {
    svc: 'service',
    deploy: 'deployment',
    sts: 'statefulset',
    ds: 'daemonset',
    po: 'pod',
  };
  const isKind = (text = '') => (short[text.toLowerCase()] ?? text.toLowerCase()) === kind.toLowerCase();
  const [a, b, c] = parts;
  if (parts.length === 1) return name.value === a;
  if (parts.length === 2) return name.value === b && (namespace.value === a || isKind(a));
  return parts.length === 3 && isKind(a) && namespace.value === b && name.value === c;
}

function faultOf({ inputs }: Model, text: string, isSource: boolean): string {
  const rows = [...(isSource ? [] : inputs.services), ...inputs.workloads].filter(({ hook }) => !hook);
  const names = new Map<string, string>();
  for (const row of rows) {
    const id = resourceId(row);
    for (const key of [id, `${row.namespace.value}/${row.name.value}`, row.name.value])
      if (!names.has(key)) names.set(key, id);
  }
  const near = [...new Set(nearMisses(text, names.keys()).map((name) => names.get(name)!))];
  const what = isSource ? 'no workload' : 'no workload or Service';
  return `${what} is called "${text}"${near.length > 0 ? `; did you mean ${near.slice(0, 3).join(' or ')}?` : ''}`;
}
