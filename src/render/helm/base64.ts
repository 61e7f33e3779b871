/** The base64 of a text's UTF-8 bytes. */
export function encodeBase64(text: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** The text that base64 stands for. What is none gives Go's error as text, as Sprig's `b64dec` does. */
export function decodeBase64(text: string): string {
  const fault = corruptAt(text);
  if (fault !== undefined) return `illegal base64 data at input byte ${fault}`;
  const binary = atob(text.replace(/[\r\n]/g, ''));
  return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
}

/** Where Go finds the text to be no base64, counted in bytes. Source: `encoding/base64`, `decodeQuantum`. */
function corruptAt(text: string): number | undefined {
  const bytes = new TextEncoder().encode(text);
  let inGroup = 0;
  for (let i = 0; i < bytes.length; i++) {
    const character = String.fromCharCode(bytes[i]!);
    if (character === '\n' || character === '\r') continue;
    if (/[A-Za-z0-9+/]/.test(character)) {
      inGroup = (inGroup + 1) % 4;
      continue;
    }
    if (character !== '=' || inGroup < 2) return i;
    const rest = text.slice(i + 1).replace(/^[\r\n]+/, '');
    if (inGroup === 2 && rest === '') return bytes.length;
    if (inGroup === 2 && !rest.startsWith('=')) return bytes.length - rest.length - 1;
    const after = (inGroup === 2 ? rest.slice(1) : rest).replace(/^[\r\n]+/, '');
    return after === '' ? undefined : bytes.length - after.length;
  }
  return inGroup === 0 ? undefined : bytes.length - inGroup;
}
