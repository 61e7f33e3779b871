import { type Command, Option } from 'commander';
import {
  formatCsv,
  formatDot,
  formatMarkdown,
  formatText,
  type ListedConnection,
  listAllowed,
  listUnknown,
} from '../../kubernetes/policy/connectionList.ts';
import { allowedConnections, npGuardConnections } from '../../model/connections.ts';
import { compareText } from '../../text/span.ts';
import { load, scopesNamed } from '../load.ts';

interface Options {
  readonly format: 'txt' | 'json' | 'csv' | 'md' | 'dot';
  readonly npGuardCompatible?: true;
  readonly unknown?: true;
  readonly scope?: string;
  readonly config?: string;
}

export function addConnections(program: Command): void {
  program
    .command('connections')
    .description('print every connection that the policies allow')
    .argument('[path...]', 'files and folders', [])
    .addOption(
      new Option('--format <format>', 'form of the output').choices(['txt', 'json', 'csv', 'md', 'dot']).default('txt'),
    )
    .option('--np-guard-compatible', 'where np-guard and Kubernetes differ, answer as np-guard does')
    .option('--unknown', 'print the connections of which the files do not tell whether they are allowed')
    .option('--scope <name>', 'only this scope')
    .option('--config <file>', 'settings (default: podpath.json or .podpath.yaml)')
    .action(async (paths: string[], options: Options) => {
      const { workspace } = await load(paths, options.config);
      const scopes = scopesNamed(workspace, options.scope);
      const derived = options.npGuardCompatible ? npGuardConnections : allowedConnections;
      const tables = scopes.map(({ model }) => model.get(derived));
      const shown = merge(tables.flatMap((table) => (options.unknown ? listUnknown : listAllowed)(table.rows())));
      process.stdout.write(format(options.format, shown, [...new Set(tables.flatMap(({ workloads }) => workloads))]));
      if (scopes.length > 1) say(`the connections of ${scopes.length} scopes; --scope shows those of one`);
      const left = options.unknown ? 0 : merge(tables.flatMap((table) => listUnknown(table.rows()))).length;
      if (left > 0) say(`of ${left} more, the files do not tell whether they are allowed; --unknown prints them`);
    });
}

function format(name: Options['format'], list: readonly ListedConnection[], workloads: readonly string[]): string {
  switch (name) {
    case 'txt':
      return formatText(list);
    case 'json':
      return `${JSON.stringify(list, undefined, 2)}\n`;
    case 'csv':
      return formatCsv(list);
    case 'md':
      return formatMarkdown(list);
    case 'dot':
      return formatDot(list, workloads);
  }
}

/** Each line once, sorted by its ends: what several scopes say alike is one connection. */
function merge(list: readonly ListedConnection[]): ListedConnection[] {
  const lines = new Map(list.map((one) => [`${one.src}\n${one.dst}\n${one.conn}`, one]));
  return [...lines.values()].sort(
    (a, b) => compareText(a.src, b.src) || compareText(a.dst, b.dst) || compareText(a.conn, b.conn),
  );
}

function say(text: string): void {
  process.stderr.write(`podpath: ${text}\n`);
}
