import type { ChartFiles } from './chart.ts';

/**
 * The text files of a tar archive, as packed charts (`charts/*.tgz`) are once they are decompressed, by path. Only
 * hosts can decompress, so it is they that read archives and add the files to those of the chart, under `charts/`.
 * Entries that are no plain files, and what is cut off, are left out.
 */
export function readTar(bytes: Uint8Array): ChartFiles {
  const files = new Map<string, string>();
  const decoder = new TextDecoder();
  const text = (from: number, length: number): string =>
    decoder.decode(bytes.subarray(from, from + length)).replace(/\0.*$/s, '');
  let longName: string | undefined;
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, 12).trim() || '0', 8);
    const type = String.fromCharCode(bytes[at + 156] ?? 0);
    const prefix = text(at + 257, 5) === 'ustar' ? text(at + 345, 155) : '';
    const name = longName ?? (prefix === '' ? text(at, 100) : `${prefix}/${text(at, 100)}`);
    longName = undefined;
    const data = bytes.subarray(at + 512, at + 512 + size);
    if (type === 'L') longName = decoder.decode(data).replace(/\0.*$/s, '');
    else if (type === 'x') longName = /\d+ path=(.*)\n/.exec(decoder.decode(data))?.[1];
    else if (type === '0' || type === '\0') files.set(name.replace(/^\.\//, ''), decoder.decode(data));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}
