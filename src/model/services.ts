import { groupBy } from '../text/group.ts';
import { derive, deriveByKey, deriveByNamespace } from './derived.ts';
import type { Service } from './facts/service.ts';

/** The Services of a scope by namespace and name. */
export interface ServiceIndex {
  find(namespace: string, name: string): Service | undefined;
  inNamespace(namespace: string): readonly Service[];
  named(name: string): readonly Service[];
}

export const serviceIndex = derive(
  ['services'],
  ({ get }): ServiceIndex => ({
    find: (namespace, name) => get(byName, namespace).get(name),
    inNamespace: (namespace) => get(inNamespace, namespace),
    named: (name) => get(named, name),
  }),
);

const inNamespace = deriveByNamespace(['services'], ({ services }) => services.filter(({ hook }) => !hook));

const byName = deriveByNamespace(
  ['services'],
  ({ get, namespace }): ReadonlyMap<string, Service> =>
    new Map(get(inNamespace, namespace).map((service) => [service.name.value, service])),
);

const none: readonly Service[] = [];

const named = deriveByKey(['services'], ({ get }, name) => get(everyName).get(name) ?? none);

const everyName = derive(['services'], ({ services }) =>
  groupBy(
    services.filter(({ hook }) => !hook),
    ({ name }) => name.value,
  ),
);
