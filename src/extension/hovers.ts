import * as vscode from 'vscode';
import { hoverAt } from '../features/hovers/hover.ts';
import { type HoverLink, linksAt } from '../features/hovers/links.ts';
import { manifestLanguages, toOffset, toRange } from './convert.ts';
import type { Project } from './project.ts';

/** The commands that a hover may run, and no others: its text comes from the manifests. */
const enabledCommands = [
  'podpath.topology.focusSymbol',
  'podpath.topology.showDnsPath',
  'podpath.topology.resolveFrom',
  'podpath.topology.checkReachability',
  'podpath.topology.traceFrom',
  'podpath.topology.traceTo',
];

/** What the model knows of the place under the pointer, and what can be asked of it. */
export function offerHovers(project: Project): vscode.Disposable {
  return vscode.languages.registerHoverProvider(manifestLanguages, {
    provideHover(document, position) {
      const at = project.settings.hover ? toOffset(project, document, position) : undefined;
      const hover = at && hoverAt(project.workspace, at.path, at.offset);
      if (!hover) return undefined;
      const range = toRange(project, hover.span);
      const links = linksAt(project.workspace, at.path, at.offset).map(linkText);
      if (links.length === 0) return new vscode.Hover(new vscode.MarkdownString(hover.markdown, true), range);
      // Below the headline, where they are in sight also in a long hover; apart from the text, so that nothing of what
      // the manifests say can become a command.
      const end = hover.markdown.indexOf('\n\n');
      const [headline, rest] =
        end < 0 ? [hover.markdown, ''] : [hover.markdown.slice(0, end), hover.markdown.slice(end + 2)];
      const ways = new vscode.MarkdownString(links.join('&nbsp;&nbsp; '), true);
      ways.isTrusted = { enabledCommands };
      const parts = [new vscode.MarkdownString(headline, true), ways];
      return new vscode.Hover(rest === '' ? parts : [...parts, new vscode.MarkdownString(rest, true)], range);
    },
  });
}

function linkText(link: HoverLink): string {
  switch (link.kind) {
    case 'show':
      return command('type-hierarchy-sub', vscode.l10n.t('Show in Topology'), 'focusSymbol', link.object);
    case 'resolve': {
      const title = vscode.l10n.t('Show DNS Path');
      return command('references', title, 'showDnsPath', link.workload, link.name);
    }
    case 'resolveFrom':
      return command('references', vscode.l10n.t('Resolve a Name from Here'), 'resolveFrom', link.workload);
    case 'trace': {
      const title = vscode.l10n.t('Trace the Connection');
      return command('git-compare', title, 'checkReachability', link.from, link.to, link.port);
    }
    case 'traceFrom':
      return command('arrow-right', vscode.l10n.t('Trace from Here'), 'traceFrom', link.object);
    case 'traceTo':
      return command('arrow-right', vscode.l10n.t('Trace to Here'), 'traceTo', link.object);
  }
}

function command(icon: string, title: string, name: string, ...args: readonly unknown[]): string {
  const asked = encodeURIComponent(JSON.stringify(args)).replaceAll(/[()]/g, (mark) => (mark === '(' ? '%28' : '%29'));
  return `[$(${icon}) ${title}](command:podpath.topology.${name}?${asked})`;
}
