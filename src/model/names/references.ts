import { labelsOf } from '../../kubernetes/dns/names.ts';
import type { HostForm } from '../../kubernetes/hosts.ts';
import { defaultPort } from '../../kubernetes/hosts.ts';
import { pushTo } from '../../text/group.ts';
import { derivedFrom, type Located } from '../../text/span.ts';
import { derive, deriveByNamespace } from '../derived.ts';
import type { Resource } from '../facts/resource.ts';
import { namespaceUndecided } from '../facts/resource.ts';
import type { Service } from '../facts/service.ts';
import type { Text, Workload } from '../facts/workload.ts';
import { configMapsOf } from '../portMentions.ts';
import { type ServiceIndex, serviceIndex } from '../services.ts';
import { hostsOfResource } from './fields.ts';
import { isPublicDomain, type NameTarget, nameResolver } from './resolve.ts';
import { hostsOfConfigMap, hostsOfWorkload, type TextHost } from './tokens.ts';

/** A host named in a manifest's text, and what it means from there. */
export interface NameReference {
  /** The host as it was written, and where. */
  readonly host: Located<string>;
  /** The port: written beside the host, or in a variable next to it, or (derived) the one that the scheme defaults to. */
  readonly port: Located<number> | undefined;
  readonly portWritten: boolean;
  readonly form: HostForm;
  readonly scheme: string | undefined;
  /** The namespace of the pods that use the name, which is searched first. */
  readonly namespace: string;
  readonly namespaceUndecided: boolean;
  /** The object that has the text. */
  readonly from: Resource;
  /** The workloads that use it: `from` itself, or those that read the ConfigMap. */
  readonly users: readonly Workload[];
  readonly scalar: Text | undefined;
  /** What holds the text, in the author's words. */
  readonly where: string;
  readonly target: NameTarget;
}

/** What names are read from: for the `reads` of what gets them. */
export const nameReads = [
  'workloads',
  'configMaps',
  'services',
  'namespaces',
  'resources',
  'cluster',
  'documents',
] as const;

/** Every host that env, command, args, ConfigMaps and ExternalName Services name, by namespace, in the order of the files. */
export const nameReferences = derive(nameReads, ({ namespaceNames, get }): readonly NameReference[] =>
  namespaceNames.flatMap((namespace) => get(nameReferencesIn, namespace)),
);

/** The hosts that the objects of one namespace name. Those who use them are of that namespace too. */
export const nameReferencesIn = deriveByNamespace(
  nameReads,
  ({ workloads, configMaps, services, resources, get }): readonly NameReference[] => {
    const resolve = get(nameResolver);
    const index = get(serviceIndex);
    const readers = new Map<string, Workload[]>();
    const references: NameReference[] = [];
    const add = (found: TextHost, from: Resource, users: readonly Workload[]): void => {
      const namespace = from.namespace.value;
      const target = resolve(found.host.value, namespace, namespaceUndecided(from), found.token.form);
      const fallback = found.port || found.token.form === 'bare' ? undefined : defaultPort(found.token.scheme);
      references.push({
        host: found.host,
        port: found.port ?? (fallback === undefined ? undefined : derivedFrom(fallback, found.host)),
        portWritten: found.port !== undefined,
        form: found.token.form,
        scheme: found.token.scheme,
        namespace,
        namespaceUndecided: namespaceUndecided(from),
        from,
        users,
        scalar: found.scalar,
        where: found.where,
        target,
      });
    };
    for (const workload of workloads) {
      for (const found of hostsOfWorkload(workload)) add(found, workload, [workload]);
      for (const name of new Set(configMapsOf(workload))) pushTo(readers, name, workload);
    }
    for (const configMap of configMaps) {
      const users = readers.get(configMap.name.value) ?? [];
      for (const found of hostsOfConfigMap(configMap)) add(found, configMap, users);
    }
    for (const resource of resources) {
      for (const found of hostsOfResource(resource)) add(found, resource, []);
    }
    for (const service of services) {
      const reference = externalName(service, resolve, index);
      if (reference) references.push(reference);
    }
    return references;
  },
);

/** The target of an ExternalName Service is always a full name (CoreDNS, plugin/kubernetes). */
function externalName(
  service: Service,
  resolve: (host: string, namespace: string, undecided: boolean, form: HostForm) => NameTarget,
  index: ServiceIndex,
): NameReference | undefined {
  const { externalName: host, type } = service;
  if (type.value !== 'ExternalName' || !host) return undefined;
  const undecided = namespaceUndecided(service);
  const target = notCompleted(service, host.value, index) ?? fullName(host.value);
  return (
    target && {
      host,
      port: undefined,
      portWritten: false,
      form: 'bare',
      scheme: undefined,
      namespace: service.namespace.value,
      namespaceUndecided: undecided,
      from: service,
      users: [],
      scalar: undefined,
      where: 'externalName',
      target,
    }
  );

  function fullName(text: string): NameTarget | undefined {
    if (!text.includes('.')) return undefined;
    return resolve(text.endsWith('.') ? text : `${text}.`, service.namespace.value, undecided, 'bare');
  }
}

/** A short name of a Service, which a pod would complete from its search list, and CoreDNS does not. */
function notCompleted(from: Service, text: string, { find, named }: ServiceIndex): NameTarget | undefined {
  const labels = labelsOf(text.toLowerCase());
  const [name, namespace, svc] = labels;
  if (name === undefined || text.endsWith('.') || labels.length > 3) return undefined;
  const meant =
    namespace === undefined
      ? (find(from.namespace.value, name) ?? named(name)[0])
      : svc === 'svc' || (svc === undefined && !isPublicDomain(namespace))
        ? find(namespace, name)
        : undefined;
  if ((!meant || meant === from) && svc !== 'svc') return undefined;
  return { kind: 'malformed', fault: 'an externalName is a full name, which no search list completes', meant };
}
