interface Rule {
  readonly pattern: RegExp;
  readonly negated: boolean;
  readonly onlyDirectories: boolean;
  /** Compares the whole path instead of the last name. */
  readonly whole: boolean;
}

/**
 * Which files of a chart `.helmignore` leaves out, by path relative to the chart. Hidden files in `templates` always
 * are. Source: `pkg/ignore/rules.go`; unlike in `.gitignore`, there is no `**`.
 */
export function ignoreRules(text: string): (path: string) => boolean {
  const rules = `${text}\ntemplates/.?*`.split('\n').flatMap(parseRule);
  const ignored = (path: string, directory: boolean): boolean => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    for (const { pattern, negated, onlyDirectories, whole } of rules) {
      const matches = (whole ? pattern.test(path) : pattern.test(name)) && (directory || !onlyDirectories);
      // Helm takes a negated rule for one that leaves out all that it does not name.
      if (negated ? !matches && (directory || !onlyDirectories) : matches) return true;
    }
    return false;
  };
  return (path) => {
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (ignored(path.slice(0, slash), true)) return true;
    }
    return ignored(path, false);
  };
}

function parseRule(line: string): Rule[] {
  let rule = line.trim();
  if (rule === '' || rule.startsWith('#') || rule.includes('**')) return [];
  const negated = rule.startsWith('!');
  if (negated) rule = rule.slice(1);
  const onlyDirectories = rule.endsWith('/');
  if (onlyDirectories) rule = rule.slice(0, -1);
  const whole = rule.includes('/');
  const pattern = shellPattern(rule.startsWith('/') ? rule.slice(1) : rule);
  return pattern ? [{ pattern, negated, onlyDirectories, whole }] : [];
}

/** `filepath.Match`: `*` and `?` within a name, `[a-z]`. Undefined for a malformed pattern. */
function shellPattern(glob: string): RegExp | undefined {
  const source = glob.replace(
    /\\(.)|\[(\^?)([^\]]+)\]|[\s\S]/g,
    (whole, escaped?: string, not?: string, set?: string) => {
      if (escaped !== undefined) return literal(escaped);
      if (set !== undefined) return `[${not}${set.replace(/[\\[]/g, '\\$&')}]`;
      return whole === '*' ? '[^/]*' : whole === '?' ? '[^/]' : literal(whole);
    },
  );
  try {
    return new RegExp(`^${source}$`);
  } catch {
    return undefined;
  }
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
