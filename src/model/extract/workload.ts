import type { Labels } from '../../kubernetes/labels.ts';
import type { Field } from '../../yaml/field.ts';
import type { Workload } from '../facts/workload.ts';
import { extractPod } from './pod.ts';
import { extractResource, plainMap, stringMap } from './resource.ts';
import { extractSelector } from './selector.ts';

/** Where each kind keeps its pod template. The template of any other kind is at `spec.template`. */
const templatePaths: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  PodTemplate: ['template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** The pod template of an object, or undefined when it has none. */
export function templateOf(root: Field): Field | undefined {
  const kind = root.get('kind').string()?.value ?? '';
  if (kind === 'Pod' && root.get('apiVersion').string()?.value === 'v1') return root;
  const template = root.at(...(templatePaths[kind] ?? ['spec', 'template']));
  return template.at('spec', 'containers').tree?.kind === 'sequence' ? template : undefined;
}

export function extractWorkload(root: Field, template: Field): Workload {
  const resource = extractResource(root);
  const spec = root.get('spec');
  const written = plainMap(template.at('metadata', 'labels'));
  const added = addedLabels(resource.kind, resource.name.value);
  const selector = spec.get('selector');
  const isMap = selector.get('matchLabels').exists || selector.get('matchExpressions').exists;
  return {
    ...resource,
    podLabels: added.known.size > 0 ? new Map([...written, ...added.known]) : written,
    podLabelSpans: stringMap(template.at('metadata', 'labels')),
    addedLabelKeys: added.keys,
    pod: extractPod(template.get('spec')),
    selector: isMap
      ? extractSelector(selector)
      : plainSelectorKinds.has(resource.kind) && selector.exists
        ? { matchLabels: plainMap(selector), matchExpressions: [] }
        : undefined,
    selectorKey: selector.exists ? selector.key : undefined,
    replicas: replicasOf(resource.kind, spec),
    serviceName: resource.kind === 'StatefulSet' ? spec.get('serviceName').string() : undefined,
    template: template.get('metadata').exists ? template.get('metadata').key : template.key,
  };
}

/** Kinds whose selector is a plain map. */
const plainSelectorKinds = new Set(['ReplicationController', 'DeploymentConfig']);

const one = new Set([
  'Deployment',
  'StatefulSet',
  'ReplicaSet',
  'ReplicationController',
  'Rollout',
  'DeploymentConfig',
]);

function replicasOf(kind: string, spec: Field): number | undefined {
  if (kind === 'Pod') return 1;
  const written = spec.get('replicas').number()?.value;
  return written ?? (one.has(kind) ? 1 : undefined);
}

const none: Labels = new Map();

/**
 * Labels that controllers add to the pods. Those of a Job carry its name (pkg/apis/batch/types.go, JobNameLabel);
 * the others' values are known at run time only.
 */
function addedLabels(kind: string, name: string): { readonly known: Labels; readonly keys: readonly string[] } {
  switch (kind) {
    case 'StatefulSet':
      return {
        known: none,
        keys: ['statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index', 'controller-revision-hash'],
      };
    case 'DaemonSet':
      return { known: none, keys: ['controller-revision-hash', 'pod-template-generation'] };
    case 'Deployment':
    case 'ReplicaSet':
      return { known: none, keys: ['pod-template-hash'] };
    case 'Rollout':
      return { known: none, keys: ['rollouts-pod-template-hash'] };
    case 'Job':
      return {
        known: new Map([
          ['job-name', name],
          ['batch.kubernetes.io/job-name', name],
        ]),
        keys: ['controller-uid', 'batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-completion-index'],
      };
    case 'CronJob':
      return {
        known: none,
        keys: ['job-name', 'batch.kubernetes.io/job-name', 'controller-uid', 'batch.kubernetes.io/controller-uid'],
      };
    case 'DeploymentConfig':
      return { known: new Map([['deploymentconfig', name]]), keys: ['deployment'] };
    default:
      return { known: none, keys: [] };
  }
}
