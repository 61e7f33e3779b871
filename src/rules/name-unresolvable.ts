import { defineRule, type Fix, type Problem, type Severity } from '../lint/rule.ts';
import { type OpenReasons, openReasons } from '../model/closedWorld.ts';
import type { OpaqueProducer } from '../model/facts/other.ts';
import { namespaceUndecided, resourceId } from '../model/facts/resource.ts';
import type { Service } from '../model/facts/service.ts';
import { type NameReference, nameReferencesIn } from '../model/names/references.ts';
import type { NameTarget } from '../model/names/resolve.ts';
import { declaredNamespaces } from '../model/namespaces.ts';
import type { Elsewhere } from '../model/scopes/scope.ts';
import { type ServiceIndex, serviceIndex } from '../model/services.ts';
import { list, nearMisses } from '../text/distance.ts';

export default defineRule({
  id: 'name-unresolvable',
  subject: 'Names',
  severity: 'warning',
  summary: 'A text names a Service that does not exist, or not in the namespace where the name is looked up.',
  why:
    'A short name is looked up in the namespace of the pod that asks, `name.namespace` in the one it names ' +
    '(kubernetes/dns, docs/specification.md). Where there is no such Service, CoreDNS answers NXDOMAIN and the connection ' +
    'is never tried. A name in another namespace needs that namespace behind it.',
  reads: [
    'workloads',
    'configMaps',
    'services',
    'namespaces',
    'resources',
    'cluster',
    'documents',
    'producers',
    'scope',
    'elsewhere',
  ],
  examples: {
    reported: `
apiVersion: apps/v1
kind: Deployment
metadata: {name: app, namespace: shop}
spec:
  template:
    spec:
      containers:
        - name: app
          image: shop/app
          env:
            - name: DATABASE_URL
              value: postgres://app@database:5432/shop
              #                     ^^^^^^^^ warning: namespace shop has no Service "database"; one is in namespace data [fixable]
---
apiVersion: v1
kind: Service
metadata: {name: database, namespace: data}
spec: {selector: {app: database}, ports: [{port: 5432}]}
`,
    accepted: `
apiVersion: apps/v1
kind: Deployment
metadata: {name: app, namespace: shop}
spec:
  template:
    spec:
      containers:
        - name: app
          image: shop/app
          env:
            - {name: DATABASE_URL, value: "postgres://app@database.data:5432/shop"}
            - {name: DATABASE_DRIVER, value: database}
            - {name: PAYMENTS_URL, value: "https://api.payments.example.com"}
---
apiVersion: v1
kind: Service
metadata: {name: database, namespace: data}
spec: {selector: {app: database}, ports: [{port: 5432}]}
`,
  },

  *checkNamespace({ namespace, everywhere, elsewhere, get }) {
    const index = get(serviceIndex);
    const reasonsFor = get(openReasons);
    const declared = get(declaredNamespaces);
    for (const reference of get(nameReferencesIn, namespace)) {
      const { target } = reference;
      if (target.kind !== 'missing' || reference.from.hook || isMadeBy(target, everywhere.producers)) continue;
      const problem = report(reference, target, index, reasonsFor, declared, elsewhere);
      if (problem) yield problem;
    }
  },
});

type Missing = Extract<NameTarget, { kind: 'missing' }>;

function report(
  reference: NameReference,
  { service, namespace }: Missing,
  index: ServiceIndex,
  reasonsFor: OpenReasons,
  declared: ReadonlySet<string>,
  elsewhere: Elsewhere,
): Problem | undefined {
  const exists = (name: string) =>
    elsewhere.scopes.some(({ tables }) =>
      tables.services.some(
        (other) => other.name.value === name && (other.namespace.value === namespace || namespaceUndecided(other)),
      ),
    );
  if (exists(service)) return undefined;
  const { host, from } = reference;
  const problem = { span: host.span, resource: resourceId(from) };
  const closed = reasonsFor(namespace).length === 0 && !reference.namespaceUndecided;
  const swapped = index.find(service, namespace);
  if (swapped) {
    const fix = swap(reference, service, namespace);
    return {
      ...problem,
      ...lowered(closed ? undefined : 'info'),
      message: `the Service and its namespace are the wrong way round: Service ${namespace} is in namespace ${service}`,
      related: [declaredAt(swapped)],
      fixes: fix ? [fix] : [],
    };
  }
  const namesakes = index.named(service).filter((other) => other.namespace.value !== namespace);
  if (namesakes.length > 0) {
    return {
      ...problem,
      ...lowered(closed ? undefined : 'info'),
      message: `namespace ${namespace} has no Service "${service}"; one is in namespace ${list(namesakes.map((other) => other.namespace.value))}`,
      related: namesakes.map(declaredAt),
      fixes: namesakes
        .map((other) => replaceService(reference, other))
        .flatMap((fix, _, all) => (fix ? [all.length === 1 ? { ...fix, preferred: true as const } : fix] : [])),
    };
  }
  const near = nearMisses(
    service,
    index.inNamespace(namespace).map(({ name }) => name.value),
  );
  if (near.length > 0) {
    return {
      ...problem,
      ...lowered(closed ? undefined : 'info'),
      message: `namespace ${namespace} has no Service "${service}"; it has ${list(near.map((name) => `"${name}"`))}`,
      related: near.slice(0, 1).map((name) => declaredAt(index.find(namespace, name)!)),
      fixes: near.flatMap((name) => {
        const fix = replaceService(reference, index.find(namespace, name)!);
        return fix ? [near.length === 1 ? { ...fix, preferred: true as const } : fix] : [];
      }),
    };
  }
  const partial =
    reference.portWritten && closed ? index.inNamespace(namespace).filter(isPart(reference, service)) : [];
  if (partial.length === 1) {
    const fix = replaceService(reference, partial[0]!);
    return {
      ...problem,
      ...lowered(reference.form === 'address' || reference.form === 'bare' ? 'info' : undefined),
      message: `namespace ${namespace} has no Service "${service}"; it has "${partial[0]!.name.value}", with that port`,
      related: [declaredAt(partial[0]!)],
      fixes: fix ? [fix] : [],
    };
  }
  // A bare word, or host:port, that resembles nothing may be meant for anything.
  if ((reference.form !== 'cluster' && reference.form !== 'url') || !closed) return undefined;
  if (index.inNamespace(namespace).length === 0) return undefined;
  return {
    ...problem,
    ...lowered(declared.has(namespace) ? undefined : 'info'),
    message: `namespace ${namespace} has no Service "${service}"`,
  };
}

/** `redis-master:6379` where there is `redis` at 6379: the name that a chart or an older version of these files gave it. */
function isPart({ port }: NameReference, wanted: string): (service: Service) => boolean {
  return ({ name, ports }) =>
    (wanted.startsWith(`${name.value}-`) || name.value.startsWith(`${wanted}-`)) &&
    ports.some((own) => own.port.value === port?.value);
}

/** Operators call the Services that they make after the object that asks for them: `postgres-ro` of a Cluster `postgres`. */
function isMadeBy({ service }: Missing, producers: readonly OpaqueProducer[]): boolean {
  return producers.some(({ name }) => service === name.value || service.startsWith(`${name.value}-`));
}

function lowered(severity: Severity | undefined): { severity?: Severity } {
  return severity ? { severity } : {};
}

function declaredAt(service: Service) {
  return { span: service.name.span, message: `Service ${service.name.value} of namespace ${service.namespace.value}` };
}

/** `data.db` instead of `db.data`. */
function swap({ host }: NameReference, service: string, namespace: string): Fix | undefined {
  const at = host.value.toLowerCase().indexOf(`${service}.${namespace}`);
  if (host.derived || at < 0) return undefined;
  const text = `${host.value.slice(0, at)}${namespace}.${service}${host.value.slice(at + service.length + 1 + namespace.length)}`;
  return { title: `Use "${text}"`, edits: [{ span: host.span, text }], preferred: true };
}

/** The same name with another Service in it, in the shortest form that works from there and keeps what the author wrote. */
function replaceService(reference: NameReference, service: Service): Fix | undefined {
  const { host, namespace, target } = reference;
  if (host.derived) return undefined;
  const labels = host.value.split('.');
  const svc = labels.indexOf('svc');
  const name = service.name.value;
  const own = service.namespace.value === namespace;
  const pod = target.kind === 'missing' && target.endpoint !== undefined ? `${target.endpoint}.` : '';
  const text =
    svc > 0
      ? [...labels.slice(0, Math.max(0, svc - 2)), name, service.namespace.value, ...labels.slice(svc)].join('.')
      : own && labels.length === 1
        ? name
        : `${pod}${name}.${service.namespace.value}`;
  return { title: `Use "${text}"`, edits: [{ span: host.span, text }] };
}
