/** The standard encoding, padded, of bytes or of a text's UTF-8. */
export function encodeBase64(content: Uint8Array | string): string {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  let binary = '';
  // In pieces, since a call takes only so many arguments.
  for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(binary);
}

/** The text of a Secret's value: beyond 70 characters in lines, as kustomize writes them. */
export function encodeSecretValue(content: Uint8Array | string): string {
  const text = encodeBase64(content);
  return text.length < 70 ? text : text.replace(/.{1,70}/g, '$&\n');
}

/** The text that a Secret's value stands for; undefined when it is no base64 of UTF-8. */
export function decodeSecretValue(text: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll(/\s/g, '')), (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
