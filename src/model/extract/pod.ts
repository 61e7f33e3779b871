import { derivedFrom, located } from '../../text/span.ts';
import type { Field } from '../../yaml/field.ts';
import type {
  Container,
  ContainerPort,
  ContainerRole,
  EnvFrom,
  EnvVar,
  PodSpec,
  Probe,
  Text,
  Volume,
} from '../facts/workload.ts';

/** The parts of a pod's specification that concern the network. */
export function extractPod(spec: Field): PodSpec {
  return {
    containers: [
      ...spec
        .get('containers')
        .items()
        .map((item) => extractContainer(item, 'container')),
      ...spec
        .get('initContainers')
        .items()
        .map((item) =>
          extractContainer(item, item.get('restartPolicy').string()?.value === 'Always' ? 'sidecar' : 'init'),
        ),
      ...spec
        .get('ephemeralContainers')
        .items()
        .map((item) => extractContainer(item, 'ephemeral')),
    ],
    volumes: spec.get('volumes').items().flatMap(extractVolumes),
    hostNetwork: spec.get('hostNetwork').boolean(),
    dnsPolicy: spec.get('dnsPolicy').string(),
    hostname: spec.get('hostname').string(),
    subdomain: spec.get('subdomain').string(),
    setHostnameAsFQDN: spec.get('setHostnameAsFQDN').boolean(),
    enableServiceLinks: spec.get('enableServiceLinks').boolean(),
    spec,
  };
}

function extractContainer(item: Field, role: ContainerRole): Container {
  const ports = item.get('ports');
  return {
    role,
    span: item.key,
    name: item.get('name').string() ?? located('', item.key, true),
    image: item.get('image').string(),
    ports: ports.items().flatMap(extractPort),
    portsKey: ports.exists ? ports.key : item.key,
    env: item.get('env').items().flatMap(extractEnv),
    envFrom: item.get('envFrom').items().flatMap(extractEnvFrom),
    command: texts(item.get('command')),
    args: texts(item.get('args')),
    probes: extractProbes(item),
    mounts: item
      .get('volumeMounts')
      .items()
      .flatMap((mount) => mount.get('name').string()?.value ?? []),
  };
}

function extractPort(item: Field): ContainerPort[] {
  const containerPort = item.get('containerPort').number();
  if (!containerPort) return [];
  return [
    {
      span: item.key,
      name: item.get('name').string(),
      containerPort,
      protocol: item.get('protocol').string() ?? derivedFrom('TCP', containerPort),
      hostPort: item.get('hostPort').number(),
      hostIP: item.get('hostIP').string(),
    },
  ];
}

function extractEnv(item: Field): EnvVar[] {
  const name = item.get('name').string();
  if (!name) return [];
  const reference = item.at('valueFrom', 'configMapKeyRef');
  const configMap = reference.get('name').string();
  const key = reference.get('key').string();
  return [
    {
      name,
      value: item.get('value').text(),
      configMapKey: configMap && key ? { name: configMap, key } : undefined,
    },
  ];
}

function extractEnvFrom(item: Field): EnvFrom[] {
  const configMap = item.at('configMapRef', 'name').string();
  return configMap ? [{ configMap, prefix: item.get('prefix').string()?.value ?? '' }] : [];
}

function extractVolumes(item: Field): Volume[] {
  // The API refuses a volume without a name; what it holds is still meant.
  const name = item.get('name').string()?.value ?? '';
  const projected = item
    .at('projected', 'sources')
    .items()
    .flatMap((source) => source.at('configMap', 'name').string() ?? [])
    .map((configMap) => ({ name, configMap }));
  return [{ name, configMap: item.at('configMap', 'name').string() }, ...projected];
}

const probeFields = [
  ['liveness', 'livenessProbe'],
  ['readiness', 'readinessProbe'],
  ['startup', 'startupProbe'],
] as const;

const handlers = ['httpGet', 'tcpSocket', 'grpc', 'exec', 'sleep'] as const;

function extractProbes(container: Field): Probe[] {
  const hooks = container.get('lifecycle');
  return [
    ...probeFields.flatMap(([kind, name]) => extractProbe(container.get(name), kind)),
    ...extractProbe(hooks.get('postStart'), 'postStart'),
    ...extractProbe(hooks.get('preStop'), 'preStop'),
  ];
}

function extractProbe(field: Field, kind: Probe['kind']): Probe[] {
  for (const handler of handlers) {
    const action = field.get(handler);
    if (!action.exists) continue;
    return [
      {
        kind,
        handler,
        span: action.key,
        port: action.get('port').intOrString(),
        host: action.get('host').string(),
        path: action.get('path').string(),
      },
    ];
  }
  return [];
}

function texts(list: Field): Text[] {
  return list.items().flatMap((item) => item.text() ?? []);
}
