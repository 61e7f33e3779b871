import { defineRule, type Fix, type Problem } from '../lint/rule.ts';
import { endpoints } from '../model/endpoints.ts';
import { resourceId } from '../model/facts/resource.ts';
import { isHeadless, type Service, type ServicePort } from '../model/facts/service.ts';
import { lastingContainers, type Workload } from '../model/facts/workload.ts';
import { mentionsPort } from '../model/portMentions.ts';
import { list } from '../text/distance.ts';
import { addKey } from '../yaml/write.ts';

export default defineRule({
  id: 'target-port-undeclared',
  subject: 'Services and pods',
  severity: 'info',
  summary: 'A Service port leads to a number that the selected pods do not declare, though they declare others.',
  why:
    'containerPort is informational (core/v1 Container.ports): a program may listen where it says nothing. But where a pod ' +
    'declares its ports, and neither its arguments, its environment, its probes nor its ConfigMaps have the number, ' +
    'connections to it are probably refused. Where other pods of the same Service do declare it, part of the traffic is.',
  reads: ['services', 'workloads', 'configMaps'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
    - port: 80
    #       ^^ info: Deployment web declares no TCP port 80, only 3000 [fixable]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: shop/web, ports: [{containerPort: 3000}]}]}
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: 9090}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: shop/web, args: ["--metrics=:9090"], ports: [{containerPort: 3000}]}]}
`,
  },

  *checkNamespace({ services, get }) {
    const { workloadsOf } = get(endpoints);
    const mentions = get(mentionsPort);
    for (const service of services) {
      const workloads = workloadsOf(service);
      if (workloads.length === 0 || service.hook || isHeadless(service)) continue;
      for (const port of service.ports) {
        const { value } = port.targetPort;
        if (typeof value !== 'number') continue;
        const without = workloads.filter((workload) => !declares(workload, port) && !mentions(workload, value));
        if (without.length === 0) continue;
        const otherProtocol = without.filter((workload) => protocolsOf(workload, value).length > 0);
        if (without.some((workload) => declared(workload, port).length === 0)) {
          if (otherProtocol.length > 0) yield spokenOtherwise(service, port, otherProtocol, value);
          continue;
        }
        const some = without.length < workloads.length;
        const numbers = [...new Set(without.flatMap((workload) => declared(workload, port)))].sort((a, b) => a - b);
        const others = workloads.filter((workload) => !without.includes(workload));
        yield {
          span: port.targetPort.span,
          resource: resourceId(service),
          ...(some ? { severity: 'warning' as const } : {}),
          message: some
            ? `also selects ${who(without)}, which ${without.length > 1 ? 'declare' : 'declares'} no ${port.protocol.value} port ${value}, only ${list(numbers.map(String))}; ${who(others)} does`
            : `${who(without)} ${without.length > 1 ? 'declare' : 'declares'} no ${port.protocol.value} port ${value}, only ${list(numbers.map(String))}`,
          related: without.map((workload) => ({
            span: lastingContainers(workload.pod).find(({ ports }) => ports.length > 0)!.portsKey,
            message: `the ports of ${workload.kind} ${workload.name.value}`,
          })),
          fixes: some ? [] : numbers.flatMap((number) => useNumber(port, number)),
        };
      }
    }
  },
});

/** The number is declared, for another protocol: it was left out on one of the two sides. */
function spokenOtherwise(service: Service, port: ServicePort, workloads: readonly Workload[], number: number): Problem {
  const protocols = [...new Set(workloads.flatMap((workload) => protocolsOf(workload, number)))].sort();
  return {
    span: port.protocol.span,
    resource: resourceId(service),
    message: `${who(workloads)} ${workloads.length > 1 ? 'declare' : 'declares'} port ${number} for ${list(protocols)} only, and not for ${port.protocol.value}`,
    related: workloads.map((workload) => ({
      span: lastingContainers(workload.pod).find(({ ports }) => ports.length > 0)!.portsKey,
      message: `the ports of ${workload.kind} ${workload.name.value}`,
    })),
  };
}

function protocolsOf(workload: Workload, number: number): string[] {
  return lastingContainers(workload.pod).flatMap(({ ports }) =>
    ports.filter(({ containerPort }) => containerPort.value === number).map(({ protocol }) => protocol.value),
  );
}

function useNumber(port: ServicePort, number: number): Fix[] {
  const { span, derived } = port.targetPort;
  const edit = derived ? addKey(port.tree, 'targetPort', number) : { span, text: String(number) };
  return edit ? [{ title: `Use targetPort ${number}`, edits: [edit] }] : [];
}

function declares(workload: Workload, port: ServicePort): boolean {
  return declared(workload, port).includes(port.targetPort.value as number);
}

function declared(workload: Workload, port: ServicePort): number[] {
  return lastingContainers(workload.pod).flatMap(({ ports }) =>
    ports
      .filter(({ protocol }) => protocol.value === port.protocol.value)
      .map(({ containerPort }) => containerPort.value),
  );
}

function who(workloads: readonly Workload[]): string {
  return list(workloads.map(({ kind, name }) => `${kind} ${name.value}`));
}
