import type { Field } from '../../yaml/field.ts';
import type { ConfigMap, Namespace, Node, OpaqueProducer } from '../facts/other.ts';
import type { Text } from '../facts/workload.ts';
import { extractResource } from './resource.ts';

export function extractNamespace(root: Field): Namespace {
  const resource = extractResource(root);
  // The API server labels every namespace with its name (KEP-2161), over what the manifest says.
  const namespaceLabels = new Map(resource.labels).set('kubernetes.io/metadata.name', resource.name.value);
  return { ...resource, namespaceLabels };
}

export function extractConfigMap(root: Field): ConfigMap {
  const data = new Map<string, Text>();
  for (const [key, value] of root.get('data').entries()) {
    const text = value.text();
    if (text) data.set(key.value, text);
  }
  return { ...extractResource(root), data };
}

export function extractNode(root: Field): Node {
  const spec = root.get('spec');
  const list = spec.get('podCIDRs').strings();
  const first = spec.get('podCIDR').string();
  return {
    ...extractResource(root),
    podCIDRs: list.length > 0 ? list : first ? [first] : [],
    addresses: root
      .at('status', 'addresses')
      .items()
      .flatMap((item) => item.get('address').string() ?? []),
  };
}

export function extractProducer(root: Field): OpaqueProducer {
  const resource = extractResource(root);
  return { ...resource, targets: targetsOf(root, resource.kind, resource.namespace.value) };
}

function targetsOf(root: Field, kind: string, own: string): string[] {
  const spec = root.get('spec');
  switch (kind) {
    case 'HelmRelease':
    case 'HelmChart':
      return [spec.get('targetNamespace').string()?.value ?? own];
    case 'Application':
      return [spec.at('destination', 'namespace').string()?.value ?? '*'];
    case 'ApplicationSet':
      return ['*'];
    case 'Kustomization':
      return [spec.get('targetNamespace').string()?.value ?? '*'];
    default:
      return [own];
  }
}
