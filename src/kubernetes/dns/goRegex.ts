/**
 * A regular expression of Go's regexp package as one of JavaScript: named groups and leading flags are translated.
 * Undefined where it cannot be.
 */
export function goRegex(pattern: string): RegExp | undefined {
  let flags = '';
  const source = pattern.replace(/^\(\?([ims]+)\)/, (_, found: string) => {
    flags = found;
    return '';
  });
  try {
    return new RegExp(source.replaceAll('(?P<', '(?<').replaceAll('\\z', '$').replaceAll('\\A', '^'), flags);
  } catch {
    return undefined;
  }
}

/** Replaces `{0}`, `{1}` … by the groups of a match. */
export function withGroups(template: string, groups: readonly (string | undefined)[]): string {
  return template.replace(/\{(\d+)\}/g, (whole, index: string) => {
    const group = Number(index);
    return group < groups.length ? (groups[group] ?? '') : whole;
  });
}
