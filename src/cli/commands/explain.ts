import type { Command } from 'commander';
import { ruleAsMarkdown } from '../../lint/documentation.ts';
import { rules } from '../../rules/index.ts';
import { nearMisses } from '../../text/distance.ts';
import { InputError } from '../load.ts';

export function addExplain(program: Command): void {
  program
    .command('explain')
    .description("print a rule's page")
    .argument('<rule>', 'its id')
    .action((id: string) => {
      const rule = rules.find((candidate) => candidate.id === id);
      if (!rule) {
        const near = nearMisses(
          id,
          rules.map((candidate) => candidate.id),
        )[0];
        throw new InputError(`no rule is called ${id}${near ? `; did you mean ${near}?` : ''}`);
      }
      process.stdout.write(ruleAsMarkdown(rule, '#'));
    });
}
