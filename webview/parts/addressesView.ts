import type { AddressesView, AddressPlan, AddressRange, ViewContext } from '../../src/features/graph/views.ts';
import { severityText } from '../a11y/describe.ts';
import { t } from '../l10n.ts';
import { createButton } from '../ui/controls.ts';
import { h } from '../ui/dom.ts';
import { percent, ruler, scaleOf, sizeText } from './addressRuler.ts';
import { link } from './detailSections.ts';
import { type EmptyActions, waysFrom } from './emptyView.ts';

export interface AddressesPart {
  readonly element: HTMLElement;
  show(view: AddressesView, context: ViewContext): void;
}

export interface AddressesActions extends EmptyActions {
  /** Opens the place of an object or of a range, by its id. */
  readonly open: (id: string) => void;
}

/** More addresses of one range are counted. */
const most = 50;

/**
 * The cluster's ranges to scale: one ruler for all of a family, then each range on its own with what lies in it, and
 * the blocks of policies beside the ranges that they meet.
 */
export function createAddressesPart(actions: AddressesActions): AddressesPart {
  const element = h('section', { class: 'addresses', 'aria-label': t('Addresses'), hidden: true, tabindex: 0 });
  let drawn = '';
  return {
    element,
    show({ plan }, context) {
      const key = JSON.stringify([plan, context.instead, context.scope?.count]);
      // The place that is looked at stays.
      if (key === drawn) return;
      drawn = key;
      element.replaceChildren(
        h('h2', {}, t('Addresses')),
        ...(plan.ranges.length === 0 ? nothing(context, actions) : [basis(plan, actions), ...overlapsOf(plan)]),
        ...([4, 6] as const).flatMap((family) => familyOf(family, plan, actions)),
      );
    },
  };
}

function nothing(context: ViewContext, actions: AddressesActions): HTMLElement[] {
  return [
    h('p', {}, t('No range of addresses is declared, and no profile of a cluster is chosen.')),
    h(
      'p',
      { class: 'detail' },
      t(
        'Ranges are read from the files of installers and CNIs, from pools of load balancers, secondary networks and NetworkPolicies. Where there are none, a profile says what a distribution takes by default.',
      ),
    ),
    ways(actions, true),
    ...(context.scope ? [waysFrom(context.scope, context.instead ?? [], actions)] : []),
  ];
}

/** What the ranges follow from, and where to say otherwise. */
function basis({ profile }: AddressPlan, actions: AddressesActions): HTMLElement {
  return h(
    'div',
    { class: 'basis' },
    h('span', {}, profile === undefined ? t('No profile of a cluster is chosen.') : t('Profile: {0}', profile)),
    ways(actions, false),
  );
}

function ways({ run }: AddressesActions, primary: boolean): HTMLElement {
  return h(
    'div',
    { class: 'buttons' },
    createButton({
      label: t('Choose a cluster profile'),
      id: 'choose-profile',
      primary,
      onClick: () => run('podpath.cluster.chooseProfile'),
    }),
    createButton({
      label: t('Ranges in the settings'),
      id: 'range-settings',
      onClick: () => run('workbench.action.openSettings', 'podpath.cluster'),
    }),
  );
}

function overlapsOf({ overlaps, ranges }: AddressPlan): HTMLElement[] {
  return overlaps.map((overlap) => {
    const known = [...new Set(overlap.ranges)].flatMap((id) => ranges.find((range) => range.id === id) ?? []);
    return h(
      'div',
      { class: `finding ${overlap.severity}` },
      h(
        'p',
        { class: 'message' },
        h('span', { class: `sign ${overlap.severity}`, role: 'img', 'aria-label': severityText(overlap.severity) }),
        ` ${overlap.message}`,
      ),
      known.length > 0 &&
        h(
          'div',
          { class: 'buttons' },
          ...known.map((range) => link(`${range.label} ${range.cidr}`, () => showRange(range))),
        ),
    );
  });
}

function showRange({ id }: AddressRange): void {
  const article = document.getElementById(articleId(id));
  article?.scrollIntoView({ block: 'center' });
  article?.focus();
}

function familyOf(family: 4 | 6, plan: AddressPlan, actions: AddressesActions): HTMLElement[] {
  const ranges = plan.ranges.filter((range) => range.family === family);
  const [blocks, own] = [ranges.filter(({ use }) => use === 'policy'), ranges.filter(({ use }) => use !== 'policy')];
  const overlapping = plan.overlaps.flatMap((overlap) => overlap.ranges);
  return [
    ...(own.length > 0
      ? [h('h3', {}, `IPv${family}`), ruler(own, overlapping), ...own.map((range) => rangeOf(range, actions))]
      : []),
    ...(blocks.length > 0
      ? [
          h('h3', {}, t('IPv{0} blocks of NetworkPolicies', family)),
          ...blocks.map((block) => blockOf(block, own, overlapping, actions)),
        ]
      : []),
  ];
}

function rangeOf(range: AddressRange, actions: AddressesActions): HTMLElement {
  const [first, last] = [BigInt(range.first), BigInt(range.last)];
  const total = last - first + 1n;
  const ticks = range.addresses.map((address) => {
    const tick = h('i', { class: 'tick', title: `${address.address} ${address.label}` });
    tick.style.setProperty('left', percent(BigInt(address.value) - first, total));
    return tick;
  });
  const shares = (range.parts ?? []).map((part) => {
    const share = h('i', { class: `inner ${part.kind}`, title: `${part.label} ${part.cidr}` });
    share.style.setProperty('left', percent(BigInt(part.first) - first, total));
    share.style.setProperty('width', percent(BigInt(part.last) - BigInt(part.first) + 1n, total));
    return share;
  });
  return article(
    range,
    actions,
    h('div', { class: `scale ${range.use}`, 'aria-hidden': 'true' }, ...shares, ...ticks),
    contents(range, actions),
  );
}

/** A block of a policy to scale with the ranges that it meets, and in words what it meets and leaves out. */
function blockOf(
  block: AddressRange,
  own: readonly AddressRange[],
  overlapping: readonly string[],
  actions: AddressesActions,
): HTMLElement {
  const met = own.filter(({ id }) => block.meets?.includes(id));
  const words =
    met.length === 0
      ? t('shares no address with the ranges of the cluster')
      : t('shares addresses with {0}', met.map(({ label, cidr }) => `${label} ${cidr}`).join(', '));
  return article(
    block,
    actions,
    scaleOf([block, ...met], overlapping),
    h('p', { class: 'detail' }, words),
    contents(block, actions),
  );
}

function article(range: AddressRange, { open }: AddressesActions, ...children: (HTMLElement | false)[]): HTMLElement {
  const total = BigInt(range.last) - BigInt(range.first) + 1n;
  const { source } = range;
  return h(
    'article',
    { class: 'range', id: articleId(range.id), tabindex: -1 },
    h(
      'h4',
      {},
      h('span', { class: `swatch ${range.use}`, 'aria-hidden': 'true' }),
      range.label,
      ' ',
      h('code', {}, range.cidr),
      h('span', { class: 'size' }, ` ${sizeText(total)}${source === undefined ? '' : ' · '}`),
      ...(source === undefined ? [] : [range.isDeclared ? link(source, () => open(range.id)) : source]),
    ),
    ...children,
  );
}

function contents(range: AddressRange, { open }: AddressesActions): HTMLElement | false {
  const parts = (range.parts ?? []).map(({ cidr, label, kind, node }) =>
    item(cidr, kind === 'except' ? t('left out') : t('share of {0}', label), node),
  );
  const addresses = range.addresses.slice(0, most).map(({ address, label, node }) => item(address, label, node));
  const rest = range.addresses.length - addresses.length;
  if (parts.length + addresses.length === 0) return false;
  return h(
    'ul',
    { class: 'links' },
    ...parts.slice(0, most),
    ...addresses,
    rest > 0 && h('li', { class: 'detail' }, t('{0} more', rest)),
  );

  function item(address: string, label: string, node: string | undefined): HTMLElement {
    return h('li', {}, h('code', {}, address), ' ', node === undefined ? label : link(label, () => open(node)));
  }
}

function articleId(id: string): string {
  return `range-${id.replaceAll(/[^\w]+/g, '-')}`;
}
