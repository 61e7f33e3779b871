import {
  darkPalette,
  highContrastLightPalette,
  highContrastPalette,
  lightPalette,
  type Palette,
} from '../src/features/graph/paint/palette.ts';

export type ThemeKind = 'light' | 'dark' | 'high-contrast' | 'high-contrast-light';

/** The kind of theme that the page says it has. */
export function themeKind(): ThemeKind {
  const classes = document.body.classList;
  if (classes.contains('vscode-high-contrast-light')) return 'high-contrast-light';
  if (classes.contains('vscode-high-contrast')) return 'high-contrast';
  return classes.contains('vscode-light') ? 'light' : 'dark';
}

/** Whether the user asked for less motion. */
export function reducedMotion(): boolean {
  return (
    document.body.classList.contains('vscode-reduce-motion') || matchMedia('(prefers-reduced-motion: reduce)').matches
  );
}

/** The colours of the present theme: our contributed ones first, then the editor's, then our own. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const color = (fallback: string, ...names: readonly string[]) => {
    for (const name of names) {
      const value = style.getPropertyValue(`--vscode-${name}`).trim();
      if (value !== '') return value;
    }
    return fallback;
  };
  const kind = themeKind();
  const base = {
    light: lightPalette,
    dark: darkPalette,
    'high-contrast': highContrastPalette,
    'high-contrast-light': highContrastLightPalette,
  }[kind];
  const text = color(base.text, 'editor-foreground', 'foreground');
  const background = color(base.background, 'editor-background');
  const own = (name: keyof Palette['role'], contributed: string) => color(base.role[name], contributed);
  const service = own('service', 'podpath-node-service');
  const entry = own('gateway', 'podpath-node-ingress');
  const workload = own('workload', 'podpath-node-workload');
  const pod = own('pod', 'podpath-node-pod');
  const external = own('external', 'podpath-node-external');
  return {
    ...base,
    background,
    card: base.highContrast || kind === 'light' ? background : mix(text, background, 0.085),
    border: base.highContrast ? color(base.border, 'contrastBorder') : mix(text, background, 0.24),
    text,
    muted: base.highContrast ? text : mix(text, background, 0.7),
    frame: base.highContrast ? background : mix(text, background, 0.045),
    frameBorder: base.highContrast ? color(base.frameBorder, 'contrastBorder') : mix(text, background, 0.17),
    focus: color(base.focus, 'focusBorder'),
    edge: color(base.edge, 'podpath-edge-route'),
    verdict: { ...base.verdict, denied: color(base.verdict.denied, 'podpath-edge-deny') },
    dns: color(base.dns, 'podpath-edge-dns'),
    role: {
      ...base.role,
      service,
      gateway: entry,
      route: entry,
      workload,
      job: workload,
      pod,
      internet: external,
      external,
      policy: own('policy', 'podpath-node-policy'),
    },
    font: color(base.font, 'font-family'),
  };
}

/** Calls back when the theme changes. */
export function onThemeChange(listener: () => void): void {
  const observer = new MutationObserver(listener);
  observer.observe(document.body, {
    attributes: true,
    attributeFilter: ['class', 'data-vscode-theme-kind', 'data-vscode-theme-id'],
  });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
}

/** `share` of the first colour over the second; the first when they are not both written as hexadecimals. */
export function mix(over: string, under: string, share: number): string {
  const [a, b] = [channels(over), channels(under)];
  if (!a || !b) return over;
  return `#${a
    .map((value, index) =>
      Math.round(value * share + b[index]! * (1 - share))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

function channels(color: string): number[] | undefined {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(color);
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(color);
  if (short) return short.slice(1).map((digit) => Number.parseInt(digit + digit, 16));
  return long?.slice(1).map((digits) => Number.parseInt(digits, 16));
}
