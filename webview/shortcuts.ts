import type { ViewKind } from '../src/features/graph/views.ts';
import { viewKinds } from '../src/features/graph/views.ts';
import type { Shortcut } from './keyboard.ts';
import { t } from './l10n.ts';
import type { Direction } from './navigate.ts';

/** What the keys do; the sheet and the key handling are both made from this. */
export interface KeyActions {
  readonly move: (direction: Direction) => void;
  readonly walk: (way: 'in' | 'out') => void;
  readonly open: () => void;
  readonly select: () => void;
  readonly toggleDetails: () => void;
  readonly search: () => void;
  readonly fit: () => void;
  readonly fitSelection: () => void;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  readonly resetZoom: () => void;
  readonly pan: (x: number, y: number) => void;
  readonly focus: () => void;
  readonly hide: () => void;
  readonly context: () => void;
  readonly outline: () => void;
  readonly legend: () => void;
  readonly filters: () => void;
  readonly undo: () => void;
  readonly traceFrom: () => void;
  readonly traceTo: () => void;
  readonly step: (by: number) => void;
  readonly nextProblem: () => void;
  readonly scope: () => void;
  readonly changes: () => void;
  readonly endComparison: () => void;
  readonly policies: () => void;
  readonly resolver: () => void;
  readonly copyLookup: () => void;
  readonly view: (kind: ViewKind) => void;
  readonly help: () => void;
  readonly escape: () => void;
}

export function shortcutsOf(to: KeyActions): readonly Shortcut[] {
  const canvas = (group: string, keys: readonly string[], label: string, run: () => void): Shortcut => ({
    group,
    keys,
    label,
    run,
    where: 'canvas',
  });
  const anywhere = (group: string, keys: readonly string[], label: string, run: () => void): Shortcut => ({
    group,
    keys,
    label,
    run,
    where: 'anywhere',
  });
  const move = t('Move');
  const look = t('Look');
  const work = t('Work');
  return [
    canvas(move, ['ArrowRight'], t('Nearest card to the right'), () => to.move('right')),
    canvas(move, ['ArrowLeft'], t('Nearest card to the left'), () => to.move('left')),
    canvas(move, ['ArrowUp'], t('Nearest card above'), () => to.move('up')),
    canvas(move, ['ArrowDown'], t('Nearest card below'), () => to.move('down')),
    canvas(move, [']', 'Ctrl+ArrowRight'], t('Follow an outgoing line; again for the next'), () => to.walk('out')),
    canvas(move, ['[', 'Ctrl+ArrowLeft'], t('Follow an incoming line; again for the next'), () => to.walk('in')),
    canvas(move, ['p'], t('Next problem'), to.nextProblem),
    anywhere(move, ['/', 'Ctrl+f'], t('Search'), to.search),
    anywhere(move, ['Escape'], t('Close what is open, then clear the selection'), to.escape),
    canvas(work, ['Enter'], t('Open the source, or what a card stands for'), to.open),
    canvas(work, [' '], t('Show details'), to.select),
    anywhere(work, ['d'], t('Details on and off'), to.toggleDetails),
    canvas(work, ['Shift+F10', 'ContextMenu'], t('Context menu'), to.context),
    canvas(work, ['t'], t('Trace from here'), to.traceFrom),
    canvas(work, ['y'], t('Trace to here'), to.traceTo),
    anywhere(work, ['.'], t('Next step of a trace'), () => to.step(1)),
    anywhere(work, [','], t('Previous step of a trace'), () => to.step(-1)),
    anywhere(work, ['c'], t('Compare with a Git ref, or go to what differs'), to.changes),
    anywhere(work, ['x'], t('End the comparison'), to.endComparison),
    anywhere(work, ['w'], t('Connections with or without the effect of policies'), to.policies),
    anywhere(work, ['r'], t('Resolve as glibc or as musl'), to.resolver),
    anywhere(work, ['g'], t('Copy the lookup as text of dig'), to.copyLookup),
    anywhere(look, ['k'], t('Choose another scope'), to.scope),
    anywhere(look, ['f'], t('Fit everything'), to.fit),
    canvas(look, ['s'], t('Fit the selection'), to.fitSelection),
    canvas(look, ['n'], t('Focus on the neighbourhood'), to.focus),
    canvas(look, ['h'], t('Hide this kind'), to.hide),
    anywhere(look, ['u', 'Ctrl+z'], t('Undo view change'), to.undo),
    anywhere(look, ['+', '='], t('Zoom in'), to.zoomIn),
    anywhere(look, ['-'], t('Zoom out'), to.zoomOut),
    anywhere(look, ['0'], t('Zoom to 100 %'), to.resetZoom),
    canvas(look, ['Alt+ArrowRight'], t('Move the view right'), () => to.pan(-80, 0)),
    canvas(look, ['Alt+ArrowLeft'], t('Move the view left'), () => to.pan(80, 0)),
    canvas(look, ['Alt+ArrowUp'], t('Move the view up'), () => to.pan(0, 80)),
    canvas(look, ['Alt+ArrowDown'], t('Move the view down'), () => to.pan(0, -80)),
    anywhere(look, ['o'], t('Outline on and off'), to.outline),
    anywhere(look, ['l'], t('Legend on and off'), to.legend),
    anywhere(look, ['i'], t('Filters on and off'), to.filters),
    ...viewKinds.map((kind, index) => anywhere(t('Views'), [String(index + 1)], viewName(kind), () => to.view(kind))),
    anywhere(t('Views'), ['?'], t('Keyboard shortcuts'), to.help),
  ];
}

/** What a view is called. */
export function viewName(kind: ViewKind): string {
  return {
    routing: t('Routing'),
    connections: t('Connections'),
    dns: t('DNS'),
    addresses: t('Addresses'),
    architecture: t('Architecture'),
  }[kind];
}
