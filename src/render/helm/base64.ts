/** The base64 of a text's UTF-8 bytes. */
export function encodeBase64(text: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** The text that base64 stands for. What is none gives Go's error as text, as Sprig's `b64dec` does. */
export function decodeBase64(text: string): string {
  try {
    const binary = atob(text.replace(/[\r\n]/g, ''));
    return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
  } catch (error) {
    return `illegal base64 data: ${error}`;
  }
}
