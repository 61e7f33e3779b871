import { compareStrings } from './template/values.ts';

const isDigit = (character: string | undefined): boolean =>
  character !== undefined && character >= '0' && character <= '9';
const isLetter = (character: string): boolean => /\p{L}/u.test(character);

/** Natural order: `port2` before `port10`, `keyList.Less`. */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let digits = false;
  for (let i = 0; i < length; i++) {
    const x = a[i]!;
    const y = b[i]!;
    if (x === y) {
      digits = isDigit(x);
      continue;
    }
    const xLetter = isLetter(x);
    const yLetter = isLetter(y);
    if (xLetter && yLetter) return compareStrings(x, y);
    if (xLetter || yLetter) return (digits ? xLetter : yLetter) ? -1 : 1;
    return compareDigits(a, b, i) || compareStrings(x, y);
  }
  return a.length - b.length;
}

function compareDigits(a: string, b: string, at: number): number {
  let lead = 0;
  if (a[at] === '0' || b[at] === '0') {
    for (let i = at - 1; i >= 0 && isDigit(a[i]); i--) {
      if (a[i] !== '0') {
        lead = 1;
        break;
      }
    }
  }
  const read = (text: string): [value: number, end: number] => {
    let value = lead;
    let i = at;
    for (; isDigit(text[i]); i++) value = value * 10 + Number(text[i]);
    return [value, i];
  };
  const [x, xEnd] = read(a);
  const [y, yEnd] = read(b);
  return x - y || xEnd - yEnd;
}
