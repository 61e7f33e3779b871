import ignore, { type Ignore } from 'ignore';
import picomatch from 'picomatch';
import { baseName, directoryOf } from '../text/path.ts';

/** Folders in which nobody keeps manifests of their own. */
const leftOut = new Set(['node_modules', '.git', '.hg', '.svn', '.terraform', '.venv', '__pycache__']);

/** The largest file that is read, in bytes. */
export const maxBytes = 10_000_000;

/**
 * Which files of a workspace are read. It learns of `.gitignore` files and charts while the folders are walked from
 * the top; afterwards it answers for any path.
 */
export class Selection {
  readonly #included: ((path: string) => boolean) | undefined;
  readonly #excluded: (path: string) => boolean;
  readonly #ignored = new Map<string, Ignore>();
  readonly #charts = new Set<string>();

  /** Globs by path from the workspace; without `include`, whatever may matter. */
  constructor({ include, exclude }: { readonly include: readonly string[]; readonly exclude: readonly string[] }) {
    this.#included = include.length > 0 ? picomatch([...include], { dot: true }) : undefined;
    this.#excluded = exclude.length > 0 ? picomatch([...exclude], { dot: true }) : () => false;
  }

  /** A `.gitignore` file of a folder; it holds for what is below. */
  addIgnoreFile(directory: string, text: string): void {
    this.#ignored.set(directory, ignore().add(text));
  }

  /** A folder with a `Chart.yaml`: any file of a chart may be read by its templates. */
  addChart(directory: string): void {
    this.#charts.add(directory);
  }

  /** Whether a folder is to be entered, given that its parent was. */
  enters(directory: string): boolean {
    return !leftOut.has(baseName(directory)) && !this.#excluded(directory) && !this.#isIgnored(`${directory}/`);
  }

  /** Whether a file is to be read, given that its folder was entered. */
  takes(path: string): boolean {
    if (!this.#mayMatter(path) || this.#excluded(path) || this.#isIgnored(path)) return false;
    return this.#included === undefined || this.#included(path);
  }

  /** Whether a file is to be read, its folders considered. */
  accepts(path: string): boolean {
    return this.takes(path) && above(path).every((directory) => directory === '.' || this.enters(directory));
  }

  /** YAML, JSON, and what kustomizations and charts read. */
  #mayMatter(path: string): boolean {
    const name = baseName(path);
    return (
      /\.(?:ya?ml|json|env|properties|conf|ini|toml|tpl|txt|cfg|sh|sql|xml|crt|pem)$/i.test(name) ||
      name === 'Kustomization' ||
      name === 'Corefile' ||
      above(path).some((directory) => this.#charts.has(directory))
    );
  }

  #isIgnored(path: string): boolean {
    if (this.#ignored.size === 0) return false;
    // The nearest file that says anything of the path decides, as in git.
    for (const directory of above(path.replace(/\/$/, ''))) {
      const rules = this.#ignored.get(directory);
      if (rules === undefined) continue;
      const { ignored, unignored } = rules.test(directory === '.' ? path : path.slice(directory.length + 1));
      if (ignored || unignored) return ignored;
    }
    return false;
  }
}

/** The folders above a path, the nearest first. */
function above(path: string): string[] {
  const directories: string[] = [];
  for (let at = directoryOf(path); ; at = directoryOf(at)) {
    directories.push(at);
    if (at === '.') return directories;
  }
}
