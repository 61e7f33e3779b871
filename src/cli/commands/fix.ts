import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { fixAll } from '../../features/codeActions.ts';
import { lint } from '../../lint/lint.ts';
import { rules } from '../../rules/index.ts';
import { encodeAs } from '../../text/decode.ts';
import { applyEdits } from '../../text/edit.ts';
import { compareText } from '../../text/span.ts';
import { InputError, load } from '../load.ts';

export function addFix(program: Command): void {
  program
    .command('fix')
    .description('apply the fixes that have one right answer')
    .argument('[path...]', 'files and folders', [])
    .option('--rule <id...>', 'only these rules')
    .option('--dry-run', 'print a unified diff, and change nothing')
    .option('--config <file>', 'settings (default: podpath.json or .podpath.yaml)')
    .action(async (paths: string[], options: { rule?: readonly string[]; dryRun?: boolean; config?: string }) => {
      const { workspace, settings, base } = await load(paths, options.config);
      for (const id of options.rule ?? []) {
        if (!rules.some((rule) => rule.id === id)) throw new InputError(`no rule is called ${id}`);
      }
      const chosen = options.rule ? rules.filter(({ id }) => options.rule!.includes(id)) : rules;
      const edits = fixAll(lint(workspace, chosen, settings.lint).findings);
      const files = [...new Set(edits.map(({ span }) => span.file))].sort(compareText);
      for (const file of files) {
        const before = workspace.files.get(file)?.text;
        if (before === undefined) continue;
        const after = applyEdits(file, before, edits);
        if (options.dryRun) process.stdout.write(unifiedDiff(file, before, after));
        else {
          const path = resolve(base, file);
          await writeFile(path, encodeAs(await readFile(path), after));
        }
      }
      const count = edits.length === 1 ? '1 fix' : `${edits.length} fixes`;
      process.stderr.write(
        `podpath: ${count} in ${files.length === 1 ? '1 file' : `${files.length} files`}${options.dryRun ? ', not applied' : ''}\n`,
      );
    });
}

function unifiedDiff(file: string, before: string, after: string): string {
  const headerOptions = FILE_HEADERS_ONLY;
  return createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, { headerOptions });
}
