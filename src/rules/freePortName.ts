/** The longest name of a container port. */
const maxLength = 15;

/** A port name like `name` that none of `taken` has, still short enough for a container port. */
export function freePortName(name: string, suffix: string, taken: ReadonlySet<string>): string {
  for (let i = 1; ; i++) {
    const tail = i === 1 ? `-${suffix}` : `-${suffix}${i}`;
    const candidate = `${name.slice(0, Math.max(1, maxLength - tail.length)).replace(/-+$/, '')}${tail}`;
    if (!taken.has(candidate)) return candidate;
  }
}
