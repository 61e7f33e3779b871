import type { Rule } from './rule.ts';

/** Where the page of a rule is. */
export function rulePage(id: string): string {
  return `https://github.com/podpath/podpath/blob/main/src/rules/README.md#${id}`;
}

/** The catalogue: a table by subject, then a page for each rule. */
export function rulesAsMarkdown(rules: readonly Rule[]): string {
  const subjects = [...new Set(rules.map(({ subject }) => subject))];
  const table = subjects.flatMap((subject) => [
    `## ${subject}`,
    '',
    '| rule | severity | what it finds |',
    '| --- | --- | --- |',
    ...rules
      .filter((rule) => rule.subject === subject)
      .map(
        ({ id, severity, off, summary }) =>
          `| [\`${id}\`](#${id}) | ${off ? `off (${severity})` : severity} | ${summary} |`,
      ),
    '',
  ]);
  const head = [
    '# Rules',
    '',
    'Made from the rules themselves by `npm run docs`. The marks under the examples show what is reported and where;',
    '`[fixable]` means that a quick fix is offered.',
    '',
  ];
  return [...head, ...table, ...rules.map((rule) => ruleAsMarkdown(rule, '##'))].join('\n');
}

/** The page of a rule, with headings below `level`. */
export function ruleAsMarkdown({ id, severity, off, summary, why, examples }: Rule, level: '#' | '##'): string {
  return [
    `${level} ${id}`,
    '',
    summary,
    '',
    `Severity: ${severity}${off ? ', off by default' : ''}.`,
    '',
    why,
    '',
    `${level}# Reported`,
    '',
    '```yaml',
    examples.reported.trim(),
    '```',
    '',
    `${level}# Accepted`,
    '',
    '```yaml',
    examples.accepted.trim(),
    '```',
    '',
  ].join('\n');
}
