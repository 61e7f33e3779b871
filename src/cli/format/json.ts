import type { Report } from '../commands/lint.ts';
import { positions } from './positions.ts';

/** The findings and a summary of what was read. The same input gives the same bytes. */
export function formatJson({ findings, workspace, skipped }: Report): string {
  const at = positions(workspace);
  const { roles } = workspace.plan;
  const left = [...roles.values()]
    .filter(({ use }) => use === 'left out')
    .map(({ path, reason }) => ({ file: path, reason }));
  const all = [...left, ...skipped].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  const sum = (count: (scope: (typeof workspace.scopes)[number]) => number): number =>
    workspace.scopes.reduce((total, scope) => total + count(scope), 0);
  const report = {
    findings: findings.map(({ rule, severity, message, span, resource, scopes, related, fixes }) => ({
      rule,
      severity,
      message,
      file: span.file,
      range: at.range(span),
      resource,
      scope: scopes.join(', '),
      related: (related ?? []).map((other) => ({
        message: other.message,
        file: other.span.file,
        range: at.range(other.span),
      })),
      fixes: (fixes ?? []).map(({ title, preferred }) => ({ title, safe: preferred ?? false })),
    })),
    summary: {
      files: [...roles.values()].filter(({ use }) => use !== 'left out').length,
      documents: sum(({ model }) => model.inputs.documents.length),
      resources: sum(({ model }) => model.inputs.resources.length),
      scopes: workspace.scopes.length,
      skipped: all,
    },
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
