import type { Field } from '../../yaml/field.ts';
import type { Ingress, IngressBackend, IngressClass, IngressRule } from '../facts/ingress.ts';
import { extractResource } from './resource.ts';

export function extractIngress(root: Field): Ingress {
  const resource = extractResource(root);
  const spec = root.get('spec');
  // `backend` is what v1beta1 called the default backend.
  const defaultBackend = spec.get('defaultBackend').exists ? spec.get('defaultBackend') : spec.get('backend');
  return {
    ...resource,
    className: spec.get('ingressClassName').string() ?? resource.annotations.get('kubernetes.io/ingress.class'),
    defaultBackend: defaultBackend.exists ? extractBackend(defaultBackend) : undefined,
    rules: spec.get('rules').items().map(extractRule),
    tls: spec
      .get('tls')
      .items()
      .map((item) => ({
        span: item.key,
        hosts: item.get('hosts').strings(),
        secretName: item.get('secretName').string(),
      })),
    spec,
  };
}

export function extractIngressClass(root: Field): IngressClass {
  const resource = extractResource(root);
  return {
    ...resource,
    controller: root.at('spec', 'controller').string(),
    isDefault: resource.annotations.get('ingressclass.kubernetes.io/is-default-class')?.value === 'true',
  };
}

function extractRule(item: Field): IngressRule {
  return {
    span: item.key,
    host: item.get('host').string(),
    paths: item
      .at('http', 'paths')
      .items()
      .map((path) => ({
        span: path.key,
        path: path.get('path').string(),
        pathType: path.get('pathType').string(),
        backend: extractBackend(path.get('backend')),
      })),
  };
}

function extractBackend(field: Field): IngressBackend {
  const service = field.get('service');
  const port = service.get('port');
  return {
    span: service.exists ? service.key : field.key,
    service: service.get('name').string() ?? field.get('serviceName').string(),
    port: port.get('number').number() ?? port.get('name').string() ?? field.get('servicePort').intOrString(),
    resource: field.get('resource').exists,
  };
}
