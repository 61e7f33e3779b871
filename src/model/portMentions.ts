import { derive, deriveByNamespace } from './derived.ts';
import type { ConfigMap } from './facts/other.ts';
import type { Workload } from './facts/workload.ts';

/** Whether a workload's own text names a port: its arguments, its environment, its probes, the ConfigMaps that it reads. */
export type MentionsPort = (workload: Workload, port: number) => boolean;

/**
 * `containerPort` is informational: a program may listen on a port that it does not declare.
 * Its configuration then usually has the number.
 */
export const mentionsPort = derive(['configMaps'], ({ get }): MentionsPort => {
  return (workload, port) => {
    const pattern = new RegExp(`(?<![\\d.])${port}(?![\\d.]|\\d)`);
    const { pod } = workload;
    for (const { command, args, env, probes } of pod.containers) {
      if ([...command, ...args].some(({ value }) => pattern.test(value))) return true;
      if (env.some(({ value }) => value && pattern.test(value.value))) return true;
      if (probes.some((probe) => probe.port?.value === port)) return true;
    }
    return configMapsOf(workload).some((name) => {
      const configMap = get(configMapsIn, workload.namespace.value).get(name);
      // A ConfigMap that is not here may say anything.
      if (!configMap) return true;
      return [...configMap.data.values()].some(({ value }) => pattern.test(value));
    });
  };
});

const configMapsIn = deriveByNamespace(
  ['configMaps'],
  ({ configMaps }): ReadonlyMap<string, ConfigMap> => new Map(configMaps.map((row) => [row.name.value, row])),
);

/** Names of the ConfigMaps that the pods of a workload read. */
export function configMapsOf({ pod }: Workload): string[] {
  return [
    ...pod.volumes.flatMap(({ configMap }) => configMap?.value ?? []),
    ...pod.containers.flatMap(({ env, envFrom }) => [
      ...envFrom.map(({ configMap }) => configMap.value),
      ...env.flatMap(({ configMapKey }) => configMapKey?.name.value ?? []),
    ]),
  ];
}
