import { parseAddress } from '../kubernetes/addresses/address.ts';
import { isRelaxedSubdomain, withoutDot } from '../kubernetes/dns/names.ts';
import { defineRule, type Fix, type Problem } from '../lint/rule.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import type { Workload } from '../model/facts/workload.ts';
import { nearMisses } from '../text/distance.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'dns-config-invalid',
  subject: 'Pods',
  severity: 'error',
  summary: 'The DNS settings of a pod are none that the API accepts.',
  why:
    'dnsPolicy is ClusterFirst, ClusterFirstWithHostNet, Default or None, and None needs a nameserver. A pod has at most 3 nameservers, ' +
    'which are addresses, and 32 search domains of at most 2048 characters together ' +
    '(pkg/apis/core/validation, validatePodDNSConfig): the API server refuses the pod.',
  reads: ['workloads'],
  examples: {
    reported: `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  dnsPolicy: None
  #          ^^^^ error: dnsPolicy None needs a nameserver in dnsConfig
  dnsConfig:
    searches: [shop.svc.cluster.local]
  containers: [{name: web, image: shop/web}]
`,
    accepted: `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  dnsPolicy: None
  dnsConfig:
    nameservers: [10.96.0.10]
    searches: [shop.svc.cluster.local]
    options: [{name: ndots, value: "2"}]
  containers: [{name: web, image: shop/web}]
`,
  },

  checkNamespace: ({ workloads }) => checkWorkloads(workloads),
});

const checkWorkloads = eachRow(function* (workload: Workload): Iterable<Problem> {
  const { dnsPolicy, spec } = workload.pod;
  if (dnsPolicy) yield* checkPolicy(workload);
  if (spec.get('dnsConfig').exists) yield* checkConfig(workload);
});

const policies = ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'];
const maxNameservers = 3;
const maxSearches = 32;
const maxSearchCharacters = 2048;

function* checkPolicy({ pod, ...workload }: Workload): Iterable<Problem> {
  const { value, span, derived } = pod.dnsPolicy!;
  const resource = resourceId(workload);
  if (!policies.includes(value)) {
    if (value === '' || isPlaceholder(value)) return;
    const same = policies.find((policy) => policy.toLowerCase() === value.toLowerCase());
    const near = same ? [same] : nearMisses(value, policies);
    const fixes: Fix[] = derived
      ? []
      : near.map((policy) => ({
          title: `Use ${policy}`,
          edits: [{ span, text: policy }],
          ...(near.length === 1 ? { preferred: true as const } : {}),
        }));
    yield { span, resource, message: `dnsPolicy is one of ${policies.join(', ')}, not "${value}"`, fixes };
    return;
  }
  const servers = pod.spec.at('dnsConfig', 'nameservers');
  if (value === 'None' && servers.items().length === 0) {
    yield { span, resource, message: 'dnsPolicy None needs a nameserver in dnsConfig' };
  }
}

function* checkConfig(workload: Workload): Iterable<Problem> {
  const resource = resourceId(workload);
  const config = workload.pod.spec.get('dnsConfig');
  const nameservers = config.get('nameservers');
  const count = nameservers.items().length;
  if (count > maxNameservers) {
    yield { span: nameservers.key, resource, message: `a pod has at most ${maxNameservers} nameservers, not ${count}` };
  }
  for (const { value, span } of nameservers.strings()) {
    if (!parseAddress(value) && !isPlaceholder(value)) {
      yield { span, resource, message: `a nameserver is an address, which "${value}" is not` };
    }
  }
  const searches = config.get('searches');
  const domains = searches.strings();
  if (domains.length > maxSearches) {
    yield {
      span: searches.key,
      resource,
      message: `a pod has at most ${maxSearches} search domains, not ${domains.length}`,
    };
  }
  const characters = domains.map(({ value }) => value).join(' ').length;
  if (characters > maxSearchCharacters) {
    yield {
      span: searches.key,
      resource,
      message: `the search domains of a pod have at most ${maxSearchCharacters} characters, not ${characters}`,
    };
  }
  for (const { value, span } of domains) {
    if (value === '.' || isRelaxedSubdomain(withoutDot(value)) || isPlaceholder(value)) continue;
    yield { span, resource, message: `"${value}" is no search domain` };
  }
  for (const item of config.get('options').items()) {
    if (!item.get('name').exists) yield { span: item.key, resource, message: 'an option of dnsConfig needs a name' };
  }
}
