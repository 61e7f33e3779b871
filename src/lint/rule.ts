import {
  type Derived,
  type DerivedByKey,
  derive,
  deriveByNamespace,
  type InputName,
  type NamespaceView,
  type View,
} from '../model/derived.ts';
import type { Edit } from '../text/edit.ts';
import type { Span } from '../text/span.ts';

/**
 * error: this will not work, and the files prove it. warning: it very probably does not do what was meant.
 * info and hint: worth knowing.
 */
export type Severity = 'error' | 'warning' | 'info' | 'hint';

export const severities: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** Subjects by which the documentation groups the rules. */
export type Subject =
  | 'Services and pods'
  | 'Node ports and host ports'
  | 'Ingress'
  | 'Gateway API'
  | 'NetworkPolicy'
  | 'Names'
  | 'Addresses'
  | 'Pods'
  | 'Manifests';

/** One way to mend a problem, as data: the editor, the command line and the tests apply the same edits. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
  /** Set when this is the one right answer, so that "fix all" may take it. */
  readonly preferred?: true;
}

/** Another place that a problem is about. */
export interface Related {
  readonly span: Span;
  readonly message: string;
}

/** What a rule reports. */
export interface Problem {
  readonly span: Span;
  /** What is wrong, in the author's own names; lower case unless a Kind begins it, without a full stop. */
  readonly message: string;
  /** `Kind/namespace/name` of the object it is about. */
  readonly resource: string;
  /** Where the rule's own severity does not fit: a conclusion that the rest of the scope makes less sure. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
}

/** A rule: its documentation, and how it is checked. */
export interface Rule {
  /** Kebab-case; reads as "allow …". */
  readonly id: string;
  readonly subject: Subject;
  readonly severity: Severity;
  /** Opinions are off until someone asks for them. */
  readonly off?: true;
  /** What is found, in one sentence. */
  readonly summary: string;
  /** What the cluster does, with its source. */
  readonly why: string;
  readonly examples: {
    /** Manifests with the marks of what is reported in them. */
    readonly reported: string;
    readonly accepted: string;
  };
  /** All problems of a scope. */
  readonly problems: Derived<InputName, readonly Problem[]>;
  /** What of it is found namespace by namespace, so that a caller may pause between them. */
  readonly parts?: DerivedByKey<InputName, unknown>;
}

interface RuleDefinition<K extends InputName> extends Omit<Rule, 'problems' | 'parts'> {
  readonly reads: readonly K[];
  /** For rules that can look at one namespace at a time: after an edit, only the namespaces that it concerns are checked. */
  readonly checkNamespace?: (view: NamespaceView<K>) => Iterable<Problem>;
  /** For the others. */
  readonly check?: (view: View<K>) => Iterable<Problem>;
  /** What `check` puts together from the namespaces, where that takes long. */
  readonly parts?: DerivedByKey<K, unknown>;
}

/**
 * A rule, with either of the two checks.
 * `reads` must name each table that the check and the derived values it gets read; an undeclared read does not compile.
 */
export function defineRule<K extends InputName>(definition: RuleDefinition<K>): Rule {
  const { reads, check, checkNamespace, parts, ...documentation } = definition;
  if (!checkNamespace) {
    const problems = derive(reads, (view): readonly Problem[] => [...(check?.(view) ?? [])]);
    return ruleOf(documentation, problems, parts);
  }
  const problemsIn = deriveByNamespace(reads, (view): readonly Problem[] => [...checkNamespace(view)]);
  const problems = derive(reads, ({ namespaceNames, get }) => namespaceNames.flatMap((name) => get(problemsIn, name)));
  return ruleOf(documentation, problems, problemsIn);
}

/** The list of rules does not know what each of them reads. */
function ruleOf<K extends InputName>(
  documentation: Omit<Rule, 'problems' | 'parts'>,
  problems: Derived<K, readonly Problem[]>,
  parts: DerivedByKey<K, unknown> | undefined,
): Rule {
  return {
    ...documentation,
    problems: problems as unknown as Rule['problems'],
    ...(parts && { parts: parts as unknown as NonNullable<Rule['parts']> }),
  };
}
