import { parseAddress } from '../kubernetes/policy/addressSet.ts';
import type { DirectionExplanation, Verdict } from '../kubernetes/policy/explain.ts';
import { controllerPods } from './connections.ts';
import { derive, deriveByNamespace, perRow } from './derived.ts';
import type { Workload } from './facts/workload.ts';
import { policies, policyReads, type TrafficEnd } from './policies.ts';

/** Whether a pod may ask the DNS of its cluster. */
export interface DnsAccess {
  /** The best over all places where the DNS may be. */
  readonly verdict: Verdict;
  /** What decides at the place that decides. */
  readonly explanation: DirectionExplanation;
}

export type DnsAccessOf = (workload: Workload, protocol: 'UDP' | 'TCP') => DnsAccess;

/**
 * Whether the egress of a workload lets it ask the DNS of the cluster: at the pods of kube-dns, wherever these run among
 * the manifests, at OpenShift's, or at the NodeLocal cache. One of them is enough.
 */
export const dnsAccess = derive(policyReads, ({ namespaceNames, get }): DnsAccessOf => {
  const known = get(policies);
  const servers = serversOf(namespaceNames.flatMap((namespace) => get(serversIn, namespace)));
  return (workload, protocol) => {
    let best: DirectionExplanation | undefined;
    for (const { end, port } of servers) {
      const { egress } = known.explain(workload, end, protocol, port);
      if (egress.verdict === 'allowed') return { verdict: 'allowed', explanation: egress };
      if (!best || (best.verdict === 'denied' && egress.verdict === 'unknown')) best = egress;
    }
    return { verdict: best!.verdict, explanation: best! };
  };
});

/** Whether the resolv.conf of the pods names the DNS of the cluster. */
export function asksClusterDns({ pod }: Workload): boolean {
  if (pod.dnsPolicy?.value === 'ClusterFirstWithHostNet') return true;
  return pod.hostNetwork?.value !== true && (pod.dnsPolicy === undefined || pod.dnsPolicy.value === 'ClusterFirst');
}

interface Server {
  readonly end: TrafficEnd;
  readonly port: number;
}

const isServer = perRow(
  ({ podLabels, pod }: Workload) =>
    podLabels.get('k8s-app') === 'kube-dns' || pod.containers.some(({ image }) => /coredns/.test(image?.value ?? '')),
);

const unseen = controllerPods('any');

/** The cluster's DNS where no manifest shows it. Always the same objects, so that verdicts about them are kept. */
const kubeDns = {
  ...unseen,
  id: 'kube-dns',
  namespace: 'kube-system',
  labels: new Map([['k8s-app', 'kube-dns']]),
  namedPorts: [
    { name: 'dns', protocol: 'UDP' as const, port: 53 },
    { name: 'dns-tcp', protocol: 'TCP' as const, port: 53 },
  ],
};
const openShiftDns = { ...unseen, id: 'dns-default', namespace: 'openshift-dns' };
const nodeLocalDns = parseAddress('169.254.20.10')!;

const serversIn = deriveByNamespace(['workloads'], ({ workloads }) => workloads.filter(isServer));

function serversOf(own: readonly Workload[]): readonly Server[] {
  return [
    { end: kubeDns, port: 53 },
    ...own.map((end) => ({ end, port: 53 })),
    // CoreDNS may listen on another port behind its Service.
    ...[kubeDns, ...own].map((end) => ({ end, port: 1053 })),
    { end: openShiftDns, port: 5353 },
    { end: nodeLocalDns, port: 53 },
  ];
}
