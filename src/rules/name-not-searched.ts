import { endpointName, serviceName, withoutDot } from '../kubernetes/dns/names.ts';
import { podResolvConf } from '../kubernetes/dns/resolvConf.ts';
import { candidatesOf, type Libc, ndotsOf } from '../kubernetes/dns/searchList.ts';
import { defineRule, type Fix, type Problem } from '../lint/rule.ts';
import { type ClusterDns, clusterDns } from '../model/dns/cluster.ts';
import { podOf } from '../model/dns/resolveFrom.ts';
import { resourceId } from '../model/facts/resource.ts';
import type { Workload } from '../model/facts/workload.ts';
import { type NameReference, nameReferencesIn } from '../model/names/references.ts';

export default defineRule({
  id: 'name-not-searched',
  subject: 'Names',
  severity: 'warning',
  summary: "With the pod's own dnsConfig, a name is not looked up as the name of its Service.",
  why:
    'A name is tried with the search domains of the pod only while it has fewer dots than `ndots`. With more, glibc asks for it as it ' +
    'stands first, outside of the cluster, and searches afterwards (resolv/res_query.c); musl, the libc of Alpine, does not search at all ' +
    '(src/network/lookup_name.c). `dnsPolicy: None` has no search domains but its own.',
  reads: [
    'workloads',
    'configMaps',
    'services',
    'namespaces',
    'resources',
    'cluster',
    'documents',
    'endpointSlices',
    'nodes',
    'elsewhere',
  ],
  examples: {
    reported: `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  dnsConfig:
    options: [{name: ndots, value: "1"}]
  containers:
    - name: web
      image: shop/web:1.2-alpine
      env:
        - name: DATABASE_URL
          value: postgres://db.data:5432/shop
          #                 ^^^^^^^ warning: with ndots:1, musl asks for "db.data" only as it stands, and never for Service db of namespace data [fixable]
---
apiVersion: v1
kind: Service
metadata: {name: db, namespace: data}
spec: {selector: {app: db}, ports: [{port: 5432}]}
`,
    accepted: `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  dnsConfig:
    options: [{name: ndots, value: "2"}]
  containers:
    - name: web
      image: shop/web:1.2-alpine
      env:
        - {name: DATABASE_URL, value: "postgres://db.data:5432/shop"}
        - {name: REPLICA_URL, value: "postgres://db.data.svc.cluster.local:5432/shop"}
---
apiVersion: v1
kind: Service
metadata: {name: db, namespace: data}
spec: {selector: {app: db}, ports: [{port: 5432}]}
`,
  },

  *checkNamespace({ workloads, namespace, get }) {
    const special = new Set(workloads.filter(({ pod }) => pod.spec.get('dnsConfig').exists));
    if (special.size === 0) return;
    const dns = get(clusterDns);
    for (const reference of get(nameReferencesIn, namespace)) {
      if (reference.target.kind !== 'service' || reference.from.hook) continue;
      for (const user of reference.users) {
        const problem = special.has(user) ? report(reference, user, dns) : undefined;
        if (!problem) continue;
        yield problem;
        break;
      }
    }
  },
});

function report(reference: NameReference, user: Workload, { world, domain }: ClusterDns): Problem | undefined {
  const { host, target } = reference;
  if (target.kind !== 'service') return undefined;
  const { service, endpoint } = target;
  const resolvConf = podResolvConf(podOf({ kind: 'workload', workload: user }), world.node);
  // Another server may know anything.
  if (!resolvConf.nameservers.some((server) => world.node.clusterDNS.includes(server))) return undefined;
  const [name, namespace] = [service.name.value, service.namespace.value];
  const full =
    endpoint === undefined ? serviceName(name, namespace, domain) : endpointName(endpoint, name, namespace, domain);
  const asked = (libc: Libc) =>
    candidatesOf(host.value, resolvConf, libc).map((candidate) => withoutDot(candidate.name).toLowerCase());
  const glibc = asked('glibc').indexOf(full);
  const musl = asked('musl').indexOf(full);
  const outsideFirst = glibc > 0 && asked('glibc')[0] === withoutDot(host.value).toLowerCase();
  if (glibc >= 0 && musl >= 0) return undefined;
  const shown = `Service ${name} of namespace ${namespace}`;
  const ndots = `ndots:${ndotsOf(resolvConf)}`;
  const isMusl = usesMusl(user);
  const message =
    glibc < 0
      ? `the search domains of ${user.kind} ${user.name.value} do not lead "${host.value}" to ${shown}`
      : isMusl
        ? `with ${ndots}, musl asks for "${host.value}" only as it stands, and never for ${shown}`
        : `with ${ndots}, "${host.value}" is asked for ${outsideFirst ? 'outside of the cluster first' : 'late'}, and with musl (Alpine) only there`;
  return {
    span: host.span,
    resource: resourceId(reference.from),
    ...(glibc < 0 || isMusl ? {} : { severity: 'hint' as const }),
    message,
    related: [
      { span: user.pod.spec.get('dnsConfig').key, message: `the dnsConfig of ${user.kind} ${user.name.value}` },
    ],
    fixes: fixes(reference, full),
  };
}

/** Alpine and what is made from it have musl; its tags usually say so. */
function usesMusl({ pod }: Workload): boolean {
  return pod.containers.some(({ image }) => image !== undefined && /alpine|musl/i.test(image.value));
}

function fixes({ host }: NameReference, full: string): Fix[] {
  return host.derived
    ? []
    : [{ title: `Use the full name "${full}"`, edits: [{ span: host.span, text: full }], preferred: true }];
}
