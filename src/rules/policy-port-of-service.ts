import { defineRule, type Fix } from '../lint/rule.ts';
import { endpoints, targetIn } from '../model/endpoints.ts';
import type { NetworkPolicyPort } from '../model/facts/policies.ts';
import { resourceId } from '../model/facts/resource.ts';
import { isHeadless, type Service, type ServicePort } from '../model/facts/service.ts';
import type { Workload } from '../model/facts/workload.ts';
import { policies, policyReads } from '../model/policies.ts';
import { described } from './described.ts';
import { admitsTarget, declaredPorts, destinationsOf, holds } from './policyDestinations.ts';
import { rulesWritten, settled } from './policyWords.ts';

export default defineRule({
  id: 'policy-port-of-service',
  subject: 'NetworkPolicy',
  severity: 'warning',
  summary: 'A NetworkPolicy admits the port of a Service where the pods listen on another.',
  why:
    'Policies act on what arrives at the pod, after kube-proxy has put the target port in place of the port of the Service ' +
    '(networking/v1 NetworkPolicyPort: ports of pods). A rule for the port of the Service then admits nothing.',
  reads: [...policyReads, 'services'],
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  ingress:
    - ports:
        - port: 80
        #       ^^ warning: 80 is the port of Service web; the pods of Deployment web get it at 8080 [fixable]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: shop/web, ports: [{containerPort: 8080}]}]}
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  ingress: [{ports: [{port: 8080}]}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: shop/web, ports: [{containerPort: 8080}]}]}
`,
  },

  *checkNamespace({ networkPolicies, get }) {
    const known = get(policies);
    const { servicesOf } = get(endpoints);
    for (const policy of settled(networkPolicies)) {
      for (const placed of rulesWritten(policy)) {
        if (!placed.rule.ports.some(({ port, endPort }) => typeof port?.value === 'number' && !endPort)) continue;
        const { ports } = placed.rule;
        const pods = destinationsOf(known, policy, placed);
        for (const entry of ports) {
          if (typeof entry.port?.value !== 'number' || entry.endPort) continue;
          const listening = pods.some((one) =>
            declaredPorts(one).some((own) => holds(entry, own.containerPort.value, own.protocol.value)),
          );
          if (listening) continue;
          const found = pods.flatMap((pod) => servicesOf(pod).flatMap((service) => misled(entry, ports, service, pod)));
          const [first] = found;
          // Where some pods do listen there, the entry may be for these.
          const leadsThere = pods.some((pod) =>
            servicesOf(pod).some((service) =>
              service.ports.some((own) => targetIn(own, pod).port === entry.port?.value),
            ),
          );
          if (!first || leadsThere) continue;
          const { service, own, pod, target } = first;
          yield {
            span: entry.port.span,
            resource: resourceId(policy),
            message: `${entry.port.value} is the port of Service ${service.name.value}; the pods of ${described(pod)} get it at ${target}`,
            related: [{ span: own.port.span, message: `the port of Service ${service.name.value}` }],
            fixes: usePodPort(entry, target),
          };
        }
      }
    }
  },
});

interface Misled {
  readonly service: Service;
  readonly own: ServicePort;
  readonly pod: Workload;
  readonly target: number;
}

/** The ports of a Service that have the entry's number, and lead to another that the rule does not admit. */
function misled(
  entry: NetworkPolicyPort,
  ports: readonly NetworkPolicyPort[],
  service: Service,
  pod: Workload,
): Misled[] {
  if (isHeadless(service)) return [];
  return service.ports.flatMap((own) => {
    if (own.port.value !== entry.port?.value || own.protocol.value !== entry.protocol.value) return [];
    const target = targetIn(own, pod).port;
    if (target === undefined || target === own.port.value || admitsTarget(ports, target, own, pod)) return [];
    return [{ service, own, pod, target }];
  });
}

function usePodPort({ port }: NetworkPolicyPort, target: number): Fix[] {
  if (!port || port.derived) return [];
  return [
    {
      title: `Admit ${target}, the port of the pods`,
      edits: [{ span: port.span, text: String(target) }],
      preferred: true,
    },
  ];
}
