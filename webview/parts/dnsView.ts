import type { Verdict } from '../../src/features/graph/graph.ts';
import type { DnsView, ResolutionStep } from '../../src/features/graph/views.ts';
import { t } from '../l10n.ts';
import { createButton, createSelect, createTextField } from '../ui/controls.ts';
import { h } from '../ui/dom.ts';
import { createSteps } from './steps.ts';

export interface DnsPart {
  readonly element: HTMLElement;
  show(view: DnsView, step: number): void;
  play(): void;
  stop(): void;
}

/** Who asks for which name, and each query with its answer. The canvas beside it shows the way. */
export function createDnsPart(
  onResolve: (workload: string, name: string) => void,
  onStep: (step: number) => void,
): DnsPart {
  let workload = '';
  const ask = () => {
    if (workload !== '' && name.value().trim() !== '') onResolve(workload, name.value().trim());
  };
  const from = createSelect({
    label: t('Workload that asks'),
    id: 'dns-workload',
    onChange: (value) => {
      workload = value;
      ask();
    },
  });
  const name = createTextField({
    label: t('Name to resolve'),
    placeholder: t('Name, such as api or db.prod'),
    id: 'dns-name',
    onInput: () => {},
  });
  name.element.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') ask();
  });
  const names = h('div', { class: 'chips', role: 'group', 'aria-label': t('Names that the manifests mention') });
  const resolvConf = h('pre', { 'aria-label': 'resolv.conf', tabindex: 0 });
  const steps = createSteps(onStep);
  let shownNames = '';
  let shownName = '';
  const element = h(
    'section',
    { class: 'dns', 'aria-label': t('DNS resolution') },
    h('h2', {}, t('DNS resolution')),
    h(
      'div',
      { class: 'ask' },
      from.element,
      name.element,
      createButton({ label: t('Resolve'), primary: true, id: 'dns-resolve', onClick: ask }),
    ),
    names,
    steps.element,
    h('h3', {}, 'resolv.conf'),
    resolvConf,
  );
  return {
    element,
    play: steps.play,
    stop: steps.stop,
    show(view, step) {
      const { resolution } = view;
      workload = resolution?.workload ?? (workload || (view.workloads[0] ?? ''));
      from.set(
        view.workloads.map((id) => ({ value: id, label: id.split('/').slice(1).join('/') || id })),
        workload,
      );
      if (resolution && resolution.name !== shownName) {
        shownName = resolution.name;
        name.set(resolution.name);
      }
      const key = view.names.join(' ');
      if (key !== shownNames) {
        shownNames = key;
        names.replaceChildren(
          ...view.names.slice(0, 40).map((each) =>
            h(
              'button',
              {
                type: 'button',
                class: 'chip',
                onClick: () => {
                  name.set(each);
                  ask();
                },
              },
              each,
            ),
          ),
        );
      }
      const tone: Verdict =
        resolution?.resolved === 'yes' ? 'allowed' : resolution?.resolved === 'no' ? 'denied' : 'unknown';
      steps.show(
        resolution
          ? t('{0} asks for {1}', resolution.workload.split('/').at(-1) ?? '', resolution.name)
          : t('Choose a workload and a name'),
        resolution && { text: resolution.outcome, tone },
        (resolution?.steps ?? []).map((each) => ({
          title: each.title,
          detail: each.detail,
          mark: resultText(each.result),
          tone: toneOf(each.result),
        })),
        step,
      );
      resolvConf.textContent = resolution?.resolvConf.join('\n') ?? '';
    },
  };
}

function resultText(result: ResolutionStep['result']): string {
  return {
    found: t('found'),
    nxdomain: 'NXDOMAIN',
    nodata: t('no data'),
    forwarded: t('forwarded'),
    skipped: t('skipped'),
    failed: t('failed'),
    info: '',
  }[result];
}

function toneOf(result: ResolutionStep['result']): Verdict {
  return result === 'found' ? 'allowed' : result === 'failed' ? 'denied' : 'unknown';
}
