/** How a program ended. */
export type Ended =
  | { readonly kind: 'done'; readonly output: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'late' }
  | { readonly kind: 'failed'; readonly message: string };

interface ChildProcess {
  execFile(
    file: string,
    args: readonly string[],
    options: object,
    callback: (error: (Error & { code?: unknown; killed?: boolean }) | null, out: string, said: string) => void,
  ): void;
}

/**
 * Runs a program without a shell and waits for its end, at most `time` milliseconds. A browser has no programs: there
 * every one is missing.
 */
export function runTool(
  tool: string,
  args: readonly string[],
  directory: string,
  { time, output }: { readonly time: number; readonly output: number },
): Promise<Ended> {
  const child = programs();
  if (!child) return Promise.resolve({ kind: 'missing' });
  const options = { cwd: directory, timeout: time, maxBuffer: output, windowsHide: true };
  return new Promise((resolve) => {
    child.execFile(tool, args, options, (error, out, said) => {
      if (!error) resolve({ kind: 'done', output: out });
      else if (error.code === 'ENOENT') resolve({ kind: 'missing' });
      else if (error.killed) resolve({ kind: 'late' });
      else resolve({ kind: 'failed', message: said.trim().split('\n').at(-1) || error.message });
    });
  });
}

/** Asked for at run time, so that the same file also loads in a browser. */
function programs(): ChildProcess | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): ChildProcess | undefined } };
  return process?.getBuiltinModule?.('node:child_process');
}
