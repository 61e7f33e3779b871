import type { AddressRange } from '../../src/features/graph/views.ts';
import { t } from '../l10n.ts';
import { h } from '../ui/dom.ts';

/** Clusters of ranges that lie near each other, each to its own scale; the gaps between are cut out and said. */
export function ruler(ranges: readonly AddressRange[], overlapping: readonly string[]): HTMLElement {
  const sorted = [...ranges].sort((a, b) => compare(a.first, b.first) || compare(b.last, a.last));
  const parts: AddressRange[][] = [];
  let end = -1n;
  for (const range of sorted) {
    const near = end >= 0n && BigInt(range.first) <= end + (end - BigInt(parts.at(-1)![0]!.first));
    if (near) parts.at(-1)!.push(range);
    else parts.push([range]);
    end = max(end, BigInt(range.last));
  }
  return h('div', { class: 'ruler' }, ...parts.map((part) => scaleOf(part, overlapping)));
}

/** Ranges of one family to one scale, from the first address of all to the last. Those that meet lie below each other. */
export function scaleOf(ranges: readonly AddressRange[], overlapping: readonly string[]): HTMLElement {
  const sorted = [...ranges].sort((a, b) => compare(a.first, b.first) || compare(b.last, a.last));
  const first = BigInt(sorted[0]!.first);
  const last = sorted.reduce((end, range) => max(end, BigInt(range.last)), first);
  const total = last - first + 1n;
  const lanes: bigint[] = [];
  const bars = sorted.map((range) => {
    const [low, high] = [BigInt(range.first), BigInt(range.last)];
    let lane = lanes.findIndex((end) => end < low);
    if (lane < 0) lane = lanes.push(high) - 1;
    else lanes[lane] = high;
    const bar = barOf(range, first, total);
    if (overlapping.includes(range.id)) bar.classList.add('overlapping');
    bar.style.setProperty('top', `${lane * 30}px`);
    return bar;
  });
  const track = h('div', { class: 'track' }, ...bars);
  track.style.setProperty('height', `${lanes.length * 30}px`);
  return h(
    'div',
    { class: 'part' },
    track,
    h('div', { class: 'ends' }, h('span', {}, sorted[0]!.cidr.split(/[/-]/)[0]!), h('span', {}, sizeText(total))),
  );
}

function barOf(range: AddressRange, first: bigint, total: bigint): HTMLElement {
  const [low, high] = [BigInt(range.first), BigInt(range.last)];
  const bar = h(
    'div',
    { class: `bar ${range.use}`, title: `${range.label} ${range.cidr}` },
    ...(range.parts ?? []).map((part) => {
      const mark = h('i', { class: `inner ${part.kind}`, title: `${part.label} ${part.cidr}` });
      place(mark, BigInt(part.first) - low, BigInt(part.last) - BigInt(part.first) + 1n, high - low + 1n);
      return mark;
    }),
    h('span', {}, range.label, ' ', h('b', {}, range.cidr)),
  );
  const [share, start] = [Number(high - low + 1n) / Number(total), Number(low - first) / Number(total)];
  if (share < 0.35) bar.classList.add('small');
  if (start < 0.5) bar.classList.add('early');
  place(bar, low - first, high - low + 1n, total);
  return bar;
}

function place(element: HTMLElement, from: bigint, size: bigint, total: bigint): void {
  element.style.setProperty('left', percent(from, total));
  element.style.setProperty('width', percent(size, total));
}

/** A share, to four places. */
export function percent(part: bigint, of: bigint): string {
  return `${(Number((part * 1_000_000n) / of) / 10_000).toFixed(4)}%`;
}

/** How many addresses, with a number that can be read. */
export function sizeText(size: bigint): string {
  if (size === 1n) return t('one address');
  return t('{0} addresses', size < 10_000_000n ? size.toLocaleString() : `2^${size.toString(2).length - 1}`);
}

function compare(a: string, b: string): number {
  const difference = BigInt(a) - BigInt(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
