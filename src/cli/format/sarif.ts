import { rulePage } from '../../lint/documentation.ts';
import type { Severity } from '../../lint/rule.ts';
import { rules } from '../../rules/index.ts';
import type { Span } from '../../text/span.ts';
import type { Report } from '../commands/lint.ts';
import { positions } from './positions.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

/** SARIF 2.1.0 (OASIS), with the rules' documentation, related locations and fixes. */
export function formatSarif({ findings, workspace }: Report): string {
  const at = positions(workspace);
  const used = rules.filter(({ id }) => findings.some(({ rule }) => rule === id));
  const region = (span: Span) => {
    const { start, end } = at.range(span);
    return {
      startLine: start.line + 1,
      startColumn: start.character + 1,
      endLine: end.line + 1,
      endColumn: end.character + 1,
    };
  };
  const artifactLocation = (file: string) => ({ uri: file.split('/').map(encodeURIComponent).join('/') });
  const location = (span: Span) => ({
    physicalLocation: { artifactLocation: artifactLocation(span.file), region: region(span) },
  });
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Podpath',
            informationUri: 'https://github.com/podpath/podpath',
            rules: used.map(({ id, summary, why, severity }) => ({
              id,
              shortDescription: { text: summary },
              fullDescription: { text: why },
              helpUri: rulePage(id),
              defaultConfiguration: { level: levels[severity] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map(({ rule, severity, message, span, related, fixes, resource }) => ({
          ruleId: rule,
          ruleIndex: used.findIndex(({ id }) => id === rule),
          level: levels[severity],
          message: { text: message },
          locations: [{ ...location(span), logicalLocations: [{ fullyQualifiedName: resource, kind: 'resource' }] }],
          ...(related && related.length > 0
            ? {
                relatedLocations: related.map((other, id) => ({
                  id,
                  ...location(other.span),
                  message: { text: other.message },
                })),
              }
            : {}),
          ...(fixes && fixes.length > 0
            ? {
                fixes: fixes.map(({ title, edits }) => ({
                  description: { text: title },
                  artifactChanges: [...new Set(edits.map((edit) => edit.span.file))].map((file) => ({
                    artifactLocation: artifactLocation(file),
                    replacements: edits
                      .filter((edit) => edit.span.file === file)
                      .map((edit) => ({ deletedRegion: region(edit.span), insertedContent: { text: edit.text } })),
                  })),
                })),
              }
            : {}),
        })),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}
