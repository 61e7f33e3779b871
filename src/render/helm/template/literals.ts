const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/** The value of a Go string literal with its quotes, or undefined when an escape is not Go's. */
export function unquote(literal: string): string | undefined {
  const body = literal.slice(1, -1);
  if (literal.startsWith('`')) return body.replaceAll('\r', '');
  if (!body.includes('\\')) return body;
  let failed = false;
  const text = body.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([\s\S]))/g,
    (_, hex: string, short: string, long: string, octal: string, simple: string) => {
      if (simple !== undefined) {
        const value = SIMPLE[simple];
        if (value === undefined) failed = true;
        return value ?? '';
      }
      const code = octal === undefined ? Number.parseInt(hex ?? short ?? long, 16) : Number.parseInt(octal, 8);
      if (code > 0x10ffff) failed = true;
      return failed ? '' : String.fromCodePoint(code);
    },
  );
  return failed ? undefined : text;
}

/** The value of a Go number: an integer, or a float64 when it is written as one. Undefined when it is neither. */
export function numberLiteral(text: string): number | bigint | undefined {
  const plain = text.replaceAll('_', '');
  const sign = plain.startsWith('-') ? -1n : 1n;
  const digits = plain.replace(/^[+-]/, '');
  if (/^(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|[0-9]+)$/.test(digits)) {
    const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
    if (/^0[0-9]+$/.test(octal)) return undefined;
    return sign * BigInt(octal);
  }
  const value = Number(plain);
  return Number.isNaN(value) ? undefined : value;
}
