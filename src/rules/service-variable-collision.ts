import { variablePrefix } from '../kubernetes/dns/environment.ts';
import { defineRule } from '../lint/rule.ts';
import { resourceId } from '../model/facts/resource.ts';
import { isHeadless, type Service } from '../model/facts/service.ts';
import type { Container, Text } from '../model/facts/workload.ts';
import { serviceIndex } from '../model/services.ts';
import { spanWithin } from '../yaml/tree.ts';

export default defineRule({
  id: 'service-variable-collision',
  subject: 'Names',
  severity: 'hint',
  summary: 'A variable that Kubernetes sets for a Service is used as if it were a port number.',
  why:
    'For each Service of the namespace that exists when a pod starts, the kubelet sets variables in the style of Docker links: for a Service ' +
    '`redis`, `REDIS_PORT` is `tcp://10.0.0.1:6379`, not a number (pkg/kubelet/envvars). `REDIS_SERVICE_PORT` is the number; ' +
    '`enableServiceLinks: false` leaves them all out.',
  reads: ['workloads', 'services'],
  examples: {
    reported: `
apiVersion: v1
kind: Pod
metadata: {name: worker, namespace: shop}
spec:
  containers:
    - name: worker
      image: shop/worker
      args:
        - --redis=redis:$(REDIS_PORT)
        #                 ^^^^^^^^^^ hint: Kubernetes sets REDIS_PORT for Service redis, to a text like tcp://10.0.0.1:6379 [fixable]
---
apiVersion: v1
kind: Service
metadata: {name: redis, namespace: shop}
spec: {selector: {app: redis}, ports: [{port: 6379}]}
`,
    accepted: `
apiVersion: v1
kind: Pod
metadata: {name: worker, namespace: shop}
spec:
  containers:
    - name: worker
      image: shop/worker
      args: ["--redis=redis:$(REDIS_SERVICE_PORT)"]
    - name: second
      image: shop/worker
      env: [{name: REDIS_PORT, value: "6379"}]
      args: ["--redis=redis:$(REDIS_PORT)"]
---
apiVersion: v1
kind: Service
metadata: {name: redis, namespace: shop}
spec: {selector: {app: redis}, ports: [{port: 6379}]}
`,
  },

  *checkNamespace({ workloads, get }) {
    const { inNamespace } = get(serviceIndex);
    for (const workload of workloads) {
      if (workload.pod.enableServiceLinks?.value === false || workload.hook) continue;
      for (const container of workload.pod.containers) {
        if (container.envFrom.length > 0) continue;
        const own = new Set(container.env.map(({ name }) => name.value));
        for (const { text, variable, start } of variablesIn(container)) {
          if (own.has(variable)) continue;
          const service = inNamespace(workload.namespace.value).find((one) => setsVariable(one, variable));
          if (!service) continue;
          const span = spanWithin(text, start, start + variable.length);
          const isExact = !text.derived && span.end - span.start === variable.length;
          const name = variable.replace(/_PORT$/, '_SERVICE_PORT');
          yield {
            span,
            resource: resourceId(workload),
            message: `Kubernetes sets ${variable} for Service ${service.name.value}, to a text like tcp://10.0.0.1:${service.ports[0]!.port.value}`,
            related: [{ span: service.name.span, message: `Service ${service.name.value}` }],
            fixes: isExact ? [{ title: `Use ${name}`, edits: [{ span, text: name }] }] : [],
          };
        }
      }
    }
  },
});

function setsVariable(service: Service, variable: string): boolean {
  if (isHeadless(service) || service.type.value === 'ExternalName' || service.ports.length === 0) return false;
  return `${variablePrefix(service.name.value)}_PORT` === variable;
}

/** The variables called `…_PORT` that the texts of a container use: `$(A_PORT)`, `${A_PORT}`, `$A_PORT`. */
function variablesIn({ command, args, env }: Container): { text: Text; variable: string; start: number }[] {
  const texts = [...command, ...args, ...env.flatMap(({ value }) => value ?? [])];
  return texts.flatMap((text) =>
    [...text.value.matchAll(/(?<!\$)\$[({]?([A-Z][A-Z0-9_]*_PORT)(?![A-Z0-9_])/g)].map((match) => ({
      text,
      variable: match[1]!,
      start: match.index + match[0].length - match[1]!.length,
    })),
  );
}
