import type { Span } from '../../text/span.ts';
import { parse } from '../../yaml/parse.ts';
import { descend, type Tree } from '../../yaml/tree.ts';
import { type Capabilities, defaultCapabilities } from './capabilities.ts';
import { type Chart, type ChartFiles, isCompatible, loadChart, missingDependencies, textField } from './chart.ts';
import { coalesceTables, coalesceValues } from './coalesce.ts';
import { processDependencies } from './dependencies.ts';
import { type EngineResult, type Release, runTemplates } from './engine.ts';
import { Chance } from './functions/index.ts';
import { baseName } from './functions/paths.ts';
import { originOf, toTemplates } from './positions.ts';
import { type GoMap, isMap } from './template/values.ts';
import { readMap } from './yamlInput.ts';

export { type ChartFiles, valuesVariants } from './chart.ts';
export type { Release } from './engine.ts';

export interface RenderOptions {
  /** What stands before the paths of the files in spans: empty, or a directory that ends in `/`. */
  readonly root?: string;
  /** `release` and `default` when absent. */
  readonly release?: Release;
  /** Values files as for `helm -f`, paths within the chart's files, the later ones over the earlier; see `valuesVariants`. */
  readonly values?: readonly string[];
  /** Those of Helm without a cluster when absent. */
  readonly capabilities?: Capabilities;
  /** Another number gives other random values, and another time of day. */
  readonly seed?: number;
}

export interface RenderedChart {
  /** One tree for each object, in the order of the templates. Test hooks are among them, see `isHook`. */
  readonly documents: readonly Tree[];
  /** Scalars that nobody can know before the installation, as they hang on random numbers or the time. */
  readonly unknown: ReadonlySet<Tree>;
  readonly problems: readonly RenderProblem[];
  /** False when objects may be missing: absence then says nothing. */
  readonly complete: boolean;
  /** Why it is not complete, each a sentence for people. */
  readonly reasons: readonly string[];
  /** The text of each template that left some, in the order in which they ran. */
  readonly texts: readonly RenderedText[];
}

export interface RenderedText {
  /** Helm's name for the template, such as `shop/charts/cache/templates/service.yaml`, where an alias may stand. */
  readonly name: string;
  /** Its path within the chart's files. */
  readonly file: string;
  readonly text: string;
}

export interface RenderProblem {
  readonly message: string;
  readonly span?: Span;
}

/**
 * What `helm template` makes of a chart, as trees with the places of the templates. Reads `charts/` directories, not
 * archives. Never throws: a template that fails, a dependency that is not there, or text that is no YAML makes the
 * result incomplete, and the rest still counts. The CRDs of `crds/`, `NOTES.txt` and library charts give no objects.
 */
export function renderChart(files: ChartFiles, options: RenderOptions = {}): RenderedChart {
  const seed = options.seed ?? 1;
  const { result, reasons, chance } = run(files, options, seed);
  const parsed = readTemplates(result, options.root ?? '');
  const problems = [...result.problems.map((problem) => located(problem, options.root ?? '')), ...parsed.problems];
  const unknown = chance.used
    ? differences(parsed.documents, readTemplates(run(files, options, seed + 1).result, options.root ?? '').documents)
    : new Set<Tree>();
  const all = problems.length === 0 ? reasons : [...reasons, `${problems[0]!.message}`];
  const texts = result.templates
    .filter(({ file, rendered }) => rendered.text.trim() !== '' && isManifest(file))
    .map(({ name, file, rendered }) => ({ name, file, text: rendered.text }));
  return { documents: parsed.documents, unknown, problems, complete: all.length === 0, reasons: all, texts };
}

/** Whether Helm runs an object at certain moments only, such as a test: it is no backend of a Service. */
export function isHook(tree: Tree): boolean {
  return descend(tree, 'metadata', 'annotations', 'helm.sh/hook') !== undefined;
}

interface Run {
  readonly result: EngineResult;
  readonly reasons: readonly string[];
  readonly chance: Chance;
}

function run(files: ChartFiles, options: RenderOptions, seed: number): Run {
  const chance = new Chance(seed);
  const nothing: EngineResult = { templates: [], problems: [] };
  try {
    const { chart, reasons } = loadChart(files);
    if (!chart) return { result: nothing, reasons, chance };
    const given = givenValues(files, options.values ?? []);
    const missing = missingDependencies(chart);
    const capabilities = options.capabilities ?? defaultCapabilities;
    const all = [...reasons, ...given.reasons, ...refusals(chart, capabilities)];
    processDependencies(chart, given.values);
    const absent = missing.filter((name) => stillWanted(chart, name));
    if (absent.length > 0) all.push(`the chart depends on ${absent.join(', ')}, not found in charts/`);
    const values = coalesceValues(chart, given.values);
    all.push(...misplaced(chart, values));
    const release = options.release ?? { name: 'release', namespace: 'default' };
    const result = runTemplates(chart, values, release, capabilities, chance);
    return { result, reasons: all, chance };
  } catch (error) {
    // Nothing of the above should throw; a fault of ours must not take the editor along.
    return { result: nothing, reasons: [`the chart cannot be rendered: ${String(error)}`], chance };
  }
}

/** Why Helm would not render a chart at all. Source: `pkg/chart/v2/metadata.go`, `Validate`, and `pkg/action/action.go`. */
function refusals({ metadata }: Chart, { kubeVersion }: Capabilities): string[] {
  const found = ['apiVersion', 'name', 'version']
    .filter((name) => textField(metadata, name) === '')
    .map((name) => `Chart.yaml has no ${name}`);
  const range = textField(metadata, 'kubeVersion');
  if (range !== '' && !isCompatible(range, kubeVersion)) {
    found.push(`the chart is for Kubernetes ${range}, and ${kubeVersion} is assumed`);
  }
  return found;
}

/** Subcharts whose values are no map, which Helm refuses too. Source: `pkg/chart/common/util/coalesce.go`. */
function misplaced(chart: Chart, values: GoMap): string[] {
  return chart.dependencies.flatMap((child) => {
    const own = values.get(child.name) ?? null;
    return isMap(own) ? misplaced(child, own) : [`the values of ${child.name} are no map`];
  });
}

/** A dependency that its condition switches off is not missed. */
function stillWanted(chart: Chart, name: string): boolean {
  return (
    chart.requirements.some(({ chartName }) => chartName === name) ||
    chart.dependencies.some((child) => stillWanted(child, name))
  );
}

function givenValues(files: ChartFiles, paths: readonly string[]): { values: GoMap; reasons: string[] } {
  const reasons: string[] = [];
  let values: GoMap = new Map();
  for (const path of paths) {
    const text = files.get(path);
    const { map, error } = readMap(text ?? '');
    if (text === undefined || error !== undefined) reasons.push(`${path} cannot be read${error ? `: ${error}` : ''}`);
    values = coalesceTables(map, values, true);
  }
  return { values, reasons };
}

function isManifest(file: string): boolean {
  return baseName(file) !== 'NOTES.txt';
}

function readTemplates(result: EngineResult, root: string): { documents: Tree[]; problems: RenderProblem[] } {
  const documents: Tree[] = [];
  const problems: RenderProblem[] = [];
  for (const { file, rendered } of result.templates) {
    if (rendered.text.trim() === '' || !isManifest(file)) continue;
    // Helm trims each file and ends it with one line break.
    for (const document of parse('', `${rendered.text.trimEnd()}\n`).documents) {
      for (const { message, span } of document.problems) {
        problems.push({ message, span: originOf(rendered, root, span.start, span.end).span });
      }
      const { tree } = document;
      if (tree && !(tree.kind === 'scalar' && tree.value === null)) documents.push(toTemplates(tree, rendered, root));
    }
  }
  return { documents, problems };
}

function located({ message, file, start, end }: EngineResult['problems'][number], root: string): RenderProblem {
  return file === undefined ? { message } : { message, span: { file: root + file, start, end } };
}

/** The scalars of `trees` that are not the same in `others`. */
function differences(trees: readonly Tree[], others: readonly Tree[]): Set<Tree> {
  const found = new Set<Tree>();
  const compare = (tree: Tree, other: Tree | undefined): void => {
    if (tree.kind === 'scalar') {
      if (other?.kind !== 'scalar' || other.value !== tree.value) found.add(tree);
    } else if (tree.kind === 'sequence') {
      const items = other?.kind === 'sequence' ? other.items : [];
      tree.items.forEach((item, i) => void compare(item, items[i]));
    } else {
      const entries = other?.kind === 'map' ? other.entries : [];
      tree.entries.forEach((entry, i) => void compare(entry.value, entries[i]?.value));
    }
  };
  trees.forEach((tree, i) => void compare(tree, others[i]));
  return found;
}
