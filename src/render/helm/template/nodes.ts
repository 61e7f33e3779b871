/** The text a template was parsed from; `file` is undefined for text that `tpl` was given. */
export interface Source {
  /** The name in error messages, such as `chart/templates/service.yaml`. */
  readonly name: string;
  /** The file as the caller knows it, for spans. */
  readonly file: string | undefined;
  readonly text: string;
}

export interface TextNode {
  readonly kind: 'text';
  readonly text: string;
  readonly start: number;
}

export interface ActionNode {
  readonly kind: 'action';
  readonly pipe: Pipe;
  readonly start: number;
  readonly end: number;
}

export interface BranchNode {
  readonly kind: 'if' | 'with' | 'range';
  readonly pipe: Pipe;
  readonly body: readonly Node[];
  readonly otherwise: readonly Node[] | undefined;
  readonly start: number;
}

export interface TemplateNode {
  readonly kind: 'template';
  readonly name: string;
  readonly pipe: Pipe | undefined;
  readonly start: number;
}

export interface JumpNode {
  readonly kind: 'break' | 'continue';
  readonly start: number;
}

export type Node = TextNode | ActionNode | BranchNode | TemplateNode | JumpNode;

export interface Pipe {
  readonly kind: 'pipe';
  readonly declared: readonly string[];
  /** `=` instead of `:=`. */
  readonly assigns: boolean;
  readonly commands: readonly Command[];
  readonly start: number;
}

export interface Command {
  readonly operands: readonly [Operand, ...Operand[]];
}

export type Operand =
  | { readonly kind: 'dot'; readonly start: number }
  | { readonly kind: 'nil'; readonly start: number }
  | { readonly kind: 'constant'; readonly value: boolean | string | number | bigint; readonly start: number }
  | { readonly kind: 'field'; readonly names: readonly string[]; readonly start: number }
  | { readonly kind: 'variable'; readonly name: string; readonly names: readonly string[]; readonly start: number }
  | { readonly kind: 'function'; readonly name: string; readonly start: number }
  | { readonly kind: 'chain'; readonly base: Operand; readonly names: readonly string[]; readonly start: number }
  | Pipe;

/** A named template and where its text stands. */
export interface Template {
  readonly name: string;
  readonly source: Source;
  readonly body: readonly Node[];
}
