import type { AddressCode } from '../kubernetes/addresses/finding.ts';
import { defineRule, type Fix, type Problem, type Rule, type Severity } from '../lint/rule.ts';
import type { AddressFinding } from '../model/addresses/findings.ts';
import { addressing } from '../model/addressing.ts';
import type { Workload } from '../model/facts/workload.ts';

/** Which rule reports what is wrong with addresses. The compiler insists on one for each. */
const ruleOf = {
  'cidr-invalid': 'cidr-invalid',
  'ip-invalid': 'cidr-invalid',
  'lb-pool-reversed': 'cidr-invalid',
  'cidr-host-bits': 'cidr-host-bits',
  'ip-nonstandard': 'address-nonstandard',
  'ipv6-noncanonical': 'address-nonstandard',
  'pod-service-overlap': 'cidr-overlap',
  'pod-node-overlap': 'cidr-overlap',
  'service-node-overlap': 'cidr-overlap',
  'docker0-overlap': 'cidr-overlap',
  'ovn-internal-overlap': 'cidr-overlap',
  'node-podcidr-overlap': 'cidr-overlap',
  'ippool-overlap': 'cidr-overlap',
  'secondary-network-overlap': 'cidr-overlap',
  'lb-pool-overlap': 'cidr-overlap',
  'lb-pool-cluster-range': 'cidr-overlap',
  'reserved-range': 'range-reserved',
  'public-range': 'range-public',
  'cidr-count': 'range-families',
  'cidr-same-family': 'range-families',
  'service-cidr-size': 'range-size',
  'node-mask': 'range-size',
  'maxpods-exceed-node-cidr': 'range-size',
  'node-podcidr-outside': 'range-outside-pods',
  'ippool-outside-pod-cidr': 'range-outside-pods',
  'flannel-network-mismatch': 'pod-range-mismatch',
  'kube-proxy-cidr-mismatch': 'pod-range-mismatch',
  'whereabouts-range': 'secondary-range-invalid',
  'dns-ip-outside-service-cidr': 'dns-address-outside-range',
  'dns-ip-mismatch': 'dns-address-mismatch',
  'cluster-domain-mismatch': 'cluster-domain-mismatch',
  'except-not-subset': 'except-not-subset',
  'ipblock-pod-range': 'ip-block-selects-pods',
  'ipblock-covers-pod-range': 'ip-block-selects-pods',
  'ipblock-service-range': 'ip-block-selects-services',
  'metadata-reachable': 'metadata-reachable',
  'except-blocks-node-local-dns': 'except-blocks-node-local-dns',
  'clusterip-outside-service-cidr': 'cluster-ip-outside-range',
  'clusterip-duplicate': 'cluster-ip-taken',
  'clusterip-reserved': 'cluster-ip-taken',
  'clusterip-unusable': 'cluster-ip-unusable',
  'clusterip-dynamic-band': 'cluster-ip-dynamic-band',
  'clusterip-family': 'cluster-ips-inconsistent',
  'nodeport-range': 'node-port-out-of-range',
  'nodeport-duplicate': 'node-port-taken',
  'nodeport-dynamic-band': 'node-port-dynamic-band',
  'externalip-cluster-range': 'external-ip-in-cluster',
  'special-ip': 'address-special',
  'source-ranges-type': 'source-ranges-misplaced',
  'endpoint-service-ip': 'endpoint-is-service',
  'lb-ip-outside-pools': 'load-balancer-address-outside-pools',
  'serviceentry-cluster-range': 'service-entry-in-range',
} as const satisfies Record<AddressCode, string>;

interface AddressRule extends Omit<Rule, 'problems'> {
  readonly id: (typeof ruleOf)[AddressCode];
  /** Set when its fixes keep what Kubernetes reads, so that "fix all" may take them. */
  readonly keepsMeaning?: true;
  /** Which of its findings another rule reports, where that depends on more than the code. */
  readonly leavesOut?: (finding: AddressFinding, workloads: readonly Workload[]) => boolean;
}

/** A rule that reports a part of what the address plan finds. A finding may be more or less severe than its rule. */
export function addressRule({ keepsMeaning, leavesOut, ...definition }: AddressRule): Rule {
  const { id, severity } = definition;
  const codes = (Object.keys(ruleOf) as AddressCode[]).filter((code) => ruleOf[code] === id);
  return defineRule({
    ...definition,
    reads: ['documents', 'cluster', 'elsewhere', 'workloads'],
    *check({ get, workloads }) {
      const { byCode } = get(addressing);
      for (const code of codes) {
        for (const finding of byCode.get(code) ?? []) {
          if (!leavesOut?.(finding, workloads)) yield problemOf(finding, severity, keepsMeaning);
        }
      }
    },
  });
}

function problemOf(finding: AddressFinding, severity: Severity, keepsMeaning: true | undefined): Problem {
  const { span, resource, message, related } = finding;
  const fixes = finding.fixes.map(
    ({ title, edits }): Fix => ({
      title: title.charAt(0).toUpperCase() + title.slice(1),
      edits,
      ...(keepsMeaning ? { preferred: true } : {}),
    }),
  );
  // A hint stays one, whatever is found.
  return { span, resource, message, related, fixes, severity: severity === 'hint' ? severity : finding.severity };
}
