import type { Model } from '../../model/derived.ts';
import { clusterDns } from '../../model/dns/cluster.ts';
import { endpoints } from '../../model/endpoints.ts';
import type { Resource } from '../../model/facts/resource.ts';
import { isHeadless, type Service } from '../../model/facts/service.ts';
import { lastingContainers, type Workload } from '../../model/facts/workload.ts';
import { serviceIndex } from '../../model/services.ts';
import { detailOf } from './hosts.ts';
import type { Offer } from './item.ts';
import type { Place } from './place.ts';

/** The object in which a cursor stands, as far as it is known. */
export interface Around {
  readonly model: Model;
  readonly kind: string;
  readonly namespace: string;
  readonly row: Resource | undefined;
}

/** What fields of the API may hold; undefined where the place is none of those that are known. */
export function fieldOffers(around: Around, place: Place): readonly Offer[] | undefined {
  const { path, isKey } = place;
  const { model, kind, namespace } = around;
  const tail = (n: number) => path.slice(-n).join('.');
  const last = path.at(-1) ?? '';
  const selector = selectorAt(path, isKey);
  if (selector) return labelOffers(around, selector, place);
  if (isKey) return undefined;
  if (tail(2) === 'metadata.namespace') return namespaceOffers(model);
  if (last === 'namespace' && /service|backend|Ref|subject|source|target/i.test(path.at(-2) ?? path.at(-3) ?? '')) {
    return namespaceOffers(model);
  }
  if (last === 'targetPort' && kind === 'Service') return containerPorts(targetsOf(around));
  if (last === 'port' && /^(?:httpGet|tcpSocket|grpc)$/.test(path.at(-2) ?? '')) {
    return containerPorts(around.row ? model.inputs.workloads.filter(({ tree }) => tree === around.row!.tree) : []);
  }
  if (last === 'port' && kind === 'NetworkPolicy' && path.includes('ports'))
    return containerPorts(policyTargets(around, path));
  if (last === 'ingressClassName') return ingressClassOffers(model);
  if (kind === 'StatefulSet' && tail(2) === 'spec.serviceName') {
    return serviceOffers(model, namespace, (service) => isHeadless(service));
  }
  if (/(?:backend\.service|clientConfig\.service|spec\.service|defaultBackend\.service)\.name$/.test(path.join('.'))) {
    return serviceOffers(model, place.sibling('namespace') ?? namespace);
  }
  if (/backend\.(?:serviceName)$/.test(path.join('.'))) return serviceOffers(model, namespace);
  if (/parentRefs\.\[\]\.name$/.test(path.join('.')))
    return gatewayOffers(model, place.sibling('namespace') ?? namespace);
  if (/backendRefs\.\[\]\.name$|to\.name$/.test(path.join('.')) && /Route$/.test(kind)) {
    return serviceOffers(model, place.sibling('namespace') ?? namespace);
  }
  if (/(?:Backend|backend)\.service\.port\.(?:number|name)$/.test(path.join('.'))) {
    const service = findService(model, namespace, place.sibling('name', 1));
    return service ? servicePorts(service, last === 'number') : [];
  }
  if (tail(2) === 'backend.servicePort') {
    const service = findService(model, namespace, place.sibling('serviceName'));
    return service ? [...servicePorts(service, true), ...servicePorts(service, false)] : [];
  }
  if (/backendRefs\.\[\]\.port$/.test(path.join('.')) || tail(2) === 'service.port') {
    const service = findService(model, place.sibling('namespace') ?? namespace, place.sibling('name'));
    return service ? servicePorts(service, true) : [];
  }
  if (/(?:configMapRef|configMapKeyRef|configMap)\.name$/.test(path.join('.')))
    return configMapOffers(model, namespace);
  if (tail(2) === 'configMapKeyRef.key') return configMapKeys(model, namespace, place.sibling('name'));
  if (last === 'kubernetes.io/service-name') return serviceOffers(model, namespace);
  return undefined;
}

/** What a selector at a path selects: pods or namespaces, and the key whose value is asked for. */
function selectorAt(
  path: readonly string[],
  isKey: boolean,
): { of: 'pods' | 'namespaces'; key: string | undefined } | undefined {
  const text = path.join('.');
  const of = text.includes('namespaceSelector') ? 'namespaces' : 'pods';
  const at = path.findLastIndex((key) => key === 'matchLabels' || key === 'selector');
  if (at < 0 || path.length - at > 2) return undefined;
  if (path[at] === 'selector' && path[at - 1] !== 'spec') return undefined;
  const key = path[at + 1];
  return { of, key: isKey ? undefined : key };
}

function labelOffers(
  { model, kind, namespace }: Around,
  { of, key }: { of: 'pods' | 'namespaces'; key: string | undefined },
  place: Place,
): Offer[] {
  const counts = new Map<string, { key: string; value: string; on: string[] }>();
  const add = (labels: ReadonlyMap<string, string>, on: string): void => {
    for (const [name, value] of labels) {
      if (key !== undefined && name !== key) continue;
      const id = key === undefined ? name : value;
      const found = counts.get(id);
      if (found) found.on.push(on);
      else counts.set(id, { key: name, value, on: [on] });
    }
  };
  if (of === 'namespaces') {
    for (const { namespaceLabels, name } of model.inputs.namespaces) add(namespaceLabels, `Namespace ${name.value}`);
    if (key === 'kubernetes.io/metadata.name') {
      for (const name of model.get(clusterDns).namespaces) add(new Map([[key, name]]), `Namespace ${name}`);
    }
  } else {
    const anyNamespace = kind === 'NetworkPolicy' && place.path.includes('podSelector') && place.path.includes('[]');
    for (const workload of model.inputs.workloads) {
      if (!anyNamespace && workload.namespace.value !== namespace) continue;
      add(workload.podLabels, `${workload.kind} ${workload.name.value}`);
    }
  }
  return [...counts.values()].map(({ key: name, value, on }) => ({
    kind: 'label',
    label: key === undefined ? name : value,
    text: key === undefined ? `${name}: ` : value,
    detail: on.length === 1 ? on[0]! : `${on[0]} and ${on.length - 1} more`,
    rank: Math.max(0, 1000 - on.length),
  }));
}

function namespaceOffers(model: Model): Offer[] {
  const declared = new Set(model.inputs.namespaces.map(({ name }) => name.value));
  return [...model.get(clusterDns).namespaces].map((label) => ({
    kind: 'namespace',
    label,
    detail: declared.has(label) ? 'Namespace' : 'Namespace, not declared in these files',
    rank: declared.has(label) ? 0 : 1,
  }));
}

function serviceOffers(model: Model, namespace: string, fits: (service: Service) => boolean = () => true): Offer[] {
  const own = model.get(serviceIndex).inNamespace(namespace);
  return own.map((service) => ({
    kind: 'service',
    label: service.name.value,
    detail: detailOf(service),
    rank: fits(service) ? 0 : 1,
  }));
}

function findService(model: Model, namespace: string, name: string | undefined): Service | undefined {
  return name === undefined ? undefined : model.get(serviceIndex).find(namespace, name);
}

function servicePorts(service: Service, numbers: boolean): Offer[] {
  return service.ports.flatMap(({ port, name, targetPort }, rank): Offer[] => {
    const leads = `of Service ${service.name.value} → ${targetPort.value}`;
    if (numbers)
      return [{ kind: 'port', label: String(port.value), detail: `${name?.value ?? 'port'} ${leads}`, rank }];
    return name ? [{ kind: 'port', label: name.value, detail: `${port.value} ${leads}`, rank }] : [];
  });
}

/** Names, then numbers, of the ports that containers declare. */
function containerPorts(workloads: readonly Workload[]): Offer[] {
  const offers = new Map<string, Offer>();
  for (const workload of workloads) {
    for (const container of lastingContainers(workload.pod)) {
      for (const { name, containerPort, protocol } of container.ports) {
        const on = `container ${container.name.value} of ${workload.kind} ${workload.name.value}`;
        if (name)
          offers.set(name.value, {
            kind: 'port',
            label: name.value,
            detail: `${containerPort.value}/${protocol.value}, ${on}`,
            rank: 0,
          });
        const number = String(containerPort.value);
        if (!offers.has(number))
          offers.set(number, {
            kind: 'port',
            label: number,
            detail: `${name?.value ?? protocol.value}, ${on}`,
            rank: 1,
          });
      }
    }
  }
  return [...offers.values()];
}

/** The workloads that the Service around the cursor selects; all of its namespace while it selects none. */
function targetsOf({ model, row, namespace }: Around): readonly Workload[] {
  const service = row && model.get(serviceIndex).find(row.namespace.value, row.name.value);
  const { workloadsOf, inNamespace } = model.get(endpoints);
  const own = service ? workloadsOf(service) : [];
  return own.length > 0 ? own : inNamespace(namespace);
}

/** The pods whose ports a policy means: its own for ingress, any for egress. */
function policyTargets({ model, namespace }: Around, path: readonly string[]): readonly Workload[] {
  return path.includes('egress') ? model.inputs.workloads.slice(0, 500) : model.get(endpoints).inNamespace(namespace);
}

function ingressClassOffers(model: Model): Offer[] {
  const found = new Map<string, Offer>();
  for (const { name, controller, isDefault } of model.inputs.ingressClasses) {
    const detail = `IngressClass${isDefault ? ', default' : ''}${controller ? ` of ${controller.value}` : ''}`;
    found.set(name.value, { kind: 'ingressClass', label: name.value, detail, rank: 0 });
  }
  for (const { className } of model.inputs.ingresses) {
    if (!className || found.has(className.value)) continue;
    found.set(className.value, {
      kind: 'ingressClass',
      label: className.value,
      detail: 'named by another Ingress',
      rank: 1,
    });
  }
  return [...found.values()];
}

function gatewayOffers(model: Model, namespace: string): Offer[] {
  return model.inputs.gateways
    .filter((gateway) => gateway.namespace.value === namespace)
    .map(({ name, listeners }) => ({
      kind: 'gateway',
      label: name.value,
      detail: `Gateway · ${listeners.map((listener) => listener.name.value).join(', ')}`,
    }));
}

function configMapOffers(model: Model, namespace: string): Offer[] {
  return model.inputs.configMaps
    .filter((row) => row.namespace.value === namespace)
    .map(({ name, data }) => ({ kind: 'configMap', label: name.value, detail: `ConfigMap · ${data.size} keys` }));
}

function configMapKeys(model: Model, namespace: string, name: string | undefined): Offer[] {
  const row = model.inputs.configMaps.find((own) => own.namespace.value === namespace && own.name.value === name);
  return [...(row?.data.keys() ?? [])].map((label) => ({
    kind: 'configMap',
    label,
    detail: `key of ConfigMap ${name}`,
  }));
}
