import type { Role, Severity, Verdict } from '../graph.ts';

/** All colours of a picture, as CSS colours. */
export interface Palette {
  readonly background: string;
  readonly card: string;
  readonly border: string;
  readonly text: string;
  readonly muted: string;
  readonly frame: string;
  readonly frameBorder: string;
  readonly focus: string;
  readonly edge: string;
  readonly role: Readonly<Record<Role, string>>;
  readonly severity: Readonly<Record<Severity, string>>;
  readonly verdict: Readonly<Record<Verdict, string>>;
  readonly added: string;
  readonly removed: string;
  readonly changed: string;
  readonly dns: string;
  readonly good: string;
  /** Strong lines and no tints. */
  readonly highContrast: boolean;
  readonly font: string;
}

const font = 'system-ui, -apple-system, "Segoe UI", Ubuntu, sans-serif';

interface Base {
  readonly blue: string;
  readonly purple: string;
  readonly green: string;
  readonly teal: string;
  readonly orange: string;
  readonly yellow: string;
  readonly red: string;
  readonly grey: string;
}

function paletteOf(base: Base, rest: Pick<Palette, 'background' | 'card' | 'border' | 'text' | 'muted'>): Palette {
  return {
    ...rest,
    frame: `${rest.text}0a`,
    frameBorder: `${rest.text}26`,
    focus: base.blue,
    edge: base.grey,
    role: rolesOf(base),
    severity: { error: base.red, warning: base.yellow, info: base.blue, hint: base.grey },
    verdict: { allowed: base.green, denied: base.red, unknown: base.grey },
    added: base.green,
    removed: base.red,
    changed: base.purple,
    dns: base.teal,
    good: base.green,
    highContrast: false,
    font,
  };
}

/** Which of the base colours each role has. */
export function rolesOf(base: Base): Palette['role'] {
  return {
    internet: base.orange,
    external: base.orange,
    gateway: base.purple,
    route: base.purple,
    service: base.blue,
    workload: base.green,
    job: base.green,
    pod: base.teal,
    node: base.grey,
    dns: base.teal,
    network: base.grey,
    resolver: base.teal,
    policy: base.yellow,
    range: base.grey,
    namespace: base.blue,
    missing: base.red,
    unseen: base.grey,
  };
}

/** For pictures outside the editor, and where the editor's theme says nothing. Text has 4.5:1 on its ground. */
export const lightPalette: Palette = paletteOf(
  {
    blue: '#0b62b8',
    purple: '#7a3fb5',
    green: '#2f7a34',
    teal: '#0b7680',
    orange: '#a8500a',
    yellow: '#8a6100',
    red: '#c3202c',
    grey: '#66707b',
  },
  { background: '#ffffff', card: '#ffffff', border: '#c9ced6', text: '#1f2328', muted: '#5b636d' },
);

export const darkPalette: Palette = paletteOf(
  {
    blue: '#58a6ff',
    purple: '#c297ff',
    green: '#6cc46f',
    teal: '#4fc3c9',
    orange: '#f0a05a',
    yellow: '#e0b03f',
    red: '#ff7b78',
    grey: '#8d97a5',
  },
  { background: '#1e1e1e', card: '#262a30', border: '#414853', text: '#e6e9ee', muted: '#a3acb9' },
);

export const highContrastPalette: Palette = {
  ...paletteOf(
    {
      blue: '#6fc3ff',
      purple: '#d9b3ff',
      green: '#89d185',
      teal: '#5fe3e3',
      orange: '#ffb870',
      yellow: '#ffd84d',
      red: '#ff8a8a',
      grey: '#ffffff',
    },
    { background: '#000000', card: '#000000', border: '#ffffff', text: '#ffffff', muted: '#ffffff' },
  ),
  frame: '#000000',
  frameBorder: '#6fc3df',
  focus: '#f38518',
  highContrast: true,
};

export const highContrastLightPalette: Palette = {
  ...paletteOf(
    {
      blue: '#0f4a85',
      purple: '#5b2a91',
      green: '#1b5e20',
      teal: '#00525a',
      orange: '#7a3400',
      yellow: '#5f4300',
      red: '#8f0f1a',
      grey: '#292929',
    },
    { background: '#ffffff', card: '#ffffff', border: '#292929', text: '#292929', muted: '#292929' },
  ),
  frame: '#ffffff',
  frameBorder: '#0f4a85',
  focus: '#0f4a85',
  highContrast: true,
};
