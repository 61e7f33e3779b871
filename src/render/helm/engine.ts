import { type Capabilities, capabilitiesObject } from './capabilities.ts';
import type { Chart } from './chart.ts';
import { filesObject } from './files.ts';
import { convert } from './functions/define.ts';
import { type Chance, functions } from './functions/index.ts';
import { baseName } from './functions/paths.ts';
import { MappedOutput, type Rendered } from './output.ts';
import { builtins } from './template/builtins.ts';
import { Budget, type Environment, ExecutionError, type GoFunction } from './template/environment.ts';
import { execute, executeToText } from './template/evaluate.ts';
import { show } from './template/format.ts';
import type { Source, Template } from './template/nodes.ts';
import { isEmpty, parseTemplate, SyntaxFault } from './template/parser.ts';
import {
  compareStrings,
  type GoMap,
  type GoValue,
  giveMethods,
  isMap,
  type Method,
  TemplateError,
} from './template/values.ts';
import { writeYaml } from './yamlOutput.ts';

/** The release that a chart is rendered for. */
export interface Release {
  readonly name: string;
  readonly namespace: string;
}

/** The text of one template file of a chart. */
export interface RenderedTemplate {
  /** Helm's name for it, with the aliases of subcharts. */
  readonly name: string;
  /** The path in the chart's files, such as `charts/redis/templates/service.yaml`. */
  readonly file: string;
  readonly rendered: Rendered;
}

export interface TemplateProblem {
  readonly message: string;
  readonly file: string | undefined;
  readonly start: number;
  readonly end: number;
}

export interface EngineResult {
  readonly templates: readonly RenderedTemplate[];
  readonly problems: readonly TemplateProblem[];
}

interface Renderable {
  readonly source: Source;
  readonly dot: GoMap;
  readonly basePath: string;
}

/**
 * Runs the templates of a chart and its subcharts on its values, in Helm's order: deeper paths first, and of one depth
 * from the last name to the first, which matters as templates may change the values that they share.
 *
 * Unlike Helm, a template that fails is a problem, and the others still run. Source: `pkg/engine/engine.go`.
 */
export function runTemplates(
  chart: Chart,
  values: GoMap,
  release: Release,
  capabilities: Capabilities,
  chance: Chance,
): EngineResult {
  const renderables = new Map<string, Renderable>();
  const top: GoMap = new Map<string, GoValue>([
    [
      'Release',
      new Map<string, GoValue>([
        ['Name', release.name],
        ['Namespace', release.namespace],
        ['IsUpgrade', false],
        ['IsInstall', true],
        ['Revision', 1n],
        ['Service', 'Helm'],
      ]),
    ],
    ['Capabilities', capabilitiesObject(capabilities)],
    ['Values', values],
  ]);
  collect(chart, '', top, undefined, renderables);
  const names = [...renderables.keys()].sort((a, b) => depth(b) - depth(a) || compareStrings(b, a));
  const problems: TemplateProblem[] = [];
  const templates = new Map<string, Template>();
  const environment: Environment = { templates, functions: functions(chance), budget: new Budget() };
  addHelmFunctions(environment.functions as Map<string, GoFunction>);
  const knows = (name: string): boolean =>
    environment.functions.has(name) || name in builtins || name === 'and' || name === 'or';
  for (const name of names) {
    const { source } = renderables.get(name)!;
    try {
      for (const template of parseTemplate(source, knows)) define(templates, template);
    } catch (error) {
      problems.push(problemOf(error, source));
    }
  }
  const rendered: RenderedTemplate[] = [];
  for (const name of names) {
    if (baseName(name).startsWith('_')) continue;
    const { source, dot, basePath } = renderables.get(name)!;
    const template = templates.get(name);
    if (!template) continue;
    dot.set(
      'Template',
      new Map<string, GoValue>([
        ['Name', name],
        ['BasePath', basePath],
      ]),
    );
    const output = new MappedOutput(environment.budget);
    try {
      execute(environment, template, dot, output);
      rendered.push({ name, file: source.file ?? name, rendered: output.rendered() });
    } catch (error) {
      problems.push(problemOf(error, source));
    }
  }
  return { templates: rendered, problems };
}

const depth = (name: string): number => name.split('/').length;

function define(templates: Map<string, Template>, template: Template): void {
  if (templates.has(template.name) && isEmpty(template.body)) return;
  templates.set(template.name, template);
}

/** Gathers the templates of a chart and of its subcharts, each with the `.` that it runs on. */
function collect(
  chart: Chart,
  parentPath: string,
  parent: GoMap,
  parentValues: GoMap | undefined,
  into: Map<string, Renderable>,
): GoMap {
  const path = parentPath === '' ? chart.name : `${parentPath}/charts/${chart.name}`;
  const all = parent.get('Values');
  const own = parentValues === undefined ? all : isMap(all) ? all.get(chart.name) : undefined;
  const values: GoMap = isMap(own) ? own : new Map();
  giveMethods(values, valuesMethods(values));
  const subcharts: GoMap = new Map();
  const dot: GoMap = new Map<string, GoValue>([
    ['Chart', chartObject(chart, parentValues === undefined)],
    ['Files', filesObject(chart.files)],
    ['Release', parent.get('Release') ?? null],
    ['Capabilities', parent.get('Capabilities') ?? null],
    ['Values', values],
    ['Subcharts', subcharts],
  ]);
  for (const child of chart.dependencies) subcharts.set(child.name, collect(child, path, dot, values, into));
  for (const [file, text] of chart.templates) {
    if (chart.isLibrary && !baseName(file).startsWith('_')) continue;
    const name = `${path}/${file}`;
    into.set(name, { source: { name, file: chart.directory + file, text }, dot, basePath: `${path}/templates` });
  }
  return dot;
}

/** Source: `pkg/chart/common/values.go`. */
function valuesMethods(values: GoMap): [string, Method][] {
  const at = (path: GoValue | undefined): GoValue | undefined =>
    String(path ?? '')
      .split('.')
      .reduce((found: GoValue | undefined, name) => (isMap(found) ? found.get(name) : undefined), values);
  return [
    ['AsMap', () => values],
    ['YAML', () => writeYaml(values)],
    [
      'Table',
      ([path]) => {
        const table = at(path);
        if (!isMap(table)) throw new TemplateError(`${JSON.stringify(String(path ?? ''))} is not a table`);
        return table;
      },
    ],
    [
      'PathValue',
      ([path]) => {
        const value = at(path);
        if (value === undefined || isMap(value)) {
          throw new TemplateError(`${JSON.stringify(String(path ?? ''))} is not a value`);
        }
        return value;
      },
    ],
  ];
}

/** `.Chart`: all fields of Helm's metadata, empty ones too. */
function chartObject(chart: Chart, isRoot: boolean): GoMap {
  const { metadata } = chart;
  const text = (name: string): GoValue => {
    const value = metadata.get(name) ?? '';
    return typeof value === 'string' ? value : String(value);
  };
  const list = (name: string): GoValue => metadata.get(name) ?? [];
  const people = list('maintainers');
  const maintainers = (Array.isArray(people) ? people : []).filter(isMap).map(
    (person): GoValue =>
      new Map<string, GoValue>([
        ['Name', person.get('name') ?? ''],
        ['Email', person.get('email') ?? ''],
        ['URL', person.get('url') ?? ''],
      ]),
  );
  return new Map<string, GoValue>([
    ['Name', chart.name],
    ['Home', text('home')],
    ['Sources', list('sources')],
    ['Version', text('version')],
    ['Description', text('description')],
    ['Keywords', list('keywords')],
    ['Maintainers', maintainers],
    ['Icon', text('icon')],
    ['APIVersion', text('apiVersion')],
    ['Condition', text('condition')],
    ['Tags', text('tags')],
    ['AppVersion', text('appVersion')],
    ['Deprecated', metadata.get('deprecated') === true],
    ['Annotations', texts(metadata.get('annotations'))],
    ['KubeVersion', text('kubeVersion')],
    [
      'Dependencies',
      chart.requirements.map(
        (wanted): GoValue =>
          new Map<string, GoValue>([
            ['Name', wanted.name],
            ['Version', wanted.version],
            ['Condition', wanted.condition],
            ['Alias', wanted.alias],
            ['Enabled', wanted.enabled],
            ['Tags', [...wanted.tags]],
          ]),
      ),
    ],
    ['Type', text('type')],
    ['IsRoot', isRoot],
  ]);
}

/** A map of texts, as which Go reads other scalars too. */
function texts(value: GoValue | undefined): GoMap {
  return new Map(isMap(value ?? null) ? [...(value as GoMap)].map(([key, item]) => [key, show(item)]) : []);
}

function addHelmFunctions(known: Map<string, GoFunction>): void {
  known.set('include', (args, { environment }) => {
    const name = convert(args[0] ?? null, 'string');
    const template = environment.templates.get(name);
    if (!template) throw new TemplateError(`template: no template "${name}" associated with template "gotpl"`);
    return executeToText(environment, template, args[1] ?? null);
  });
  known.set('tpl', (args, { environment, source }) => {
    const text = convert(args[0] ?? null, 'string');
    if (!text.includes('{{')) return text.replaceAll('<no value>', '');
    const own: Source = { name: source.name, file: undefined, text };
    const templates = new Map(environment.templates);
    const knows = (name: string): boolean => known.has(name) || name in builtins || name === 'and' || name === 'or';
    let main: Template | undefined;
    for (const template of parseTpl(own, knows)) {
      if (template.name === own.name) main = template;
      define(templates, template);
    }
    if (!main) return '';
    return executeToText({ ...environment, templates }, main, args[1] ?? null).replaceAll('<no value>', '');
  });
  known.set('required', ([message = null, value = null]) => {
    if (value === null || value === '') throw new TemplateError(convert(message, 'string'));
    return value;
  });
}

function parseTpl(source: Source, knows: (name: string) => boolean): Template[] {
  try {
    return parseTemplate(source, knows);
  } catch (error) {
    if (error instanceof SyntaxFault)
      throw new TemplateError(`cannot parse template "${source.text}": ${error.message}`);
    throw error;
  }
}

function problemOf(error: unknown, source: Source): TemplateProblem {
  if (error instanceof ExecutionError && error.source.file !== undefined) {
    return at(error.source, error.offset, error.message);
  }
  if (error instanceof SyntaxFault) return at(source, error.offset, error.message);
  const message =
    error instanceof RangeError
      ? 'the templates call each other too deeply'
      : String(error instanceof Error ? error.message : error);
  return { message, file: source.file, start: 0, end: 0 };
}

function at(source: Source, offset: number, message: string): TemplateProblem {
  const open = source.text.lastIndexOf('{{', offset);
  const close = source.text.indexOf('}}', offset);
  return { message, file: source.file, start: Math.max(open, 0), end: close < 0 ? source.text.length : close + 2 };
}
