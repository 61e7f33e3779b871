import { located } from '../../text/span.ts';
import type { Field } from '../../yaml/field.ts';
import type { EndpointAddress, EndpointPort, EndpointSlice } from '../facts/endpoints.ts';
import { extractResource, stringMap } from './resource.ts';

export function extractEndpointSlice(root: Field): EndpointSlice {
  return {
    ...extractResource(root),
    service: stringMap(root.at('metadata', 'labels')).get('kubernetes.io/service-name'),
    addressType: root.get('addressType').string() ?? located('IPv4', root.key, true),
    addresses: root
      .get('endpoints')
      .items()
      .flatMap((item) => {
        const ready = item.at('conditions', 'ready').boolean()?.value ?? true;
        return extractAddresses(item.get('addresses').items(), item, ready);
      }),
    ports: root.get('ports').items().map(extractPort),
  };
}

/** One slice for each subset of an Endpoints object. */
export function extractEndpoints(root: Field): EndpointSlice[] {
  const resource = extractResource(root);
  return root
    .get('subsets')
    .items()
    .map((subset) => ({
      ...resource,
      service: resource.name,
      addressType: located('IPv4', subset.key, true),
      addresses: [
        ...subset
          .get('addresses')
          .items()
          .flatMap((item) => extractAddresses([item.get('ip')], item, true)),
        ...subset
          .get('notReadyAddresses')
          .items()
          .flatMap((item) => extractAddresses([item.get('ip')], item, false)),
      ],
      ports: subset.get('ports').items().map(extractPort),
    }));
}

function extractAddresses(addresses: readonly Field[], item: Field, ready: boolean): EndpointAddress[] {
  return addresses.flatMap((field) => {
    const address = field.string();
    if (!address) return [];
    return [
      {
        address,
        hostname: item.get('hostname').string()?.value,
        ready,
        targetName: item.at('targetRef', 'name').string()?.value,
        nodeName: item.get('nodeName').string()?.value,
      },
    ];
  });
}

function extractPort(item: Field): EndpointPort {
  return {
    span: item.key,
    name: item.get('name').string() ?? located('', item.key, true),
    port: item.get('port').number(),
    protocol: item.get('protocol').string()?.value ?? 'TCP',
  };
}
