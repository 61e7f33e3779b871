import { defineRule, type Fix, type Problem } from '../lint/rule.ts';
import { openReasons } from '../model/closedWorld.ts';
import { isAdminPolicy, type NetworkPolicy } from '../model/facts/policies.ts';
import { resourceId } from '../model/facts/resource.ts';
import type { Workload } from '../model/facts/workload.ts';
import { nameReferencesIn } from '../model/names/references.ts';
import { type Policies, policies } from '../model/policies.ts';
import { asksClusterDns, type DnsAccessOf, dnsAccess } from '../model/policiesDns.ts';
import { runsPods } from '../model/policyEndpoints.ts';
import { requiredReads } from '../model/required.ts';
import { serviceMentionsIn } from '../model/serviceMentions.ts';
import { compareText } from '../text/span.ts';
import { addItem, addKey } from '../yaml/write.ts';
import { describedAll } from './described.ts';
import { blockerOf, hasMorePolicies } from './policyBlocks.ts';
import { rulesWritten } from './policyWords.ts';

export default defineRule({
  id: 'policy-blocks-dns',
  subject: 'NetworkPolicy',
  severity: 'warning',
  summary: 'A policy isolates pods for egress, and none lets them ask the DNS of the cluster.',
  why:
    'Once a policy isolates a pod for egress, its questions to the DNS of the cluster need a rule too: port 53 over UDP, ' +
    'and over TCP for long answers (kubernetes.io/docs/concepts/services-networking/network-policies). Without one, no ' +
    'name resolves, and what the other rules allow cannot be reached by name. A port without a protocol is TCP.',
  reads: [...requiredReads, 'producers', 'scope', 'elsewhere'],
  examples: {
    reported: `
apiVersion: apps/v1
kind: Deployment
metadata: {name: report}
spec:
  template:
    metadata: {labels: {app: report}}
    spec: {containers: [{name: app, image: shop/report, env: [{name: DB_URL, value: "postgres://db.data.svc.cluster.local"}]}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: report}
spec:
  podSelector: {matchLabels: {app: report}}
  policyTypes: [Egress]
  egress:
  #^^^^^ warning: Deployment report may not ask the DNS of the cluster, and uses names such as db.data.svc.cluster.local: no egress rule admits port 53 over UDP [fixable]
    - to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: data}}}]
      ports: [{port: 5432}]
`,
    accepted: `
apiVersion: apps/v1
kind: Deployment
metadata: {name: report}
spec:
  template:
    metadata: {labels: {app: report}}
    spec: {containers: [{name: app, image: shop/report, env: [{name: DB_URL, value: "postgres://db.data.svc.cluster.local"}]}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: report}
spec:
  podSelector: {matchLabels: {app: report}}
  policyTypes: [Egress]
  egress:
    - to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: data}}}]
      ports: [{port: 5432}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: dns}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
`,
  },

  *checkNamespace({ workloads, namespace: own, elsewhere, get }) {
    const known = get(policies);
    const access = get(dnsAccess);
    const names = namesUsed(get(nameReferencesIn, own), get(serviceMentionsIn, own));
    const reasonsFor = get(openReasons);
    const found = new Map<string, { readonly workloads: Workload[]; readonly finding: Finding }>();
    for (const workload of workloads) {
      if (workload.hook || !runsPods(workload, false) || !asksClusterDns(workload)) continue;
      const isolated = known.selecting(workload).some(({ directions }) => directions.includes('Egress'));
      if (!isolated) continue;
      const finding = judge(known, access, workload, names.get(workload));
      if (!finding) continue;
      const key = `${finding.policy.namespace.value}/${finding.policy.name.value} ${finding.lacks} ${finding.name === undefined}`;
      const entry = found.get(key);
      if (entry) entry.workloads.push(workload);
      else found.set(key, { workloads: [workload], finding });
    }
    for (const { workloads: affected, finding } of found.values()) {
      const namespace = finding.policy.namespace.value;
      const open = reasonsFor(namespace).length > 0 || hasMorePolicies(elsewhere, known, namespace);
      yield report(finding, affected, open);
    }
  },
});

interface Finding {
  readonly policy: NetworkPolicy;
  /** The protocols over which nothing is let through. */
  readonly lacks: 'UDP' | 'TCP';
  /** Whether TCP to port 53 is let through where UDP is not: the protocol was forgotten. */
  readonly half: boolean;
  /** A name that the workload uses, where one is to be seen. */
  readonly name: string | undefined;
}

function namesUsed(
  references: readonly { readonly users: readonly Workload[]; readonly host: { readonly value: string } }[],
  mentions: readonly { readonly workload: Workload; readonly host: { readonly value: string } }[],
): ReadonlyMap<Workload, string> {
  const names = new Map<Workload, string>();
  const add = (workload: Workload, name: string) => {
    if (!names.has(workload) && /[a-z]/i.test(name) && name !== 'localhost' && !name.includes(':'))
      names.set(workload, name);
  };
  for (const { users, host } of references) for (const user of users) add(user, host.value);
  for (const { workload, host } of mentions) add(workload, host.value);
  return names;
}

function judge(
  known: Policies,
  access: DnsAccessOf,
  workload: Workload,
  name: string | undefined,
): Finding | undefined {
  const [udp, tcp] = [access(workload, 'UDP'), access(workload, 'TCP')];
  const lacks =
    udp.verdict === 'denied' ? 'UDP' : udp.verdict === 'allowed' && tcp.verdict === 'denied' ? 'TCP' : undefined;
  if (!lacks) return undefined;
  const blocker = blockerOf(known, (lacks === 'UDP' ? udp : tcp).explanation);
  if (!blocker || isAdminPolicy(blocker.row)) return undefined;
  const policy = blocker.row;
  // A policy that lets nothing out says that nothing is to be asked, unless a name is used all the same.
  if (
    name === undefined &&
    (policy.egress ?? []).every(({ peers }) => peers.length > 0 && peers.every(({ ipBlock }) => ipBlock))
  )
    return undefined;
  return { policy, lacks, half: tcp.verdict !== 'denied', name };
}

function report({ policy, lacks, half, name }: Finding, affected: readonly Workload[], open: boolean): Problem {
  const who = describedAll([...affected].sort((a, b) => compareText(a.name.value, b.name.value)));
  const problem = {
    span: policy.egressKey ?? policy.policyTypes?.find(({ value }) => value === 'Egress')?.span ?? policy.span,
    resource: resourceId(policy),
    related: affected.map((one) => ({ span: one.template, message: `the pods of ${one.kind} ${one.name.value}` })),
  };
  if (lacks === 'TCP') {
    return {
      ...problem,
      severity: 'hint',
      message: `${who} may ask DNS over UDP but not over TCP, which long answers need`,
      fixes: addProtocol(policy, 'TCP'),
    };
  }
  const uses = name === undefined ? '' : `, and ${affected.length === 1 ? 'uses' : 'use'} names such as ${name}`;
  return {
    ...problem,
    ...(open || name === undefined ? { severity: 'info' as const } : {}),
    message: half
      ? `${who} may ask DNS over TCP only${uses}; a port without a protocol is TCP, and DNS asks over UDP`
      : `${who} may not ask the DNS of the cluster${uses}: no egress rule admits port 53 over UDP`,
    fixes: [...(half ? addProtocol(policy, 'UDP') : []), ...addDnsRule(policy)],
  };
}

/** The other protocol beside a rule's entry for port 53. */
function addProtocol(policy: NetworkPolicy, protocol: 'UDP' | 'TCP'): Fix[] {
  const placed = rulesWritten(policy).find(
    ({ direction, rule }) => direction === 'Egress' && rule.ports.some(({ port }) => port?.value === 53),
  );
  const edit = addItem(placed?.field.get('ports').tree, { port: 53, protocol });
  return edit ? [{ title: `Admit port 53 over ${protocol} in this rule`, edits: [edit] }] : [];
}

function addDnsRule({ spec }: NetworkPolicy): Fix[] {
  const rule = {
    to: [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
        podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
      },
    ],
    ports: [
      { port: 53, protocol: 'UDP' },
      { port: 53, protocol: 'TCP' },
    ],
  };
  const egress = spec.get('egress');
  const edit = egress.exists ? addItem(egress.tree, rule) : addKey(spec.tree, 'egress', [rule]);
  return edit ? [{ title: 'Admit the DNS of the cluster', edits: [edit], preferred: true }] : [];
}
