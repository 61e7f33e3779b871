import type { ScopeLabel, View, ViewContext, ViewKind } from '../../src/features/graph/views.ts';
import { t } from '../l10n.ts';
import { viewName } from '../shortcuts.ts';
import { createButton } from '../ui/controls.ts';
import { h } from '../ui/dom.ts';
import { link } from './detailSections.ts';

export interface EmptyActions {
  readonly view: (kind: ViewKind) => void;
  readonly run: (command: string, ...args: readonly string[]) => void;
}

/** Why a view shows nothing, and where to go instead. */
export function whyEmpty(view: View, context: ViewContext, actions: EmptyActions): readonly HTMLElement[] {
  if (view.kind === 'dns' && view.workloads.length > 0)
    return [h('h2', {}, t('No name is resolved yet')), h('p', {}, t('Choose a workload and a name beside.'))];
  const { scope, instead = [] } = context;
  if (!scope)
    return [
      h('h2', {}, t('Nothing to draw yet')),
      h('p', {}, t('No Kubernetes manifest is read in this workspace.')),
      ways(
        link(t('Open the walkthrough'), () => actions.run('podpath.help.openWalkthrough')),
        link(t('Which files are read?'), () => actions.run('workbench.action.openSettings', 'podpath.files')),
      ),
    ];
  return [
    h('h2', {}, t('Nothing in {0}', viewName(view.kind))),
    h('p', {}, reasonOf(view.kind)),
    h('p', { class: 'detail' }, t('{0} has {1}.', scope.name, kindsText(scope))),
    waysFrom(scope, instead, actions, true),
  ];
}

/** Why the connections have cards and no line: a sentence for the banner, with the ways on. */
export function noConnections(context: ViewContext, actions: EmptyActions): readonly (HTMLElement | string)[] {
  const { scope, instead = [] } = context;
  const text = t('No connection is known: no workload names another, and nothing outside leads to one.');
  return scope ? [text, waysFrom(scope, instead, actions)] : [text];
}

/** Buttons that lead to the views that show something, and to the other scopes. */
export function waysFrom(
  scope: ScopeLabel,
  instead: readonly ViewKind[],
  { view, run }: EmptyActions,
  primary = false,
): HTMLElement {
  const others = instead.map((kind, index) =>
    createButton({
      label: t('Show {0}', viewName(kind)),
      id: `show-${kind}`,
      primary: primary && index === 0,
      onClick: () => view(kind),
    }),
  );
  const another = link(t('Choose another scope'), () => run('podpath.topology.selectScope'));
  return ways(...others, ...(scope.count > 1 ? [another] : []));
}

function ways(...children: readonly HTMLElement[]): HTMLElement {
  return h('div', { class: 'buttons' }, ...children);
}

function reasonOf(kind: ViewKind): string {
  return {
    routing: t('There is no Service, no way in and no workload here.'),
    connections: t('Connections are between workloads, and there is none here.'),
    dns: t('Names are asked for by workloads, and there is none here.'),
    addresses: t('No range of addresses is declared, and no profile of a cluster is chosen.'),
    architecture: t('There is no Service, no way in and no workload here.'),
  }[kind];
}

/** `ConfigMap ×3, Secret ×2`: the most frequent ones. */
function kindsText({ kinds }: ScopeLabel): string {
  if (kinds.length === 0) return t('no object');
  const shown = kinds.slice(0, 6).map(({ kind, count }) => `${kind} ×${count}`);
  return kinds.length > 6 ? `${shown.join(', ')}, …` : shown.join(', ');
}
