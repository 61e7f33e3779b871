import { defineRule, type Problem } from '../lint/rule.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import type { Service } from '../model/facts/service.ts';
import type { Workload } from '../model/facts/workload.ts';
import { nearMisses } from '../text/distance.ts';
import type { Located } from '../text/span.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'protocol-invalid',
  subject: 'Services and pods',
  severity: 'error',
  summary: 'The protocol of a port is none that the API knows.',
  why:
    'A protocol is TCP, UDP or SCTP, in capitals (core/v1 Protocol): the API server refuses anything else. ' +
    'What is spoken above TCP, such as HTTP, is said by appProtocol.',
  reads: ['services', 'workloads'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
    - port: 80
      protocol: tcp
      #         ^^^ error: a protocol is TCP, UDP or SCTP, not "tcp" [fixable]
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80, protocol: TCP, appProtocol: http}]
`,
  },

  *checkNamespace({ services, workloads }) {
    yield* checkServices(services);
    yield* checkWorkloads(workloads);
  },
});

const checkServices = eachRow(function* (service: Service): Iterable<Problem> {
  for (const { protocol } of service.ports) {
    if (!isKnown(protocol)) yield report(protocol, resourceId(service));
  }
});

const checkWorkloads = eachRow(function* (workload: Workload): Iterable<Problem> {
  for (const { ports } of workload.pod.containers) {
    for (const { protocol } of ports) if (!isKnown(protocol)) yield report(protocol, resourceId(workload));
  }
});

const protocols = ['TCP', 'UDP', 'SCTP'];

function isKnown({ value }: Located<string>): boolean {
  return value === 'TCP' || value === 'UDP' || value === 'SCTP' || value === '' || isPlaceholder(value);
}

function report({ value, span, derived }: Located<string>, resource: string) {
  const upper = value.toUpperCase();
  const meant = protocols.includes(upper)
    ? upper
    : /^(?:https?|grpc|h2c?|http2|ws|tls)$/i.test(value)
      ? 'TCP'
      : nearMisses(upper, protocols)[0];
  return {
    span,
    resource,
    message: `a protocol is TCP, UDP or SCTP, not "${value}"`,
    fixes:
      meant === undefined || derived
        ? []
        : [{ title: `Use ${meant}`, edits: [{ span, text: meant }], preferred: true as const }],
  };
}
