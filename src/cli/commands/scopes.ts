import { type Command, Option } from 'commander';
import { resourceId } from '../../model/facts/resource.ts';
import { type Loaded, load } from '../load.ts';

export function addScopes(program: Command): void {
  program
    .command('scopes')
    .description('print what is applied together, and which files were left out')
    .argument('[path...]', 'files and folders', [])
    .addOption(new Option('--format <format>', 'form of the output').choices(['text', 'json']).default('text'))
    .option('--config <file>', 'settings (default: podpath.json or .podpath.yaml)')
    .action(async (paths: string[], options: { format: 'text' | 'json'; config?: string }) => {
      const described = describe(await load(paths, options.config));
      process.stdout.write(
        options.format === 'json' ? `${JSON.stringify(described, undefined, 2)}\n` : asText(described),
      );
    });
}

function describe({ workspace, skipped }: Loaded) {
  const { roles } = workspace.plan;
  return {
    scopes: workspace.scopes.map(({ info, model }) => ({
      name: info.name,
      kind: info.kind,
      incomplete: info.incomplete,
      resources: model.inputs.resources.map(resourceId),
    })),
    files: [
      ...[...roles.values()].map(({ path, use, reason }) => ({ file: path, use, reason })),
      ...skipped.map(({ file, reason }) => ({ file, use: 'left out', reason })),
    ].sort((a, b) => (a.file < b.file ? -1 : 1)),
  };
}

function asText({ scopes, files }: ReturnType<typeof describe>): string {
  const lines: string[] = [];
  for (const { name, kind, incomplete, resources } of scopes) {
    lines.push(`${name}  (${kind}, ${resources.length} resources)`);
    for (const reason of incomplete) lines.push(`  incomplete: ${reason}`);
    for (const resource of resources) lines.push(`  ${resource}`);
  }
  const left = files.filter(({ use }) => use !== 'read');
  if (left.length > 0) lines.push('', 'Files that are not read as they stand:');
  for (const { file, use, reason } of left) lines.push(`  ${file}: ${use}, ${reason}`);
  return `${lines.join('\n')}\n`;
}
