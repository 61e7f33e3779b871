import type { Source, Template } from './nodes.ts';
import { type GoValue, TemplateError } from './values.ts';

/** A function of templates; `caller` is the template that calls it. */
export type GoFunction = (args: readonly GoValue[], caller: Caller) => GoValue;

export interface Caller {
  readonly environment: Environment;
  readonly source: Source;
}

/** What a template writes to. */
export interface Output {
  /** Literal text of `source`, from offset `start` on. */
  literal(text: string, source: Source, start: number): void;
  /** What the action at `start` to `end` of `source` printed. */
  printed(text: string, source: Source, start: number, end: number): void;
}

/** The templates by name and the functions that they may call. */
export interface Environment {
  readonly templates: ReadonlyMap<string, Template>;
  readonly functions: ReadonlyMap<string, GoFunction>;
  /** Counts what is evaluated, and throws once it is too much. */
  readonly budget: Budget;
}

/** How much one rendering may do: real charts stay below a tenth of it. */
export class Budget {
  steps: number;
  characters: number;
  depth = 0;

  constructor(steps = 2_000_000, characters = 50_000_000) {
    this.steps = steps;
    this.characters = characters;
  }

  step(): void {
    if (--this.steps < 0) throw new TemplateError('the template takes too many steps');
  }

  write(length: number): void {
    if ((this.characters -= length) < 0) throw new TemplateError('the output grows too large');
  }
}

/** An error while a template ran, with the place in its text. */
export class ExecutionError extends TemplateError {
  readonly source: Source;
  readonly offset: number;
  constructor(message: string, source: Source, offset: number) {
    super(message);
    this.source = source;
    this.offset = offset;
  }
}
