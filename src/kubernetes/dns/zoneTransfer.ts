import { matches } from '../labels.ts';
import { familyOf, parseAddress } from './addresses.ts';
import { type DnsService, isHeadless, readyEndpoints } from './cluster.ts';
import { isExposed, nameOfEndpoint, slicesOf } from './kubernetesLookup.ts';
import { addressRecord, type KubernetesServer, nameServers, soaOf } from './kubernetesPlugin.ts';
import { fullyQualified } from './names.ts';
import type { DnsRecord } from './records.ts';
import { distinct } from './records.ts';

/**
 * The records of a whole zone, SOA first and last (CoreDNS plugin/kubernetes/xfr.go). Pods are not in it, glue has TTL 0,
 * and weights count the addresses of one slice. Undefined for a zone that is not the plugin's.
 */
export function transferZone(server: KubernetesServer, zone: string): readonly DnsRecord[] | undefined {
  const { options, index } = server;
  if (!options.zones.includes(fullyQualified(zone).toLowerCase())) return undefined;
  const { ttl, labels } = options;
  const soa = soaOf(options, zone);
  const servers = nameServers(server, zone);
  const names = servers.map(({ name }): DnsRecord => ({ name: zone, type: 'NS', ttl, data: name }));
  const glue = servers.map(({ name, address }) => addressRecord(name, 0, address));
  const services = index.data.services
    .filter((service) => isExposed(options, index, service.namespace))
    .filter((service) => labels === undefined || matches(labels, service.labels))
    .flatMap((service) => serviceRecords(server, service, zone));
  return [soa, ...distinct(names), ...distinct(glue), ...services, soa];
}

function serviceRecords(server: KubernetesServer, service: DnsService, zone: string): readonly DnsRecord[] {
  const { ttl } = server.options;
  const name = `${service.name}.${service.namespace}.svc.${zone}`;
  if (service.type === 'ExternalName') {
    const host = service.externalName ?? '';
    if (host === '' || parseAddress(host) !== undefined) return [];
    return [{ name, type: 'CNAME', ttl, data: fullyQualified(host) }];
  }
  if (isHeadless(service)) return headlessRecords(server, service, name);
  const addresses = service.clusterIPs.filter((host) => familyOf(host) !== undefined);
  const srv = { type: 'SRV', ttl, priority: 0, weight: 100, target: name } as const;
  return [
    ...addresses.map((host) => addressRecord(name, ttl, host)),
    ...service.ports.flatMap((port): readonly DnsRecord[] => {
      const bare = { ...srv, name, port: port.port };
      return port.name === '' ? [bare] : [bare, { ...bare, name: portOwner(port, name) }];
    }),
  ];
}

function headlessRecords(server: KubernetesServer, service: DnsService, name: string): readonly DnsRecord[] {
  const { options, index } = server;
  const { ttl } = options;
  return slicesOf(options, index, service.name, service.namespace).flatMap((slice) => {
    const endpoints = readyEndpoints(slice);
    // Unlike in an answer, the weight here is not raised to one.
    const weight = Math.floor(100 / endpoints.flatMap((endpoint) => endpoint.addresses).length);
    return endpoints.flatMap((endpoint) =>
      endpoint.addresses.flatMap((host): readonly DnsRecord[] => {
        const target = `${nameOfEndpoint(options, endpoint, host)}.${name}`;
        const ports = slice.ports.filter((port) => port.name !== '');
        return [
          addressRecord(name, ttl, host),
          addressRecord(target, ttl, host),
          ...ports.map((port): DnsRecord => {
            return { name: portOwner(port, name), type: 'SRV', ttl, priority: 0, weight, port: port.port, target };
          }),
        ];
      }),
    );
  });
}

function portOwner(port: { readonly name: string; readonly protocol: string }, service: string): string {
  return `_${port.name.toLowerCase()}._${port.protocol.toLowerCase()}.${service}`;
}
