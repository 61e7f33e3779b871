import { allocatedFrom, type IpFamily } from '../../kubernetes/dns/addresses.ts';
import type { DnsPort, DnsService } from '../../kubernetes/dns/cluster.ts';
import { isPlaceholder } from '../facts/resource.ts';
import type { Service } from '../facts/service.ts';

/** The Service ranges of a cluster, by family; undefined where it has none or they are not known. */
export interface ServiceRanges {
  readonly IPv4: string | undefined;
  readonly IPv6: string | undefined;
}

/** A Service as the DNS server sees it. An address that is assigned only at creation is a text in angle brackets. */
export function dnsService(service: Service, ranges: ServiceRanges): DnsService {
  const { name, namespace, labels, type, externalName, externalIPs, ports } = service;
  const balancer = service.spec.get('loadBalancerIP').string();
  const external = [...externalIPs, ...(balancer ? [balancer] : [])].map(({ value }) => value);
  return {
    name: name.value,
    namespace: namespace.value,
    labels,
    type: isServiceType(type.value) ? type.value : 'ClusterIP',
    clusterIPs: type.value === 'ExternalName' ? [] : clusterIPs(service, ranges),
    ...(externalName && { externalName: externalName.value }),
    externalIPs: external,
    ports: ports.map(
      (port): DnsPort => ({ name: port.name?.value ?? '', port: port.port.value, protocol: port.protocol.value }),
    ),
  };
}

/** The addresses of a Service: as written, `None`, or what stands for those that the API server will assign. */
export function clusterIPs(service: Service, ranges: ServiceRanges): readonly string[] {
  const written = service.clusterIPs.map(({ value }) => value).filter((value) => value !== '' && !isPlaceholder(value));
  if (written.length > 0) return written;
  return serviceFamilies(service, ranges).map((family) => allocatedFrom(family, ranges[family]));
}

/** The families that a Service gets (KEP-563): as written, both if it asks for them and the cluster has them, else the first. */
export function serviceFamilies(service: Service, ranges: ServiceRanges): readonly IpFamily[] {
  const written = service.spec
    .get('ipFamilies')
    .strings()
    .flatMap(({ value }): IpFamily[] => (value === 'IPv4' || value === 'IPv6' ? [value] : []));
  const policy = service.spec.get('ipFamilyPolicy').string()?.value;
  const has = (family: IpFamily) => ranges[family] !== undefined;
  const primary: IpFamily = written[0] ?? (!has('IPv4') && has('IPv6') ? 'IPv6' : 'IPv4');
  const other: IpFamily = primary === 'IPv4' ? 'IPv6' : 'IPv4';
  const both = policy === 'RequireDualStack' || (policy === 'PreferDualStack' && has(other));
  if (written.length > 1) return written.slice(0, 2);
  return both ? [primary, other] : [primary];
}

function isServiceType(text: string): text is DnsService['type'] {
  return text === 'ClusterIP' || text === 'NodePort' || text === 'LoadBalancer' || text === 'ExternalName';
}
