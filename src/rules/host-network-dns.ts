import { defineRule, type Fix } from '../lint/rule.ts';
import { resourceId } from '../model/facts/resource.ts';
import type { Workload } from '../model/facts/workload.ts';
import { type NameReference, nameReferencesIn } from '../model/names/references.ts';
import { list } from '../text/distance.ts';
import { addKey } from '../yaml/write.ts';

export default defineRule({
  id: 'host-network-dns',
  subject: 'Pods',
  severity: 'warning',
  summary: 'A pod on the network of the host does not ask the DNS of the cluster.',
  why:
    'With `hostNetwork: true`, the dnsPolicy ClusterFirst, which is the default, counts as Default: the pod asks the resolver ' +
    'of its node, which knows no Service (pkg/kubelet/network/dns, getPodDNSType). ClusterFirstWithHostNet asks the cluster. ' +
    'A hint where nothing says that the pod uses names of the cluster.',
  reads: ['workloads', 'configMaps', 'services', 'namespaces', 'resources', 'cluster', 'documents'],
  examples: {
    reported: `
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, namespace: watch}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      hostNetwork: true
      #            ^^^^ warning: pods on the network of the host ask the node's resolver, which does not know "collector.watch.svc" [fixable]
      containers:
        - name: agent
          image: shop/agent
          env: [{name: COLLECTOR_URL, value: "http://collector.watch.svc:4318"}]
---
apiVersion: v1
kind: Service
metadata: {name: collector, namespace: watch}
spec: {selector: {app: collector}, ports: [{port: 4318}]}
`,
    accepted: `
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, namespace: watch}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      hostNetwork: true
      dnsPolicy: ClusterFirstWithHostNet
      containers:
        - name: agent
          image: shop/agent
          env: [{name: COLLECTOR_URL, value: "http://collector.watch.svc:4318"}]
`,
  },

  *checkNamespace({ workloads, namespace, get }) {
    if (!workloads.some(isFallingBack)) return;
    const used = new Map<Workload, NameReference[]>();
    for (const reference of get(nameReferencesIn, namespace)) {
      if (!isOfCluster(reference)) continue;
      for (const user of reference.users) {
        const names = used.get(user);
        if (names) names.push(reference);
        else used.set(user, [reference]);
      }
    }
    for (const workload of workloads) {
      if (!isFallingBack(workload)) continue;
      const { hostNetwork, dnsPolicy } = workload.pod;
      const names = used.get(workload) ?? [];
      const shown = [...new Set(names.map(({ host }) => `"${host.value}"`))];
      yield {
        span: (dnsPolicy ?? hostNetwork!).span,
        resource: resourceId(workload),
        ...(names.length > 0 ? {} : { severity: 'hint' as const }),
        message:
          names.length > 0
            ? `pods on the network of the host ask the node's resolver, which does not know ${list(shown)}`
            : "pods on the network of the host ask the node's resolver, which knows no Service",
        related: names.slice(0, 3).map(({ host }) => ({ span: host.span, message: `"${host.value}"` })),
        fixes: fixes(workload, names.length > 0),
      };
    }
  },
});

function isFallingBack({ pod }: Workload): boolean {
  return pod.hostNetwork?.value === true && (pod.dnsPolicy?.value ?? 'ClusterFirst') === 'ClusterFirst';
}

function isOfCluster({ target }: NameReference): boolean {
  return target.kind === 'service' || target.kind === 'builtin' || (target.kind === 'missing' && target.namespaceKnown);
}

function fixes({ pod }: Workload, sure: boolean): Fix[] {
  const { dnsPolicy, hostNetwork } = pod;
  const edit = dnsPolicy
    ? { span: dnsPolicy.span, text: 'ClusterFirstWithHostNet' }
    : addKey(pod.spec.tree, 'dnsPolicy', 'ClusterFirstWithHostNet');
  if (!edit || dnsPolicy?.derived || hostNetwork?.derived) return [];
  return [
    { title: 'Ask the DNS of the cluster', edits: [edit], ...(sure ? { preferred: true as const } : {}) },
    ...(sure ? [] : [sayDefault(pod)].flatMap((fix) => fix ?? [])),
  ];
}

/** Nothing changes in the cluster, but the manifest says what happens. */
function sayDefault({ dnsPolicy, spec }: Workload['pod']): Fix | undefined {
  const edit = dnsPolicy ? { span: dnsPolicy.span, text: 'Default' } : addKey(spec.tree, 'dnsPolicy', 'Default');
  return edit ? { title: "Say that the node's resolver is meant", edits: [edit] } : undefined;
}
