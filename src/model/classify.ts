import { baseName } from '../text/path.ts';
import { stringAt, type Tree } from '../yaml/tree.ts';
import { plainConfigOf } from './addresses/plainConfig.ts';
import type { SourceFile } from './file.ts';

export type FileKind =
  | 'manifest'
  | 'kustomization'
  | 'component'
  | 'chart'
  | 'template'
  | 'config'
  | 'corefile'
  | 'other';

/** What a file is taken for, and why, in words for the user. */
export interface Classification {
  readonly kind: FileKind;
  readonly reason: string;
}

/** The largest file that is read, in UTF-16 units. */
export const maxFileSize = 5_000_000;

/** What a file is by its own name and content. Never by its folder alone: a `templates/` may hold anything. */
export function classify(file: SourceFile): Classification {
  const name = baseName(file.path);
  if (name === 'Corefile') return { kind: 'corefile', reason: 'named Corefile' };
  if (name === 'Chart.yaml') return { kind: 'chart', reason: 'a Helm chart' };
  if (!/\.(?:ya?ml|json)$/i.test(name) && !isKustomizationName(name)) return other('not YAML or JSON');
  if (file.text.length > maxFileSize) return other('larger than 5 MB');
  if (file.text.includes('\0')) return other('binary');
  if (isKustomizationName(name)) return classifyKustomization(file);
  if (!/["']?(?:apiVersion|kind)["']?\s*:/.test(file.text)) return classifyPlain(file);
  if (isTemplated(file.text)) return { kind: 'template', reason: 'a template: `{{` where YAML has values' };
  const documents = file.parsed.documents;
  if (documents.some(({ tree }) => isConfig(tree)) || hasPlainConfig(file)) return config;
  const objects = documents.filter(({ tree }) => isObject(tree));
  if (objects.length === 0) return other('no document has an apiVersion and a kind');
  if (objects.every(({ tree }) => group(tree).startsWith('kustomize.config.k8s.io')))
    return classifyKustomization(file);
  if (objects.every(({ tree }) => toolGroups.has(group(tree)))) return other(`for a tool: ${group(objects[0]!.tree)}`);
  return { kind: 'manifest', reason: objects.length === 1 ? 'a manifest' : `${objects.length} manifests` };
}

/** The names by which Kustomize finds its file (api/konfig/general.go, RecognizedKustomizationFileNames). */
export function isKustomizationName(name: string): boolean {
  return name === 'kustomization.yaml' || name === 'kustomization.yml' || name === 'Kustomization';
}

/** Whether a document is an object of the Kubernetes API: it has an `apiVersion` that looks like one, and a `kind`. */
export function isObject(tree: Tree | undefined): boolean {
  const apiVersion = stringAt(tree, 'apiVersion');
  const kind = stringAt(tree, 'kind');
  return (
    apiVersion !== undefined &&
    kind !== undefined &&
    /^(?:[a-z0-9.-]+\/)?v\d\w*$/i.test(apiVersion) &&
    /^[A-Z]/.test(kind)
  );
}

function group(tree: Tree | undefined): string {
  const apiVersion = stringAt(tree, 'apiVersion') ?? '';
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

/** Groups of files that tools read, and no cluster. */
const toolGroups = new Set([
  'skaffold.dev',
  'skaffold',
  'kuttl.dev',
  'kubevela.dev',
  'tilt.dev',
  'devspace.sh',
  'kpt.dev',
  'config.kubernetes.io',
]);

/** Groups of the files that set up a cluster. */
const configGroups = new Set([
  'kubeadm.k8s.io',
  'kubelet.config.k8s.io',
  'kubeproxy.config.k8s.io',
  'kind.x-k8s.io',
  'kind.sigs.k8s.io',
  'eksctl.io',
  'k0s.k0sproject.io',
  'k0sctl.k0sproject.io',
  'k3d.io',
  'kops.k8s.io',
]);

function isConfig(tree: Tree | undefined): boolean {
  return configGroups.has(group(tree)) && stringAt(tree, 'kind') !== undefined;
}

function classifyKustomization(file: SourceFile): Classification {
  const component = file.parsed.documents.some(({ tree }) => stringAt(tree, 'kind') === 'Component');
  return component
    ? { kind: 'component', reason: 'a Kustomize component' }
    : { kind: 'kustomization', reason: 'a kustomization' };
}

/** Keys by which a file without a kind may be one that sets up a cluster: the document itself decides. */
const configKeys =
  /^(?:cluster-|service-|flannel-|disable-network-policy|node-ip|node-external-ip|kube|extraCNIEnv|extraKube|machine:)/m;

/** Files without apiVersion and kind: those that describe a cluster's network, and all others. */
function classifyPlain(file: SourceFile): Classification {
  if (configKeys.test(file.text) && !isTemplated(file.text) && hasPlainConfig(file)) return config;
  return other('no document has an apiVersion and a kind');
}

const config: Classification = { kind: 'config', reason: 'the configuration of a cluster' };

function hasPlainConfig({ path, parsed }: SourceFile): boolean {
  return parsed.documents.some(({ tree }) => plainConfigOf(path, tree) !== undefined);
}

/**
 * Whether `{{` stands where YAML expects a value, a key or a whole line. Inside quotes and block scalars it may be
 * a value of its own (a Prometheus rule, a Grafana dashboard), and then only that value is unknown.
 */
export function isTemplated(text: string): boolean {
  return (
    text.includes('{{') &&
    /^[ \t]*(?:-[ \t]+)*(?:[\w./-]+:[ \t]+)?(?:-[ \t]+)?\{\{(?!["'])/m.test(withoutBlockScalars(text))
  );
}

/** The text with the lines of block scalars left out. */
function withoutBlockScalars(text: string): string {
  const lines = text.split('\n');
  const kept: string[] = [];
  let block = -1;
  for (const line of lines) {
    const indent = line.search(/\S/);
    if (block >= 0 && (indent < 0 || indent > block)) continue;
    block = -1;
    if (line.trimStart().startsWith('#')) continue;
    kept.push(line);
    if (/(?:^|[\s:-])[|>][-+]?\d?[-+]?\s*(?:#.*)?$/.test(line)) block = Math.max(indent, 0);
  }
  return kept.join('\n');
}

function other(reason: string): Classification {
  return { kind: 'other', reason };
}
