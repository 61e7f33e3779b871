/**
 * Widths of text by a fixed table, so that a layout is the same on every machine and needs no browser.
 * The table leans to the wide side of the common sans-serif fonts: text may end early, it must not run over.
 */

/** Widths in thousandths of the font size, for printable ASCII from the space on. */
const widths = [
  290, 310, 400, 610, 600, 900, 730, 230, 360, 360, 430, 620, 270, 370, 270, 330, 590, 590, 590, 590, 590, 590, 590,
  590, 590, 590, 290, 290, 620, 620, 620, 520, 980, 690, 680, 700, 750, 640, 600, 760, 760, 310, 500, 680, 570, 880,
  770, 790, 640, 790, 690, 660, 640, 750, 690, 960, 680, 650, 640, 360, 330, 360, 620, 520, 420, 580, 610, 540, 610,
  590, 350, 610, 600, 270, 280, 560, 270, 900, 600, 600, 610, 610, 400, 520, 380, 600, 560, 800, 560, 560, 520, 400,
  290, 400, 620,
];

/** Width in pixels of `text` at a font size in pixels; a bold text is a little wider. */
export function textWidth(text: string, size: number, bold = false): number {
  let sum = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    // The second half of a pair is part of the character before it.
    if (code >= 0xdc00 && code < 0xe000) continue;
    sum += widths[code - 32] ?? (code < 0x1100 ? 640 : 1050);
  }
  return Math.ceil((sum * size * (bold ? 1.07 : 1)) / 1000);
}

/** `text` as it stands if it fits, else its beginning with an ellipsis. */
export function fitText(text: string, width: number, size: number, bold = false): string {
  if (textWidth(text, size, bold) <= width) return text;
  const characters = [...text];
  let low = 0;
  let high = characters.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (textWidth(`${characters.slice(0, middle).join('').trimEnd()}…`, size, bold) <= width) low = middle;
    else high = middle - 1;
  }
  return `${characters.slice(0, low).join('').trimEnd()}…`;
}

/** `text` as it stands if it fits, else without its middle: names that begin alike differ at their end. */
export function fitMiddle(text: string, width: number, size: number, bold = false): string {
  if (textWidth(text, size, bold) <= width) return text;
  const characters = [...text];
  const cut = (kept: number) => {
    const start = Math.floor(kept / 2);
    return `${characters.slice(0, start).join('').trimEnd()}…${characters
      .slice(characters.length - (kept - start))
      .join('')
      .trimStart()}`;
  };
  let low = 0;
  let high = characters.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (textWidth(cut(middle), size, bold) <= width) low = middle;
    else high = middle - 1;
  }
  return low < 6 ? fitText(text, width, size, bold) : cut(low);
}

/** `text` in at most `lines` lines broken at blanks, the last one ended by an ellipsis when there is more. */
export function wrapText(text: string, width: number, size: number, lines: number): readonly string[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const out: string[] = [];
  let line = '';
  for (let index = 0; index < words.length; index++) {
    const longer = line === '' ? words[index]! : `${line} ${words[index]!}`;
    if (line === '' || textWidth(longer, size) <= width) {
      line = longer;
      continue;
    }
    if (out.length === lines - 1) return [...out, fitText(`${line} ${words.slice(index).join(' ')}`, width, size)];
    out.push(fitText(line, width, size));
    line = words[index]!;
  }
  return line === '' ? out : [...out, fitText(line, width, size)];
}
