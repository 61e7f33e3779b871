import { type ChildProcess, spawn } from 'node:child_process';

const started = new Set<ChildProcess>();

/** Remembers a process, so that it never outlives this one. */
export function endWithUs(child: ChildProcess): ChildProcess {
  started.add(child);
  child.once('exit', () => started.delete(child));
  return child;
}

/** Ends a process that was started detached, and all that it started; returns when it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  signal(child, 'SIGTERM');
  const timer = setTimeout(() => signal(child, 'SIGKILL'), 5_000);
  await gone;
  clearTimeout(timer);
}

/** Runs a command to its end; its output appears only in the error that is thrown when it fails. */
export async function run(command: string, args: readonly string[], cwd: string, env = process.env): Promise<string> {
  const child = endWithUs(spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] }));
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with status ${status}\n${output}`);
  return output;
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    // A detached process leads a group of its own.
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, name);
  } catch {
    child.kill(name);
  }
}

process.once('exit', () => {
  for (const child of started) signal(child, 'SIGKILL');
});
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(name, () => process.exit(1));
}
