import { type Command, Option } from 'commander';
import { clusterIpBands, firstDynamicNodePort } from '../../kubernetes/addresses/allocation.ts';
import { type AddressRange, type Cidr, countOf } from '../../kubernetes/addresses/cidr.ts';
import { distributionOf } from '../../kubernetes/addresses/distributions.ts';
import type { PlanRange } from '../../kubernetes/addresses/plan.ts';
import { formatRange } from '../../kubernetes/addresses/ranges.ts';
import type { Place } from '../../model/addresses/place.ts';
import { addressing } from '../../model/addressing.ts';
import type { Scope } from '../../model/workspace.ts';
import type { Span } from '../../text/span.ts';
import { type Positions, positions } from '../format/positions.ts';
import { InputError, load } from '../load.ts';

interface Options {
  readonly format: 'text' | 'json';
  readonly scope?: string;
  readonly config?: string;
}

export function addAddresses(program: Command): void {
  program
    .command('addresses')
    .description('print the address plan: pod, service and node ranges, the DNS of the cluster, and what overlaps')
    .argument('[path...]', 'files and folders', [])
    .addOption(new Option('--format <format>', 'form of the output').choices(['text', 'json']).default('text'))
    .option('--scope <name>', 'only this scope')
    .option('--config <file>', 'settings (default: podpath.json or .podpath.yaml)')
    .action(async (paths: string[], { format, scope, config }: Options) => {
      const { workspace } = await load(paths, config);
      const scopes = workspace.scopes.filter(({ info }) => scope === undefined || info.name === scope);
      if (scope !== undefined && scopes.length === 0) throw new InputError(`no scope is called ${scope}`);
      const places = positions(workspace);
      const described = scopes.map((one) => describe(one, places));
      const text =
        format === 'json'
          ? `${JSON.stringify({ scopes: described }, undefined, 2)}\n`
          : described.map(asText).join('\n');
      process.stdout.write(text);
    });
}

type Described = ReturnType<typeof describe>;

function describe({ info, model }: Scope, places: Positions) {
  const { plan, facts, findings } = model.get(addressing);
  const { distribution } = plan;
  const source = (by: string, at: Place | undefined) => ({
    source: by,
    place: at ? placeOf(at.span, places) : null,
  });
  const range = ({ text, range, by, at }: Pick<PlanRange<Place>, 'text' | 'range' | 'by' | 'at'>) => ({
    cidr: text,
    ...extent(range),
    ...source(by, at),
  });
  const findingOf = ({ severity, message, span, related }: (typeof findings)[number]) => ({
    severity,
    message,
    place: placeOf(span, places),
    related: related.map((one) => ({ message: one.message, place: placeOf(one.span, places) })),
  });
  return {
    scope: info.name,
    distribution: distribution ? { id: distribution.id, name: distribution.name } : null,
    evidence: plan.evidence.map(({ id, because, at, isCertain }) => ({
      distribution: id,
      certain: isCertain,
      ...source(because, at),
    })),
    pods: plan.pods.map(range),
    services: plan.services.map((one) => ({ ...range(one), ...bandsOf(one.range) })),
    nodes: plan.nodes.map(range),
    loadBalancers: facts.pools.map((pool) => range({ ...pool, by: `${pool.implementation} pool ${pool.pool}` })),
    secondary: facts.secondary.map((one) => range({ ...one, by: `NetworkAttachmentDefinition ${one.network}` })),
    dns: plan.dns.map(({ text, by, at }) => ({ address: text, ...source(by, at) })),
    domain: { name: plan.domain.text, ...source(plan.domain.by, plan.domain.at) },
    nodePorts: {
      first: plan.nodePorts.first,
      last: plan.nodePorts.last,
      firstDynamic: firstDynamicNodePort(plan.nodePorts),
      ...source(plan.nodePorts.by, plan.nodePorts.at),
    },
    networkPolicy: distribution ? { enforcement: distribution.policy, note: distribution.policyNote } : null,
    /** Every declaration, also those that others outweigh. */
    declared: plan.declared.map((one) => ({ what: one.what, ...range(one) })),
    overlaps: findings.filter(({ code }) => isOverlap(code)).map(findingOf),
  };
}

interface DescribedPlace {
  readonly file: string;
  readonly range: ReturnType<Positions['range']>;
}

function placeOf(span: Span, places: Positions): DescribedPlace {
  return { file: span.file, range: places.range(span) };
}

function isOverlap(code: string): boolean {
  return code.includes('overlap') || code === 'lb-pool-cluster-range';
}

function extent(range: AddressRange) {
  const { family, first, last } = range;
  return {
    family: `IPv${family}`,
    first: formatRange({ family, first, last: first }),
    last: formatRange({ family, first: last, last }),
    // IPv6 has more than a number holds.
    addresses: String(countOf(range)),
  };
}

/** Which addresses are for fixed clusterIPs, and which are handed out first. */
function bandsOf(range: AddressRange) {
  if (!('prefix' in range)) return {};
  const { static: fixed, dynamic } = clusterIpBands(range as Cidr);
  return {
    fixed: fixed ? formatRange(fixed) : null,
    dynamic: dynamic ? formatRange(dynamic) : null,
  };
}

function asText(one: Described): string {
  const lines = [`${one.scope}: ${one.distribution?.name ?? 'distribution unknown'}`];
  const hints = new Map<string, string>();
  for (const { certain, distribution, source, place } of one.evidence) {
    if (certain) lines.push(`  because of ${from(source, place)}`);
    else if (!one.distribution && !hints.has(source)) {
      hints.set(source, `  perhaps ${distributionOf(distribution)?.name}: ${from(source, place)}`);
    }
  }
  lines.push(...hints.values());
  const rows: [string, string, string][] = [
    ...rangeRows('pods', one.pods),
    ...rangeRows('services', one.services),
    ...rangeRows('nodes', one.nodes),
    ...rangeRows('load balancer', one.loadBalancers),
    ...rangeRows('secondary', one.secondary),
    ...one.dns.map(({ address, source, place }): [string, string, string] => ['DNS', address, from(source, place)]),
    ['domain', one.domain.name, from(one.domain.source, one.domain.place)],
    [
      'node ports',
      `${one.nodePorts.first}-${one.nodePorts.last}, fixed below ${one.nodePorts.firstDynamic}`,
      from(one.nodePorts.source, one.nodePorts.place),
    ],
  ];
  const [first, second] = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  for (const [what, value, source] of rows) {
    lines.push(`  ${what.padEnd(first!)}  ${value.padEnd(second!)}  ${source}`.trimEnd());
  }
  for (const { severity, message, place, related } of one.overlaps) {
    lines.push(`  ${severity}: ${from(message, place)}`);
    for (const other of related) lines.push(`    ${from(other.message, other.place)}`);
  }
  return `${lines.join('\n')}\n`;
}

function rangeRows(what: string, ranges: Described['pods']): [string, string, string][] {
  if (ranges.length === 0 && (what === 'pods' || what === 'services')) return [[what, 'unknown', '']];
  return ranges.map(({ cidr, first, last, addresses, source, place }) => [
    what,
    addresses === '1' ? cidr : `${cidr}  ${first} to ${last}, ${addresses} addresses`,
    from(source, place),
  ]);
}

function from(source: string, place: DescribedPlace | null): string {
  if (place === null) return source;
  const { line, character } = place.range.start;
  return `${source} (${place.file}:${line + 1}:${character + 1})`;
}
