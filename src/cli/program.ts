import { Command, CommanderError } from 'commander';
import { addAddresses } from './commands/addresses.ts';
import { addConnections } from './commands/connections.ts';
import { addDns } from './commands/dns.ts';
import { addExplain } from './commands/explain.ts';
import { addFix } from './commands/fix.ts';
import { addGraph } from './commands/graph.ts';
import { addLint } from './commands/lint.ts';
import { addRender } from './commands/render.ts';
import { addRequired } from './commands/required.ts';
import { addRules } from './commands/rules.ts';
import { addScopes } from './commands/scopes.ts';
import { addTrace } from './commands/trace.ts';
import { InputError } from './load.ts';

/**
 * Runs a command line, without the names of node and the program, and says its exit status: 0 for nothing found,
 * 1 for findings, 2 for wrong usage and unreadable input.
 */
export async function run(args: readonly string[]): Promise<number> {
  process.exitCode = 0;
  try {
    await createProgram().parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof InputError)) throw error;
    process.stderr.write(`podpath: ${error.message}\n`);
    return 2;
  }
  return Number(process.exitCode);
}

function createProgram(): Command {
  const program = new Command('podpath')
    .description('Reads Kubernetes manifests, models the network they describe, and says what is wrong with it.')
    .version(process.env.PODPATH_VERSION ?? '0.0.0')
    .showHelpAfterError()
    .exitOverride();

  addLint(program);
  addRules(program);
  addExplain(program);
  addScopes(program);
  addRender(program);
  addFix(program);
  addAddresses(program);
  addDns(program);
  addGraph(program);
  addTrace(program);
  addConnections(program);
  addRequired(program);
  return program;
}
