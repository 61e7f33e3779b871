import { hostnamesIntersect } from '../kubernetes/hostnames.ts';
import type { Located } from '../text/span.ts';
import type { Model } from './derived.ts';
import type { BackendReference, Gateway, GatewayRoute } from './facts/gateway.ts';
import type { Ingress, IngressBackend } from './facts/ingress.ts';
import { isPlaceholder } from './facts/resource.ts';
import type { Service } from './facts/service.ts';
import { type Attachment, gateways } from './gateways.ts';
import { serviceIndex } from './services.ts';

/** What an Ingress or a route makes of a request. */
export interface RoutedRequest {
  readonly from: Ingress | GatewayRoute;
  readonly gateway: Gateway | undefined;
  /** How it was matched: `host shop.example.com, path /api (Prefix)`. */
  readonly how: string;
  readonly span: Located<unknown>['span'];
  /** Undefined where the files have none of that name. */
  readonly service: Service | undefined;
  readonly serviceName: string;
  readonly port: number | string | undefined;
  readonly tls: boolean;
  /** Whether how it matches is the controller's to decide. */
  readonly implementation: boolean;
}

interface Candidate extends RoutedRequest {
  /** Compared from the first to the last: a larger number goes first. */
  readonly rank: readonly number[];
}

/**
 * The Ingress path or route rule that serves a host and path: an exact host before a wildcard and before none, then the
 * longest path, and Exact before Prefix (networking/v1 HTTPIngressPath; gateway-api HTTPRouteRule). A default backend
 * serves what nothing else does. Undefined where nothing serves it.
 *
 * @param host undefined for any host: what serves requests without a name
 */
export function routeFor(model: Model, host: string | undefined, path: string): RoutedRequest | undefined {
  const all = [...ingressCandidates(model, host, path), ...routeCandidates(model, host, path)];
  return all.reduce<Candidate | undefined>(
    (best, one) => (best && compare(best.rank, one.rank) >= 0 ? best : one),
    undefined,
  );
}

/** Everything that leads to a Service: what a client outside must ask for to reach it. */
export function routesTo(model: Model, service: Service): RoutedRequest[] {
  return [...ingressCandidates(model, undefined, undefined), ...routeCandidates(model, undefined, undefined)].filter(
    (one) => one.service === service,
  );
}

function ingressCandidates(model: Model, host: string | undefined, path: string | undefined): Candidate[] {
  const { find } = model.get(serviceIndex);
  return model.inputs.ingresses.flatMap((ingress): Candidate[] => {
    const of = (
      backend: IngressBackend,
      how: string,
      span: Candidate['span'],
      rank: number[],
      implementation = false,
    ) => {
      if (!backend.service) return [];
      const service = find(ingress.namespace.value, backend.service.value);
      const tls = ingress.tls.length > 0;
      const serviceName = backend.service.value;
      const port = backend.port?.value;
      return [{ from: ingress, gateway: undefined, how, span, service, serviceName, port, tls, implementation, rank }];
    };
    const byRule = ingress.rules.flatMap((rule) => {
      const hostRank = rankHost(rule.host?.value, host);
      if (hostRank === undefined) return [];
      return rule.paths.flatMap((one) => {
        const written = one.path?.value ?? '/';
        const type = one.pathType?.value ?? 'ImplementationSpecific';
        if (path !== undefined && !matchesPath(type, written, path)) return [];
        const how = `${rule.host ? `host ${rule.host.value}` : 'any host'}, path ${written} (${type})`;
        const rank = [1, hostRank, written.length, type === 'Exact' ? 1 : 0];
        return of(one.backend, how, (one.path ?? one).span, rank, type === 'ImplementationSpecific');
      });
    });
    const fallback = ingress.defaultBackend;
    return fallback ? [...byRule, ...of(fallback, 'the default backend', fallback.span, [0, 0, 0, 0])] : byRule;
  });
}

function routeCandidates(model: Model, host: string | undefined, path: string | undefined): Candidate[] {
  const known = model.get(gateways);
  return model.inputs.routes.flatMap((route): Candidate[] => {
    const attached = known.attachmentsOf(route).filter(isOpen);
    if (attached.length === 0) return [];
    const hosts = [...new Set(attached.flatMap((attachment) => hostsOf(route, attachment)))];
    const ranks = hosts.flatMap((one) => rankHost(one, host, 'any labels') ?? []);
    if (ranks.length === 0) return [];
    return route.rules.flatMap((rule) => {
      const paths =
        rule.paths.length > 0 ? rule.paths : [{ type: 'PathPrefix', value: { value: '/', span: rule.span } }];
      return paths.flatMap(({ type, value }) => {
        const kind = type === 'Exact' ? 'Exact' : type === 'PathPrefix' ? 'Prefix' : 'ImplementationSpecific';
        if (path !== undefined && !matchesPath(kind, value.value, path)) return [];
        // Whoever asks what leads to a Service wants each that gets a share; a request goes to one of them.
        const backends = rule.backends.filter(({ weight }) => weight > 0);
        const how = `${hosts[0] === undefined ? 'any host' : `host ${hosts.join(', ')}`}, path ${value.value} (${type})`;
        return (path === undefined ? backends : heaviest(backends)).map((backend) => ({
          from: route,
          gateway: attached[0]!.gateway,
          how,
          span: value.span,
          service: known.serviceOf(route, backend),
          serviceName: backend.name.value,
          port: backend.port?.value,
          tls: false,
          implementation: kind === 'ImplementationSpecific',
          rank: [1, Math.max(...ranks), value.value.length, kind === 'Exact' ? 1 : 0],
        }));
      });
    });
  });
}

/** Whether a listener takes the route, or may. */
function isOpen({ listeners }: Attachment): boolean {
  return listeners.some(takes);
}

function takes({ admission }: Attachment['listeners'][number]): boolean {
  return admission === 'admitted' || admission === 'unknown';
}

/**
 * The hosts that a route serves by a Gateway: those that it has in common with a listener; a route without hostnames has
 * those of the listeners (gateway-api, HTTPRouteSpec.hostnames). Undefined is any host.
 */
function hostsOf({ hostnames }: GatewayRoute, { listeners }: Attachment): (string | undefined)[] {
  const own = hostnames.length > 0 ? hostnames.map(({ value }) => value) : [undefined];
  return listeners.filter(takes).flatMap(({ listener }) => {
    const limit = listener.hostname?.value || undefined;
    if (limit === undefined || isPlaceholder(limit)) return own;
    return own.flatMap((one) =>
      one === undefined ? [limit] : hostnamesIntersect(one, limit) ? [narrower(one, limit)] : [],
    );
  });
}

/** Of two hosts that have names in common, the one that the other covers. */
function narrower(a: string, b: string): string {
  const isWild = (host: string) => host.startsWith('*.');
  if (isWild(a) !== isWild(b)) return isWild(a) ? b : a;
  return a.length >= b.length ? a : b;
}

/** The backend of the greatest weight: the others get their share. */
function heaviest(backends: readonly BackendReference[]): BackendReference[] {
  const best = backends.reduce<BackendReference | undefined>(
    (most, one) => (most && most.weight >= one.weight ? most : one),
    undefined,
  );
  return best ? [best] : [];
}

/**
 * How well a host fits: 2 exactly, 1 by wildcard, 0 for a rule of any host; undefined where it does not.
 *
 * @param wildcard what `*.` stands for: exactly one label in an Ingress (networking/v1 IngressRule.host), one or more in
 * a route (gateway-api Hostname, HTTPRouteSpec.hostnames)
 */
export function rankHost(
  rule: string | undefined,
  host: string | undefined,
  wildcard: 'one label' | 'any labels' = 'one label',
): number | undefined {
  if (rule === undefined || rule === '') return 0;
  if (host === undefined) return rule.startsWith('*.') ? 1 : 2;
  const [own, asked] = [rule.toLowerCase(), host.toLowerCase()];
  if (own === asked) return 2;
  if (!own.startsWith('*.') || !asked.endsWith(own.slice(1))) return undefined;
  const label = asked.slice(0, -own.length + 1);
  return label !== '' && (wildcard === 'any labels' || !label.includes('.')) ? 1 : undefined;
}

/** Whether a path matches: Prefix by whole elements between slashes (networking/v1 PathType). */
export function matchesPath(type: string, rule: string, path: string): boolean {
  if (type === 'Exact') return path === rule;
  const prefix = rule.replace(/\/+$/, '');
  return path === prefix || path.startsWith(`${prefix}/`) || prefix === '';
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [at, one] of a.entries()) if (one !== b[at]) return one - b[at]!;
  return 0;
}
