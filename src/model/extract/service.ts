import { derivedFrom, type Located, located } from '../../text/span.ts';
import type { Field } from '../../yaml/field.ts';
import type { Service, ServicePort } from '../facts/service.ts';
import { extractResource, stringMap } from './resource.ts';

export function extractService(root: Field): Service {
  const spec = root.get('spec');
  const selector = spec.get('selector');
  const type = spec.get('type');
  const pairs = stringMap(selector);
  return {
    ...extractResource(root),
    type: type.string() ?? located('ClusterIP', spec.key, true),
    selectorKey: pairs.size > 0 ? selector.key : undefined,
    selector: pairs,
    ports: spec.get('ports').items().flatMap(extractPort),
    clusterIP: spec.get('clusterIP').string() ?? spec.get('clusterIPs').strings()[0],
    clusterIPs: clusterIPs(spec),
    externalName: spec.get('externalName').string(),
    externalIPs: spec.get('externalIPs').strings(),
    publishNotReadyAddresses: spec.get('publishNotReadyAddresses').boolean()?.value ?? false,
    spec,
  };
}

function clusterIPs(spec: Field): Located<string>[] {
  const list = spec.get('clusterIPs').strings();
  const first = spec.get('clusterIP').string();
  return list.length > 0 ? list : first ? [first] : [];
}

function extractPort(item: Field): ServicePort[] {
  const port = item.get('port').number();
  if (!port) return [];
  const targetPort = item.get('targetPort').intOrString();
  return [
    {
      span: item.key,
      name: item.get('name').string(),
      protocol: item.get('protocol').string() ?? derivedFrom('TCP', port),
      port,
      // 0 and "" count as not written (pkg/apis/core/v1/defaults.go, SetDefaults_Service).
      targetPort:
        targetPort && targetPort.value !== 0 && targetPort.value !== '' ? targetPort : derivedFrom(port.value, port),
      nodePort: item.get('nodePort').number(),
      appProtocol: item.get('appProtocol').string(),
      tree: item.tree,
    },
  ];
}
