import type { Report } from '../commands/lint.ts';
import { positions } from './positions.ts';

/** `file:line:column: severity: message [rule]`, with the other side below, and a summary. */
export function formatText({ findings, workspace }: Report): string {
  const at = positions(workspace);
  const lines: string[] = [];
  for (const { span, severity, message, rule, scopes, related, fixes } of findings) {
    const many = workspace.scopes.length > 1 ? ` (${scopes.join(', ')})` : '';
    lines.push(`${at.text(span)}: ${severity}: ${message} [${rule}]${many}`);
    for (const other of related ?? []) lines.push(`    ${at.text(other.span)}: ${other.message}`);
    for (const fix of fixes ?? []) lines.push(`    fix: ${fix.title}`);
  }
  const counts = (['error', 'warning', 'info', 'hint'] as const)
    .map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${count} ${severity}${count > 1 && severity !== 'info' ? 's' : ''}`);
  const resources = workspace.scopes.reduce((sum, { model }) => sum + model.inputs.resources.length, 0);
  lines.push(
    `${counts.length > 0 ? counts.join(', ') : 'nothing found'} in ${resources} resources of ${workspace.scopes.length} scope${workspace.scopes.length === 1 ? '' : 's'}`,
  );
  return `${lines.join('\n')}\n`;
}
