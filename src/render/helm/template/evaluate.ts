import { builtins } from './builtins.ts';
import { type Caller, type Environment, ExecutionError, type Output } from './environment.ts';
import { show } from './format.ts';
import type { BranchNode, Command, Node, Operand, Pipe, Source, Template } from './nodes.ts';
import { GoObject, type GoValue, isList, isMap, methodOf, sortedKeys, TemplateError, truth, typeOf } from './values.ts';

/** Helm allows a thousand nested includes of one template; the stack of a browser allows little more. */
const maxDepth = 400;

/** Runs a template on a value, `text/template/exec.go`. Throws an `ExecutionError` where Go stops with an error. */
export function execute(environment: Environment, template: Template, dot: GoValue, output: Output): void {
  new Evaluation(environment, template.source, dot, output).run(template.body, dot);
}

/** Runs a template and gives its text. */
export function executeToText(environment: Environment, template: Template, dot: GoValue): string {
  const texts: string[] = [];
  const write = (text: string): void => {
    environment.budget.write(text.length);
    texts.push(text);
  };
  execute(environment, template, dot, { literal: write, printed: write });
  return texts.join('');
}

type Jump = 'break' | 'continue' | undefined;

const none: unique symbol = Symbol('no final argument');
type Final = GoValue | typeof none;

/** One running template: its variables, its output. */
class Evaluation implements Caller {
  readonly environment: Environment;
  readonly source: Source;
  readonly #output: Output;
  readonly #variables: { name: string; value: GoValue }[];

  constructor(environment: Environment, source: Source, dot: GoValue, output: Output) {
    this.environment = environment;
    this.source = source;
    this.#output = output;
    this.#variables = [{ name: '$', value: dot }];
  }

  run(body: readonly Node[], dot: GoValue): void {
    const { budget } = this.environment;
    if (++budget.depth > maxDepth) throw new TemplateError('templates include each other too deeply');
    try {
      this.#walk(body, dot);
    } finally {
      budget.depth--;
    }
  }

  #walk(body: readonly Node[], dot: GoValue): Jump {
    for (const node of body) {
      this.environment.budget.step();
      switch (node.kind) {
        case 'text':
          this.#output.literal(node.text, this.source, node.start);
          break;
        case 'action': {
          const value = this.#pipeline(dot, node.pipe);
          if (node.pipe.declared.length === 0) {
            this.#output.printed(value === null ? '<no value>' : show(value), this.source, node.start, node.end);
          }
          break;
        }
        case 'if':
        case 'with': {
          const jump = this.#branch(node, dot);
          if (jump) return jump;
          break;
        }
        case 'range':
          this.#range(node, dot);
          break;
        case 'template': {
          const value = node.pipe ? this.#pipeline(dot, node.pipe) : null;
          this.#guard(node.start, () => {
            const template = this.environment.templates.get(node.name);
            if (!template) throw new TemplateError(`template "${node.name}" not defined`);
            new Evaluation(this.environment, template.source, value, this.#output).run(template.body, value);
          });
          break;
        }
        default:
          return node.kind;
      }
    }
    return undefined;
  }

  #branch(node: BranchNode, dot: GoValue): Jump {
    const mark = this.#variables.length;
    const value = this.#pipeline(dot, node.pipe);
    let jump: Jump;
    if (truth(value)) jump = this.#walk(node.body, node.kind === 'with' ? value : dot);
    else if (node.otherwise) jump = this.#walk(node.otherwise, dot);
    this.#variables.length = mark;
    return jump;
  }

  #range(node: BranchNode, dot: GoValue): void {
    const outer = this.#variables.length;
    const value = this.#pipeline(dot, node.pipe);
    const mark = this.#variables.length;
    const { declared, assigns } = node.pipe;
    const each = (index: GoValue, element: GoValue): boolean => {
      this.environment.budget.step();
      const [first, second] = declared;
      if (assigns) {
        if (second !== undefined) {
          this.#assign(first!, index);
          this.#assign(second, element);
        } else if (first !== undefined) this.#assign(first, element);
      } else if (second !== undefined) {
        this.#variables[mark - 1]!.value = element;
        this.#variables[mark - 2]!.value = index;
      } else if (first !== undefined) this.#variables[mark - 1]!.value = element;
      const jump = this.#walk(node.body, element);
      this.#variables.length = mark;
      return jump === 'break';
    };
    const pairs = this.#guard(node.pipe.start, () => iterate(value));
    let empty = true;
    for (const [index, element] of pairs) {
      empty = false;
      if (each(index, element)) break;
    }
    if (empty && node.otherwise) this.#walk(node.otherwise, dot);
    this.#variables.length = outer;
  }

  #assign(name: string, value: GoValue): void {
    for (let i = this.#variables.length - 1; i >= 0; i--) {
      const variable = this.#variables[i]!;
      if (variable.name !== name) continue;
      variable.value = value;
      return;
    }
  }

  #variable(name: string): GoValue {
    for (let i = this.#variables.length - 1; i >= 0; i--) {
      const variable = this.#variables[i]!;
      if (variable.name === name) return variable.value;
    }
    throw new TemplateError(`undefined variable: ${name}`);
  }

  #pipeline(dot: GoValue, pipe: Pipe): GoValue {
    let value: Final = none;
    for (const command of pipe.commands) value = this.#command(dot, command, value);
    const result = value === none ? null : value;
    for (const name of pipe.declared) {
      if (pipe.assigns) this.#assign(name, result);
      else this.#variables.push({ name, value: result });
    }
    return result;
  }

  #command(dot: GoValue, command: Command, final: Final): GoValue {
    const [first, ...rest] = command.operands;
    switch (first.kind) {
      case 'function':
        return this.#call(dot, first.name, first.start, rest, final);
      case 'field':
        return this.#fields(dot, dot, first.names, rest, final, first.start);
      case 'chain':
        return this.#fields(dot, this.#operand(dot, first.base), first.names, rest, final, first.start);
      case 'variable':
        if (first.names.length > 0) {
          return this.#fields(dot, this.#variable(first.name), first.names, rest, final, first.start);
        }
        break;
      case 'nil':
        throw new ExecutionError('nil is not a command', this.source, first.start);
    }
    if (rest.length > 0 || final !== none) {
      throw new ExecutionError("can't give argument to non-function", this.source, first.start);
    }
    return this.#operand(dot, first);
  }

  #operand(dot: GoValue, operand: Operand): GoValue {
    switch (operand.kind) {
      case 'dot':
        return dot;
      case 'nil':
        return null;
      case 'constant':
        return operand.value;
      case 'field':
        return this.#fields(dot, dot, operand.names, [], none, operand.start);
      case 'variable': {
        const value = this.#variable(operand.name);
        return operand.names.length === 0 ? value : this.#fields(dot, value, operand.names, [], none, operand.start);
      }
      case 'chain':
        return this.#fields(dot, this.#operand(dot, operand.base), operand.names, [], none, operand.start);
      case 'function':
        return this.#call(dot, operand.name, operand.start, [], none);
      case 'pipe':
        return this.#pipeline(dot, operand);
    }
  }

  /** Follows `.a.b.c`; only the last name may be a method with arguments. */
  #fields(
    dot: GoValue,
    receiver: GoValue,
    names: readonly string[],
    args: readonly Operand[],
    final: Final,
    start: number,
  ): GoValue {
    let value = receiver;
    for (let i = 0; i < names.length; i++) {
      const name = names[i]!;
      const last = i === names.length - 1;
      if (isMap(value) && !(last && (args.length > 0 || final !== none)) && methodOf(value, name) === undefined) {
        value = value.get(name) ?? null;
        continue;
      }
      // Go tells a nil value from a nil that a map holds: only the latter has no fields.
      if (value === null && i === 0) return null;
      const given = last ? args.map((arg) => this.#operand(dot, arg)) : [];
      if (last && final !== none) given.push(final);
      const from: GoValue = value;
      value = this.#guard(start, () => field(from, name, given));
    }
    return value;
  }

  #call(dot: GoValue, name: string, start: number, operands: readonly Operand[], final: Final): GoValue {
    this.environment.budget.step();
    if (name === 'and' || name === 'or') return this.#shortCircuit(dot, name, operands, final);
    const args = operands.map((operand) => this.#operand(dot, operand));
    if (final !== none) args.push(final);
    return this.#guard(
      start,
      () => {
        const known = this.environment.functions.get(name);
        if (known) return known(args, this);
        const builtin = builtins[name];
        if (builtin) return builtin(args);
        throw new TemplateError(`function "${name}" not defined`);
      },
      name,
    );
  }

  #shortCircuit(dot: GoValue, name: 'and' | 'or', operands: readonly Operand[], final: Final): GoValue {
    let value: GoValue = null;
    for (const operand of operands) {
      value = this.#operand(dot, operand);
      if (truth(value) === (name === 'or')) return value;
    }
    return final === none ? value : final;
  }

  /** Adds the place to an error that has none yet. */
  #guard<T>(start: number, action: () => T, name?: string): T {
    try {
      return action();
    } catch (error) {
      if (error instanceof ExecutionError || !(error instanceof TemplateError)) throw error;
      const message = name === undefined ? error.message : `error calling ${name}: ${error.message}`;
      throw new ExecutionError(message, this.source, start);
    }
  }
}

function field(value: GoValue, name: string, args: readonly GoValue[]): GoValue {
  const method = methodOf(value, name);
  if (method) return method(args);
  if (value === null) throw new TemplateError(`nil pointer evaluating interface {}.${name}`);
  if (args.length > 0) throw new TemplateError(`${name} is not a method but has arguments`);
  if (isMap(value)) return value.get(name) ?? null;
  if (value instanceof GoObject && value.fields.has(name)) return value.fields.get(name) ?? null;
  throw new TemplateError(`can't evaluate field ${name} in type ${typeOf(value)}`);
}

function* iterate(value: GoValue): Generator<[GoValue, GoValue]> {
  if (value === null) return;
  if (isList(value)) {
    // The elements are those of the moment, whatever the body does to the list.
    const items = [...value];
    for (let i = 0; i < items.length; i++) yield [BigInt(i), items[i] ?? null];
  } else if (isMap(value)) {
    for (const key of sortedKeys(value)) yield [key, value.get(key) ?? null];
  } else if (typeof value === 'bigint') {
    for (let i = 0n; i < value; i++) yield [i, i];
  } else throw new TemplateError(`range can't iterate over ${show(value)}`);
}
