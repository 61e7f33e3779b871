import { serviceName } from '../../kubernetes/dns/names.ts';
import { endpoints, targetIn } from '../../model/endpoints.ts';
import { backendsOf } from '../../model/facts/ingress.ts';
import { isHeadless, isSelectorless, type Service, type ServicePort } from '../../model/facts/service.ts';
import type { Workload } from '../../model/facts/workload.ts';
import { nameReferences } from '../../model/names/references.ts';
import { serviceIndex } from '../../model/services.ts';
import type { Scope } from '../../model/workspace.ts';
import { countOf } from '../../text/count.ts';
import { list } from '../../text/distance.ts';
import { occurrences } from '../symbols/occurrences.ts';
import type { Occurrence } from '../symbols/symbol.ts';
import type { Hover, HoverSource } from './hover.ts';

/** What a Service, a port, a selector, a namespace or a workload is. */
export const hoverOfSymbol: HoverSource = (scope, file, offset) => {
  const occurrence = scope.model.get(occurrences).at(file, offset);
  const markdown = occurrence && describe(scope, occurrence);
  return markdown ? ({ span: occurrence.span, markdown } satisfies Hover) : undefined;
};

function describe(scope: Scope, { symbol }: Occurrence): string | undefined {
  const [, id = ''] = /^[^:]+:(.*)$/.exec(symbol.id) ?? [];
  const parts = id.split('/');
  const { find } = scope.model.get(serviceIndex);
  switch (symbol.kind) {
    case 'service': {
      const service = find(parts[0]!, parts[1]!);
      return service && describeService(scope, service);
    }
    case 'portNumber':
    case 'portName': {
      const service = find(parts[0]!, parts[1]!);
      const port = service?.ports.find(
        (own) => String(symbol.kind === 'portName' ? own.name?.value : own.port.value) === parts[2],
      );
      return service && port && describePort(scope, service, port);
    }
    case 'podLabel':
      return describeLabel(scope, id);
    case 'namespace':
      return describeNamespace(scope, id);
    case 'workload': {
      const workload = scope.model.inputs.workloads.find(
        ({ namespace, kind, name }) => `${namespace.value}/${kind}/${name.value}` === id,
      );
      return workload && describeWorkload(scope, workload);
    }
    case 'containerPort':
    case 'configMap':
    case 'ingressClass':
      return undefined;
  }
}

/** A Service: its name, its address, where each of its ports leads, and who uses it. */
export function describeService(scope: Scope, service: Service): string {
  const { model } = scope;
  const workloads = model.get(endpoints).workloadsOf(service);
  const namespace = service.namespace.value;
  const lines = [`**Service ${service.name.value}** · namespace ${namespace} · ${kindOf(service)}`];
  if (service.type.value === 'ExternalName') {
    lines.push(`CNAME to \`${service.externalName?.value ?? '?'}\``);
  }
  lines.push(`\`${serviceName(service.name.value, namespace, model.inputs.cluster.domain)}\``);
  const facts: string[] = [];
  if (service.type.value !== 'ExternalName') facts.push(`address: ${addressOf(service)}`);
  for (const port of service.ports) facts.push(`port ${portText(port)} → ${leadsTo(port, workloads)}`);
  if (isSelectorless(service) && service.type.value !== 'ExternalName')
    facts.push('no selector: its endpoints are written by something else');
  else if (service.type.value !== 'ExternalName')
    facts.push(
      `endpoints: ${workloads.length > 0 ? list(workloads.map(podsOf)) : 'none; the selector matches no pod'}`,
    );
  const ingresses = model.inputs.ingresses.filter(
    (ingress) =>
      ingress.namespace.value === namespace &&
      backendsOf(ingress).some(({ service: own }) => own?.value === service.name.value),
  );
  if (ingresses.length > 0) facts.push(`behind ${list(ingresses.map(({ name }) => `Ingress ${name.value}`))}`);
  const users = model
    .get(nameReferences)
    .filter(({ target }) => target.kind === 'service' && target.service === service);
  const names = [...new Set(users.map(({ from }) => `${from.kind} ${from.name.value}`))];
  if (names.length > 0) facts.push(`named by ${list(names)}`);
  lines.push(facts.map((fact) => `- ${fact}`).join('\n'));
  return lines.join('\n\n');
}

function kindOf(service: Service): string {
  return isHeadless(service) ? 'headless' : service.type.value;
}

function addressOf(service: Service): string {
  if (isHeadless(service)) return 'none; the name answers with the addresses of the pods';
  const written = service.clusterIPs.map(({ value }) => value).filter((value) => value !== '');
  return written.length > 0 ? written.join(', ') : 'assigned when it is created';
}

function portText({ port, name, protocol, nodePort }: ServicePort): string {
  const extra = [
    name?.value,
    protocol.value === 'TCP' ? undefined : protocol.value,
    nodePort ? `node port ${nodePort.value}` : undefined,
  ].filter(Boolean);
  return `${port.value}${extra.length > 0 ? ` (${extra.join(', ')})` : ''}`;
}

function leadsTo(port: ServicePort, workloads: readonly Workload[]): string {
  const { value } = port.targetPort;
  const targets = workloads.map((workload) => {
    const { port: number, container } = targetIn(port, workload);
    if (number === undefined) return `nothing in ${workload.kind} ${workload.name.value}`;
    return container
      ? `${number} of container ${container.name.value}`
      : `${number}, which ${workload.kind} ${workload.name.value} does not declare`;
  });
  const shown = targets.length > 0 ? list([...new Set(targets)]) : String(value);
  return typeof value === 'string' ? `\`${value}\` → ${shown}` : shown;
}

function describePort(scope: Scope, service: Service, port: ServicePort): string {
  const workloads = scope.model.get(endpoints).workloadsOf(service);
  return [
    `**Port ${portText(port)}** of Service ${service.name.value} · namespace ${service.namespace.value}`,
    `leads to ${leadsTo(port, workloads)}`,
  ].join('\n\n');
}

/** Which pods carry a label, and which Services select them. */
function describeLabel(scope: Scope, id: string): string {
  const [, namespace = '', pair = ''] = /^([^/]+)\/(.*)$/.exec(id) ?? [];
  const equals = pair.indexOf('=');
  const [key, value] = [pair.slice(0, equals), pair.slice(equals + 1)];
  const { workloads, services } = scope.model.inputs;
  const carrying = workloads.filter(
    (workload) => workload.namespace.value === namespace && workload.podLabels.get(key) === value,
  );
  const selecting = services.filter(
    (service) => service.namespace.value === namespace && service.selector.get(key)?.value === value,
  );
  return [
    `**Label \`${key}: ${value}\`** · pods of namespace ${namespace}`,
    `- ${carrying.length > 0 ? `on ${list(carrying.map(podsOf))}` : 'on no pod'}\n- ${selecting.length > 0 ? `selected by ${list(selecting.map(({ name }) => `Service ${name.value}`))}` : 'selected by no Service'}`,
  ].join('\n\n');
}

function describeNamespace(scope: Scope, name: string): string {
  const { services, workloads, namespaces, networkPolicies } = scope.model.inputs;
  const own = <T extends { readonly namespace: { readonly value: string } }>(rows: readonly T[]) =>
    rows.filter(({ namespace }) => namespace.value === name).length;
  const declared = namespaces.find((row) => row.name.value === name);
  const labels = [...(declared?.namespaceLabels ?? [])].map(([key, value]) => `\`${key}: ${value}\``);
  return [
    `**Namespace ${name}**`,
    [
      `- ${countOf(own(services), 'Service')}, ${countOf(own(workloads), 'workload')}, ${countOf(own(networkPolicies), 'NetworkPolicy', 'NetworkPolicies')} in ${scope.info.name}`,
      declared ? `- labels: ${labels.join(', ')}` : '- not declared in these files',
    ].join('\n'),
  ].join('\n\n');
}

/** A workload: its pods, their ports, and what leads to them. */
export function describeWorkload(scope: Scope, workload: Workload): string {
  const services = scope.model.get(endpoints).servicesOf(workload);
  const ports = workload.pod.containers.flatMap(({ name, ports: own }) =>
    own.map((port) => `${port.containerPort.value}${port.name ? ` (${port.name.value})` : ''} of ${name.value}`),
  );
  const uses = scope.model
    .get(nameReferences)
    .flatMap(({ users, target }) =>
      users.includes(workload) && target.kind === 'service' ? [`Service ${target.service.name.value}`] : [],
    );
  const facts = [
    `pods: ${podsOf(workload)}`,
    ports.length > 0 ? `ports: ${list(ports, 6)}` : 'declares no ports',
    services.length > 0 ? `behind ${list(services.map(({ name }) => `Service ${name.value}`))}` : 'behind no Service',
    ...(uses.length > 0 ? [`names ${list([...new Set(uses)], 6)}`] : []),
  ];
  return [
    `**${workload.kind} ${workload.name.value}** · namespace ${workload.namespace.value}`,
    facts.map((fact) => `- ${fact}`).join('\n'),
  ].join('\n\n');
}

function podsOf({ kind, name, replicas }: Workload): string {
  return `${kind} ${name.value}${replicas !== undefined && replicas !== 1 ? ` ×${replicas}` : ''}`;
}
