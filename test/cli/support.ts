import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../src/cli/program.ts';

/** What a command line printed, and its exit status. */
export interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** A folder of files for one test; commands are run in it. */
export interface Folder {
  readonly path: string;
  write(file: string, content: string | Uint8Array): void;
  read(file: string): string;
  podpath(...args: readonly string[]): Promise<Outcome>;
}

/** Runs a test in a folder with some files, which is gone afterwards. */
export async function inFolder(
  files: Readonly<Record<string, string | Uint8Array>>,
  test: (folder: Folder) => Promise<void>,
): Promise<void> {
  const path = mkdtempSync(join(tmpdir(), 'podpath-cli-'));
  const write = (file: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), content);
  };
  for (const [file, content] of Object.entries(files)) write(file, content);
  try {
    await test({
      path,
      write,
      read: (file) => readFileSync(join(path, file), 'utf8'),
      podpath: (...args) => podpath(path, args),
    });
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

async function podpath(directory: string, args: readonly string[]): Promise<Outcome> {
  const [before, exitCode] = [process.cwd(), process.exitCode];
  const [out, err] = [capture(process.stdout), capture(process.stderr)];
  process.chdir(directory);
  try {
    const status = await run(args);
    return { status, out: out.text(), err: err.text() };
  } finally {
    out.restore();
    err.restore();
    process.chdir(before);
    process.exitCode = exitCode;
  }
}

function capture(stream: NodeJS.WriteStream) {
  const { write } = stream;
  const chunks: string[] = [];
  stream.write = ((chunk: string | Uint8Array) => {
    chunks.push(String(chunk));
    return true;
  }) as typeof stream.write;
  return {
    text: () => chunks.join(''),
    restore: () => {
      stream.write = write;
    },
  };
}

/** A Service that asks for a port that its pods do not have: one error, with a preferred fix. */
export const wrongPort = `apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
    - port: 80
      targetPort: htpp
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: i, ports: [{name: http, containerPort: 8080}]}]}
`;

export const rightPort = wrongPort.replace('htpp', 'http');
