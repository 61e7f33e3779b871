// `npm run package`: builds for production and packs podpath.vsix. Fails on any warning of the packer.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './vscode/paths.ts';
import { run } from './vscode/process.ts';

const out = join(projectRoot, 'podpath.vsix');
console.log((await run(process.execPath, ['scripts/build.mjs', '--production'], projectRoot)).trimEnd());
// The bundles contain what they need, so npm's dependencies are not packed.
const vsce = join(projectRoot, 'node_modules/@vscode/vsce/vsce');
// Links in the README stay as they are: there is no public repository to lead to.
const withoutRepository = ['--allow-missing-repository', '--no-rewrite-relative-links'];
const said = await run(
  process.execPath,
  [vsce, 'package', '--no-dependencies', '--out', out, ...withoutRepository],
  projectRoot,
);
console.log(said.trimEnd());
const bytes = statSync(out).size;
if (/warning/i.test(said)) fail('The packer warns.');
if (bytes > 1_000_000) fail(`The package has ${bytes} bytes; the limit is 1 MB.`);

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
