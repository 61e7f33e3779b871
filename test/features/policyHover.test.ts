import assert from 'node:assert/strict';
import { hoverAt } from '../../src/features/hovers/hover.ts';
import { Workspace } from '../../src/model/workspace.ts';

const apps = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: api, namespace: shop}
spec:
  replicas: 3
  template:
    metadata: {labels: {app: api}}
    spec: {containers: [{name: main, image: i, ports: [{name: http, containerPort: 8080}]}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: main, image: i}]}
---`;

const policy = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: guard
  namespace: shop
spec:
  podSelector:
    matchLabels: {app: api}
  policyTypes: [Ingress, Egress]
  ingress:
    - from:
        - podSelector: {matchLabels: {app: web}}
        - ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}
      ports:
        - port: http
`;

/** The hover at the first place of a text in the policy, without its heading's marks. */
function hover(at: string, more = ''): string | undefined {
  const text = apps + policy + more;
  const workspace = new Workspace();
  workspace.update([['app.yaml', text]]);
  return hoverAt(workspace, 'app.yaml', text.indexOf(at, apps.length))?.markdown;
}

describe('the hover of a NetworkPolicy', () => {
  it('tells whom it selects, and what it admits and denies', () => {
    assert.equal(
      hover('guard'),
      `**NetworkPolicy guard** · namespace shop

- selects 1 workload: Deployment api ×3
- ingress: admits pods of namespace shop (1 workload: Deployment web) and addresses 10.0.0.0/8 without 10.1.0.0/16 on TCP http
- egress: admits nothing, denies all that no other policy admits`,
    );
    assert.equal(hover('podSelector:'), hover('guard'));
  });

  it('tells what a rule, a peer and a port mean', () => {
    assert.match(hover('from:') ?? '', /^\*\*Rule 1\*\* \(ingress\).*lets in pods of namespace shop/s);
    assert.match(hover('podSelector: {matchLabels: {app: web}}') ?? '', /^\*\*Peer 1\*\* .*Deployment web/s);
    assert.match(hover('ipBlock') ?? '', /^\*\*Peer 2\*\* .*10\.0\.0\.0\/8 without 10\.1\.0\.0\/16/s);
    assert.match(hover('port: http') ?? '', /- 8080 of container main, Deployment api ×3/);
  });

  it('says that the network plugin enforces nothing', () => {
    const flannel = `
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: flannel, namespace: kube-flannel}
spec: {template: {spec: {containers: [{name: f, image: "ghcr.io/flannel-io/flannel:v0.26.1"}]}}}
`;
    assert.match(hover('guard', flannel) ?? '', /not enforced: flannel/);
  });
});
