import type { Span } from '../../text/span.ts';
import { child, type Tree } from '../../yaml/tree.ts';
import { type Config, defaultConfig, emptyConfig, mergeConfigs, readConfig, unknownConfigFields } from './config.ts';
import { type Context, loadFile, readFile, refuse, refuseOutside, type SourceFile } from './context.ts';
import { configFromCrds } from './crds.ts';
import { readObjects, readResources } from './documents.ts';
import { generate } from './generators.ts';
import { parseInline } from './inline.ts';
import { findKustomization, type Kustomization, loadKustomization } from './kustomization.ts';
import { fromFile } from './notes.ts';
import { openApiSchemas } from './openApi.ts';
import { isRemote, joinPath } from './paths.ts';
import { runGenerator, runTransformer } from './plugins.ts';
import { apiVersionOf, effectiveNamespace, idOf, type Resource } from './resource.ts';
import { transform } from './transform.ts';
import { itemsOf, textOf } from './trees.ts';
import { noteVariables, readVariable, type Variable } from './variables.ts';

/** What a kustomization makes before names and vars are settled, which only the top of a build does. */
export interface Accumulated {
  readonly resources: readonly Resource[];
  readonly config: Config;
  readonly variables: readonly Variable[];
}

const nothing: Accumulated = { resources: [], config: emptyConfig, variables: [] };

/**
 * What the kustomization of a folder makes. A component works on what its parent has so far.
 * Builds of the same files are kept.
 *
 * Source: kustomize `api/internal/target/kusttarget.go`.
 */
export function accumulateFolder(
  context: Context,
  folder: string,
  expected: 'any' | 'kustomization' | 'component',
  at?: Span,
  parent: Accumulated = nothing,
): Accumulated {
  if (context.stack.includes(folder)) {
    refuse(context, `${folder || 'the workspace'} uses itself`, at);
    return parent;
  }
  const kustomization = loadKustomization(context, folder, at);
  if (kustomization === undefined) {
    context.reasons.add(`the kustomization of ${folder || 'the workspace'} cannot be read`);
    return parent;
  }
  if (expected !== 'any' && kustomization.isComponent !== (expected === 'component')) {
    const kind = kustomization.isComponent ? 'a component' : 'no component';
    refuse(context, `${folder} is ${kind}`, at);
  }
  const inner = { ...context, stack: [...context.stack, folder] };
  if (expected === 'component') return accumulate(inner, kustomization, parent);
  return kept(inner, kustomization, (own) => accumulate(own, kustomization, nothing));
}

function accumulate(context: Context, kustomization: Kustomization, parent: Accumulated): Accumulated {
  const { tree, folder } = kustomization;
  const list = (name: string) => itemsOf(child(tree, name));
  chooseSchema(context, kustomization);

  let state = addResources(context, folder, [...list('resources'), ...list('bases')], parent);
  const config = mergeConfigs(state.config, configOf(context, kustomization));
  state = { ...state, config: mergeConfigs(config, crdConfigOf(context, kustomization)) };

  const options = child(tree, 'generatorOptions');
  let resources = state.resources;
  for (const entry of list('configMapGenerator')) {
    resources = generate(context, kustomization, 'ConfigMap', entry, options, resources);
  }
  for (const entry of list('secretGenerator')) {
    resources = generate(context, kustomization, 'Secret', entry, options, resources);
  }
  for (const field of ['helmCharts', 'helmChartInflationGenerator']) {
    if (list(field).length > 0) context.reasons.add(`${field} of ${kustomization.path} is not rendered`);
  }
  for (const config of pluginConfigs(context, folder, list('generators'))) {
    resources = runGenerator(context, folder, config, resources);
  }
  state = { ...state, resources };

  for (const path of list('components')) {
    const place = joinPath(folder, textOf(path));
    if (findKustomization(context, place)) state = accumulateFolder(context, place, 'component', path.span, state);
    else missing(context, path);
  }

  resources = transform(context, kustomization, state.config, state.resources);
  for (const config of pluginConfigs(context, folder, list('transformers'))) {
    resources = runTransformer(context, folder, config, resources);
  }
  const variables = list('vars').map(readVariable);
  return {
    config: state.config,
    resources: noteVariables(context, resources, variables),
    variables: mergeVariables(state.variables, variables),
  };
}

/** The state with the objects of files and the results of folders added. */
function addResources(context: Context, folder: string, paths: readonly Tree[], state: Accumulated): Accumulated {
  let result = state;
  for (const path of paths) {
    const place = joinPath(folder, textOf(path));
    const file = textOf(path) === '' ? undefined : readFile(context, place);
    if (file) {
      refuseOutside(context, folder, place, path.span);
      result = {
        ...result,
        resources: append(context, result.resources, fromFile(context, place, readResources(context, file)), path.span),
      };
    } else if (findKustomization(context, place)) {
      const other = accumulateFolder(context, place, 'kustomization', path.span);
      result = {
        resources: append(context, result.resources, other.resources, path.span),
        config: mergeConfigs(result.config, other.config),
        variables: mergeVariables(result.variables, other.variables),
      };
    } else missing(context, path);
  }
  return result;
}

function missing(context: Context, path: Tree): void {
  if (isRemote(textOf(path))) {
    context.reasons.add(`${textOf(path)} is remote`);
    return;
  }
  refuse(context, `no file or kustomization ${textOf(path)}`, path.span);
  context.reasons.add(`${textOf(path)} is not here`);
}

/** Both lists; an object that is already there is a problem, and left out. */
function append(
  context: Context,
  own: readonly Resource[],
  others: readonly Resource[],
  at: Span,
): readonly Resource[] {
  const known = new Set(own.map(identity));
  const added = others.filter((resource) => {
    const id = identity(resource);
    if (known.has(id)) refuse(context, `${idOf(resource).kind} ${idOf(resource).name} is already there`, at);
    return !known.has(id) && known.add(id);
  });
  return added.length === 0 ? own : [...own, ...added];
}

function identity(resource: Resource): string {
  const id = idOf(resource);
  return [apiVersionOf(id), id.kind, effectiveNamespace(id), id.name].join('\0');
}

function configOf(context: Context, { tree, folder }: Kustomization): Config {
  let own = emptyConfig;
  for (const path of itemsOf(child(tree, 'configurations'))) {
    const file = loadFile(context, folder, textOf(path), path.span);
    if (file === undefined) continue;
    for (const { tree } of file.documents) {
      for (const key of unknownConfigFields(tree))
        refuse(context, `a configuration has no field ${key.value}`, key.span);
    }
    own = mergeConfigs(own, configFrom(file));
  }
  return mergeConfigs(defaultConfig, own);
}

function crdConfigOf(context: Context, { tree, folder }: Kustomization): Config {
  let config = emptyConfig;
  for (const path of itemsOf(child(tree, 'crds'))) {
    const file = loadFile(context, folder, textOf(path), path.span);
    if (file) config = mergeConfigs(config, configFromCrds(file.documents[0]?.tree));
  }
  return config;
}

const configs = new WeakMap<SourceFile, Config>();

function configFrom(file: SourceFile): Config {
  let config = configs.get(file);
  if (config === undefined) {
    config = file.documents.reduce((all, { tree }) => mergeConfigs(all, readConfig(tree)), emptyConfig);
    configs.set(file, config);
  }
  return config;
}

const BUILTIN_SCHEMA = 'v1.21.2';

function chooseSchema(context: Context, { tree, folder }: Kustomization): void {
  const version = child(child(tree, 'openapi'), 'version');
  if (version && textOf(version) !== BUILTIN_SCHEMA) {
    refuse(context, `kustomize has the OpenAPI of ${BUILTIN_SCHEMA} only`, version.span);
  }
  const path = child(child(tree, 'openapi'), 'path');
  if (path === undefined || context.schema.chosen) return;
  const file = loadFile(context, folder, textOf(path), path.span);
  if (file === undefined) return;
  context.schema.current = openApiSchemas(file.documents[0]?.tree);
  context.schema.chosen = true;
}

/** The configurations of plugins: written inline, in files, or made by a kustomization. */
function pluginConfigs(context: Context, folder: string, entries: readonly Tree[]): readonly Resource[] {
  const isInline = (entry: Tree) => /^\s*\{|\n/.test(textOf(entry).trim());
  const inline = entries.filter(isInline).flatMap((entry) => {
    return entry.kind === 'scalar' ? readObjects(context, parseInline(entry)) : [];
  });
  const rest = entries.filter((entry) => !isInline(entry));
  return addResources(context, folder, rest, { ...nothing, resources: inline }).resources;
}

function mergeVariables(own: readonly Variable[], others: readonly Variable[]): readonly Variable[] {
  if (others.length === 0) return own;
  const names = new Set(own.map(({ name }) => name));
  return [...own, ...others.filter(({ name }) => !names.has(name))];
}

interface Kept {
  readonly folder: string;
  readonly reads: ReadonlyMap<string, SourceFile | undefined>;
  readonly reasons: ReadonlySet<string>;
  readonly result: Accumulated;
}

const builds = new WeakMap<SourceFile, Kept>();

/** The result of a former build, when it read the same files; else the build, which is then kept. */
function kept(context: Context, { file, folder }: Kustomization, run: (own: Context) => Accumulated): Accumulated {
  const former = context.schema.chosen || context.noting ? undefined : builds.get(file);
  if (former?.folder === folder && [...former.reads].every(([path, read]) => readFile(context, path) === read)) {
    for (const reason of former.reasons) context.reasons.add(reason);
    return former.result;
  }
  const own: Context = { ...context, reads: new Map(), problems: [], reasons: new Set() };
  const result = run(own);
  for (const [path, read] of own.reads) context.reads.set(path, read);
  for (const reason of own.reasons) context.reasons.add(reason);
  context.problems.push(...own.problems);
  // What went wrong may depend on where the build came from, and a schema is shared with what comes after.
  if (own.problems.length === 0 && !context.schema.chosen && !context.noting) {
    builds.set(file, { folder, reads: own.reads, reasons: own.reasons, result });
  }
  return result;
}
