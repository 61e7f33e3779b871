import { parseAddress } from '../kubernetes/addresses/address.ts';
import { rangeHolding } from '../kubernetes/addresses/plan.ts';
import { defineRule, type Fix, type Problem } from '../lint/rule.ts';
import { addressing } from '../model/addressing.ts';
import { derive } from '../model/derived.ts';
import { writtenAddresses } from '../model/dns/pods.ts';
import { endpoints } from '../model/endpoints.ts';
import { namespaceUndecided, type Resource, resourceId } from '../model/facts/resource.ts';
import { isHeadless, type Service } from '../model/facts/service.ts';
import { type AddressText, addressesOfConfigMap, addressesOfWorkload } from '../model/names/addressTexts.ts';
import { serviceIndex } from '../model/services.ts';
import type { Span } from '../text/span.ts';

export default defineRule({
  id: 'address-hard-coded',
  subject: 'Names',
  severity: 'warning',
  summary: 'A text has the address of a pod or a Service where its name would do.',
  why:
    'A pod gets another address whenever it is replaced, and a Service when it is created anew (kubernetes.io, "Service"): ' +
    'connections then go nowhere, or to something else that got the address. The name of the Service stays. ' +
    'For an address that only lies in a range of the cluster, it is not known whose it is.',
  reads: ['services', 'workloads', 'configMaps', 'endpointSlices', 'documents', 'cluster', 'elsewhere'],
  examples: {
    reported: `
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data:
  CACHE_URL: redis://10.1.37.14:6379/0
  #                  ^^^^^^^^^^ warning: 10.1.37.14 is the address of a pod of Service redis, and goes with the pod [fixable]
  MAIL_HOST: 10.152.183.77
  #          ^^^^^^^^^^^^^ warning: 10.152.183.77 is the address of Service mail of namespace post [fixable]
---
apiVersion: v1
kind: Service
metadata: {name: redis, namespace: shop}
spec: {selector: {app: redis}, ports: [{port: 6379}]}
---
apiVersion: v1
kind: Pod
metadata: {name: redis-0, namespace: shop, labels: {app: redis}}
spec: {containers: [{name: redis, image: redis}]}
status: {podIP: 10.1.37.14}
---
apiVersion: v1
kind: Service
metadata: {name: mail, namespace: post}
spec: {clusterIP: 10.152.183.77, selector: {app: mail}, ports: [{port: 25}]}
`,
    accepted: `
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data:
  CACHE_URL: redis://redis:6379/0
  MAIL_HOST: mail.post
  LISTEN: 0.0.0.0:8080
  OFFICE: 203.0.113.7
  VERSION: 10.1.37.14
---
apiVersion: v1
kind: Service
metadata: {name: redis, namespace: shop}
spec: {selector: {app: redis}, ports: [{port: 6379}]}
---
apiVersion: v1
kind: Pod
metadata: {name: redis-0, namespace: shop, labels: {app: redis}}
spec: {containers: [{name: redis, image: redis}]}
status: {podIP: 10.1.37.14}
`,
  },

  *checkNamespace({ workloads, configMaps, get }) {
    const texts = [
      ...workloads.flatMap((row) => addressesOfWorkload(row).map((text) => ({ text, from: row as Resource }))),
      ...configMaps.flatMap((row) => addressesOfConfigMap(row).map((text) => ({ text, from: row as Resource }))),
    ].filter(({ from }) => !from.hook && !from.namespace.value.startsWith('kube-'));
    if (texts.length === 0) return;
    const owners = get(ownersByAddress);
    const { plan } = get(addressing);
    for (const { text, from } of texts) {
      const { value, span } = text.address;
      const owner = owners.get(value);
      if (owner) {
        yield report(text, from, owner);
        continue;
      }
      const address = parseAddress(value);
      if (!address || plan.dns.some(({ text: dns }) => dns === value)) continue;
      const pods = rangeHolding(plan.pods, address);
      const services = rangeHolding(plan.services, address);
      const range = services ?? pods;
      if (!range) continue;
      const what = services ? 'Services' : 'pods';
      yield {
        span,
        resource: resourceId(from),
        severity: 'info',
        message: `${value} is in the range of ${what} ${range.text}; the name of a Service outlasts an address`,
        related: range.at ? [{ span: range.at.span, message: `the range of ${what}` }] : [],
      };
    }
  },
});

interface Owner {
  readonly service: Service;
  readonly of: 'service' | 'pod';
  readonly at: Span;
}

/** Whose address each one is, as far as a Service stands before it. */
const ownersByAddress = derive(
  ['services', 'workloads', 'endpointSlices'],
  ({ services, workloads, endpointSlices, get }): ReadonlyMap<string, Owner> => {
    const owners = new Map<string, Owner>();
    const { servicesOf } = get(endpoints);
    const { find } = get(serviceIndex);
    for (const slice of endpointSlices) {
      const service = slice.service && find(slice.namespace.value, slice.service.value);
      // Without a selector, the address is what the Service was written for.
      if (!service || service.selector.size === 0) continue;
      for (const { address } of slice.addresses) owners.set(address.value, { service, of: 'pod', at: address.span });
    }
    for (const workload of workloads) {
      if (workload.kind !== 'Pod') continue;
      const [service] = servicesOf(workload);
      if (!service) continue;
      for (const address of writtenAddresses(workload.tree))
        owners.set(address, { service, of: 'pod', at: workload.name.span });
    }
    for (const service of services) {
      if (isHeadless(service)) continue;
      for (const { value, span } of service.clusterIPs)
        if (value !== '') owners.set(value, { service, of: 'service', at: span });
    }
    return owners;
  },
);

function report(text: AddressText, from: Resource, { service, of, at }: Owner): Problem {
  const { value, span } = text.address;
  const name = service.name.value;
  const own = service.namespace.value === from.namespace.value || namespaceUndecided(service);
  const shown = `Service ${name}${own ? '' : ` of namespace ${service.namespace.value}`}`;
  return {
    span,
    resource: resourceId(from),
    message:
      of === 'pod'
        ? `${value} is the address of a pod of ${shown}, and goes with the pod`
        : `${value} is the address of ${shown}`,
    related: [{ span: at, message: of === 'pod' ? `the pod of ${shown}` : shown }],
    fixes: fixes(text, service, own ? name : `${name}.${service.namespace.value}`),
  };
}

/** The name in the place of the address; a pod's port becomes the one that leads to it. */
function fixes({ address, port }: AddressText, service: Service, name: string): Fix[] {
  if (address.derived) return [];
  const edits = [{ span: address.span, text: name }];
  const has = port === undefined || isHeadless(service) || service.ports.some((own) => own.port.value === port.value);
  if (!has) {
    const leading = service.ports.filter(({ targetPort }) => targetPort.value === port.value);
    if (leading.length !== 1 || port.derived) return [{ title: `Use the name "${name}"`, edits }];
    edits.push({ span: port.span, text: String(leading[0]!.port.value) });
  }
  return [{ title: `Use the name "${name}"`, edits, preferred: true }];
}
