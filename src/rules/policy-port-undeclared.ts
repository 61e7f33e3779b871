import { defineRule } from '../lint/rule.ts';
import { endpoints } from '../model/endpoints.ts';
import { resourceId } from '../model/facts/resource.ts';
import { policies, policyReads } from '../model/policies.ts';
import { mentionsPort } from '../model/portMentions.ts';
import { list } from '../text/distance.ts';
import { describedAll } from './described.ts';
import { declaredPorts, destinationsOf, holds } from './policyDestinations.ts';
import { rulesWritten, settled } from './policyWords.ts';

export default defineRule({
  id: 'policy-port-undeclared',
  subject: 'NetworkPolicy',
  severity: 'info',
  summary: 'A NetworkPolicy admits a port that none of the pods declares, though they declare others.',
  why:
    'The ports of a policy are ports of pods (networking/v1 NetworkPolicyPort). containerPort is informational, so a ' +
    'program may listen where it says nothing; but where pods declare their ports and nothing else has the number, ' +
    'the entry is probably left over or mistyped.',
  reads: [...policyReads, 'services', 'configMaps'],
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  ingress:
    - ports:
        - port: 3000
        #       ^^^^ info: Deployment web declares no TCP port 3000, only 8080
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
  ingress: [{ports: [{port: 8000, endPort: 8100}, {port: 9090}]}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: shop/web, args: ["--metrics=:9090"], ports: [{containerPort: 8080}]}]}
`,
  },

  *checkNamespace({ networkPolicies, get }) {
    const known = get(policies);
    const mentions = get(mentionsPort);
    const { servicesOf } = get(endpoints);
    for (const policy of settled(networkPolicies)) {
      for (const placed of rulesWritten(policy)) {
        if (!placed.rule.ports.some(({ port }) => typeof port?.value === 'number')) continue;
        const pods = destinationsOf(known, policy, placed);
        if (pods.length === 0 || pods.some((one) => declaredPorts(one).length === 0)) continue;
        for (const entry of placed.rule.ports) {
          const { port, protocol } = entry;
          if (typeof port?.value !== 'number') continue;
          const { value, span } = port;
          const declared = pods.flatMap(declaredPorts);
          if (declared.some((own) => holds(entry, own.containerPort.value, own.protocol.value))) continue;
          if (pods.some((one) => mentions(one, value))) continue;
          // A port of a Service in place of that of the pods is a finding of its own.
          if (pods.some((one) => servicesOf(one).some(({ ports }) => ports.some((own) => own.port.value === value))))
            continue;
          const numbers = [
            ...new Set(
              declared.filter((own) => own.protocol.value === protocol.value).map((own) => own.containerPort.value),
            ),
          ].sort((a, b) => a - b);
          yield {
            span,
            resource: resourceId(policy),
            message: `${describedAll(pods)} ${pods.length > 1 ? 'declare' : 'declares'} no ${protocol.value} port ${value}${numbers.length > 0 ? `, only ${list(numbers.map(String))}` : ''}`,
            related: declared.slice(0, 3).map((own) => ({ span: own.span, message: 'a port that is declared' })),
          };
        }
      }
    }
  },
});
