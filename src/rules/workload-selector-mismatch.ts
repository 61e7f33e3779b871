import { matches, meets } from '../kubernetes/labels.ts';
import { defineRule, type Fix, type Problem } from '../lint/rule.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import type { Workload } from '../model/facts/workload.ts';
import { child, descend, type Tree } from '../yaml/tree.ts';
import { addKey, scalarText } from '../yaml/write.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'workload-selector-mismatch',
  subject: 'Pods',
  severity: 'error',
  summary: 'The selector of a workload does not match the pods of its own template.',
  why:
    'The selector must match the labels of the template (pkg/apis/apps/validation): the API server refuses the Deployment, ' +
    'StatefulSet, DaemonSet or ReplicaSet. In apps/v1 the selector is required, and an empty one is refused too.',
  reads: ['workloads'],
  examples: {
    reported: `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector:
    matchLabels:
      app: web
      tier: front
      #     ^^^^^ error: the pods of the template have no label \`tier\` [fixable]
  template:
    metadata:
      labels:
        app: web
    spec: {containers: [{name: web, image: shop/web}]}
`,
    accepted: `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web, tier: front}}
    spec: {containers: [{name: web, image: shop/web}]}
`,
  },

  checkNamespace: ({ workloads }) => checkWorkloads(workloads),
});

const checkWorkloads = eachRow(function* (workload: Workload): Iterable<Problem> {
  if (workload.kind === 'Job' || workload.kind === 'CronJob') return;
  if (workload.selector) yield* compare(workload);
  else if (workload.apiVersion === 'apps/v1') yield* missing(workload);
});

/** An absent selector, or an empty one, of a kind that needs it. */
function* missing(workload: Workload): Iterable<Problem> {
  const spec = child(workload.tree, 'spec');
  const selector = child(spec, 'selector');
  if (selector?.kind === 'map' && selector.entries.length > 0) return;
  const labels = Object.fromEntries(writtenLabels(workload));
  const edit =
    selector || Object.keys(labels).length === 0 ? undefined : addKey(spec, 'selector', { matchLabels: labels });
  yield {
    span: workload.selectorKey ?? workload.span,
    resource: resourceId(workload),
    message: `a ${workload.kind} needs a selector${selector ? ' that is not empty' : ''}`,
    fixes: edit ? [{ title: 'Select the labels of the template', edits: [edit] }] : [],
  };
}

function* compare(workload: Workload): Iterable<Problem> {
  const selector = workload.selector!;
  const labels = new Map(writtenLabels(workload));
  if (matches(selector, labels)) return;
  const resource = resourceId(workload);
  const severity = isChecked(workload) ? {} : { severity: 'warning' as const };
  const pairs = selectorPairs(workload);
  for (const [key, value] of selector.matchLabels) {
    const actual = labels.get(key);
    if (actual === value || isUnknown(workload, key, value)) continue;
    const at = pairs.get(key);
    const own = workload.podLabelSpans.get(key);
    yield {
      span: at?.span ?? workload.selectorKey ?? workload.span,
      resource,
      ...severity,
      message:
        actual === undefined
          ? `the pods of the template have no label \`${key}\``
          : `the pods of the template have \`${key}: ${actual}\`, not \`${key}: ${value}\``,
      related: [{ span: own?.span ?? workload.template, message: 'the labels of the template' }],
      fixes: [...changeTemplate(workload, key, value), ...changeSelector(at, key, actual)],
    };
  }
  for (const requirement of selector.matchExpressions) {
    if (meets(requirement, labels)) continue;
    const { key, operator, values } = requirement;
    if (isUnknown(workload, key, values.join(' '))) continue;
    yield {
      span: workload.selectorKey ?? workload.span,
      resource,
      ...severity,
      message: `the pods of the template do not meet \`${[key, operator, values.join(', ')].join(' ').trim()}\``,
      related: [{ span: workload.template, message: 'the labels of the template' }],
    };
  }
}

/** The kinds whose selector the API server compares; those of others, their own controllers do. */
function isChecked({ group, kind }: Workload): boolean {
  return group === 'apps' || group === 'extensions' || kind === 'ReplicationController';
}

/** A label that is filled in later, or that is no text and so refused anyway. */
function isUnknown(workload: Workload, key: string, value: string): boolean {
  const label = child(templateLabels(workload), key);
  if (label && !(label.kind === 'scalar' && typeof label.value === 'string')) return true;
  return isPlaceholder(key) || isPlaceholder(value) || isPlaceholder(workload.podLabelSpans.get(key)?.value ?? '');
}

function changeTemplate(workload: Workload, key: string, value: string): Fix[] {
  const own = workload.podLabelSpans.get(key);
  const labels = templateLabels(workload);
  const metadata = descend(workload.tree, 'spec', 'template', 'metadata');
  const edit = own
    ? own.derived
      ? undefined
      : { span: own.span, text: scalarText(value) }
    : labels
      ? addKey(labels, key, value)
      : metadata
        ? addKey(metadata, 'labels', { [key]: value })
        : addKey(descend(workload.tree, 'spec', 'template'), 'metadata', { labels: { [key]: value } });
  return edit ? [{ title: `Give the pods the label \`${key}: ${value}\``, edits: [edit] }] : [];
}

function changeSelector(at: Tree | undefined, key: string, actual: string | undefined): Fix[] {
  if (!at || at.derived || actual === undefined) return [];
  return [{ title: `Select \`${key}: ${actual}\``, edits: [{ span: at.span, text: scalarText(actual) }] }];
}

function templateLabels({ tree }: Workload): Tree | undefined {
  return descend(tree, 'spec', 'template', 'metadata', 'labels');
}

function writtenLabels({ podLabelSpans }: Workload): [string, string][] {
  return [...podLabelSpans].map(([key, { value }]) => [key, value]);
}

function selectorPairs({ tree }: Workload): ReadonlyMap<string, Tree> {
  const selector = descend(tree, 'spec', 'selector');
  const map = child(selector, 'matchLabels') ?? selector;
  return new Map(map?.kind === 'map' ? map.entries.map(({ key, value }) => [key.value, value]) : []);
}
