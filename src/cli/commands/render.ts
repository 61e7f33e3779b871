import type { Command } from 'commander';
import { resourceId } from '../../model/facts/resource.ts';
import { printObjects } from '../../render/print.ts';
import { positions } from '../format/positions.ts';
import { InputError, load } from '../load.ts';

export function addRender(program: Command): void {
  program
    .command('render')
    .description('print the manifests as Kustomize or Helm render them, each with its source line')
    .argument('[path...]', 'files and folders', [])
    .option('--scope <name>', 'only this scope')
    .option('--config <file>', 'settings (default: podpath.json or .podpath.yaml)')
    .action(async (paths: string[], options: { readonly scope?: string; readonly config?: string }) => {
      const { workspace } = await load(paths, options.config);
      const { scope: name } = options;
      if (name !== undefined && !workspace.scope(name)) throw new InputError(`no scope is called ${name}`);
      const at = positions(workspace);
      for (const { info, model } of workspace.scopes) {
        if (name !== undefined && info.name !== name) continue;
        const comments = new Map(
          model.inputs.resources.map((row) => [row.tree, `${resourceId(row)} from ${at.text(row.span)}`]),
        );
        const trees = model.inputs.documents.map(({ tree }) => tree);
        process.stdout.write(`# scope ${info.name} (${info.kind})\n`);
        for (const reason of info.incomplete) process.stdout.write(`# incomplete: ${reason.replaceAll(/\s+/g, ' ')}\n`);
        process.stdout.write(`---\n${printObjects(trees, { comment: (tree) => comments.get(tree) })}---\n`);
      }
    });
}
