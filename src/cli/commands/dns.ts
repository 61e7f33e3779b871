import { type Command, Option } from 'commander';
import { digText, questionsText, resolutionData } from '../../features/dns/digText.ts';
import { kindOfReply } from '../../kubernetes/dns/records.ts';
import type { Libc } from '../../kubernetes/dns/searchList.ts';
import { type Asked, askCluster, askFrom, type QuestionType, questionTypes } from '../../model/dns/ask.ts';
import { askersNamed } from '../../model/dns/askers.ts';
import { type Asker, resolveFrom } from '../../model/dns/resolveFrom.ts';
import type { Scope, Workspace } from '../../model/workspace.ts';
import { InputError, load } from '../load.ts';

interface Options {
  readonly from?: string;
  readonly type?: QuestionType;
  readonly libc: Libc;
  readonly format: 'text' | 'json';
  readonly scope?: string;
  readonly config?: string;
}

export function addDns(program: Command): void {
  program
    .command('dns')
    .description('resolve a name as a pod would, question by question')
    .argument('<name>', 'the name, or an address with --type PTR')
    .argument('[path...]', 'files and folders', [])
    .option('--from <workload|namespace>', 'who asks: web, shop/web, statefulset/db, or a namespace')
    .addOption(new Option('--type <type>', 'type of record (default: A and AAAA)').choices(questionTypes))
    .addOption(new Option('--libc <libc>', 'C library of the image').choices(['glibc', 'musl']).default('glibc'))
    .addOption(new Option('--format <format>', 'form of the output').choices(['text', 'json']).default('text'))
    .option('--scope <name>', 'the scope to ask in')
    .option('--config <file>', 'settings (default: podpath.json or .podpath.yaml)')
    .action(async (name: string, paths: string[], options: Options) => {
      const { workspace } = await load(paths, options.config);
      process.stdout.write(answer(workspace, name, options));
    });
}

function answer(workspace: Workspace, name: string, options: Options): string {
  const { from, type, libc, format } = options;
  if (from === undefined) {
    const scope = scopeNamed(workspace, options.scope);
    const asked = [askCluster(scope.model, name, type ?? 'A')];
    return format === 'json' ? json(asked.map(questionData)[0]) : questionsText(asked);
  }
  const { scope, asker } = whoAsks(workspace, from, options.scope);
  if (type === undefined || type === 'A' || type === 'AAAA') {
    const family = type === undefined ? 'unspec' : type === 'A' ? 'inet' : 'inet6';
    const resolved = resolveFrom(scope.model, asker, name, { libc, family });
    return format === 'json' ? json(resolutionData(resolved)) : digText(resolved);
  }
  const { resolvConf, asked } = askFrom(scope.model, asker, name, type, libc);
  return format === 'json'
    ? json({ resolvConf, questions: asked.map(questionData) })
    : questionsText(asked, resolvConf);
}

function scopeNamed(workspace: Workspace, name: string | undefined): Scope {
  const scope = workspace.scope(name);
  if (!scope) throw new InputError(name === undefined ? 'no manifests were found' : `no scope is called ${name}`);
  return scope;
}

function whoAsks(workspace: Workspace, from: string, name: string | undefined): { scope: Scope; asker: Asker } {
  const scopes = name === undefined ? workspace.scopes : [scopeNamed(workspace, name)];
  for (const scope of scopes) {
    const askers = askersNamed(scope.model, from);
    const [asker] = askers;
    if (!asker) continue;
    if (askers.length > 1) {
      const names = askers.map((one) =>
        one.kind === 'workload'
          ? `${one.workload.kind}/${one.workload.namespace.value}/${one.workload.name.value}`
          : one.namespace,
      );
      throw new InputError(`${from} may be ${names.join(' or ')}`);
    }
    return { scope, asker };
  }
  throw new InputError(`no workload or namespace is called ${from}`);
}

function questionData({ name, type, reply }: Asked) {
  return {
    name,
    type,
    outcome: kindOfReply(reply),
    plugin: reply.plugin ?? null,
    serverBlock: reply.serverBlock ?? null,
    rewrittenTo: reply.rewrittenTo ?? null,
    answers: reply.answers,
    additional: reply.additional,
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
