import { hostsIn } from '../../kubernetes/hosts.ts';
import type { Located } from '../../text/span.ts';
import { Field } from '../../yaml/field.ts';
import { spanWithin } from '../../yaml/tree.ts';
import { derive, deriveByNamespace } from '../derived.ts';
import type { Resource } from '../facts/resource.ts';
import { isPlaceholder } from '../facts/resource.ts';
import type { Service } from '../facts/service.ts';
import type { Text } from '../facts/workload.ts';
import { serviceIndex } from '../services.ts';
import { hostAnnotations, hostPaths, type ServicePath, serviceAnnotations, servicePaths } from './fieldPaths.ts';
import type { TextHost } from './tokens.ts';

/** A field that names a Service outright: of a webhook, an APIService, a Rollout, a route of some controller. */
export interface FieldReference {
  readonly from: Resource;
  readonly name: Located<string>;
  readonly namespace: string;
  /** Where the namespace is written; undefined where it is that of the object. */
  readonly namespaceAt: Located<string> | undefined;
  /** As written, or the default of the field, marked as derived. */
  readonly port: Located<number | string> | undefined;
  readonly byApiServer: boolean;
  /** The field, in the author's words: `webhooks.clientConfig.service`. */
  readonly where: string;
}

/** A field reference with the Service that it means, where the files have it. */
export interface ResolvedField extends FieldReference {
  readonly service: Service | undefined;
}

/** Every field of a well-known kind that names a Service, but for the backends of Ingresses. */
export const fieldReferences = derive(['resources', 'services'], ({ namespaceNames, get }): readonly ResolvedField[] =>
  namespaceNames.flatMap((namespace) => get(fieldReferencesIn, namespace)),
);

/** The same for the objects of one namespace. */
export const fieldReferencesIn = deriveByNamespace(
  ['resources', 'services'],
  ({ resources, get }): readonly ResolvedField[] => {
    const { find } = get(serviceIndex);
    return resources.flatMap((resource): readonly ResolvedField[] =>
      servicesIn(resource).map((field) => ({ ...field, service: find(field.namespace, field.name.value) })),
    );
  },
);

const noServices: readonly FieldReference[] = [];
const noHosts: readonly TextHost[] = [];
const services = new WeakMap<Resource, readonly FieldReference[]>();
const hosts = new WeakMap<Resource, readonly TextHost[]>();

/** The fields of one object that name a Service. */
export function servicesIn(resource: Resource): readonly FieldReference[] {
  const paths = servicePaths[`${resource.group}/${resource.kind}`];
  const isIngress = resource.kind === 'Ingress';
  if (!paths && !isIngress) return noServices;
  let found = services.get(resource);
  if (!found) services.set(resource, (found = readServices(resource, paths ?? [])));
  return found;
}

/**
 * The hosts in the fields and annotations of one object. Who asks is a controller whose namespace is not known, so a
 * name alone counts only where the kind says that it means the object's own namespace.
 */
export function hostsOfResource(resource: Resource): readonly TextHost[] {
  const paths = hostPaths[`${resource.group}/${resource.kind}`];
  if (!paths && !(resource.kind === 'Ingress' && resource.annotations.size > 0)) return noHosts;
  let found = hosts.get(resource);
  if (!found) hosts.set(resource, (found = readHosts(resource)));
  return found;
}

function readServices(resource: Resource, paths: readonly ServicePath[]): FieldReference[] {
  const root = Field.root(resource.tree);
  const own = resource.namespace.value;
  const fields = paths.flatMap((path) =>
    fieldsAt(root, path.path).flatMap((field): FieldReference[] => {
      const kind = field.get('kind').string()?.value ?? 'Service';
      const name = path.name === '' ? field.string() : field.get(path.name).string();
      if (!name || name.value === '' || kind !== 'Service' || isPlaceholder(name.value)) return [];
      const namespaceAt = path.namespace === undefined ? undefined : field.get(path.namespace).string();
      const written = path.port === undefined ? undefined : field.get(path.port).intOrString();
      const fallback =
        path.defaultPort === undefined
          ? undefined
          : { value: path.defaultPort, span: name.span, derived: true as const };
      return [
        {
          from: resource,
          name,
          namespace: namespaceAt?.value ?? own,
          namespaceAt,
          port: written ?? fallback,
          byApiServer: path.byApiServer ?? false,
          where: path.path.replaceAll('[]', ''),
        },
      ];
    }),
  );
  const annotated = resource.kind === 'Ingress' ? serviceAnnotations : [];
  return [
    ...fields,
    ...annotated.flatMap((key): FieldReference[] => {
      const name = resource.annotations.get(key);
      // With a slash, it is `namespace/name`, which few controllers take.
      if (!name || !/^[a-z0-9][a-z0-9-]*$/.test(name.value)) return [];
      return [
        {
          from: resource,
          name,
          namespace: own,
          namespaceAt: undefined,
          port: undefined,
          byApiServer: false,
          where: key,
        },
      ];
    }),
  ];
}

function readHosts(resource: Resource): TextHost[] {
  const root = Field.root(resource.tree);
  const paths = hostPaths[`${resource.group}/${resource.kind}`] ?? [];
  const texts = [
    ...paths.flatMap(({ path, port, isLocal }) =>
      besides(root, path).map(([field, parent]) => ({
        field,
        port: port && parent.at(...port).number(),
        where: path.replaceAll('[]', ''),
        isLocal: isLocal === true,
      })),
    ),
    ...(resource.kind === 'Ingress'
      ? hostAnnotations.map((key) => ({
          field: root.at('metadata', 'annotations').get(key),
          port: undefined,
          where: `annotation ${key}`,
          isLocal: false,
        }))
      : []),
  ];
  return texts.flatMap(({ field, port, where, isLocal }) => {
    const scalar = field.text();
    if (!scalar) return [];
    const hosts = hostsOfField(scalar, where, isLocal);
    return port ? hosts.map((host) => ({ ...host, port: host.port ?? port })) : hosts;
  });
}

function hostsOfField(scalar: Text, where: string, isLocal: boolean): TextHost[] {
  return hostsIn(scalar.value, 'host')
    .filter(({ host }) => isLocal || host.includes('.'))
    .map((token) => {
      const at = (start: number, end: number) => spanWithin(scalar, start, end);
      const span = at(token.start, token.end);
      const exact = !scalar.derived && span.end - span.start === token.host.length;
      return {
        token,
        scalar,
        host: exact ? { value: token.host, span } : { value: token.host, span, derived: true as const },
        port: token.port && {
          value: token.port.value,
          span: at(token.port.start, token.port.end),
          ...(exact ? {} : { derived: true as const }),
        },
        where,
        container: undefined,
      };
    });
}

/** The fields at a path, each with the map that it stands in. */
function besides(root: Field, path: string): [field: Field, parent: Field][] {
  const cut = path.lastIndexOf('.');
  const [above, key] = [path.slice(0, cut), path.slice(cut + 1)];
  if (key.endsWith('[]')) return fieldsAt(root, path).map((field) => [field, field]);
  return fieldsAt(root, above).map((parent): [Field, Field] => [parent.get(key), parent]);
}

function fieldsAt(root: Field, path: string): Field[] {
  let fields = [root];
  for (const part of path.split('.')) {
    const isList = part.endsWith('[]');
    const key = isList ? part.slice(0, -2) : part;
    fields = fields.map((field) => field.get(key)).filter(({ exists }) => exists);
    if (isList) fields = fields.flatMap((field) => field.items());
  }
  return fields;
}
