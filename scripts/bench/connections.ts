import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { listAllowed } from '../../src/kubernetes/policy/connectionList.ts';
import { allowedConnections } from '../../src/model/connections.ts';
import { Workspace } from '../../src/model/workspace.ts';

export interface Measure {
  readonly workloads: number;
  readonly policies: number;
  /** Milliseconds to parse the files and read their facts. */
  readonly parse: number;
  /** Milliseconds to find and print all connections, from the facts. */
  readonly connections: number;
  readonly rows: number;
}

/**
 * Times the list of all connections. Every workload has labels of its own, so that no two are alike; a policy for every
 * other one admits two others and the workloads of one namespace, on two ports.
 */
export function run(workloads: number): Measure {
  const policies = workloads / 2;
  const files = manifests(workloads, policies);
  const workspace = new Workspace();
  const start = performance.now();
  workspace.update(files);
  const scope = workspace.scope('.')!;
  const parsed = performance.now();
  const rows = listAllowed(scope.model.get(allowedConnections).rows()).length;
  return { workloads, policies, parse: parsed - start, connections: performance.now() - parsed, rows };
}

const namespaces = 20;

function manifests(workloads: number, policies: number): [string, string][] {
  const namespaceOf = (at: number) => `ns-${at % namespaces}`;
  const files: [string, string][] = [];
  for (let at = 0; at < namespaces; at++) {
    files.push([
      `ns-${at}.yaml`,
      `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ns-${at}\n  labels: {team: team-${at % 5}}\n`,
    ]);
  }
  for (let at = 0; at < workloads; at++) {
    files.push([
      `app-${at}.yaml`,
      `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${at}
  namespace: ${namespaceOf(at)}
spec:
  selector: {matchLabels: {app: app-${at}}}
  template:
    metadata:
      labels: {app: app-${at}, tier: tier-${at % 3}}
    spec:
      containers:
        - name: app
          image: app
          ports: [{name: http, containerPort: ${8000 + (at % 10)}}]
`,
    ]);
  }
  for (let at = 0; at < policies; at++) {
    const selected = at * 2;
    files.push([
      `policy-${at}.yaml`,
      `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: policy-${at}
  namespace: ${namespaceOf(selected)}
spec:
  podSelector: {matchLabels: {app: app-${selected}}}
  policyTypes: [Ingress, Egress]
  ingress:
    - from:
        - podSelector: {matchLabels: {app: app-${selected + namespaces}}}
        - namespaceSelector: {matchLabels: {team: team-${at % 5}}}
          podSelector: {matchLabels: {tier: tier-${at % 3}}}
      ports: [{port: http}, {port: 9090}]
  egress:
    - to: [{namespaceSelector: {matchLabels: {team: team-${(at + 1) % 5}}}}]
    - to: [{ipBlock: {cidr: 203.0.${at % 8}.0/24}}]
      ports: [{port: 443}]
`,
    ]);
  }
  return files;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  run(50);
  const measures = [250, 500, 1000].map(run);
  for (const { workloads, policies, parse, connections, rows } of measures) {
    console.log(
      `${workloads} workloads, ${policies} policies: files ${parse.toFixed(0)} ms, ${rows} connections ` +
        `${connections.toFixed(0)} ms = ${(connections / parse).toFixed(2)} of it (goal 5)`,
    );
  }
  const [small, large] = [measures[0]!, measures.at(-1)!];
  const times = (of: 'parse' | 'connections' | 'rows') => (large[of] / small[of]).toFixed(1);
  console.log(
    `${small.workloads} to ${large.workloads} workloads: files ${times('parse')} times, connections ${times('connections')} times, rows ${times('rows')} times`,
  );
}
