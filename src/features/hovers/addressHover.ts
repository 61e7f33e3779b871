import { parseAddress, readAddress } from '../../kubernetes/addresses/address.ts';
import { type AddressRange, formatCidr, readCidr } from '../../kubernetes/addresses/cidr.ts';
import { belongings, describeRange, type MetRange } from '../../kubernetes/addresses/describe.ts';
import { formatRange, readRange } from '../../kubernetes/addresses/ranges.ts';
import { isPublic, metadataAddresses, reservedIn, specialKind } from '../../kubernetes/addresses/special.ts';
import type { Place } from '../../model/addresses/place.ts';
import { type AddressWord, addressWordAt } from '../../model/addresses/words.ts';
import { addressing } from '../../model/addressing.ts';
import { writtenAddresses } from '../../model/dns/pods.ts';
import type { Scope } from '../../model/workspace.ts';
import type { Hover, HoverSource } from './hover.ts';

/** What an address belongs to, or what a range holds and which of the cluster's it meets. Also within other text. */
export const hoverOfAddress: HoverSource = (scope, file, offset) => {
  const word = addressWordAt(scope.model, file, offset);
  const markdown = word && describeWord(scope, word);
  return markdown ? ({ span: word.span, markdown } satisfies Hover) : undefined;
};

/** Nothing for text that only looks like an address (a version) and means none that these files know. */
function describeWord(scope: Scope, { text, isCertain }: AddressWord): string | undefined {
  const cidr = readCidr(text);
  if (cidr) {
    const hint = cidr.hasHostBits
      ? [`read as \`${formatCidr(cidr.network)}\`: bits after the prefix length are dropped`]
      : [];
    return describeSpread(scope, text, cidr.network, hint);
  }
  if (text.includes('-')) {
    const result = readRange(text);
    return result.kind === 'range' ? describeSpread(scope, text, result.range, []) : undefined;
  }
  return describeAddress(scope, text, isCertain);
}

function describeAddress(scope: Scope, text: string, isCertain: boolean): string | undefined {
  const read = readAddress(text);
  if (!read) return undefined;
  const { facts, plan } = scope.model.get(addressing);
  const { address } = read;
  const own = formatRange({ family: address.family, first: address.value, last: address.value });
  const known = [...new Set([...holdersOf(scope, own), ...belongings(address, facts, plan)])];
  if (known.length === 0 && !isCertain) return undefined;
  const kind = specialKind(address);
  const notes = [
    ...(own === text ? [] : [`read as \`${own}\``]),
    ...(kind ? [kind] : []),
    ...(metadataAddresses.some(({ family, value }) => family === address.family && value === address.value)
      ? ['the metadata address of clouds']
      : []),
    ...known,
  ];
  const title = `**\`${text}\`** · IPv${address.family} address`;
  return [title, bullets(notes.length > 0 ? notes : ['in no range and of no object that these files tell of'])].join(
    '\n\n',
  );
}

/** The pods and Services that have an address, as far as the files say. */
function holdersOf({ model }: Scope, address: string): string[] {
  const { endpointSlices, workloads } = model.inputs;
  return [
    ...endpointSlices.flatMap((slice) =>
      slice.addresses.some(({ address: own }) => normal(own.value) === address)
        ? [
            `an endpoint of ${slice.service ? `Service ${slice.namespace.value}/${slice.service.value}` : slice.name.value}`,
          ]
        : [],
    ),
    ...workloads.flatMap(({ kind, namespace, name, tree }) =>
      kind === 'Pod' && writtenAddresses(tree).some((own) => normal(own) === address)
        ? [`the address of Pod ${namespace.value}/${name.value}`]
        : [],
    ),
  ];
}

function normal(text: string): string {
  const address = parseAddress(text);
  return address ? formatRange({ family: address.family, first: address.value, last: address.value }) : text;
}

function describeSpread(scope: Scope, text: string, range: AddressRange, hints: readonly string[]): string {
  const { facts, plan } = scope.model.get(addressing);
  const { first, last, count, met } = describeRange(range, facts, plan);
  const reserved = reservedIn(range);
  const isEverything = range.first === 0n && 'prefix' in range && range.prefix === 0;
  const notes = [
    ...hints,
    ...(isEverything ? ['every address of the family'] : []),
    ...(reserved && !isEverything ? [`meets ${formatCidr(reserved.range)} (${reserved.name})`] : []),
    ...(isPublic(range) && !isEverything ? ['public addresses'] : []),
    ...metLines(met),
  ];
  const parts = [
    `**\`${text}\`** · IPv${range.family} · ${countText(count)}`,
    first === last ? `\`${first}\`` : `\`${first}\` to \`${last}\``,
    ...(notes.length > 0 ? [bullets(notes)] : []),
  ];
  return parts.join('\n\n');
}

const mostMet = 8;

function metLines(met: readonly MetRange<Place>[]): string[] {
  const lines = [...new Set(met.map(metLine))];
  return lines.length > mostMet ? [...lines.slice(0, mostMet - 1), `and ${lines.length - mostMet + 1} more`] : lines;
}

function metLine({ what, relation, text, by, at }: MetRange<Place>): string {
  const source = at ? `${by}, in ${at.span.file}` : by;
  const isAddress = what === 'nodes' && !text.includes('/') && !text.includes('-');
  const name = isAddress ? `the node address \`${text}\`` : `the ${names[what]} range \`${text}\``;
  switch (relation) {
    case 'same':
      return `is ${name} (${source})`;
    case 'inside':
      return `lies in ${name} (${source})`;
    case 'around':
      return `contains ${name} (${source})`;
    case 'overlaps':
      return `overlaps ${name} (${source})`;
  }
}

const names: Readonly<Record<MetRange<Place>['what'], string>> = {
  pods: 'pod',
  services: 'service',
  nodes: 'node',
  'load balancer': 'load balancer',
  'secondary network': 'secondary',
};

/** Large numbers as a power of two: nobody reads 22 digits. */
function countText(count: bigint): string {
  if (count === 1n) return '1 address';
  const bits = count.toString(2).length - 1;
  if (count > 1n << 40n && count === 1n << BigInt(bits)) return `2^${bits} addresses`;
  return `${String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',')} addresses`;
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}
