import { defineRule, type Problem } from '../lint/rule.ts';
import { resourceId } from '../model/facts/resource.ts';
import type { Service } from '../model/facts/service.ts';
import { addKey } from '../yaml/write.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'session-affinity-ignored',
  subject: 'Services and pods',
  severity: 'warning',
  summary: 'A Service configures session affinity without switching it on.',
  why:
    'Without `sessionAffinity: ClientIP`, the API server drops sessionAffinityConfig and says nothing ' +
    '(pkg/apis/core/v1/defaults.go, SetDefaults_Service): requests of one client go to any pod.',
  reads: ['services'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  sessionAffinityConfig:
  #^^^^^^^^^^^^^^^^^^^^ warning: sessionAffinityConfig has no effect without sessionAffinity: ClientIP [fixable]
    clientIP: {timeoutSeconds: 600}
  ports: [{port: 80}]
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  sessionAffinity: ClientIP
  sessionAffinityConfig:
    clientIP: {timeoutSeconds: 600}
  ports: [{port: 80}]
`,
  },

  checkNamespace: ({ services }) => checkServices(services),
});

const checkServices = eachRow(function* (service: Service): Iterable<Problem> {
  const config = service.spec.get('sessionAffinityConfig');
  const affinity = service.spec.get('sessionAffinity').string();
  if (!config.exists || (affinity && affinity.value !== 'None')) return;
  const edit = affinity
    ? { span: affinity.span, text: 'ClientIP' }
    : addKey(service.spec.tree, 'sessionAffinity', 'ClientIP');
  yield {
    span: config.key,
    resource: resourceId(service),
    message: 'sessionAffinityConfig has no effect without sessionAffinity: ClientIP',
    fixes: edit && !affinity?.derived ? [{ title: 'Switch session affinity on', edits: [edit] }] : [],
  };
});
