import { type Command, Option } from 'commander';
import { causeInWords } from '../../kubernetes/policy/words.ts';
import { resourceId } from '../../model/facts/resource.ts';
import { policies } from '../../model/policies.ts';
import { listedName } from '../../model/policyEndpoints.ts';
import {
  type RequiredConnection,
  requiredConnections,
  requiredPortText,
  requiredSourceName,
} from '../../model/required.ts';
import type { Scope, Workspace } from '../../model/workspace.ts';
import { Lines } from '../../text/lines.ts';
import { compareText, type Span } from '../../text/span.ts';
import { load, scopesNamed } from '../load.ts';

interface Options {
  readonly format: 'txt' | 'json';
  readonly scope?: string;
  readonly config?: string;
}

export function addRequired(program: Command): void {
  program
    .command('required')
    .description('print the connections that the manifests ask for, each with its verdict')
    .argument('[path...]', 'files and folders', [])
    .addOption(new Option('--format <format>', 'form of the output').choices(['txt', 'json']).default('txt'))
    .option('--scope <name>', 'only this scope')
    .option('--config <file>', 'settings (default: podpath.json or .podpath.yaml)')
    .action(async (paths: string[], options: Options) => {
      const { workspace } = await load(paths, options.config);
      const rows = new Map<string, Row>();
      for (const scope of scopesNamed(workspace, options.scope)) {
        for (const one of scope.model.get(requiredConnections)) {
          const row = describe(workspace, scope, one);
          rows.set(JSON.stringify(row), row);
        }
      }
      const sorted = [...rows.values()].sort(
        (a, b) => compareText(a.src, b.src) || compareText(a.dst, b.dst) || compareText(a.conn, b.conn),
      );
      process.stdout.write(
        options.format === 'json' ? `${JSON.stringify(sorted, undefined, 2)}\n` : sorted.map(asLine).join(''),
      );
    });
}

type Row = ReturnType<typeof describe>;

function describe(workspace: Workspace, { model }: Scope, one: RequiredConnection) {
  const { explanation } = one;
  const known = model.get(policies);
  const nameOf = (id: string) => {
    const row = known.row(id);
    return row ? `${row.kind} ${row.name.value}` : id;
  };
  const deciding =
    explanation && [explanation.egress, explanation.ingress].find(({ verdict }) => verdict === explanation.verdict);
  const { cause } = deciding ?? {};
  const policy =
    cause?.kind === 'isolated' ? cause.policies[0] : cause?.kind === 'denied-by' ? cause.rule.policy : undefined;
  const row = policy === undefined ? undefined : known.row(policy);
  return {
    src: requiredSourceName(one.source),
    dst: listedName(one.destination),
    conn: requiredPortText(one),
    verdict: explanation?.verdict ?? 'unknown',
    because: deciding ? causeInWords(deciding, nameOf) : 'no container of the pods has a port of this name',
    service: resourceId(one.service),
    where: one.where,
    ...place(workspace, one.asked),
    ...(row && { decidedBy: { policy: resourceId(row), ...place(workspace, row.span) } }),
  };
}

/** The file and the line, from 1. */
function place({ files }: Workspace, { file, start }: Span): { readonly file: string; readonly line: number } {
  return { file, line: new Lines(files.get(file)?.text ?? '').position(start).line + 1 };
}

function asLine({ src, dst, conn, verdict, because, where, file, line }: Row): string {
  const why = verdict === 'allowed' ? '' : `: ${because}`;
  return `${src} => ${dst} : ${conn}  # ${verdict} (${where}, ${file}:${line})${why}\n`;
}
