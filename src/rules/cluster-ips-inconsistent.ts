import { type Address, parseAddress } from '../kubernetes/addresses/address.ts';
import { defineRule, type Problem } from '../lint/rule.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import type { Service } from '../model/facts/service.ts';
import type { Located } from '../text/span.ts';
import { addKey } from '../yaml/write.ts';
import { eachRow } from './eachRow.ts';

export default defineRule({
  id: 'cluster-ips-inconsistent',
  subject: 'Services and pods',
  severity: 'error',
  summary: 'The addresses and the IP families of a Service contradict each other.',
  why:
    'clusterIP is the first of clusterIPs; there are at most two, of different families, in the order of ipFamilies, and two only with ' +
    'an ipFamilyPolicy of two stacks (pkg/apis/core/validation, ValidateServiceClusterIPsRelatedFields): ' +
    'the API server refuses the Service.',
  reads: ['services'],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  clusterIP: 10.96.0.20
  ipFamilies:
    - IPv6
    # ^^^^ error: 10.96.0.20 is IPv4, and stands where the families have IPv6 [fixable]
  ports: [{port: 80}]
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ipFamilyPolicy: RequireDualStack
  ipFamilies: [IPv6, IPv4]
  clusterIPs: ["fd00:10:96::20", 10.96.0.20]
  ports: [{port: 80}]
`,
  },

  checkNamespace: ({ services }) => checkServices(services),
});

const checkServices = eachRow(function* (service: Service): Iterable<Problem> {
  if (service.clusterIPs.length === 0 && !service.spec.get('ipFamilies').exists) return;
  if (service.type.value !== 'ExternalName') yield* checkService(service);
});

function* checkService({ spec, clusterIPs, ...service }: Service): Iterable<Problem> {
  const resource = resourceId(service);
  const list = spec.get('clusterIPs');
  const written = list.strings();
  const single = spec.get('clusterIP').string();
  const families = spec.get('ipFamilies').strings();
  const policy = spec.get('ipFamilyPolicy').string();
  if ([...written, ...families, single, policy].some((text) => text && isPlaceholder(text.value))) return;
  if (single && written[0] && single.value !== written[0].value) {
    yield {
      span: written[0].span,
      resource,
      message: `the first of clusterIPs is clusterIP, ${single.value || 'which is empty'}`,
      related: [{ span: single.span, message: 'clusterIP' }],
      fixes:
        written[0].derived || single.value === ''
          ? []
          : [{ title: `Use ${single.value}`, edits: [{ span: written[0].span, text: JSON.stringify(single.value) }] }],
    };
  }
  if (written.length > 2) {
    yield { span: list.key, resource, message: `a Service has at most two clusterIPs, not ${written.length}` };
  }
  if (families.length > 2) {
    yield {
      span: spec.get('ipFamilies').key,
      resource,
      message: `a Service has at most two IP families, not ${families.length}`,
    };
  }
  const none = written.find(({ value }) => value === 'None');
  if (none && written.length > 1) {
    yield { span: none.span, resource, message: '"None" stands alone: a headless Service has no addresses' };
    return;
  }
  const [first, second] = clusterIPs.map(({ value }) => parseAddress(value));
  if (first && second && first.family === second.family) {
    yield {
      span: clusterIPs[1]!.span,
      resource,
      message: `both clusterIPs are ${nameOf(first)}: a Service has one of each family`,
    };
    return;
  }
  if (clusterIPs.length === 2 && policy?.value === 'SingleStack') {
    yield { span: policy.span, resource, message: 'a SingleStack Service has one clusterIP, not two' };
  }
  if (!policy && (families.length === 2 || clusterIPs.length === 2)) {
    const edit = addKey(spec.tree, 'ipFamilyPolicy', 'PreferDualStack');
    yield {
      span: (families[1] ?? clusterIPs[1]!).span,
      resource,
      message: `two ${families.length === 2 ? 'IP families' : 'clusterIPs'} need the ipFamilyPolicy PreferDualStack or RequireDualStack`,
      fixes: edit ? [{ title: 'Prefer two stacks', edits: [edit] }] : [],
    };
  }
  for (const [i, address] of [first, second].entries()) {
    const family = families[i];
    if (!address || !family || family.value === nameOf(address) || !/^IPv[46]$/.test(family.value)) continue;
    yield mismatch(clusterIPs[i]!, address, family, resource);
  }
}

function mismatch(ip: Located<string>, address: Address, family: Located<string>, resource: string): Problem {
  return {
    span: family.span,
    resource,
    message: `${ip.value} is ${nameOf(address)}, and stands where the families have ${family.value}`,
    related: [{ span: ip.span, message: `the address ${ip.value}` }],
    fixes: family.derived
      ? []
      : [{ title: `Use ${nameOf(address)}`, edits: [{ span: family.span, text: nameOf(address) }] }],
  };
}

function nameOf({ family }: Address): string {
  return `IPv${family}`;
}
