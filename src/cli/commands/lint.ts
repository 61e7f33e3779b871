import type { Command } from 'commander';
import { Option } from 'commander';
import { type Finding, lint } from '../../lint/lint.ts';
import { type Severity, severities } from '../../lint/rule.ts';
import { rules } from '../../rules/index.ts';
import { withoutKnown, writeBaseline } from '../baseline.ts';
import { formatGithub } from '../format/github.ts';
import { formatJson } from '../format/json.ts';
import { formatSarif } from '../format/sarif.ts';
import { formatText } from '../format/text.ts';
import { InputError, type Loaded, load } from '../load.ts';

interface Options {
  readonly format: 'text' | 'json' | 'sarif' | 'github';
  readonly rule?: readonly string[];
  readonly threshold: Severity;
  readonly scope?: string;
  readonly config?: string;
  readonly baseline?: string;
  readonly writeBaseline?: string;
}

/** What a format is given to print. */
export interface Report extends Loaded {
  readonly findings: readonly Finding[];
}

const formats = { text: formatText, json: formatJson, sarif: formatSarif, github: formatGithub };

export function addLint(program: Command): void {
  program
    .command('lint')
    .description('print what is wrong')
    .argument('[path...]', 'files and folders', [])
    .addOption(new Option('--format <format>', 'form of the output').choices(Object.keys(formats)).default('text'))
    .option('--rule <id...>', 'only these rules, also when they are off')
    .addOption(
      new Option('--threshold <severity>', 'the least severity that counts').choices(severities).default('warning'),
    )
    .option('--scope <name>', 'only this scope')
    .option('--config <file>', 'settings (default: podpath.json or .podpath.yaml)')
    .option('--baseline <file>', 'leave out the findings that this file knows')
    .option('--write-baseline <file>', 'write the findings to a file, and exit with 0')
    .action(async (paths: string[], options: Options) => {
      const loaded = await load(paths, options.config);
      const chosen = chooseRules(options.rule);
      const settings = options.rule
        ? {
            rules: {
              ...Object.fromEntries(options.rule.map((id) => [id, 'default' as const])),
              ...loaded.settings.lint.rules,
            },
          }
        : loaded.settings.lint;
      let { findings } = lint(loaded.workspace, chosen, settings);
      if (options.scope !== undefined) {
        const { scope } = options;
        if (!loaded.workspace.scope(scope)) throw new InputError(`no scope is called ${scope}`);
        findings = findings.filter(({ scopes }) => scopes.includes(scope));
      }
      if (options.writeBaseline !== undefined) {
        await writeBaseline(options.writeBaseline, findings);
        return;
      }
      if (options.baseline !== undefined) findings = await withoutKnown(options.baseline, findings);
      process.stdout.write(formats[options.format]({ ...loaded, findings }));
      const least = severities.indexOf(options.threshold);
      if (findings.some(({ severity }) => severities.indexOf(severity) <= least)) process.exitCode = 1;
    });
}

function chooseRules(ids: readonly string[] | undefined) {
  if (!ids) return rules;
  for (const id of ids) if (!rules.some((rule) => rule.id === id)) throw new InputError(`no rule is called ${id}`);
  return rules.filter(({ id }) => ids.includes(id));
}
