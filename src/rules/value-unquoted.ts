import { defineRule, type Problem } from '../lint/rule.ts';
import { isPlaceholder, type Resource, resourceId } from '../model/facts/resource.ts';
import type { Workload } from '../model/facts/workload.ts';
import type { Located } from '../text/span.ts';
import { child, descend, type ScalarTree, type Tree } from '../yaml/tree.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'value-unquoted',
  subject: 'Manifests',
  severity: 'error',
  summary: 'A number or a truth value stands where the API takes text.',
  why:
    'Labels, annotations, selectors, names, environment variables and the data of ConfigMaps are text. Kubernetes reads YAML 1.1, ' +
    'where `on`, `yes` and `n` are truth values and `1.10` is a number (sigs.k8s.io/yaml): ' +
    'the API server refuses the object. Quotes make a text of it.',
  reads: ['resources', 'workloads'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata:
  name: web
  labels:
    mesh: on
    #     ^^ error: the value of label \`mesh\` is the truth value on, where text is needed [fixable]
spec:
  selector: {app: web, release: 1.10}
  #                             ^^^^ error: the value of label \`release\` is the number 1.10, where text is needed [fixable]
  ports: [{port: 80}]
`,
    accepted: `
apiVersion: v1
kind: Service
metadata:
  name: web
  labels:
    mesh: "on"
spec:
  selector: {app: web, release: "1.10"}
  ports: [{port: 80}]
`,
  },

  *checkNamespace({ resources, workloads }) {
    yield* checkResources(resources);
    yield* checkPods(workloads);
  },
});

const checkResources = eachRow(function* (resource: Resource): Iterable<Problem> {
  const metadata = child(resource.tree, 'metadata');
  yield* values(resource, 'label', child(metadata, 'labels'));
  yield* values(resource, 'annotation', child(metadata, 'annotations'));
  for (const name of ['name', 'namespace']) yield* single(resource, `the ${name}`, child(metadata, name));
  if (!builtIn.has(resource.group)) return;
  const spec = child(resource.tree, 'spec');
  if (resource.kind === 'ConfigMap') yield* values(resource, 'key', child(resource.tree, 'data'));
  if (resource.kind === 'Service') {
    yield* values(resource, 'label', child(spec, 'selector'));
    for (const port of itemsOf(child(spec, 'ports')))
      yield* single(resource, 'the name of a port', child(port, 'name'));
  } else yield* values(resource, 'label', descend(spec, 'selector', 'matchLabels'));
  if (resource.kind === 'NetworkPolicy') yield* values(resource, 'label', descend(spec, 'podSelector', 'matchLabels'));
});

/** Of other groups, only the metadata is known. */
const builtIn = new Set(['', 'apps', 'batch', 'extensions', 'networking.k8s.io', 'policy']);

const checkPods = eachRow(function* (workload: Workload): Iterable<Problem> {
  if (!builtIn.has(workload.group)) return;
  const spec = workload.pod.spec.tree;
  if (workload.kind !== 'Pod') {
    const path = workload.kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec', 'template'] : ['spec', 'template'];
    const metadata = descend(workload.tree, ...path, 'metadata');
    yield* values(workload, 'label', child(metadata, 'labels'));
    yield* values(workload, 'annotation', child(metadata, 'annotations'));
  }
  yield* values(workload, 'label', child(spec, 'nodeSelector'));
  for (const option of itemsOf(descend(spec, 'dnsConfig', 'options'))) {
    yield* single(workload, 'the value of a DNS option', child(option, 'value'));
  }
  for (const name of ['hostname', 'subdomain']) yield* single(workload, `the ${name}`, child(spec, name));
  for (const list of ['containers', 'initContainers']) {
    for (const container of itemsOf(child(spec, list))) {
      yield* single(workload, 'the name of a container', child(container, 'name'));
      for (const port of itemsOf(child(container, 'ports')))
        yield* single(workload, 'the name of a port', child(port, 'name'));
      for (const env of itemsOf(child(container, 'env'))) {
        const name = child(env, 'name');
        const shown = name?.kind === 'scalar' ? String(name.value) : '';
        yield* single(workload, 'the name of a variable', name);
        yield* single(workload, `the value of ${shown}`, child(env, 'value'));
      }
      for (const key of ['command', 'args']) {
        for (const text of itemsOf(child(container, key))) yield* single(workload, 'an argument', text);
      }
    }
  }
});

function* values(resource: Resource, what: string, map: Tree | undefined): Iterable<Problem> {
  if (map?.kind !== 'map') return;
  for (const { key, value } of map.entries) yield* single(resource, `the value of ${what} ${shownKey(key)}`, value);
}

function shownKey({ value }: Located<string>): string {
  return `\`${value}\``;
}

function* single(resource: Resource, what: string, tree: Tree | undefined): Iterable<Problem> {
  if (tree?.kind !== 'scalar' || !isOtherThanText(tree) || isPlaceholder(tree.text)) return;
  const { text, span, derived } = tree;
  yield {
    span,
    resource: resourceId(resource),
    message: `${what} is the ${typeof tree.value === 'number' ? 'number' : 'truth value'} ${text}, where text is needed`,
    fixes: derived ? [] : [{ title: `Quote it: "${text}"`, edits: [{ span, text: `"${text}"` }], preferred: true }],
  };
}

/** Null is read as the empty text. */
function isOtherThanText({ value }: ScalarTree): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

function itemsOf(tree: Tree | undefined): readonly Tree[] {
  return tree?.kind === 'sequence' ? tree.items : [];
}
