// Runs inside the extension host: mocha over the test files beside this one, with the outcome written to a file.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

/** What VS Code calls. Rejects when a test failed; each outcome is in the file that PODPATH_TEST_RESULTS names. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000 });
  for (const name of readdirSync(__dirname).sort()) {
    if (name.endsWith('.test.cjs')) mocha.addFile(join(__dirname, name));
  }
  const outcomes: { title: string; error?: string }[] = [];
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', (test) => outcomes.push({ title: test.fullTitle() }));
    // A hook that fails is reported here too.
    runner.on('fail', (test, error) => outcomes.push({ title: test.fullTitle(), error: error.stack ?? `${error}` }));
    runner.on('pending', (test) => outcomes.push({ title: test.fullTitle(), error: 'skipped' }));
  });
  const results = process.env.PODPATH_TEST_RESULTS;
  if (results !== undefined) writeFileSync(results, JSON.stringify(outcomes));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
