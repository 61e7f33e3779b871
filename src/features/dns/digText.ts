import { withoutDot } from '../../kubernetes/dns/names.ts';
import { kindOfReply, recordText } from '../../kubernetes/dns/records.ts';
import { resolvConfText } from '../../kubernetes/dns/resolvConf.ts';
import type { Asked } from '../../model/dns/ask.ts';
import type { NameResolution } from '../../model/dns/resolveFrom.ts';
import { answeredBy, askerText, outcomeSentence, portLines, resolvConfLines } from './words.ts';

/** A lookup as text in the manner of `dig`: the resolv.conf, each question with its records, the result, what is behind it. */
export function digText(resolved: NameResolution): string {
  const { resolution, libc, asker, service, workloads, assumptions } = resolved;
  const lines = [
    `; ${resolved.name} from ${askerText(asker)} (${libc})`,
    ...resolvConfLines(resolved).map((line) => `;   ${line}`),
    ...resolution.resolvConf.events.map(({ message }) => `;   ${message}`),
  ];
  for (const step of resolution.steps) {
    lines.push('');
    for (const reply of step.replies) {
      const by = answeredBy({ ...step, replies: [reply] });
      const rewritten = reply.rewrittenTo ? `, rewritten to ${reply.rewrittenTo}` : '';
      lines.push(`;; ${step.name} ${reply.type}: ${reply.outcome}${by ? ` (${by}${rewritten})` : ''}`);
      lines.push(...reply.answers.map(recordText));
    }
  }
  lines.push('', `;; ${outcomeSentence(resolved)}`);
  if (service) {
    for (const line of portLines(service, workloads)) lines.push(`;; port ${line}`.replace('port pods', 'pods'));
    if (service.type.value !== 'ExternalName' && workloads.length === 0 && service.selector.size > 0) {
      lines.push(';; no pod is behind it');
    }
  }
  if (resolution.steps.length > 0) lines.push(`;; ${resolution.queriesSent} questions`);
  for (const assumption of assumptions) lines.push(`;; ${assumption}`);
  return `${lines.join('\n')}\n`;
}

/** Questions of one type, as `dig` prints them. */
export function questionsText(asked: readonly Asked[], resolvConf?: Parameters<typeof resolvConfText>[0]): string {
  const lines = resolvConf
    ? resolvConfText(resolvConf)
        .trimEnd()
        .split('\n')
        .map((line) => `;   ${line}`)
    : [];
  for (const { name, type, reply } of asked) {
    const by = answeredBy({ name, outcome: {}, replies: [{ ...reply, type: 'A', outcome: 'ANSWER' }] });
    if (lines.length > 0) lines.push('');
    lines.push(`;; ${name} ${type}: ${kindOfReply(reply)}${by ? ` (${by})` : ''}`);
    if (reply.rewrittenTo) lines.push(`;; rewritten to ${reply.rewrittenTo}`);
    lines.push(...reply.answers.map(recordText));
    if (reply.additional.length > 0) lines.push('; additional', ...reply.additional.map(recordText));
    if (reply.undeclaredNamespace) lines.push(`;; namespace ${reply.undeclaredNamespace} is not in the files`);
  }
  return `${lines.join('\n')}\n`;
}

/** A lookup as plain data, for JSON. */
export function resolutionData(resolved: NameResolution) {
  const { resolution, service, workloads } = resolved;
  return {
    name: resolved.name,
    from: askerText(resolved.asker),
    libc: resolved.libc,
    resolvConf: {
      nameservers: resolution.resolvConf.nameservers,
      searches: resolution.resolvConf.searches,
      options: resolution.resolvConf.options,
    },
    steps: resolution.steps.map((step) => ({
      name: step.name,
      outcome: step.outcome,
      by: answeredBy(step) ?? null,
      records: step.replies.flatMap(({ answers }) => answers.map(recordText)),
    })),
    source: resolution.source,
    result: resolution.result,
    resolved: resolved.resolved,
    reason: resolved.reason ?? null,
    queriesSent: resolution.queriesSent,
    fullName: resolved.fullName === undefined ? null : withoutDot(resolved.fullName),
    service: service ? `${service.namespace.value}/${service.name.value}` : null,
    endpoint: resolved.endpoint ?? null,
    ports:
      service?.ports.map(({ name, port, protocol, targetPort }) => ({
        name: name?.value ?? null,
        port: port.value,
        protocol: protocol.value,
        targetPort: targetPort.value,
      })) ?? [],
    workloads: workloads.map(({ kind, namespace, name }) => `${kind}/${namespace.value}/${name.value}`),
    assumptions: resolved.assumptions,
  };
}
