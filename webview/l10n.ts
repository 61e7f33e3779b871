let table: Readonly<Record<string, string>> = {};

/** The translations that the host passed, by the English text. */
export function useStrings(strings: Readonly<Record<string, string>>): void {
  table = strings;
}

/** The text in the user's language, `{0}`, `{1}` … replaced by the arguments. */
export function t(text: string, ...args: readonly (string | number)[]): string {
  return (table[text] ?? text).replace(/\{(\d+)\}/g, (whole, index) => String(args[Number(index)] ?? whole));
}
