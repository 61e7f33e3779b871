import { defineRule } from '../lint/rule.ts';
import { openReasons } from '../model/closedWorld.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import { policies, policyReads } from '../model/policies.ts';
import { list, nearMisses } from '../text/distance.ts';
import { describedAll } from './described.ts';
import { declaredPorts, destinationsOf } from './policyDestinations.ts';
import { rulesWritten, settled } from './policyWords.ts';

export default defineRule({
  id: 'policy-port-name-unknown',
  subject: 'NetworkPolicy',
  severity: 'warning',
  summary: 'A NetworkPolicy names a port that none of the pods has, so the entry admits nothing.',
  why:
    'A named port is looked up among the container ports of the pods that the traffic goes to, by name and protocol ' +
    '(networking/v1 NetworkPolicyPort.port): the selected pods for ingress, the peers for egress. Where no pod has it, ' +
    'the entry is accepted and admits nothing. Names of Service ports do not count.',
  reads: [...policyReads, 'services', 'producers', 'scope'],
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  ingress:
    - ports:
        - port: htpp
        #       ^^^^ warning: Deployment web has no TCP port "htpp", only "http" [fixable]
        - port: http
          protocol: UDP
          #         ^^^ warning: the port "http" of Deployment web is TCP, not UDP [fixable]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: shop/web, ports: [{name: http, containerPort: 8080}]}]}
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  ingress: [{ports: [{port: http}]}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: shop/web, ports: [{name: http, containerPort: 8080}]}]}
`,
  },

  *checkNamespace({ networkPolicies, get }) {
    const known = get(policies);
    for (const policy of settled(networkPolicies)) {
      for (const placed of rulesWritten(policy)) {
        const named = placed.rule.ports.filter(({ port }) => typeof port?.value === 'string');
        if (named.length === 0) continue;
        const pods = destinationsOf(known, policy, placed);
        if (pods.length === 0) continue;
        const open = pods.some(({ namespace }) => get(openReasons)(namespace.value).length > 0);
        for (const { port, protocol } of named) {
          const { value, span, derived } = port!;
          const name = String(value);
          if (isPlaceholder(name)) continue;
          const declared = pods.flatMap(declaredPorts);
          const same = declared.filter((own) => own.name?.value === name);
          if (same.some((own) => own.protocol.value === protocol.value)) continue;
          const names = declared.flatMap((own) =>
            own.protocol.value === protocol.value ? (own.name?.value ?? []) : [],
          );
          const near = nearMisses(name, names);
          const other = same[0];
          yield {
            span: other && !protocol.derived ? protocol.span : span,
            resource: resourceId(policy),
            ...(open && near.length === 0 ? { severity: 'info' as const } : {}),
            message: other
              ? `the port "${name}" of ${describedAll(pods)} is ${other.protocol.value}, not ${protocol.value}`
              : `${describedAll(pods)} ${pods.length > 1 ? 'have' : 'has'} no ${protocol.value} port "${name}"${names.length > 0 ? `, only ${list([...new Set(names)].map((one) => `"${one}"`))}` : ''}`,
            related: other ? [{ span: other.span, message: `the port "${name}"` }] : [],
            fixes: other
              ? protocol.derived
                ? []
                : [
                    {
                      title: `Use ${other.protocol.value}`,
                      edits: [{ span: protocol.span, text: other.protocol.value }],
                    },
                  ]
              : derived
                ? []
                : near.map((better) => ({
                    title: `Use the port "${better}"`,
                    edits: [{ span, text: better }],
                    ...(near.length === 1 ? { preferred: true as const } : {}),
                  })),
          };
        }
      }
    }
  },
});
