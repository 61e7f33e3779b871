import { type Command, InvalidArgumentError, Option } from 'commander';
import { reachability } from '../../features/reachability.ts';
import { traceData, traceText } from '../../features/trace.ts';
import type { Trace } from '../../model/trace.ts';
import type { Scope } from '../../model/workspace.ts';
import { InputError, load, scopesNamed } from '../load.ts';

interface Options {
  readonly port?: number;
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP';
  readonly format: 'text' | 'json';
  readonly scope?: string;
  readonly config?: string;
}

export function addTrace(program: Command): void {
  program
    .command('trace')
    .description('print the way from one end to another, hop by hop, with what decides')
    .argument('<src>', 'namespace/name, Kind/namespace/name, an address, or internet')
    .argument('<dst>', 'the same, or Service/namespace/name, a DNS name, a URL')
    .argument('[path...]', 'files and folders', [])
    .option('--port <port>', 'the port that is asked for', readPort)
    .addOption(
      new Option('--protocol <protocol>', 'default: what the port is, else TCP').choices(['TCP', 'UDP', 'SCTP']),
    )
    .addOption(new Option('--format <format>', 'form of the output').choices(['text', 'json']).default('text'))
    .option('--scope <name>', 'the scope to look in')
    .option('--config <file>', 'settings (default: podpath.json or .podpath.yaml)')
    .action(async (src: string, dst: string, paths: string[], options: Options) => {
      const { workspace } = await load(paths, options.config);
      const found = traceIn(scopesNamed(workspace, options.scope), src, dst, options);
      const textOf = (file: string) => workspace.files.get(file)?.text;
      process.stdout.write(
        options.format === 'json'
          ? `${JSON.stringify(traceData(found, textOf), undefined, 2)}\n`
          : traceText(found, textOf),
      );
    });
}

/** The trace in the first scope that has both ends. */
function traceIn(scopes: readonly Scope[], src: string, dst: string, { port, protocol }: Options): Trace {
  let fault: string | undefined;
  for (const scope of scopes) {
    const found = reachability(scope, src, dst, port, protocol);
    if (found.kind === 'trace') {
      if (scopes.length > 1) process.stderr.write(`podpath: in scope ${scope.info.name}; --scope looks in another\n`);
      return found.trace;
    }
    fault ??= found.fault;
  }
  throw new InputError(fault ?? 'no manifests were found');
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65535) throw new InvalidArgumentError('A port is from 1 to 65535.');
  return port;
}
