import { withoutDot } from '../../kubernetes/dns/names.ts';
import { resourceId } from '../../model/facts/resource.ts';
import type { Service } from '../../model/facts/service.ts';
import type { Scope } from '../../model/workspace.ts';
import { nearMisses } from '../../text/distance.ts';
import { Lines } from '../../text/lines.ts';
import { detailsOfNode } from '../topology/details.ts';
import { type Asked, type Known, placeText, scopeNote, scopesAsked, textOf } from './asked.ts';

/**
 * All there is to say of a Service: names, addresses, ports and where they lead, pods, policies, who uses it, what is
 * wrong with it, and the lines that made it.
 *
 * @param asked `service`: `web`, `shop/web`, `Service/shop/web`, `web.shop` or a full DNS name; and perhaps `scope`
 */
export function describeServiceAsked(known: Known, asked: Asked): string {
  const name = textOf(asked, 'service');
  if (name === undefined) return 'The name of a Service is needed.';
  const scopes = scopesAsked(known, asked);
  if (typeof scopes === 'string') return scopes;
  for (const scope of scopes) {
    const services = servicesNamed(scope, name);
    if (services.length > 1) return `"${name}" may be ${services.map(resourceId).join(' or ')}.`;
    if (services[0]) return `${scopeNote(known, scope)}${describe(known, scope, services[0])}`;
  }
  const all = scopes.flatMap(({ model }) => model.inputs.services);
  const near = nearMisses(name, new Set(all.map((service) => service.name.value)));
  const offered = [
    ...new Set((near.length > 0 ? all.filter((one) => near.includes(one.name.value)) : all).map(resourceId)),
  ];
  return `No Service is called "${name}". There are: ${offered.slice(0, 30).join(', ') || 'none'}.`;
}

function servicesNamed({ model }: Scope, text: string): Service[] {
  const { services, cluster } = model.inputs;
  const written = withoutDot(text).replace(/^service\//i, '');
  const [first = '', second] = written.includes('/')
    ? written.split('/').reverse()
    : written
        .replace(`.svc.${cluster.domain}`, '')
        .replace(/\.svc$/, '')
        .split('.');
  return services.filter(
    ({ name, namespace }) => name.value === first && (second === undefined || namespace.value === second),
  );
}

function describe(known: Known, scope: Scope, service: Service): string {
  const found = detailsOfNode(scope, resourceId(service), {
    findings: known.findings.filter(({ scopes }) => scopes.includes(scope.info.name)),
    whyOf: known.whyOf,
    placeText: (span) => placeText(known, span),
    lineText: ({ file, start }) => {
      const text = known.workspace.files.get(file)?.text ?? '';
      const lines = new Lines(text);
      const { line } = lines.position(start);
      return text.slice(lines.start(line), lines.start(line + 1)).trim();
    },
  });
  if (!found) return '';
  const { title, subtitle, sections, findings, sources } = found.details;
  const lines = [`${title}, ${subtitle}`];
  for (const section of sections) {
    lines.push('', `${section.title}:`);
    for (const { label, value, verdict } of section.rows) {
      lines.push(`  ${[label, value, verdict].filter((part) => part !== undefined && part !== '').join(': ')}`);
    }
  }
  if (findings.length > 0) lines.push('', 'Findings:');
  for (const { severity, message, rule, why, fixes } of findings) {
    lines.push(`  ${severity}: ${message} (${rule})`, ...(why === undefined ? [] : [`    ${why}`]));
    lines.push(...fixes.map((fix) => `    fix: ${fix}`));
  }
  lines.push('', 'Where it is written:', ...sources.map(({ label, text }) => `  ${label}: ${text ?? ''}`), '');
  return lines.join('\n');
}
