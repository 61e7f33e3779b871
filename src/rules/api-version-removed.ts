import { defineRule, type Fix, type Problem } from '../lint/rule.ts';
import { isPlaceholder, type Resource, resourceId } from '../model/facts/resource.ts';
import { child, descend } from '../yaml/tree.ts';
import { type Removal, removalOf } from './removedVersions.ts';

export default defineRule({
  id: 'api-version-removed',
  subject: 'Manifests',
  severity: 'error',
  summary: 'An object is of an API version that the cluster no longer serves.',
  why:
    'Old versions are removed with a release of Kubernetes (kubernetes.io, Deprecated API Migration Guide): the API server then knows ' +
    'no such kind and refuses the object. The release of the cluster is the setting `podpath.cluster.kubernetesVersion`. ' +
    'A version that a later release removes is a hint.',
  reads: ['resources', 'cluster'],
  examples: {
    reported: `
apiVersion: batch/v1beta1
#           ^^^^^^^^^^^^^ error: CronJob of batch/v1beta1 was removed in Kubernetes 1.25; batch/v1 is what there is now [fixable]
kind: CronJob
metadata: {name: report}
spec:
  schedule: "0 4 * * *"
  jobTemplate: {spec: {template: {spec: {containers: [{name: report, image: shop/report}]}}}}
`,
    accepted: `
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec:
  schedule: "0 4 * * *"
  jobTemplate: {spec: {template: {spec: {containers: [{name: report, image: shop/report}]}}}}
`,
  },

  *checkNamespace({ resources, cluster }) {
    for (const resource of resources) {
      const removal = removalOf(resource.apiVersion, resource.kind);
      if (removal && !isPlaceholder(resource.apiVersion)) yield report(resource, removal, cluster.kubernetesVersion);
    }
  },
});

function report(resource: Resource, removal: Removal, cluster: string): Problem {
  const { apiVersion, kind, tree, span } = resource;
  const version = child(tree, 'apiVersion');
  const gone = compareReleases(removal.release, cluster) <= 0;
  const instead = removal.now === undefined ? '' : `; ${removal.now} is what there is now`;
  const fixes: Fix[] =
    removal.now !== undefined && version && !version.derived && isCompatible(resource, removal)
      ? [{ title: `Use ${removal.now}`, edits: [{ span: version.span, text: removal.now }], preferred: true }]
      : [];
  return {
    span: version?.span ?? span,
    resource: resourceId(resource),
    ...(gone ? {} : { severity: 'hint' as const }),
    message: `${kind} of ${apiVersion} ${gone ? 'was' : 'is'} removed in Kubernetes ${removal.release}${instead}`,
    fixes,
  };
}

/** Whether the object means the same in the version of now. */
function isCompatible({ kind, tree }: Resource, { compatible }: Removal): boolean {
  if (!compatible) return false;
  const needsSelector =
    kind === 'Deployment' || kind === 'DaemonSet' || kind === 'ReplicaSet' || kind === 'StatefulSet';
  if (needsSelector) return descend(tree, 'spec', 'selector') !== undefined;
  // The empty selector of a budget selected nothing before v1, and everything since.
  if (kind === 'PodDisruptionBudget') {
    const selector = descend(tree, 'spec', 'selector');
    return selector?.kind === 'map' && selector.entries.length > 0;
  }
  if (kind === 'EndpointSlice') {
    const endpoints = child(tree, 'endpoints');
    return endpoints?.kind !== 'sequence' || !endpoints.items.some((item) => child(item, 'topology'));
  }
  return true;
}

/** Orders `1.9` before `1.16`. A release that cannot be read comes last, so that nothing is removed from it. */
function compareReleases(a: string, b: string): number {
  const [majorA, minorA] = numbersOf(a);
  const [majorB, minorB] = numbersOf(b);
  return majorA - majorB || minorA - minorB;
}

function numbersOf(release: string): readonly [major: number, minor: number] {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(release) ?? [];
  return major === undefined ? [0, 0] : [Number(major), Number(minor)];
}
