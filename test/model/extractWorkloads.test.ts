import assert from 'node:assert/strict';
import { extract } from '../../src/model/extract/extract.ts';
import { lastingContainers } from '../../src/model/facts/workload.ts';
import { parse } from '../../src/yaml/parse.ts';

const factsOf = (text: string) => extract(parse('a.yaml', text).documents[0]!.tree!);
const workloadOf = (text: string) => factsOf(text).workloads![0]!;
const workload = (kind: string, apiVersion = 'apps/v1', spec = '', metadata = '{labels: {app: web}}') =>
  workloadOf(
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: web}\nspec:\n  template: {metadata: ${metadata}, spec: {containers: []}}\n${spec}`,
  );
const container = (fields: string) =>
  workloadOf(`apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n    - ${fields}\n`).pod
    .containers[0]!;

describe('a workload', () => {
  it('is any object with a pod template', () => {
    const template = '{metadata: {labels: {app: web}}, spec: {containers: [{name: a}]}}';
    for (const [kind, apiVersion, body] of [
      ['Deployment', 'apps/v1', `spec: {template: ${template}}`],
      ['CronJob', 'batch/v1', `spec: {jobTemplate: {spec: {template: ${template}}}}`],
      ['PodTemplate', 'v1', `template: ${template}`],
      ['Pod', 'v1', 'spec: {containers: [{name: a}]}'],
      ['Rollout', 'argoproj.io/v1alpha1', `spec: {template: ${template}}`],
      ['CloneSet', 'apps.kruise.io/v1alpha1', `spec: {template: ${template}}`],
    ]) {
      const row = workloadOf(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {labels: {app: web}}\n${body}\n`);
      assert.deepEqual([row.kind, row.podLabels.get('app'), row.pod.containers.length], [kind, 'web', 1]);
    }
  });

  it('is nothing without containers', () => {
    assert.equal(factsOf('apiVersion: apps/v1\nkind: Deployment\nspec: {template: {spec: {}}}\n').workloads, undefined);
    assert.equal(factsOf('apiVersion: v1\nkind: ConfigMap\n').workloads, undefined);
  });

  it('has one replica where its kind defaults to it, and none known where something else decides', () => {
    assert.equal(workload('Deployment').replicas, 1);
    assert.equal(workload('Deployment', 'apps/v1', '  replicas: 3\n').replicas, 3);
    assert.equal(workload('StatefulSet', 'apps/v1', '  replicas: 0\n').replicas, 0);
    assert.equal(workload('DaemonSet').replicas, undefined);
    assert.equal(workloadOf('apiVersion: v1\nkind: Pod\nspec: {containers: []}\n').replicas, 1);
  });

  it('has the labels that its controller adds, with their values where they are known', () => {
    const job = workload('Job', 'batch/v1');
    assert.deepEqual(
      [...job.podLabels],
      [
        ['app', 'web'],
        ['job-name', 'web'],
        ['batch.kubernetes.io/job-name', 'web'],
      ],
    );
    for (const [kind, key] of [
      ['StatefulSet', 'statefulset.kubernetes.io/pod-name'],
      ['DaemonSet', 'controller-revision-hash'],
      ['Deployment', 'pod-template-hash'],
      ['ReplicaSet', 'pod-template-hash'],
      ['Rollout', 'rollouts-pod-template-hash'],
      ['CronJob', 'batch.kubernetes.io/job-name'],
      ['Job', 'controller-uid'],
      ['DeploymentConfig', 'deployment'],
    ] as const) {
      // The template of a CronJob lies elsewhere, and its keys are the same.
      const row =
        kind === 'CronJob'
          ? workloadOf(
              'apiVersion: batch/v1\nkind: CronJob\nspec: {jobTemplate: {spec: {template: {spec: {containers: []}}}}}\n',
            )
          : workload(kind);
      assert.ok(row.addedLabelKeys.includes(key), `${kind} adds ${key}`);
    }
    assert.equal(workload('DeploymentConfig').podLabels.get('deploymentconfig'), 'web');
    assert.deepEqual(workload('CloneSet').addedLabelKeys, []);
  });

  it('has a selector of its own, a plain map for the oldest kinds', () => {
    assert.deepEqual(workload('Deployment', 'apps/v1', '  selector: {matchLabels: {app: web}}\n').selector, {
      matchLabels: new Map([['app', 'web']]),
      matchExpressions: [],
    });
    const expressions =
      '  selector: {matchExpressions: [{key: a, operator: In, values: [b]}, {key: c, operator: Near}]}\n';
    assert.deepEqual(workload('Deployment', 'apps/v1', expressions).selector?.matchExpressions, [
      { key: 'a', operator: 'In', values: ['b'] },
    ]);
    assert.deepEqual(
      workload('ReplicationController', 'v1', '  selector: {app: web}\n').selector?.matchLabels,
      new Map([['app', 'web']]),
    );
    assert.equal(workload('Deployment', 'apps/v1', '  selector: {app: web}\n').selector, undefined);
    assert.equal(workload('Deployment').selectorKey, undefined);
  });

  it('of kind StatefulSet has a governing Service', () => {
    assert.equal(workload('StatefulSet', 'apps/v1', '  serviceName: web\n').serviceName?.value, 'web');
    assert.equal(workload('Deployment', 'apps/v1', '  serviceName: web\n').serviceName, undefined);
  });
});

describe('a pod', () => {
  it('has containers of four roles, of which containers and sidecars last', () => {
    const { pod } = workloadOf(`apiVersion: v1
kind: Pod
spec:
  initContainers: [{name: init}, {name: sidecar, restartPolicy: Always}]
  containers: [{name: main}]
  ephemeralContainers: [{name: debug}]
`);
    assert.deepEqual(
      pod.containers.map(({ name, role }) => [name.value, role]),
      [
        ['main', 'container'],
        ['init', 'init'],
        ['sidecar', 'sidecar'],
        ['debug', 'ephemeral'],
      ],
    );
    assert.deepEqual(
      lastingContainers(pod).map(({ name }) => name.value),
      ['main', 'sidecar'],
    );
  });

  it('has the settings of its network where they are written', () => {
    const { pod } = workloadOf(
      'apiVersion: v1\nkind: Pod\nspec: {hostNetwork: true, dnsPolicy: None, hostname: a, subdomain: b, setHostnameAsFQDN: true, enableServiceLinks: false, containers: []}\n',
    );
    const { hostNetwork, dnsPolicy, hostname, subdomain, setHostnameAsFQDN, enableServiceLinks } = pod;
    assert.deepEqual(
      [hostNetwork, dnsPolicy, hostname, subdomain, setHostnameAsFQDN, enableServiceLinks].map((one) => one?.value),
      [true, 'None', 'a', 'b', true, false],
    );
    const none = workloadOf('apiVersion: v1\nkind: Pod\nspec: {containers: []}\n').pod;
    assert.deepEqual([none.hostNetwork, none.dnsPolicy, none.hostname], [undefined, undefined, undefined]);
  });

  it('mounts ConfigMaps, also projected ones', () => {
    const { pod } = workloadOf(`apiVersion: v1
kind: Pod
spec:
  containers: [{name: a, volumeMounts: [{name: one}]}]
  volumes:
    - {name: one, configMap: {name: settings}}
    - {name: two, projected: {sources: [{configMap: {name: more}}, {secret: {name: s}}]}}
`);
    assert.deepEqual(
      pod.volumes.map(({ name, configMap }) => [name, configMap?.value]),
      [
        ['one', 'settings'],
        ['two', undefined],
        ['two', 'more'],
      ],
    );
    assert.deepEqual(pod.containers[0]!.mounts, ['one']);
  });
});

describe('a container', () => {
  it('has ports by number, TCP where they do not say', () => {
    const { ports } = container(
      '{name: a, ports: [{containerPort: 80}, {name: dns, containerPort: 53, protocol: UDP, hostPort: 53, hostIP: 127.0.0.1}, {name: none}]}',
    );
    assert.deepEqual(
      ports.map(({ name, containerPort, protocol, hostPort, hostIP }) => [
        name?.value,
        containerPort.value,
        protocol.value,
        protocol.derived,
        hostPort?.value,
        hostIP?.value,
      ]),
      [
        [undefined, 80, 'TCP', true, undefined, undefined],
        ['dns', 53, 'UDP', undefined, 53, '127.0.0.1'],
      ],
    );
  });

  it('points at its ports, or at its first key', () => {
    const text = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n      image: b\n';
    const { portsKey } = workloadOf(text).pod.containers[0]!;
    assert.equal(text.slice(portsKey.start, portsKey.end), 'name');
  });

  it('has variables with texts, references and prefixes', () => {
    const { env, envFrom } = container(
      '{name: a, env: [{name: A, value: x}, {name: B, valueFrom: {configMapKeyRef: {name: c, key: k}}}, {name: C, value: 1}, {value: y}], envFrom: [{configMapRef: {name: c}, prefix: P_}, {secretRef: {name: s}}]}',
    );
    assert.deepEqual(
      env.map(({ name, value, configMapKey }) => [
        name.value,
        value?.value,
        configMapKey?.name.value,
        configMapKey?.key.value,
      ]),
      [
        ['A', 'x', undefined, undefined],
        ['B', undefined, 'c', 'k'],
        ['C', undefined, undefined, undefined],
      ],
    );
    assert.deepEqual(
      envFrom.map(({ configMap, prefix }) => [configMap.value, prefix]),
      [['c', 'P_']],
    );
  });

  it('has a command and arguments that are texts', () => {
    const { command, args } = container('{name: a, command: [sh, -c], args: [run, 1]}');
    assert.deepEqual([command.map(({ value }) => value), args.map(({ value }) => value)], [['sh', '-c'], ['run']]);
  });

  it('has probes and hooks by their handler', () => {
    const { probes } = container(
      '{name: a, livenessProbe: {httpGet: {port: http, path: /live, host: web}}, readinessProbe: {tcpSocket: {port: 80}}, startupProbe: {exec: {command: [a]}}, lifecycle: {postStart: {exec: {command: [a]}}, preStop: {sleep: {seconds: 1}}}}',
    );
    assert.deepEqual(
      probes.map(({ kind, handler, port, path, host }) => [kind, handler, port?.value, path?.value, host?.value]),
      [
        ['liveness', 'httpGet', 'http', '/live', 'web'],
        ['readiness', 'tcpSocket', 80, undefined, undefined],
        ['startup', 'exec', undefined, undefined, undefined],
        ['postStart', 'exec', undefined, undefined, undefined],
        ['preStop', 'sleep', undefined, undefined, undefined],
      ],
    );
    assert.deepEqual(container('{name: a, livenessProbe: {periodSeconds: 1}}').probes, []);
  });
});
