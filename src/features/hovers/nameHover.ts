import { serviceForms } from '../../kubernetes/dns/forms.ts';
import { clusterDns } from '../../model/dns/cluster.ts';
import { type Asker, type NameResolution, resolveFrom } from '../../model/dns/resolveFrom.ts';
import { clusterIPs } from '../../model/dns/services.ts';
import { isHeadless, type Service } from '../../model/facts/service.ts';
import { namesByFile } from '../../model/names/byFile.ts';
import { reachOf } from '../../model/names/reach.ts';
import type { NameReference } from '../../model/names/references.ts';
import type { Scope } from '../../model/workspace.ts';
import { list } from '../../text/distance.ts';
import { answeredBy, askerText, bare, outcomeOfStep, outcomeSentence, outcomeWords, portLines } from '../dns/words.ts';
import type { Hover, HoverSource } from './hover.ts';

/** What a name in a text resolves to from the pods that use it. */
export const hoverOfName: HoverSource = (scope, file, offset) => {
  const reference = scope.model.get(namesByFile).at(file, offset);
  if (!reference || reference.target.kind === 'external') return undefined;
  return { span: reference.host.span, markdown: describeName(scope, reference) } satisfies Hover;
};

/** Who looks up a name: the first workload that uses it, else any pod of its namespace. */
export function askerOf({ users, namespace }: NameReference): Asker {
  const [workload] = users;
  return workload ? { kind: 'workload', workload } : { kind: 'namespace', namespace };
}

/** A name: the Service and pods that it leads to, how it is looked up, and which of its forms work from here. */
export function describeName(scope: Scope, reference: NameReference): string {
  const { model } = scope;
  const asker = askerOf(reference);
  const resolved = resolveFrom(model, asker, reference.host.value);
  const service = resolved.service ?? (reference.target.kind === 'service' ? reference.target.service : undefined);
  const parts = [`**\`${reference.host.value}\`** · ${headline(resolved, service)}`];
  const facts = [...(service ? serviceFacts(scope, resolved, service) : []), ...crossing(reference, service)];
  if (reference.target.kind === 'malformed') facts.push(reference.target.fault);
  facts.push(...reachability(scope, reference));
  if (facts.length > 0) parts.push(facts.map((fact) => `- ${fact}`).join('\n'));
  parts.push(walk(resolved, reference));
  const forms = service && formsFrom(scope, resolved, service, reference);
  if (forms) parts.push(forms);
  if (resolved.assumptions.length > 0) parts.push(`*${resolved.assumptions.join(' ')}*`);
  return parts.filter((part) => part !== '').join('\n\n');
}

function headline(resolved: NameResolution, service: Service | undefined): string {
  if (!service || resolved.resolved === 'no') return outcomeSentence(resolved);
  const kind = isHeadless(service) ? 'headless' : service.type.value;
  const endpoint = resolved.endpoint === undefined ? '' : `${resolved.endpoint} of `;
  return `${endpoint}Service ${service.namespace.value}/${service.name.value} · ${kind}`;
}

function serviceFacts(scope: Scope, resolved: NameResolution, service: Service): string[] {
  const dns = scope.model.get(clusterDns);
  const facts: string[] = [];
  if (service.type.value === 'ExternalName') facts.push(`alias of \`${service.externalName?.value ?? '?'}\``);
  else if (!isHeadless(service)) {
    const addresses = clusterIPs(service, dns.serviceRanges).map((address) =>
      address.startsWith('<') ? `assigned when created${rangeText(address)}` : address,
    );
    facts.push(`ClusterIP ${addresses.join(', ')}`);
  }
  for (const line of portLines(service, resolved.workloads))
    facts.push(line.startsWith('pods') ? line : `port ${line}`);
  const known = dns.world.server.cluster.slices
    .filter((slice) => slice.service === service.name.value && slice.namespace === service.namespace.value)
    .flatMap((slice) => slice.endpoints)
    .filter(({ hostname }) => resolved.endpoint === undefined || hostname === resolved.endpoint);
  if (service.type.value !== 'ExternalName') {
    const texts = known.map(({ addresses, target, ready }) => {
      const address = addresses.map(bare).join(', ');
      const pod = target !== undefined && !address.includes(target) ? ` (${target})` : '';
      return `${address}${pod}${ready === false ? ', not ready' : ''}`;
    });
    facts.push(texts.length > 0 ? `endpoints: ${list(texts, 5)}` : 'endpoints: none; connections are refused');
  }
  return facts;
}

function rangeText(address: string): string {
  const range = /from (\S+)>$/.exec(address)?.[1];
  return range === undefined ? '' : ` from ${range}`;
}

function crossing({ namespace }: NameReference, service: Service | undefined): string[] {
  const other = service?.namespace.value;
  return other === undefined || other === namespace ? [] : [`crosses from namespace ${namespace} to ${other}`];
}

function reachability({ model }: Scope, reference: NameReference): string[] {
  const words = { allowed: 'policies allow it', denied: 'a policy blocks it', unknown: 'policies may block it' };
  const verdicts = reachOf(model, reference).map(
    ({ to, port, explanation }) => `to port ${port} of ${to.kind} ${to.name.value}: ${words[explanation.verdict]}`,
  );
  return [...new Set(verdicts)];
}

/** Each question of the lookup with what it brought. */
function walk(resolved: NameResolution, { users }: NameReference): string {
  const { resolution, asker } = resolved;
  if (resolution.steps.length === 0) return '';
  const others = users.length > 1 ? ` and ${users.length - 1} more` : '';
  const rows = resolution.steps.map((step, i) => {
    const by = answeredBy(step);
    return `${i + 1}. \`${step.name}\` ${outcomeWords[outcomeOfStep(step)]}${by ? ` (${by})` : ''}`;
  });
  return [`From ${askerText(asker)}${others}, ${resolution.queriesSent} questions:`, rows.join('\n')].join('\n\n');
}

/** The forms of the name that lead to the Service from here. */
function formsFrom(scope: Scope, resolved: NameResolution, service: Service, { target }: NameReference): string {
  const forms = serviceForms(
    {
      service: service.name.value,
      namespace: service.namespace.value,
      ...(target.kind === 'service' && target.endpoint !== undefined && { endpoint: target.endpoint }),
    },
    {
      resolvConf: resolved.resolution.resolvConf,
      libc: resolved.libc,
      clusterDomain: scope.model.get(clusterDns).domain,
    },
  ).filter(({ works, kind }) => works && kind !== 'absolute');
  return forms.length === 0 ? '' : `Works from here: ${forms.map(({ text }) => `\`${text}\``).join(' · ')}`;
}
