import type { Model } from '../derived.ts';
import type { Workload } from '../facts/workload.ts';
import { clusterDns } from './cluster.ts';
import type { Asker } from './resolveFrom.ts';

/**
 * Who is meant by a text: `web`, `shop/web`, `deployment/web`, `Deployment/shop/web`, `shop/deployment/web`, or a
 * namespace. Several workloads of one name give several; none where nothing is called so. A namespace that the files do
 * not have counts when it is written `namespace/NAME`.
 */
export function askersNamed(model: Model, text: string): readonly Asker[] {
  const { workloads } = model.inputs;
  const parts = text.split('/').filter((part) => part !== '');
  const found = workloads.filter((workload) => !workload.hook && fits(workload, parts));
  if (found.length > 0) return found.map((workload) => ({ kind: 'workload', workload }));
  const [first = '', second] = parts;
  if (/^(?:namespace|ns)$/i.test(first) && second !== undefined) return [{ kind: 'namespace', namespace: second }];
  const isKnown = parts.length === 1 && model.get(clusterDns).namespaces.has(first);
  return isKnown ? [{ kind: 'namespace', namespace: first }] : [];
}

function fits({ kind, namespace, name }: Workload, parts: readonly string[]): boolean {
  const own = name.value;
  const isKind = (text: string | undefined) => text?.toLowerCase() === kind.toLowerCase();
  switch (parts.length) {
    case 1:
      return own === parts[0];
    case 2:
      return own === parts[1] && (namespace.value === parts[0] || isKind(parts[0]));
    case 3:
      return (
        own === parts[2] &&
        ((isKind(parts[0]) && namespace.value === parts[1]) || (isKind(parts[1]) && namespace.value === parts[0]))
      );
    default:
      return false;
  }
}
