import type { Severity } from '../../lint/rule.ts';
import type { Report } from '../commands/lint.ts';
import { positions } from './positions.ts';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

/** Workflow commands that GitHub Actions shows as annotations of the changed lines. */
export function formatGithub({ findings, workspace }: Report): string {
  const at = positions(workspace);
  return findings
    .map(({ severity, span, rule, message }) => {
      const { start, end } = at.range(span);
      const place = [
        `file=${property(span.file)}`,
        `line=${start.line + 1}`,
        `endLine=${end.line + 1}`,
        `col=${start.character + 1}`,
        `endColumn=${end.character + 1}`,
        `title=${property(rule)}`,
      ];
      return `::${commands[severity]} ${place.join(',')}::${data(message)}\n`;
    })
    .join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
