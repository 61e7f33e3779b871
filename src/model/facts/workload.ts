import type { LabelSelector, Labels } from '../../kubernetes/labels.ts';
import type { Located, Span } from '../../text/span.ts';
import type { Field } from '../../yaml/field.ts';
import type { ScalarTree } from '../../yaml/tree.ts';
import type { Resource } from './resource.ts';

/** A scalar that is a string, with what is needed to point into it. */
export type Text = ScalarTree & { readonly value: string };

/**
 * `sidecar`: an init container with `restartPolicy: Always` (KEP-753). It runs beside the containers,
 * and its ports are found by name as theirs are.
 */
export type ContainerRole = 'container' | 'init' | 'sidecar' | 'ephemeral';

export interface ContainerPort {
  readonly span: Span;
  readonly name: Located<string> | undefined;
  readonly containerPort: Located<number>;
  /** As defaulted: TCP. */
  readonly protocol: Located<string>;
  readonly hostPort: Located<number> | undefined;
  readonly hostIP: Located<string> | undefined;
}

export interface EnvVar {
  readonly name: Located<string>;
  /** The literal value, if it is one. */
  readonly value: Text | undefined;
  readonly configMapKey: { readonly name: Located<string>; readonly key: Located<string> } | undefined;
}

export interface EnvFrom {
  readonly configMap: Located<string>;
  readonly prefix: string;
}

export interface Probe {
  readonly kind: 'liveness' | 'readiness' | 'startup' | 'postStart' | 'preStop';
  readonly handler: 'httpGet' | 'tcpSocket' | 'grpc' | 'exec' | 'sleep';
  readonly span: Span;
  readonly port: Located<number | string> | undefined;
  readonly host: Located<string> | undefined;
  readonly path: Located<string> | undefined;
}

export interface Container {
  readonly role: ContainerRole;
  readonly span: Span;
  readonly name: Located<string>;
  readonly image: Located<string> | undefined;
  readonly ports: readonly ContainerPort[];
  /** The `ports` key, or the container's first key. */
  readonly portsKey: Span;
  readonly env: readonly EnvVar[];
  readonly envFrom: readonly EnvFrom[];
  readonly command: readonly Text[];
  readonly args: readonly Text[];
  readonly probes: readonly Probe[];
  /** Names of the volumes that it mounts. */
  readonly mounts: readonly string[];
}

export interface Volume {
  readonly name: string;
  readonly configMap: Located<string> | undefined;
}

/** The parts of a pod's specification that concern the network. */
export interface PodSpec {
  readonly containers: readonly Container[];
  readonly volumes: readonly Volume[];
  readonly hostNetwork: Located<boolean> | undefined;
  readonly dnsPolicy: Located<string> | undefined;
  readonly hostname: Located<string> | undefined;
  readonly subdomain: Located<string> | undefined;
  readonly setHostnameAsFQDN: Located<boolean> | undefined;
  readonly enableServiceLinks: Located<boolean> | undefined;
  /** `dnsConfig`, `hostAliases` and the rest, for what only one reader asks. */
  readonly spec: Field;
}

/** Anything with a pod template: a Deployment, a StatefulSet, a bare Pod, a custom kind with `spec.template.spec.containers`. */
export interface Workload extends Resource {
  /** The labels of its pods as written, with what the kind's own controller adds. */
  readonly podLabels: Labels;
  /** Where the labels of the pods were written. */
  readonly podLabelSpans: ReadonlyMap<string, Located<string>>;
  /** Keys that the controller or kubelet adds to the pods, with values not known before. */
  readonly addedLabelKeys: readonly string[];
  readonly pod: PodSpec;
  /** The workload's own selector; undefined where the kind has none or it is not written. */
  readonly selector: LabelSelector | undefined;
  readonly selectorKey: Span | undefined;
  /** Number of pods as written or defaulted; undefined where it is decided elsewhere (DaemonSet, an autoscaler). */
  readonly replicas: number | undefined;
  /** A StatefulSet's governing Service. */
  readonly serviceName: Located<string> | undefined;
  /** The key `template` (of a Pod, `metadata`): where a finding about the pods as a whole points. */
  readonly template: Span;
}

/** The ports that run as long as the pod does: of its containers, then of its native sidecars. */
export function lastingContainers(pod: PodSpec): readonly Container[] {
  const containers = pod.containers.filter(({ role }) => role === 'container');
  const sidecars = pod.containers.filter(({ role }) => role === 'sidecar');
  return sidecars.length === 0 ? containers : [...containers, ...sidecars];
}
