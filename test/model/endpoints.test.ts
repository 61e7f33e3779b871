import assert from 'node:assert/strict';
import { endpoints, targetIn } from '../../src/model/endpoints.ts';
import { workspaceOf } from '../support/check.ts';

const pod = (kind: string, name: string, labels: string, containers = '[{name: a}]', more = '') =>
  `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: ${name}, namespace: shop${more}}\nspec: {template: {metadata: {labels: {${labels}}}, spec: {containers: ${containers}}}}\n`;
const service = (name: string, spec: string, namespace = 'shop') =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: ${spec}\n`;

function modelOf(...documents: readonly string[]) {
  const { model } = workspaceOf(documents.join('---\n')).scopes[0]!;
  return { ...model.inputs, ...model.get(endpoints) };
}
function selected(...documents: readonly string[]): string[] {
  const { services, workloadsOf } = modelOf(...documents);
  return workloadsOf(services[0]!).map(({ name }) => name.value);
}

describe('the endpoints of a Service', () => {
  const web = pod('Deployment', 'web', 'app: web, tier: front');

  it('are the pods of its namespace that have all of its labels', () => {
    const others = [
      pod('Deployment', 'api', 'app: api, tier: front'),
      web.replace('namespace: shop', 'namespace: dev'),
    ];
    assert.deepEqual(selected(service('web', '{selector: {tier: front, app: web}}'), web, ...others), ['web']);
    assert.deepEqual(selected(service('web', '{selector: {app: web, tier: back}}'), web), []);
  });

  it('are none without a selector, and none of an ExternalName', () => {
    assert.deepEqual(selected(service('web', '{ports: [{port: 80}]}'), web), []);
    assert.deepEqual(selected(service('web', '{type: ExternalName, selector: {app: web}}'), web), []);
  });

  it('may be told by a label that a controller adds', () => {
    const set = pod('StatefulSet', 'db', 'app: db');
    const first = '"statefulset.kubernetes.io/pod-name": db-0';
    assert.deepEqual(selected(service('db-0', `{selector: {app: db, ${first}}}`), set), ['db']);
    assert.deepEqual(selected(service('db-0', `{selector: {${first}}}`), set), ['db']);
    assert.deepEqual(selected(service('db-0', `{selector: {app: other, ${first}}}`), set), []);
    assert.deepEqual(selected(service('db-0', `{selector: {${first}}}`), web), []);
  });

  it('are no hooks of Helm', () => {
    const hook = pod('Job', 'migrate', 'app: web', '[{name: a}]', ', annotations: {helm.sh/hook: pre-install}');
    assert.deepEqual(selected(service('web', '{selector: {app: web}}'), hook), []);
  });

  it('are found from the pods, too', () => {
    const { workloads, services, servicesOf, inNamespace } = modelOf(
      service('a', '{selector: {app: web}}'),
      service('b', '{selector: {tier: front}}'),
      service('c', '{selector: {app: api}}'),
      web,
    );
    assert.deepEqual(servicesOf(workloads[0]!), services.slice(0, 2));
    assert.deepEqual([inNamespace('shop').length, inNamespace('dev').length], [1, 0]);
  });
});

describe('the target of a port', () => {
  const target = (port: string, containers: string, init = '[]') => {
    const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop, labels: {app: web}}\nspec: {containers: ${containers}, initContainers: ${init}}\n`;
    const { services, workloads } = modelOf(service('web', `{selector: {app: web}, ports: [${port}]}`), text);
    const found = targetIn(services[0]!.ports[0]!, workloads[0]!);
    return [found.port, found.container?.name.value];
  };
  const http = '[{name: a, ports: [{name: http, containerPort: 8080}]}]';

  it('is the port of its name', () => {
    assert.deepEqual(target('{port: 80, targetPort: http}', http), [8080, 'a']);
    assert.deepEqual(target('{port: 80, targetPort: web}', http), [undefined, undefined]);
  });

  it('is its number, declared or not', () => {
    assert.deepEqual(target('{port: 80, targetPort: 8080}', http), [8080, 'a']);
    assert.deepEqual(target('{port: 80}', http), [80, undefined]);
  });

  it('is of its own protocol', () => {
    assert.deepEqual(target('{port: 80, targetPort: http, protocol: UDP}', http), [undefined, undefined]);
    assert.deepEqual(target('{port: 80, targetPort: 8080, protocol: UDP}', http), [8080, undefined]);
  });

  it('is found in the containers first, and then in native sidecars, but in no other init container', () => {
    const proxy = (more: string) => `[{name: proxy, ports: [{name: http, containerPort: 15000}]${more}}]`;
    const sidecar = proxy(', restartPolicy: Always');
    assert.deepEqual(target('{port: 80, targetPort: http}', http, sidecar), [8080, 'a']);
    assert.deepEqual(target('{port: 80, targetPort: http}', '[{name: a}]', sidecar), [15000, 'proxy']);
    assert.deepEqual(target('{port: 80, targetPort: http}', '[{name: a}]', proxy('')), [undefined, undefined]);
  });
});
