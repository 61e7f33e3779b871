/** The text of a file, or why it has none. */
export type Decoded =
  | { readonly text: string; readonly problem?: never }
  | { readonly text?: undefined; readonly problem: string };

/**
 * The text of some bytes: UTF-8, or UTF-16 with a byte order mark. The mark is left out, as editors do,
 * so that offsets count from the first character. Anything else is a problem in words.
 */
export function decode(bytes: Uint8Array): Decoded {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  if (encoding === 'utf-8' && bytes.subarray(0, 8000).includes(0)) return { problem: 'binary' };
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    return { problem: 'not valid UTF-8' };
  }
}
