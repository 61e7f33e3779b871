import { fullyQualified } from '../kubernetes/dns/names.ts';
import { podResolvConf } from '../kubernetes/dns/resolvConf.ts';
import { candidatesOf } from '../kubernetes/dns/searchList.ts';
import { defineRule, type Fix } from '../lint/rule.ts';
import { clusterDns } from '../model/dns/cluster.ts';
import { podOf } from '../model/dns/resolveFrom.ts';
import { resourceId } from '../model/facts/resource.ts';
import type { Workload } from '../model/facts/workload.ts';
import { nameReferencesIn } from '../model/names/references.ts';
import { addKey } from '../yaml/write.ts';

export default defineRule({
  id: 'name-search-cost',
  subject: 'Names',
  severity: 'hint',
  off: true,
  summary: 'A name outside of the cluster is first looked for in every search domain.',
  why:
    'The kubelet writes `ndots:5`, so that a name with fewer dots is asked for below each search domain before it is asked for as it stands, ' +
    'each time for IPv4 and IPv6 (kubernetes/kubernetes#33554). It costs time and questions, and one that is answered by chance leads elsewhere.',
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
metadata:
  name: web
spec:
  containers:
    - name: web
      image: shop/web
      env:
        - name: PAYMENTS_URL
          value: https://api.payments.example.com/v1
          #              ^^^^^^^^^^^^^^^^^^^^^^^^ hint: each lookup asks 6 questions in the search domains first [fixable]
`,
    accepted: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  dnsConfig: {options: [{name: ndots, value: "2"}]}
  containers:
    - name: web
      image: shop/web
      env:
        - {name: PAYMENTS_URL, value: "https://api.payments.example.com/v1"}
`,
  },

  *checkNamespace({ namespace, get }) {
    const dns = get(clusterDns);
    for (const { host, target, form, users, from } of get(nameReferencesIn, namespace)) {
      const [user] = users;
      if (target.kind !== 'external' || form !== 'url' || !host.value.includes('.') || !user || from.hook) continue;
      const resolvConf = podResolvConf(podOf({ kind: 'workload', workload: user }), dns.world.node);
      const full = fullyQualified(host.value);
      const before = candidatesOf(host.value, resolvConf, 'glibc').findIndex(({ name }) => name === full);
      if (before <= 0) continue;
      yield {
        span: host.span,
        resource: resourceId(from),
        message: `each lookup asks ${2 * before} questions in the search domains first`,
        fixes: fixes(user, host.value.split('.').length - 1),
      };
    }
  },
});

/** With two dots, `name.namespace` is still searched for first. */
function fixes({ pod }: Workload, dots: number): Fix[] {
  if (dots < 2 || pod.spec.get('dnsConfig').exists) return [];
  const edit = addKey(pod.spec.tree, 'dnsConfig', { options: [{ name: 'ndots', value: '2' }] });
  return edit ? [{ title: 'Search only for names with fewer than 2 dots', edits: [edit] }] : [];
}
