import type { LabelRequirement, LabelSelector } from '../labels.ts';

/**
 * Reads a label selector in its text form: `a=b,c!=d,e in (f,g),h notin (i),j,!k` (apimachinery labels.Parse).
 * Undefined where the text is none.
 */
export function parseSelector(text: string): LabelSelector | undefined {
  const requirements: LabelRequirement[] = [];
  for (const part of text.split(/,(?![^(]*\))/)) {
    const requirement = parseRequirement(part.trim());
    if (requirement === undefined) return undefined;
    requirements.push(requirement);
  }
  return { matchLabels: new Map(), matchExpressions: requirements };
}

function parseRequirement(text: string): LabelRequirement | undefined {
  const set = /^([\w./-]+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(text);
  if (set !== null) {
    const values = (set[3] ?? '').split(',').map((value) => value.trim());
    return { key: set[1] ?? '', operator: set[2] === 'in' ? 'In' : 'NotIn', values };
  }
  const equal = /^([\w./-]+)\s*(==?|!=)\s*(\S*)$/.exec(text);
  if (equal !== null) {
    return { key: equal[1] ?? '', operator: equal[2] === '!=' ? 'NotIn' : 'In', values: [equal[3] ?? ''] };
  }
  const exists = /^(!?)\s*([\w./-]+)$/.exec(text);
  if (exists === null) return undefined;
  return { key: exists[2] ?? '', operator: exists[1] === '!' ? 'DoesNotExist' : 'Exists', values: [] };
}
