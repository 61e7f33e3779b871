import { type Command, Option } from 'commander';
import { rulesAsMarkdown } from '../../lint/documentation.ts';
import { rules } from '../../rules/index.ts';

export function addRules(program: Command): void {
  program
    .command('rules')
    .description('list the rules')
    .addOption(new Option('--format <format>', 'form of the output').choices(['text', 'json', 'md']).default('text'))
    .action(({ format }: { format: 'text' | 'json' | 'md' }) => {
      process.stdout.write(print[format]());
    });
}

const print = {
  text: () => {
    const width = Math.max(...rules.map(({ id }) => id.length));
    return rules
      .map(
        ({ id, severity, off, summary }) => `${id.padEnd(width)}  ${(off ? 'off' : severity).padEnd(7)}  ${summary}\n`,
      )
      .join('');
  },
  json: () =>
    `${JSON.stringify(
      rules.map(({ id, subject, severity, off, summary, why }) => ({
        id,
        subject,
        severity,
        off: off ?? false,
        summary,
        why,
      })),
      undefined,
      2,
    )}\n`,
  md: () => rulesAsMarkdown(rules),
};
