// Builds everything that is shipped, into dist/.
//   --production  minifies, and fails when a bundle is larger than its budget
//   --tests       adds the suite that runs inside the extension host
//   --watch       rebuilds on every change
import { chmodSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import esbuild from 'esbuild';
import { leanCytoscape } from '../webview/dev/leanCytoscape.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/**
 * In Node only what activation needs is in the first file, and the rest is taken from the file that a browser loads
 * whole: its extension host has no `require` for other files.
 */
const loadedLater = {
  name: 'loaded-later',
  setup(build) {
    build.onResolve({ filter: /^\.\/start\.ts$/ }, () => ({ path: './web/extension.cjs', external: true }));
  },
};

/**
 * What is shipped, and how many KiB of it at most, minified. Of the core, 280 are the rules with their documentation,
 * 140 Helm and Kustomize, 100 the YAML parser.
 */
const bundles = [
  {
    out: 'dist/extension.cjs',
    budgetKiB: 10,
    options: {
      entryPoints: ['src/extension/main.ts'],
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      plugins: [loadedLater],
      // VS Code hands out its API through `require` only.
      supported: { 'dynamic-import': false },
    },
  },
  {
    out: 'dist/web/extension.cjs',
    budgetKiB: 1200,
    options: { entryPoints: ['src/extension/web.ts'], platform: 'browser', format: 'cjs', target: 'es2022' },
  },
  {
    out: 'dist/webview/main.js',
    budgetKiB: 650,
    options: {
      entryPoints: ['webview/main.ts'],
      platform: 'browser',
      format: 'iife',
      target: 'es2022',
      plugins: [leanCytoscape],
    },
  },
  {
    out: 'dist/cli.cjs',
    budgetKiB: 1200,
    executable: true,
    options: {
      entryPoints: ['src/cli/main.ts'],
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      banner: { js: '#!/usr/bin/env node' },
      define: { 'process.env.PODPATH_VERSION': JSON.stringify(version) },
    },
  },
];

const { values: flags } = parseArgs({
  options: { production: { type: 'boolean' }, tests: { type: 'boolean' }, watch: { type: 'boolean' } },
});

const common = {
  absWorkingDir: root,
  bundle: true,
  external: ['vscode'],
  // Prefer the ES modules of a package: they can be shaken.
  mainFields: ['module', 'main'],
  minify: flags.production === true,
  sourcemap: flags.production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
};

const builds = bundles.map(({ out, options }) => ({ ...common, ...options, outfile: out }));
if (flags.tests) builds.push(extensionTests());

if (flags.watch) {
  for (const options of builds) {
    const context = await esbuild.context({ ...options, logLevel: 'info' });
    await context.watch();
  }
} else {
  for (const left of ['dist/start.cjs', 'dist/web', 'dist/webview', 'dist/test']) {
    rmSync(join(root, left), { recursive: true, force: true });
  }
  await Promise.all(builds.map((options) => esbuild.build(options)));
  for (const { out, executable } of bundles) if (executable) chmodSync(join(root, out), 0o755);
  const tooLarge = bundles.filter((bundle) => !printSize(bundle));
  if (tooLarge.length > 0 && flags.production) {
    console.error(`Larger than the budget: ${tooLarge.map((bundle) => bundle.out).join(', ')}`);
    process.exit(1);
  }
}

/** Every test file on its own, so that mocha names the file that failed; mocha itself is loaded from node_modules. */
function extensionTests() {
  const folder = 'test/extension';
  const files = readdirSync(join(root, folder)).filter((name) => name.endsWith('.test.ts') || name === 'suite.ts');
  return {
    ...common,
    entryPoints: files.map((name) => `${folder}/${name}`),
    outdir: 'dist/test/extension',
    outExtension: { '.js': '.cjs' },
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    minify: false,
    sourcemap: 'inline',
  };
}

/** Prints one bundle's size; false when it is over its budget, which is meant for a minified bundle only. */
function printSize({ out, budgetKiB }) {
  const bytes = readFileSync(join(root, out));
  const kib = bytes.length / 1024;
  const zipped = gzipSync(bytes).length / 1024;
  const budget = flags.production ? ` of ${budgetKiB}` : '';
  console.log(`${out.padEnd(24)} ${kib.toFixed(0).padStart(5)} KiB${budget}, ${zipped.toFixed(0)} KiB zipped`);
  return kib <= budgetKiB;
}
