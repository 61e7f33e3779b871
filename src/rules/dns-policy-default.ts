import { defineRule, type Fix } from '../lint/rule.ts';
import { resourceId } from '../model/facts/resource.ts';
import type { PodSpec, Workload } from '../model/facts/workload.ts';
import { type NameReference, nameReferencesIn } from '../model/names/references.ts';
import { list } from '../text/distance.ts';

export default defineRule({
  id: 'dns-policy-default',
  subject: 'Pods',
  severity: 'warning',
  summary: 'A pod that does not ask the DNS of the cluster uses names of Services.',
  why:
    '`dnsPolicy: Default` is not the default, which is ClusterFirst: the pod asks the resolver of its node, which knows no Service ' +
    '(kubernetes.io, "DNS for Services and Pods"; pkg/kubelet/network/dns, getPodDNSType).',
  reads: ['workloads', 'configMaps', 'services', 'namespaces', 'resources', 'cluster', 'documents'],
  examples: {
    reported: `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  dnsPolicy: Default
  #          ^^^^^^^ warning: with dnsPolicy Default, the node's resolver is asked, which does not know "api" [fixable]
  containers:
    - name: web
      image: shop/web
      env: [{name: API_URL, value: "http://api"}]
---
apiVersion: v1
kind: Service
metadata: {name: api, namespace: shop}
spec: {selector: {app: api}, ports: [{port: 80}]}
`,
    accepted: `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  dnsPolicy: ClusterFirst
  containers:
    - name: web
      image: shop/web
      env: [{name: API_URL, value: "http://api"}]
---
apiVersion: v1
kind: Pod
metadata: {name: probe, namespace: shop}
spec:
  dnsPolicy: Default
  containers:
    - name: probe
      image: shop/probe
      env: [{name: TARGET_URL, value: "https://www.example.com"}]
---
apiVersion: v1
kind: Service
metadata: {name: api, namespace: shop}
spec: {selector: {app: api}, ports: [{port: 80}]}
`,
  },

  *checkNamespace({ workloads, namespace, get }) {
    const asking = new Set(
      workloads.filter((workload) => !workload.hook && asksNode(workload.pod) && !isNameServer(workload)),
    );
    if (asking.size === 0) return;
    const used = new Map<Workload, NameReference[]>();
    for (const reference of get(nameReferencesIn, namespace)) {
      if (reference.target.kind !== 'service' && reference.target.kind !== 'builtin') continue;
      for (const user of reference.users) {
        if (asking.has(user)) used.set(user, [...(used.get(user) ?? []), reference]);
      }
    }
    for (const [workload, names] of used) {
      const policy = workload.pod.dnsPolicy!;
      const shown = [...new Set(names.map(({ host }) => `"${host.value}"`))];
      yield {
        span: policy.span,
        resource: resourceId(workload),
        message: `with dnsPolicy Default, the node's resolver is asked, which does not know ${list(shown)}`,
        related: names.slice(0, 3).map(({ host }) => ({ span: host.span, message: `"${host.value}"` })),
        fixes: fixes(workload.pod),
      };
    }
  },
});

/** A nameserver of its own may be that of the cluster. */
function asksNode({ dnsPolicy, spec }: PodSpec): boolean {
  return dnsPolicy?.value === 'Default' && !spec.at('dnsConfig', 'nameservers').exists;
}

/** The DNS of the cluster cannot ask itself: Default is right for it. */
function isNameServer({ pod, podLabels }: Workload): boolean {
  return (
    podLabels.get('k8s-app') === 'kube-dns' ||
    pod.containers.some(({ image }) => /coredns|kube-?dns|dnsmasq|node-cache/.test(image?.value ?? ''))
  );
}

function fixes({ dnsPolicy, hostNetwork }: PodSpec): Fix[] {
  if (!dnsPolicy || dnsPolicy.derived) return [];
  const text = hostNetwork?.value === true ? 'ClusterFirstWithHostNet' : 'ClusterFirst';
  return [{ title: 'Ask the DNS of the cluster', edits: [{ span: dnsPolicy.span, text }], preferred: true }];
}
