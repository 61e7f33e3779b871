import { isLabel1035 } from '../kubernetes/dns/names.ts';
import { isPortNumber, portNameFault } from '../kubernetes/ports.ts';
import { defineRule, type Fix, type Problem } from '../lint/rule.ts';
import type { Ingress } from '../model/facts/ingress.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import type { Field } from '../yaml/field.ts';
import { scalarText } from '../yaml/write.ts';
import { eachRow } from './eachRow.ts';
import { removeEntry } from './removeEntry.ts';

export default defineRule({
  id: 'ingress-backend-invalid',
  subject: 'Ingress',
  severity: 'error',
  summary: 'A backend of an Ingress is incomplete, or says two things.',
  why:
    'A backend is a Service with the name or the number of a port, or a resource, and never two of them; an Ingress has rules or a default ' +
    'backend (pkg/apis/networking/validation, validateIngressBackend): the API server refuses the Ingress. ' +
    'serviceName and servicePort are how v1beta1 said it.',
  reads: ['ingresses'],
  examples: {
    reported: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site}
spec:
  rules:
    - http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  name: http
                  number: 80
                  #       ^^ error: the port of a backend has a name or a number, not both "http" and 80 [fixable]
          - path: /api
            pathType: Prefix
            backend:
              serviceName: api
              #^^^^^^^^^^ error: serviceName is of v1beta1: in v1, a backend has service.name and service.port [fixable]
              servicePort: 80
`,
    accepted: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site}
spec:
  defaultBackend:
    resource: {apiGroup: k8s.example.com, kind: StorageBucket, name: static}
  rules:
    - http:
        paths:
          - path: /
            pathType: Prefix
            backend: {service: {name: web, port: {number: 80}}}
`,
  },

  checkNamespace: ({ ingresses }) => checkIngresses(ingresses),
});

const checkIngresses = eachRow(function* (ingress: Ingress): Iterable<Problem> {
  if (ingress.apiVersion === 'networking.k8s.io/v1') yield* checkIngress(ingress);
});

function* checkIngress(ingress: Ingress): Iterable<Problem> {
  const { spec } = ingress;
  const resource = resourceId(ingress);
  const fallback = spec.get('defaultBackend');
  const old = spec.get('backend');
  if (old.exists && !fallback.exists) {
    const fixes = old.tree?.derived
      ? []
      : modernize(old).map((fix) => ({ ...fix, edits: [{ span: old.key, text: 'defaultBackend' }, ...fix.edits] }));
    yield { span: old.key, resource, message: 'backend is of v1beta1: in v1, it is called defaultBackend', fixes };
  } else if (spec.exists && !fallback.exists && spec.get('rules').items().length === 0) {
    yield { span: spec.key, resource, message: 'an Ingress needs rules or a defaultBackend' };
  }
  if (fallback.exists) yield* checkBackend(fallback, resource);
  for (const rule of spec.get('rules').items()) {
    const http = rule.get('http');
    if (http.exists && http.get('paths').items().length === 0) {
      yield { span: http.get('paths').key, resource, message: 'a rule with http needs paths' };
    }
    for (const path of http.get('paths').items()) {
      const backend = path.get('backend');
      if (backend.exists) yield* checkBackend(backend, resource);
      else
        yield {
          span: (path.get('path').string() ?? { span: path.key }).span,
          resource,
          message: 'a path needs a backend',
        };
    }
  }
}

function* checkBackend(backend: Field, resource: string): Iterable<Problem> {
  const service = backend.get('service');
  const other = backend.get('resource');
  if (service.exists && other.exists) {
    yield {
      span: other.key,
      resource,
      message: 'a backend is a Service or a resource, not both',
      related: [{ span: service.key, message: 'the Service' }],
    };
    return;
  }
  if (other.exists) return;
  if (!service.exists) {
    const old = backend.get('serviceName');
    yield {
      span: old.exists ? old.key : backend.get('servicePort').exists ? backend.get('servicePort').key : backend.key,
      resource,
      message: old.exists
        ? 'serviceName is of v1beta1: in v1, a backend has service.name and service.port'
        : 'a backend needs a service or a resource',
      fixes: modernize(backend),
    };
    return;
  }
  const name = service.get('name').string();
  if (!name || name.value === '') {
    if (!service.get('name').exists)
      yield { span: service.key, resource, message: 'the Service of a backend needs a name' };
  } else if (!isPlaceholder(name.value) && !isLabel1035(name.value)) {
    yield { span: name.span, resource, message: `"${name.value}" is no name of a Service` };
  }
  yield* checkPort(service, resource);
}

function* checkPort(service: Field, resource: string): Iterable<Problem> {
  const port = service.get('port');
  const name = port.get('name').string();
  const number = port.get('number').number();
  const named = name !== undefined && name.value !== '';
  const numbered = number !== undefined && number.value !== 0;
  if (named && numbered) {
    const withoutName = removeEntry(port.tree, 'name');
    const withoutNumber = removeEntry(port.tree, 'number');
    yield {
      span: number.span,
      resource,
      message: `the port of a backend has a name or a number, not both "${name.value}" and ${number.value}`,
      related: [{ span: name.span, message: 'the name' }],
      fixes: [
        ...(withoutNumber ? [{ title: `Keep the name "${name.value}"`, edits: [withoutNumber] }] : []),
        ...(withoutName ? [{ title: `Keep the number ${number.value}`, edits: [withoutName] }] : []),
      ],
    };
  } else if (named) {
    const fault = portNameFault(name.value);
    if (!fault || isPlaceholder(name.value)) return;
    const isNumber = /^\d+$/.test(name.value) && isPortNumber(Number(name.value));
    yield {
      span: name.span,
      resource,
      message: `"${name.value}" is no port name: it ${fault}${isNumber ? '; a number is said by `number`' : ''}`,
      fixes: isNumber ? numberInstead(port, name.value) : [],
    };
  } else if (numbered) {
    if (!isPortNumber(number.value)) {
      yield { span: number.span, resource, message: `${number.value} is no port: ports go from 1 to 65535` };
    }
  } else if (!isOtherwiseWritten(port)) {
    yield {
      span: port.exists ? port.key : service.key,
      resource,
      message: 'the Service of a backend needs the name or the number of a port',
    };
  }
}

/** A name that is no text, or a number that is none: something is meant, which the API refuses in its own words. */
function isOtherwiseWritten(port: Field): boolean {
  const [name, number] = [port.get('name'), port.get('number')];
  return (name.exists && name.string() === undefined) || (number.exists && number.number() === undefined);
}

function numberInstead(port: Field, text: string): Fix[] {
  const name = port.get('name');
  if (name.tree?.derived || port.get('number').exists) return [];
  return [
    {
      title: `Use the number ${text}`,
      edits: [
        { span: name.key, text: 'number' },
        { span: name.span, text },
      ],
      preferred: true,
    },
  ];
}

/** A backend of v1beta1 in the words of v1. */
function modernize(backend: Field): Fix[] {
  const { tree } = backend;
  const name = backend.get('serviceName').string();
  const port = backend.get('servicePort').intOrString();
  if (tree?.kind !== 'map' || tree.derived || !tree.layout || tree.entries.length !== 2 || !name || !port) return [];
  const { flow, column } = tree.layout;
  const isNumber = typeof port.value === 'number' || /^\d+$/.test(port.value);
  const key = isNumber ? 'number' : 'name';
  const value = isNumber ? String(port.value) : scalarText(port.value);
  const pad = ' '.repeat(column);
  const start = tree.entries[0]!.key.span.start;
  const text = flow
    ? `service: {name: ${scalarText(name.value)}, port: {${key}: ${value}}}`
    : `service:\n${pad}  name: ${scalarText(name.value)}\n${pad}  port:\n${pad}    ${key}: ${value}`;
  return [
    {
      title: 'Write it as v1 does',
      edits: [{ span: { file: tree.span.file, start, end: tree.entries[1]!.value.span.end }, text }],
      preferred: true,
    },
  ];
}
