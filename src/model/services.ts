import { pushTo } from '../text/group.ts';
import { derive } from './derived.ts';
import type { Service } from './facts/service.ts';

/** The Services of a scope by namespace and name. */
export interface ServiceIndex {
  find(namespace: string, name: string): Service | undefined;
  inNamespace(namespace: string): readonly Service[];
  named(name: string): readonly Service[];
}

export const serviceIndex = derive(['services'], ({ services }): ServiceIndex => {
  const byId = new Map<string, Service>();
  const byNamespace = new Map<string, Service[]>();
  const byName = new Map<string, Service[]>();
  for (const service of services) {
    if (service.hook) continue;
    byId.set(`${service.namespace.value}/${service.name.value}`, service);
    pushTo(byNamespace, service.namespace.value, service);
    pushTo(byName, service.name.value, service);
  }
  return {
    find: (namespace, name) => byId.get(`${namespace}/${name}`),
    inNamespace: (namespace) => byNamespace.get(namespace) ?? [],
    named: (name) => byName.get(name) ?? [],
  };
});
