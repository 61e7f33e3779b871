/** Which fields of well-known kinds name a Service or a host. `[]` stands for each item of a list. */

/** A map with the name of a Service in it, and perhaps its namespace and port. */
export interface ServicePath {
  readonly path: string;
  /** The key of the name; the value at the path itself where it is empty. */
  readonly name: string;
  readonly namespace?: string;
  readonly port?: string;
  readonly defaultPort?: number;
  /** Whether the API server is the client, which reaches Services without DNS. */
  readonly byApiServer?: true;
}

const webhook = {
  name: 'name',
  namespace: 'namespace',
  port: 'port',
  defaultPort: 443,
  byApiServer: true,
} as const;
const backend = { name: 'name', namespace: 'namespace', port: 'port' } as const;
const bare = { name: '' } as const;

/** By `group/kind`. */
export const servicePaths: Readonly<Record<string, readonly ServicePath[]>> = {
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': [
    { path: 'webhooks[].clientConfig.service', ...webhook },
  ],
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': [
    { path: 'webhooks[].clientConfig.service', ...webhook },
  ],
  'apiextensions.k8s.io/CustomResourceDefinition': [
    { path: 'spec.conversion.webhook.clientConfig.service', ...webhook },
  ],
  'apiregistration.k8s.io/APIService': [{ path: 'spec.service', ...webhook }],
  'monitoring.coreos.com/Prometheus': [{ path: 'spec.alerting.alertmanagers[]', ...backend }],
  'argoproj.io/Rollout': [
    { path: 'spec.strategy.canary.canaryService', ...bare },
    { path: 'spec.strategy.canary.stableService', ...bare },
    { path: 'spec.strategy.blueGreen.activeService', ...bare },
    { path: 'spec.strategy.blueGreen.previewService', ...bare },
  ],
  'traefik.io/IngressRoute': [{ path: 'spec.routes[].services[]', ...backend }],
  'traefik.io/IngressRouteTCP': [{ path: 'spec.routes[].services[]', ...backend }],
  'traefik.io/IngressRouteUDP': [{ path: 'spec.routes[].services[]', ...backend }],
  'traefik.containo.us/IngressRoute': [{ path: 'spec.routes[].services[]', ...backend }],
  'traefik.containo.us/IngressRouteTCP': [{ path: 'spec.routes[].services[]', ...backend }],
  'traefik.containo.us/IngressRouteUDP': [{ path: 'spec.routes[].services[]', ...backend }],
  'projectcontour.io/HTTPProxy': [
    { path: 'spec.routes[].services[]', name: 'name', port: 'port' },
    { path: 'spec.tcpproxy.services[]', name: 'name', port: 'port' },
  ],
  'split.smi-spec.io/TrafficSplit': [
    { path: 'spec.service', ...bare },
    { path: 'spec.backends[].service', ...bare },
  ],
  'http.keda.sh/HTTPScaledObject': [{ path: 'spec.scaleTargetRef', name: 'service', port: 'port' }],
  'route.openshift.io/Route': [
    { path: 'spec.to', name: 'name' },
    { path: 'spec.alternateBackends[]', name: 'name' },
  ],
  ...Object.fromEntries(
    ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].map((kind) => [
      `gateway.networking.k8s.io/${kind}`,
      [{ path: 'spec.rules[].backendRefs[]', ...backend }],
    ]),
  ),
};

/** A text with a host in it. */
export interface HostPath {
  readonly path: string;
  /** Where the port of the same Service is written, beside the last key of the path. */
  readonly port?: readonly string[];
  /** Whether a name alone means a Service of the object's own namespace; else whose it is cannot be told. */
  readonly isLocal?: true;
}

const istioHosts: readonly HostPath[] = ['http', 'tcp', 'tls']
  .flatMap((protocol) => [`spec.${protocol}[].route[].destination.host`])
  .concat('spec.http[].mirror.host')
  .map((path) => ({ path, port: ['port', 'number'], isLocal: true }));

/** By `group/kind`. */
export const hostPaths: Readonly<Record<string, readonly HostPath[]>> = {
  'networking.istio.io/VirtualService': istioHosts,
  'networking.istio.io/DestinationRule': [{ path: 'spec.host', isLocal: true }],
  'monitoring.coreos.com/Probe': [{ path: 'spec.prober.url' }, { path: 'spec.targets.staticConfig.static[]' }],
  'monitoring.coreos.com/ScrapeConfig': [{ path: 'spec.staticConfigs[].targets[]' }],
  'monitoring.coreos.com/Prometheus': [{ path: 'spec.remoteWrite[].url' }, { path: 'spec.remoteRead[].url' }],
  'monitoring.coreos.com/PrometheusAgent': [{ path: 'spec.remoteWrite[].url' }],
  'grafana.integreatly.org/GrafanaDatasource': [{ path: 'spec.datasource.url' }],
  'notification.toolkit.fluxcd.io/Provider': [{ path: 'spec.address' }],
  'source.toolkit.fluxcd.io/HelmRepository': [{ path: 'spec.url' }],
  'source.toolkit.fluxcd.io/Bucket': [{ path: 'spec.endpoint' }],
  'traefik.io/Middleware': [{ path: 'spec.forwardAuth.address' }],
  'traefik.containo.us/Middleware': [{ path: 'spec.forwardAuth.address' }],
  'cert-manager.io/ClusterIssuer': [{ path: 'spec.vault.server' }, { path: 'spec.acme.server' }],
  'cert-manager.io/Issuer': [{ path: 'spec.vault.server' }, { path: 'spec.acme.server' }],
  'external-secrets.io/SecretStore': [{ path: 'spec.provider.vault.server' }],
  'external-secrets.io/ClusterSecretStore': [{ path: 'spec.provider.vault.server' }],
  'keda.sh/ScaledObject': [
    'serverAddress',
    'address',
    'addresses',
    'host',
    'hostName',
    'bootstrapServers',
    'natsServerMonitoringEndpoint',
  ].map((key) => ({ path: `spec.triggers[].metadata.${key}` })),
};

/** Annotations of an Ingress that hold the name of a Service of its namespace. */
export const serviceAnnotations: readonly string[] = [
  'nginx.ingress.kubernetes.io/default-backend',
  'ingress.kubernetes.io/default-backend',
];

/** Annotations of an Ingress that hold a host or URL that the controller asks. */
export const hostAnnotations: readonly string[] = [
  'nginx.ingress.kubernetes.io/auth-url',
  'nginx.ingress.kubernetes.io/mirror-target',
  'nginx.ingress.kubernetes.io/upstream-vhost',
  'haproxy.org/auth-url',
  'haproxy-ingress.github.io/auth-url',
  'traefik.ingress.kubernetes.io/auth-url',
];
