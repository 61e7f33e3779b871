/**
 * A value of a Secret or of `binaryData`: from 70 characters on in lines, as kustomize writes them.
 * Source: kustomize `kyaml/yaml/datamap.go`, `encodeBase64`.
 */
export function encodeDataValue(content: Uint8Array | string): string {
  const text = encodeBase64(content);
  return text.length < 70 ? text : text.replace(/.{1,70}/g, '$&\n');
}

/** The standard encoding, padded, of bytes or of a text's UTF-8. */
function encodeBase64(content: Uint8Array | string): string {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  let binary = '';
  // In pieces, since a call takes only so many arguments.
  for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(binary);
}
