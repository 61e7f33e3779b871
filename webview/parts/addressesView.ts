import type { AddressesView, AddressRange } from '../../src/features/graph/views.ts';
import { severityText } from '../a11y/describe.ts';
import { t } from '../l10n.ts';
import { h } from '../ui/dom.ts';
import { link } from './panel.ts';

export interface AddressesPart {
  readonly element: HTMLElement;
  show(view: AddressesView): void;
}

/** The cluster's ranges to scale: one ruler for all of a family, then each range on its own with what lies in it. */
export function createAddressesPart(onSelect: (node: string) => void): AddressesPart {
  const element = h('section', { class: 'addresses', 'aria-label': t('Addresses'), hidden: true, tabindex: 0 });
  return {
    element,
    show({ plan }) {
      const children: (HTMLElement | string)[] = [h('h2', {}, t('Addresses'))];
      if (plan.profile !== undefined) children.push(h('p', { class: 'detail' }, plan.profile));
      for (const overlap of plan.overlaps)
        children.push(
          h(
            'p',
            { class: `finding ${overlap.severity}` },
            h('span', { class: `sign ${overlap.severity}`, role: 'img', 'aria-label': severityText(overlap.severity) }),
            ` ${overlap.message}`,
          ),
        );
      for (const family of [4, 6] as const) {
        const ranges = plan.ranges.filter((range) => range.family === family);
        if (ranges.length === 0) continue;
        children.push(
          h('h3', {}, `IPv${family}`),
          ruler(
            ranges,
            plan.overlaps.flatMap((overlap) => overlap.ranges),
          ),
        );
        for (const range of ranges) children.push(rangeOf(range, onSelect));
      }
      if (plan.ranges.length === 0)
        children.push(
          h('p', { class: 'empty' }, t('No range of addresses is declared, and no profile of a cluster is chosen.')),
        );
      element.replaceChildren(...children);
    },
  };
}

/** Clusters of ranges that lie near each other, each to its own scale; the gaps between are cut out and said. */
function ruler(ranges: readonly AddressRange[], overlapping: readonly string[]): HTMLElement {
  const sorted = [...ranges].sort((a, b) => compare(a.first, b.first) || compare(b.last, a.last));
  const parts: AddressRange[][] = [];
  let end = -1n;
  for (const range of sorted) {
    const near = end >= 0n && BigInt(range.first) <= end + (end - BigInt(parts.at(-1)![0]!.first));
    if (near) parts.at(-1)!.push(range);
    else parts.push([range]);
    end = max(end, BigInt(range.last));
  }
  return h('div', { class: 'ruler' }, ...parts.map((part) => partOf(part, overlapping)));
}

function partOf(part: readonly AddressRange[], overlapping: readonly string[]): HTMLElement {
  const first = BigInt(part[0]!.first);
  const last = part.reduce((end, range) => max(end, BigInt(range.last)), first);
  const total = last - first + 1n;
  const lanes: bigint[] = [];
  const bars = part.map((range) => {
    const [low, high] = [BigInt(range.first), BigInt(range.last)];
    let lane = lanes.findIndex((end) => end < low);
    if (lane < 0) lane = lanes.push(high) - 1;
    else lanes[lane] = high;
    const bad = overlapping.includes(range.id);
    const bar = h(
      'div',
      { class: `bar ${range.use} ${bad ? 'overlapping' : ''}`, title: `${range.label} ${range.cidr}` },
      h('span', {}, range.label, ' ', h('b', {}, range.cidr)),
    );
    const [share, start] = [Number(high - low + 1n) / Number(total), Number(low - first) / Number(total)];
    if (share < 0.35) bar.classList.add('small');
    if (start < 0.5) bar.classList.add('early');
    bar.style.setProperty('left', percent(low - first, total));
    bar.style.setProperty('width', percent(high - low + 1n, total));
    bar.style.setProperty('top', `${lane * 30}px`);
    return bar;
  });
  const track = h('div', { class: 'track' }, ...bars);
  track.style.setProperty('height', `${lanes.length * 30}px`);
  return h(
    'div',
    { class: 'part' },
    track,
    h(
      'div',
      { class: 'ends' },
      h('span', {}, part[0]!.cidr.split('/')[0]!),
      h('span', {}, t('{0} addresses', sizeText(total))),
    ),
  );
}

function rangeOf(range: AddressRange, onSelect: (node: string) => void): HTMLElement {
  const [first, last] = [BigInt(range.first), BigInt(range.last)];
  const total = last - first + 1n;
  const ticks = range.addresses.map((address) => {
    const tick = h('i', { class: 'tick', title: `${address.address} ${address.label}` });
    tick.style.setProperty('left', percent(BigInt(address.value) - first, total));
    return tick;
  });
  return h(
    'article',
    { class: 'range' },
    h(
      'h4',
      {},
      h('span', { class: `swatch ${range.use}`, 'aria-hidden': 'true' }),
      range.label,
      ' ',
      h('code', {}, range.cidr),
      h(
        'span',
        { class: 'detail' },
        ` ${t('{0} addresses', sizeText(total))}${range.source === undefined ? '' : ` · ${range.source}`}`,
      ),
    ),
    h('div', { class: `scale ${range.use}`, 'aria-hidden': 'true' }, ...ticks),
    h(
      'ul',
      { class: 'links' },
      ...range.addresses
        .slice(0, 50)
        .map(({ address, label, node }) =>
          h('li', {}, h('code', {}, address), ' ', node === undefined ? label : link(label, () => onSelect(node))),
        ),
    ),
    range.addresses.length > 50 && h('p', { class: 'detail' }, t('{0} more', range.addresses.length - 50)),
  );
}

function percent(part: bigint, of: bigint): string {
  return `${(Number((part * 1_000_000n) / of) / 10_000).toFixed(4)}%`;
}

function sizeText(size: bigint): string {
  return size < 10_000_000n ? size.toLocaleString() : `2^${size.toString(2).length - 1}`;
}

function compare(a: string, b: string): number {
  const difference = BigInt(a) - BigInt(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
