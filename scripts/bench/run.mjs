import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

// Bundled first, so that what is measured is what users run, and not the loader.
const folder = mkdtempSync(join(tmpdir(), 'podpath-bench-'));
try {
  const names = ['core', 'overlays', 'connections'];
  await build({
    entryPoints: names.map((name) => `scripts/bench/${name}.ts`),
    bundle: true,
    platform: 'node',
    format: 'esm',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    logLevel: 'error',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  for (const name of names) {
    const { status } = spawnSync(process.execPath, ['--expose-gc', join(folder, `${name}.mjs`)], { stdio: 'inherit' });
    process.exitCode = status || process.exitCode;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
