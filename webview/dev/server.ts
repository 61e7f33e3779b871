/** Builds the development page and serves it, with the same policy as in the editor. Used by the tests, too. */
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import esbuild from 'esbuild';
import { topologyPage } from '../../src/features/graph/page.ts';
import { leanCytoscape } from './leanCytoscape.mjs';

export interface DevServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves `/` and its script and style on a free port, or on `port`. */
export async function serveDevPage(port = 0, entry = 'webview/dev/dev.ts', minify = false): Promise<DevServer> {
  const built = await esbuild.build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    outdir: 'out',
    format: 'iife',
    target: 'es2022',
    mainFields: ['module', 'main'],
    minify,
    legalComments: 'none',
    plugins: [leanCytoscape],
  });
  const find = (end: string) => built.outputFiles.find((file) => file.path.endsWith(end))?.text ?? '';
  const [script, style] = [find('.js'), find('.css')];
  const nonce = 'development';
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const send = (type: string, text: string) =>
      response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(text);
    if (path === '/main.js') send('text/javascript', script);
    else if (path === '/main.css') send('text/css', style);
    else if (path === '/')
      send(
        'text/html',
        topologyPage({
          title: 'Topology',
          language: 'en',
          script: '/main.js',
          style: '/main.css',
          nonce,
          cspSource: `http://${request.headers.host}`,
        }),
      );
    else response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}/`;
  return { url, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const server = await serveDevPage(Number(process.env.PORT ?? 4173));
  console.log(server.url);
}
