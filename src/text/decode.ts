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

/** The bytes of a text in the encoding of the file that it replaces, with its byte order mark if it has one. */
export function encodeAs(before: Uint8Array, text: string): Uint8Array {
  const isBigEndian = before[0] === 0xfe && before[1] === 0xff;
  if (isBigEndian || (before[0] === 0xff && before[1] === 0xfe)) {
    const bytes = new DataView(new ArrayBuffer(2 * text.length + 2));
    bytes.setUint16(0, 0xfeff, !isBigEndian);
    for (let i = 0; i < text.length; i++) bytes.setUint16(2 * i + 2, text.charCodeAt(i), !isBigEndian);
    return new Uint8Array(bytes.buffer);
  }
  const hasMark = before[0] === 0xef && before[1] === 0xbb && before[2] === 0xbf;
  return new TextEncoder().encode(hasMark ? `\ufeff${text}` : text);
}
