import { defineRule, type Problem } from '../lint/rule.ts';
import { resourceId } from '../model/facts/resource.ts';
import { isHeadless, type Service } from '../model/facts/service.ts';
import type { Field } from '../yaml/field.ts';
import { eachRow } from './eachRow.ts';
import { removeEntry } from './removeEntry.ts';

export default defineRule({
  id: 'service-field-ignored',
  subject: 'Services and pods',
  severity: 'warning',
  summary: 'A Service has a field that has no effect on a Service of its type.',
  why:
    'A headless Service has no address that could keep clients with a pod, take external addresses, or be given to a load balancer; ' +
    'externalName belongs to the type ExternalName, and selector does not. The API server accepts them, the first with a warning ' +
    '(pkg/api/service/warnings.go), and nothing reads them.',
  reads: ['services'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  clusterIP: None
  sessionAffinity: ClientIP
  #^^^^^^^^^^^^^^ warning: sessionAffinity has no effect on a headless Service [fixable]
  selector: {app: web}
  ports: [{port: 80}]
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  sessionAffinity: ClientIP
  selector: {app: web}
  ports: [{port: 80}]
`,
  },

  checkNamespace: ({ services }) => checkServices(services),
});

const checkServices = eachRow(function* (service: Service): Iterable<Problem> {
  const { spec, type } = service;
  if (!spec.exists) return;
  const headless = isHeadless(service);
  if (headless) {
    for (const name of ['loadBalancerIP', 'externalIPs']) yield* ignored(service, name, 'a headless Service');
    if (spec.get('sessionAffinity').string()?.value === 'ClientIP') {
      yield* ignored(service, 'sessionAffinity', 'a headless Service');
    }
  } else if (type.value !== 'LoadBalancer') {
    yield* ignored(service, 'loadBalancerIP', `a Service of type ${type.value}`);
  }
  if (type.value === 'ExternalName') yield* ignored(service, 'selector', 'a Service of type ExternalName');
  else yield* ignored(service, 'externalName', `a Service of type ${type.value}`);
});

function* ignored({ spec, ...service }: Service, name: string, who: string): Iterable<Problem> {
  const field = spec.get(name);
  if (!isSet(field)) return;
  const edit = removeEntry(spec.tree, name);
  yield {
    span: field.key,
    resource: resourceId(service),
    message: `${name} has no effect on ${who}`,
    fixes: edit && !field.tree?.derived ? [{ title: `Remove ${name}`, edits: [edit] }] : [],
  };
}

/** Whether something was written that is not the same as nothing. */
function isSet({ exists, tree }: Field): boolean {
  if (!exists) return false;
  if (tree?.kind === 'scalar') return tree.value !== '';
  return tree?.kind === 'map' ? tree.entries.length > 0 : (tree?.items.length ?? 0) > 0;
}
