/** A number with its noun: `1 Service`, `2 Services`, `0 workloads`. */
export function countOf(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
