import { h } from '../ui/dom.ts';

export interface Tooltip {
  readonly element: HTMLElement;
  show(markdown: string, at: { x: number; y: number }, within: { width: number; height: number }): void;
  hide(): void;
}

/** The editor's hover beside the pointer. */
export function createTooltip(): Tooltip {
  const element = h('div', { class: 'tooltip', role: 'tooltip', hidden: true });
  return {
    element,
    show(markdown, at, within) {
      element.replaceChildren(...renderMarkdown(markdown));
      element.hidden = false;
      const left = Math.min(at.x + 14, within.width - element.offsetWidth - 8);
      const top = at.y + 18 + element.offsetHeight > within.height ? at.y - element.offsetHeight - 10 : at.y + 18;
      element.style.setProperty('transform', `translate(${Math.max(4, left)}px, ${Math.max(4, top)}px)`);
    },
    hide() {
      element.hidden = true;
    },
  };
}

/** The little of Markdown that hovers are made of: paragraphs, lists, code, bold; links as their text. No HTML. */
export function renderMarkdown(markdown: string): HTMLElement[] {
  const out: HTMLElement[] = [];
  for (const block of markdown.split(/\n{2,}/)) {
    const lines = block.split('\n').filter((line) => line.trim() !== '');
    if (lines.length === 0 || /^-{3,}$/.test(lines[0]!)) continue;
    if (lines[0]!.startsWith('```')) out.push(h('pre', {}, lines.filter((line) => !line.startsWith('```')).join('\n')));
    else if (lines.every((line) => /^\s*[-*] /.test(line)))
      out.push(h('ul', {}, ...lines.map((line) => h('li', {}, ...inline(line.replace(/^\s*[-*] /, ''))))));
    else out.push(h('p', {}, ...inline(lines.join(' ').replace(/^#+ /, ''))));
  }
  return out;
}

function inline(text: string): (HTMLElement | string)[] {
  const out: (HTMLElement | string)[] = [];
  let at = 0;
  for (const match of text.matchAll(/`([^`]+)`|\*\*([^*]+)\*\*|\$\([\w-]+\)\s?|\[([^\]]+)\]\([^)]*\)/g)) {
    out.push(text.slice(at, match.index));
    if (match[1] !== undefined) out.push(h('code', {}, match[1]));
    else if (match[2] !== undefined) out.push(h('b', {}, match[2]));
    else if (match[3] !== undefined) out.push(...inline(match[3]));
    at = match.index + match[0].length;
  }
  return [...out, text.slice(at)];
}
