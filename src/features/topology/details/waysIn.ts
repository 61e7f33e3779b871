import type { Gateway, GatewayRoute } from '../../../model/facts/gateway.ts';
import type { Ingress, IngressBackend } from '../../../model/facts/ingress.ts';
import type { OpenShiftRoute } from '../../../model/facts/openShiftRoute.ts';
import { resourceId } from '../../../model/facts/resource.ts';
import { type Admission, gateways } from '../../../model/gateways.ts';
import type { Scope } from '../../../model/workspace.ts';
import type { DetailRow, DetailSection } from '../../graph/views.ts';
import { linkTo, optionalRow } from './rows.ts';

/** What there is to say of an Ingress: its class, where each host and path leads, and its certificates. */
export function ingressSections({ model }: Scope, ingress: Ingress): readonly DetailSection[] {
  const { className, rules, defaultBackend, tls, namespace } = ingress;
  const known = model.inputs.ingressClasses.find(({ name }) => name.value === className?.value);
  const routes = rules.flatMap(({ host, paths }) =>
    paths.map(({ path, pathType, backend }) => {
      const row = backendRow(`${host?.value ?? '*'}${path?.value ?? '/'}`, backend, namespace.value);
      return pathType && pathType.value !== 'Prefix' ? { ...row, value: `${row.value} (${pathType.value})` } : row;
    }),
  );
  return [
    {
      title: 'About',
      rows: [
        { label: 'class', value: className?.value ?? 'the default one of the cluster' },
        ...optionalRow('controller', known?.controller?.value),
      ],
    },
    {
      title: 'Routes',
      rows: [...routes, ...(defaultBackend ? [backendRow('everything else', defaultBackend, namespace.value)] : [])],
    },
    {
      title: 'TLS',
      rows: tls.map(({ hosts, secretName }) => ({
        label: hosts.map(({ value }) => value).join(', ') || 'every host',
        value: secretName ? `Secret ${secretName.value}` : 'certificate of the controller',
      })),
    },
  ];
}

function backendRow(label: string, { service, port }: IngressBackend, namespace: string): DetailRow {
  if (!service) return { label, value: 'a resource' };
  return { label, value: `${service.value}:${port?.value ?? '?'}`, node: `Service/${namespace}/${service.value}` };
}

/** What there is to say of a Gateway: its class, its listeners and the routes that they admit. */
export function gatewaySections({ model }: Scope, gateway: Gateway): readonly DetailSection[] {
  const { className, listeners } = gateway;
  return [
    { title: 'About', rows: optionalRow('class', className?.value) },
    {
      title: 'Listeners',
      rows: listeners.map(({ name, port, protocol, hostname, tls, allowedNamespaces }) => ({
        label: name.value,
        value: [
          [protocol?.value, port?.value].filter(Boolean).join(' '),
          hostname?.value || 'every host',
          ...(tls?.certificates ?? []).map((certificate) => `Secret ${certificate.name.value}`),
          `routes of ${namespacesWords[allowedNamespaces.value] ?? allowedNamespaces.value}`,
        ]
          .filter(Boolean)
          .join(', '),
      })),
    },
    {
      title: 'Routes',
      rows: model
        .get(gateways)
        .routesOf(gateway)
        .map((route) => linkTo(route)),
    },
  ];
}

const namespacesWords: Readonly<Record<string, string>> = {
  Same: 'its namespace',
  All: 'every namespace',
  Selector: 'selected namespaces',
  None: 'no namespace',
};

/** What there is to say of a route of the Gateway API: its hosts, where its rules lead, and who takes it. */
export function routeSections({ model }: Scope, route: GatewayRoute): readonly DetailSection[] {
  const { attachmentsOf, serviceOf } = model.get(gateways);
  const rules = route.rules.flatMap(({ paths, backends, filters }): DetailRow[] => {
    const label = paths.map(({ value }) => value.value).join(', ') || 'every request';
    if (backends.length === 0) return [{ label, value: filters.map(({ value }) => value).join(', ') || 'no backend' }];
    const all = backends.reduce((sum, { weight }) => sum + weight, 0);
    return backends.map((backend) => {
      const service = serviceOf(route, backend);
      const share = backends.length > 1 && all > 0 ? `, ${Math.round((backend.weight / all) * 100)} %` : '';
      return {
        label,
        value: `${backend.name.value}:${backend.port?.value ?? '?'}${share}`,
        ...(service && { node: resourceId(service) }),
      };
    });
  });
  return [
    {
      title: 'Parents',
      rows: attachmentsOf(route).map(({ parent, gateway, listeners }) => {
        const taken = listeners.filter(({ admission }) => admission === 'admitted');
        const [first] = listeners;
        const value = !gateway
          ? 'not in these files'
          : taken.length > 0
            ? `taken by ${taken.map(({ listener }) => listener.name.value).join(', ')}`
            : (refusals[first?.admission ?? 'unknown'] ?? '');
        return { label: parent.name.value, value, ...(gateway && { node: resourceId(gateway) }) };
      }),
    },
    {
      title: 'Hosts',
      rows:
        route.hostnames.length > 0 ? route.hostnames.map(({ value }) => ({ label: value })) : [{ label: 'every host' }],
    },
    { title: 'Routes', rows: rules },
  ];
}

const refusals: Readonly<Partial<Record<Admission, string>>> = {
  section: 'has no listener of that name',
  port: 'has no listener at that port',
  kind: 'takes no routes of this kind',
  namespace: 'takes no routes of this namespace',
  hostname: 'has no listener for these hosts',
  unknown: 'whether it is taken cannot be told',
};

/** What there is to say of a Route of OpenShift. */
export function openShiftRouteSections(route: OpenShiftRoute): readonly DetailSection[] {
  const { host, services, targetPort, namespace } = route;
  return [
    {
      title: 'Routes',
      rows: services.map(({ value }) => ({
        label: host?.value ?? 'host chosen by the router',
        value: `${value}${targetPort ? `:${targetPort.value}` : ''}`,
        node: `Service/${namespace.value}/${value}`,
      })),
    },
  ];
}
