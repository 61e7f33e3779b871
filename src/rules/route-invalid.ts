import { defineRule, type Problem } from '../lint/rule.ts';
import type { GatewayRoute, ParentReference } from '../model/facts/gateway.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import type { Located } from '../text/span.ts';
import { Field } from '../yaml/field.ts';
import { eachRow } from './eachRow.ts';
import { gatewayHostnameFault } from './gatewayHostname.ts';

export default defineRule({
  id: 'route-invalid',
  subject: 'Gateway API',
  severity: 'error',
  summary: 'A route of the Gateway API has a path, hostname, filter or parent that the API server refuses.',
  why:
    'A path begins with `/`, a redirect has no backends, and most filters stand once in a rule (gateway-api, CEL rules of ' +
    'HTTPRouteRule, HTTPRouteFilter and HTTPPathMatch): the API server refuses the route.',
  reads: ['routes'],
  examples: {
    reported: `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop}
spec:
  parentRefs: [{name: edge}]
  hostnames:
    - https://shop.example.com
    # ^^^^^^^^^^^^^^^^^^^^^^^^ error: "https://shop.example.com" is no hostname: it must be a DNS name in lower case, with at most a leading \`*.\`
  rules:
    - matches:
        - path:
            value: shop
            #      ^^^^ error: a path begins with "/"
      filters:
        - type: RequestRedirect
        #       ^^^^^^^^^^^^^^^ error: a redirect has no backends, and this rule has one
          requestRedirect: {scheme: https}
      backendRefs: [{name: web, port: 80}]
`,
    accepted: `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop}
spec:
  parentRefs: [{name: edge}]
  hostnames: [shop.example.com]
  rules:
    - matches: [{path: {value: /shop}}]
      backendRefs: [{name: web, port: 80}]
    - filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]
`,
  },

  checkNamespace: ({ routes }) => checkRoutes(routes),
});

const checkRoutes = eachRow(function* (route: GatewayRoute): Iterable<Problem> {
  const resource = resourceId(route);
  for (const problem of faults(route)) yield { ...problem, resource };
});

type Fault = Omit<Problem, 'resource'>;

function* faults(route: GatewayRoute): Iterable<Fault> {
  for (const { value, span } of route.hostnames) {
    const fault = isPlaceholder(value) ? undefined : gatewayHostnameFault(value);
    if (fault) yield { span, message: `"${value}" is no hostname: ${fault}` };
  }
  yield* parentFaults(route);
  if (route.kind !== 'HTTPRoute' && route.kind !== 'GRPCRoute') return;
  for (const rule of Field.root(route.tree).at('spec', 'rules').items()) {
    if (route.kind === 'HTTPRoute') yield* pathFaults(rule);
    yield* filterFaults(rule);
  }
}

/** CEL of CommonRouteSpec.parentRefs: each names a part of its own, and none the whole beside a part. */
function* parentFaults({ parents, namespace }: GatewayRoute): Iterable<Fault> {
  const seen = new Map<string, ParentReference>();
  for (const parent of parents) {
    const key = [parent.group, parent.kind, parent.namespace?.value ?? namespace.value, parent.name.value].join('/');
    const first = seen.get(key);
    if (!first) {
      seen.set(key, parent);
      continue;
    }
    const [a, b] = [part(first), part(parent)];
    const related = [{ span: first.name.span, message: 'the other reference' }];
    if (a === b) {
      yield {
        span: parent.name.span,
        message: `${parent.kind} ${parent.name.value} is named twice as parent`,
        related,
      };
    } else if (a === '' || b === '') {
      const message = `of two references to ${parent.kind} ${parent.name.value}, one has no sectionName or port`;
      yield { span: parent.name.span, message, related };
    }
  }
}

function part({ sectionName, port }: ParentReference): string {
  return `${sectionName?.value ?? ''}${port ? `:${port.value}` : ''}`;
}

function* pathFaults(rule: Field): Iterable<Fault> {
  for (const match of rule.get('matches').items()) {
    const path = match.get('path');
    const type = path.get('type').string();
    if (type && !['Exact', 'PathPrefix', 'RegularExpression'].includes(type.value) && !isPlaceholder(type.value)) {
      yield {
        span: type.span,
        message: `the type of a path is Exact, PathPrefix or RegularExpression, not "${type.value}"`,
      };
      continue;
    }
    const value = path.get('value').string();
    if (!value || type?.value === 'RegularExpression' || isPlaceholder(value.value)) continue;
    const message = pathFault(value.value);
    if (message) yield { span: value.span, message };
  }
}

/** For the types Exact and PathPrefix (CEL of HTTPPathMatch). */
function pathFault(path: string): string | undefined {
  if (!path.startsWith('/')) return 'a path begins with "/"';
  for (const part of ['//', '/./', '/../', '%2f', '%2F', '#']) {
    if (path.includes(part)) return `a path does not contain "${part}"`;
  }
  for (const end of ['/..', '/.']) {
    if (path.endsWith(end)) return `a path does not end in "${end}"`;
  }
  if (/^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})+$/.test(path)) return undefined;
  return 'a path of type Exact or PathPrefix is no pattern, and has only characters of a URL';
}

/** The field that belongs to each type of filter. Those that may stand more than once are marked. */
const filterFields: Readonly<Record<string, { readonly field: string; readonly repeated?: true }>> = {
  RequestHeaderModifier: { field: 'requestHeaderModifier' },
  ResponseHeaderModifier: { field: 'responseHeaderModifier' },
  RequestMirror: { field: 'requestMirror', repeated: true },
  RequestRedirect: { field: 'requestRedirect' },
  URLRewrite: { field: 'urlRewrite' },
  ExtensionRef: { field: 'extensionRef', repeated: true },
};

function* filterFaults(rule: Field): Iterable<Fault> {
  const filters = rule.get('filters').items();
  const backends = rule.get('backendRefs').items().length;
  const seen = new Map<string, Located<string>>();
  for (const filter of filters) {
    const type = filter.get('type').string();
    const known = type && filterFields[type.value];
    if (!type || !known) continue;
    if (!filter.get(known.field).exists) {
      yield { span: type.span, message: `a filter of type ${type.value} needs ${known.field}` };
    }
    const first = seen.get(type.value);
    if (first && !known.repeated) {
      const related = [{ span: first.span, message: 'the first' }];
      yield { span: type.span, message: `a rule has one filter of type ${type.value}, and this is another`, related };
    }
    seen.set(type.value, type);
    if (type.value === 'RequestRedirect' && backends > 0) {
      yield {
        span: type.span,
        message: `a redirect has no backends, and this rule has ${backends === 1 ? 'one' : backends}`,
      };
    }
    if (type.value === 'URLRewrite' || type.value === 'RequestRedirect')
      yield* prefixFault(rule, filter.get(known.field));
  }
  const [redirect, rewrite] = [seen.get('RequestRedirect'), seen.get('URLRewrite')];
  if (redirect && rewrite) yield { span: rewrite.span, message: 'a rule either redirects or rewrites' };
}

/** What replaces a prefix needs to know which (CEL of HTTPRouteRule). */
function* prefixFault(rule: Field, filter: Field): Iterable<Fault> {
  const path = filter.get('path');
  if (path.get('type').string()?.value !== 'ReplacePrefixMatch') return;
  const matches = rule.get('matches').items();
  const [only] = matches;
  const type = only?.at('path', 'type').string()?.value ?? 'PathPrefix';
  // Where no match or no path is written, the API server fills in a PathPrefix of "/".
  if (matches.length <= 1 && type === 'PathPrefix') return;
  yield {
    span: path.get('type').span,
    message: 'ReplacePrefixMatch needs a rule with exactly one match, of a path of type PathPrefix',
  };
}
