import assert from 'node:assert/strict';
import { digText, questionsText, resolutionData } from '../../../src/features/dns/digText.ts';
import { askCluster } from '../../../src/model/dns/ask.ts';
import { resolveFrom } from '../../../src/model/dns/resolveFrom.ts';
import { workspaceOf } from '../../support/check.ts';

const { model } = workspaceOf(`apiVersion: v1
kind: Service
metadata: {name: api, namespace: shop}
spec: {clusterIP: 10.96.0.20, selector: {app: api}, ports: [{name: http, port: 80, targetPort: 8080}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: api, namespace: shop}
spec:
  template:
    metadata: {labels: {app: api}}
    spec: {containers: [{name: api, image: shop/api}]}
---
apiVersion: v1
kind: Pod
metadata: {name: client, namespace: web}
spec: {containers: [{name: client, image: busybox}]}
`).scopes[0]!;

const client = model.inputs.workloads.find(({ kind }) => kind === 'Pod')!;
const resolved = resolveFrom(model, { kind: 'workload', workload: client }, 'api.shop', { family: 'inet' });

describe('a lookup as text', () => {
  it('has the resolv.conf, each question with its records, what is found, and what that rests on', () => {
    assert.equal(
      digText(resolved),
      `; api.shop from Pod web/client (glibc)
;   search web.svc.cluster.local svc.cluster.local cluster.local
;   nameserver 10.96.0.10
;   options ndots:5

;; api.shop.web.svc.cluster.local. A: NXDOMAIN (kubernetes of .)

;; api.shop.svc.cluster.local. A: ANSWER (kubernetes of .)
api.shop.svc.cluster.local.\t30\tIN\tA\t10.96.0.20

;; api.shop resolves to Service shop/api (10.96.0.20)
;; port 80 (http) → 8080 of Deployment api
;; 2 questions
;; The Corefile is the default of kubeadm.
;; The cluster domain is taken to be cluster.local.
`,
    );
  });

  it('says the same as data', () => {
    const data = resolutionData(resolved);
    assert.equal(data.service, 'shop/api');
    assert.equal(data.resolved, 'yes');
    assert.deepEqual(data.result, { status: 'OK', addresses: ['10.96.0.20'] });
    assert.deepEqual(
      data.steps.map(({ outcome, by }) => `${outcome.A} ${by}`),
      ['NXDOMAIN kubernetes of .', 'ANSWER kubernetes of .'],
    );
    assert.deepEqual(data.workloads, ['Deployment/shop/api']);
  });
});

describe('a question to the server as text', () => {
  it('has the records and those that come along', () => {
    assert.equal(
      questionsText([askCluster(model, '_http._tcp.api.shop.svc.cluster.local', 'SRV')]),
      `;; _http._tcp.api.shop.svc.cluster.local. SRV: ANSWER (kubernetes of .)
_http._tcp.api.shop.svc.cluster.local.\t30\tIN\tSRV\t0 100 80 api.shop.svc.cluster.local.
; additional
api.shop.svc.cluster.local.\t30\tIN\tA\t10.96.0.20
`,
    );
  });

  it('says when the reason is a namespace that the files do not have', () => {
    const text = questionsText([askCluster(model, 'api.elsewhere.svc.cluster.local', 'A')]);
    assert.match(text, /NXDOMAIN/);
    assert.match(text, /;; namespace elsewhere is not in the files/);
  });
});
