import { clusterDns } from '../../../model/dns/cluster.ts';
import { clusterIPs } from '../../../model/dns/services.ts';
import { endpoints } from '../../../model/endpoints.ts';
import { backendsOf } from '../../../model/facts/ingress.ts';
import { isHeadless, isSelectorless, type Service } from '../../../model/facts/service.ts';
import { gateways } from '../../../model/gateways.ts';
import { requiredConnections } from '../../../model/required.ts';
import type { Scope } from '../../../model/workspace.ts';
import { bare, portLines } from '../../dns/words.ts';
import type { DetailRow, DetailSection } from '../../graph/views.ts';
import { linkTo, optionalRow, uses } from './rows.ts';

/** More endpoints are not listed. */
const mostEndpoints = 20;

/** What there is to say of a Service: what it is and selects, its ports, names and addresses, its pods, who comes by it. */
export function serviceSections(scope: Scope, service: Service): readonly DetailSection[] {
  const { model } = scope;
  const dns = model.get(clusterDns);
  const workloads = model.get(endpoints).workloadsOf(service);
  const [name, namespace] = [service.name.value, service.namespace.value];
  const slices = dns.world.server.cluster.slices.filter(
    (slice) => slice.service === name && slice.namespace === namespace,
  );
  const pods = slices.flatMap(({ endpoints: own }) =>
    own.flatMap(({ target, hostname, addresses }): DetailRow[] => {
      // What stands for an address that only the cluster gives is no address.
      const known = addresses.filter((address) => bare(address) === address);
      return known.length === 0 ? [] : [{ label: target ?? hostname ?? 'pod', value: known.join(', ') }];
    }),
  );
  const required = model.get(requiredConnections);
  return [
    { title: 'About', rows: about(service) },
    {
      title: 'Ports',
      rows: portLines(service, workloads).map((line): DetailRow => {
        const [label = line, value] = line.split(' → ');
        return value === undefined ? { label } : { label, value };
      }),
    },
    {
      title: 'Names',
      rows: [
        { label: name, value: `in namespace ${namespace}` },
        { label: `${name}.${namespace}`, value: 'in every namespace' },
        { label: `${name}.${namespace}.svc.${dns.domain}`, value: 'full name' },
      ],
    },
    { title: 'Addresses', rows: addressesOf(scope, service) },
    { title: 'Pods', rows: workloads.map((workload) => linkTo(workload)) },
    { title: 'Endpoints', rows: pods.slice(0, mostEndpoints) },
    { title: 'Ways in', rows: waysIn(scope, service) },
    {
      title: 'Used by',
      rows: uses(
        required.filter((one) => one.service === service),
        'source',
      ),
    },
  ];
}

function about(service: Service): DetailRow[] {
  const { type, externalName, selector } = service;
  const selects = [...selector].map(([key, { value }]) => `${key}=${value}`).join(', ');
  return [
    { label: 'type', value: type.value === 'ClusterIP' && isHeadless(service) ? 'ClusterIP, headless' : type.value },
    ...optionalRow('stands for', externalName?.value),
    ...optionalRow('selects', selects),
    ...(isSelectorless(service) && type.value !== 'ExternalName'
      ? [{ label: 'selects', value: 'nothing: its endpoints are written by others' }]
      : []),
  ];
}

function addressesOf({ model }: Scope, service: Service): DetailRow[] {
  const dns = model.get(clusterDns);
  const type = service.type.value;
  if (type === 'ExternalName') return [];
  const own = isHeadless(service)
    ? ['none: the name answers with the addresses of the pods']
    : clusterIPs(service, dns.serviceRanges).map(bare);
  return [
    ...own.map((value) => ({ label: 'ClusterIP', value })),
    ...service.externalIPs.map(({ value }) => ({ label: 'external IP', value })),
    ...service.ports.flatMap(({ nodePort, port }) =>
      nodePort ? [{ label: `node port ${nodePort.value}`, value: `on every node, for port ${port.value}` }] : [],
    ),
    ...optionalRow('load balancer', type === 'LoadBalancer' ? loadBalancerText(service) : undefined),
  ];
}

function loadBalancerText({ spec }: Service): string {
  return spec.get('loadBalancerIP').string()?.value ?? 'an address of its own, given by the cluster';
}

/** The Ingresses and routes that send requests to it. */
function waysIn({ model }: Scope, service: Service): DetailRow[] {
  const { inputs } = model;
  const [name, namespace] = [service.name.value, service.namespace.value];
  const { serviceOf } = model.get(gateways);
  const ingresses = inputs.ingresses.filter(
    (ingress) =>
      ingress.namespace.value === namespace && backendsOf(ingress).some((backend) => backend.service?.value === name),
  );
  const routes = inputs.routes.filter((route) =>
    route.rules.some(({ backends }) => backends.some((backend) => serviceOf(route, backend) === service)),
  );
  const openShift = inputs.openShiftRoutes.filter(
    (route) => route.namespace.value === namespace && route.services.some(({ value }) => value === name),
  );
  return [...ingresses, ...routes, ...openShift].map((row) => linkTo(row));
}
