/** `%v` of a float64: the shortest digits, with an exponent from a million on: `1e+06`. Source: `strconv/ftoa.go`. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const { digits, exponent, negative } = decimal(value);
  const sign = negative ? '-' : '';
  if (exponent < -4 || exponent >= 6) return sign + exponentForm(digits, exponent);
  return sign + plainForm(digits, exponent);
}

function decimal(value: number): { digits: string; exponent: number; negative: boolean } {
  const [mantissa = '', power = '0'] = Math.abs(value).toExponential().split('e');
  return { digits: mantissa.replace('.', ''), exponent: Number(power), negative: value < 0 };
}

function exponentForm(digits: string, exponent: number): string {
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ''}e${exponent < 0 ? '-' : '+'}${size}`;
}

function plainForm(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return digits + '0'.repeat(exponent + 1 - digits.length);
  return `${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

/** Exact decimals of large values too, and ties to the even digit, as Go rounds what is exactly between two. */
export function fixed(value: number, precision: number): string {
  if (Math.abs(value) >= 1e21) return BigInt(value).toString();
  const text = value.toFixed(Math.min(precision, 100));
  const exact = value.toFixed(Math.min(precision + 40, 100));
  if (!/^50*$/.test(exact.slice(text.length + (precision === 0 ? 1 : 0)))) return text;
  const below = precision === 0 ? exact.slice(0, exact.indexOf('.')) : exact.slice(0, text.length);
  return /[02468]$/.test(below) ? below : text;
}

/** `%.3g`: so many digits, with an exponent where they do not reach. */
export function general(value: number, precision: number): string {
  const digits = precision === 0 ? 1 : precision;
  const exponent = Number(value.toExponential(digits - 1).split('e')[1]);
  if (exponent < -4 || exponent >= digits) {
    return value
      .toExponential(digits - 1)
      .replace(/\.?0*e([+-])(\d+)$/, (_, sign: string, size: string) => `e${sign}${size.padStart(2, '0')}`);
  }
  const text = value.toFixed(Math.max(0, digits - 1 - exponent));
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
