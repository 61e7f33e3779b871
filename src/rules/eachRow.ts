import type { Problem } from '../lint/rule.ts';
import { perRow } from '../model/derived.ts';

const none: readonly Problem[] = [];

/**
 * A check of one row at a time, for what a row says by itself: each row is checked once,
 * and again only when its own text changes.
 */
export function eachRow<T extends object>(
  check: (row: T) => Iterable<Problem>,
): (rows: readonly T[]) => Iterable<Problem> {
  const problemsOf = perRow((row: T) => {
    const problems = [...check(row)];
    return problems.length > 0 ? problems : none;
  });
  return (rows) => rows.flatMap((row) => problemsOf(row));
}
