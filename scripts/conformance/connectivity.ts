import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { formatText, type ListedConnection, listAllowed } from '../../src/kubernetes/policy/connectionList.ts';
import { containsPort, type Protocol } from '../../src/kubernetes/policy/portSet.ts';
import { allowedConnections, npGuardConnections } from '../../src/model/connections.ts';
import { listedName } from '../../src/model/policyEndpoints.ts';
import { requiredConnections, requiredPortText, requiredSourceName } from '../../src/model/required.ts';
import { defaultSettings, type Scope, Workspace } from '../../src/model/workspace.ts';

/**
 * Compares connection lists with expected ones, for folders of these forms:
 *
 * - an `index.json` whose tests have a `path` and an `expected` list in np-guard's format: compared line by line
 * - an `index.json` whose tests have a `checks.json` in their folder: truth tables of pods, as Kubernetes' e2e tests have them
 * - an `index.json` whose tests have `inputs` and an `expected` list of connections that manifests ask for: each must be found
 * - a folder of such folders
 */
export interface Result {
  readonly passed: number;
  readonly failed: number;
  readonly differences: readonly string[];
}

interface IndexedTest {
  readonly path?: string;
  readonly expected?: string;
  readonly inputs?: readonly string[];
}

export async function run(directory: string): Promise<Result> {
  const index = join(directory, 'index.json');
  if (!existsSync(index)) return runFolders(directory);
  const { tests } = JSON.parse(readFileSync(index, 'utf8')) as { tests?: Readonly<Record<string, IndexedTest>> };
  const results = Object.entries(tests ?? {}).flatMap(([name, test]) => {
    if (test.inputs !== undefined && test.expected !== undefined) {
      return [compareRequired(name, directory, test.inputs, join(directory, test.expected))];
    }
    const folder = join(directory, test.path ?? name);
    const checks = join(folder, 'checks.json');
    if (existsSync(checks)) return [compareChecks(name, folder, checks)];
    return test.expected === undefined ? [] : [compareList(name, folder, join(directory, test.expected))];
  });
  const differences = results.flat();
  const failed = results.filter((result) => result.length > 0).length;
  return { passed: results.length - failed, failed, differences };
}

async function runFolders(directory: string): Promise<Result> {
  const folders = readdirSync(directory, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && existsSync(join(directory, entry.name, 'index.json')),
  );
  const results = await Promise.all(folders.map(({ name }) => run(join(directory, name))));
  return {
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
    differences: results.flatMap(({ differences }) => differences),
  };
}

/** Folders and files as one scope: all that is in them is applied to one cluster. */
function load(folder: string, inputs: readonly string[] = ['.']): Scope {
  const workspace = new Workspace({ ...defaultSettings, scopes: [{ name: 'all', includes: () => true }] });
  workspace.update(
    inputs
      .flatMap((input) => manifests(join(folder, input)))
      .map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')]),
  );
  return workspace.scope('all')!;
}

function manifests(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => manifests(join(path, name)))
    .filter((file) => /\.(?:ya?ml|json)$/.test(file) && !file.endsWith('checks.json'));
}

function compareList(name: string, folder: string, expected: string): readonly string[] {
  const table = load(folder).model.get(npGuardConnections);
  const ours = new Set(formatText(listAllowed(table.rows())).split('\n').filter(Boolean));
  const theirs = new Set(
    readFileSync(expected, 'utf8').trimStart().startsWith('[') ? jsonLines(expected) : textLines(expected),
  );
  return [
    ...[...theirs].filter((line) => !ours.has(line)).map((line) => `${name}: missing ${line}`),
    ...[...ours].filter((line) => !theirs.has(line)).map((line) => `${name}: extra ${line}`),
  ];
}

/** The lines of a list up to the parts that say something else; the order does not count. */
function textLines(file: string): string[] {
  const lines = readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.trim());
  const end = lines.findIndex((line) => /^(?:Exposure Analysis Result|Workload-to-Networks Mapping)/.test(line));
  return lines.slice(0, end < 0 ? undefined : end).filter((line) => / => .+ : /.test(line));
}

function jsonLines(file: string): string[] {
  const rows = JSON.parse(readFileSync(file, 'utf8')) as readonly ListedConnection[];
  return rows.map(({ src, dst, conn }) => `${src} => ${dst} : ${conn}`);
}

/** What the manifests ask for may be more than the list has. */
function compareRequired(name: string, folder: string, inputs: readonly string[], expected: string): readonly string[] {
  const ours = new Set(
    load(folder, inputs)
      .model.get(requiredConnections)
      .map((one) => `${requiredSourceName(one.source)} => ${listedName(one.destination)} : ${requiredPortText(one)}`),
  );
  return jsonLines(expected)
    .filter((line) => !ours.has(line))
    .map((line) => `${name}: missing ${line}`);
}

interface Check {
  readonly port: number;
  readonly protocol: Protocol;
  readonly allowed: Readonly<Record<string, boolean>>;
}

function compareChecks(name: string, folder: string, file: string): readonly string[] {
  const table = load(folder).model.get(allowedConnections);
  const checks = JSON.parse(readFileSync(file, 'utf8')) as readonly Check[];
  return checks.flatMap(({ port, protocol, allowed }) =>
    Object.entries(allowed).flatMap(([pair, want]) => {
      const [source, destination] = pair.split(' => ');
      const found = table.between(`${source}[Pod]`, `${destination}[Pod]`);
      const isAllowed = containsPort(found.allowed, protocol, port);
      const isPossible = containsPort(found.possible, protocol, port);
      if (isAllowed === want && isPossible === want) return [];
      const ours = isAllowed ? 'allowed' : isPossible ? 'unknown' : 'denied';
      return [`${name}: ${pair} ${protocol} ${port} is ${ours}, should be ${want ? 'allowed' : 'denied'}`];
    }),
  );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  const directories = process.argv.slice(2);
  for (const directory of directories) {
    const { passed, failed, differences } = await run(directory);
    for (const difference of differences) console.log(difference);
    console.log(`${directory}: ${passed} of ${passed + failed} as expected`);
    if (failed > 0 || passed === 0) process.exitCode = 1;
  }
}
