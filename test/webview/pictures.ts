import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';

/** One small pixel stands for so many of the screen, in each direction. */
const step = 5;
/** So far from its middle the screen still counts for it, less and less: what is a pixel aside makes little difference. */
const reach = 8;
/** Channels differ by less where the same is drawn by another version of the browser. */
const tolerance = 12;
/** So many small pixels may differ by more. */
const mostDifferent = 6;

/** Letters, and the arrows and signs among them. */
const fonts = ['latin', 'math', 'symbols'].map((part) =>
  readFileSync(
    createRequire(import.meta.url).resolve(`@fontsource-variable/open-sans/files/open-sans-${part}-wght-normal.woff2`),
  ).toString('base64'),
);

/** Gives a page the font of all snapshots, so that words are as wide, and as dark, on every machine. */
export async function useOneFont(page: Page): Promise<void> {
  await page.evaluate(async (all) => {
    const names: string[] = [];
    for (const [index, data] of all.entries()) {
      const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
      const face = new FontFace(`One Font ${index}`, bytes, { weight: '300 800' });
      document.fonts.add(await face.load());
      names.push(`"One Font ${index}"`);
    }
    // The page reads its colours and its font anew.
    for (const name of ['font-family', 'editor-font-family'])
      document.documentElement.style.setProperty(`--vscode-${name}`, names.join(', '));
    // The controls of the toolkit keep what they read when the theme changed last.
    document.body.style.setProperty('--font-family', names.join(', '), 'important');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }, fonts);
}

/** How two pictures differ; nothing when they show the same. */
export interface Difference {
  readonly count: number;
  /** The largest difference of a channel. */
  readonly most: number;
  /** The part of the screen that holds all differences. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Makes and compares small pictures, in a page of their own. */
export interface Comparer {
  /** A screenshot in small: blurred, so that it holds on other machines, and cheap to keep. A PNG. */
  shrink(screenshot: Buffer): Promise<Buffer>;
  compare(expected: Buffer, actual: Buffer): Promise<Difference | undefined>;
  close(): Promise<void>;
}

/** Opens the page that the pictures are compared in. */
export async function openComparer(browser: Browser): Promise<Comparer> {
  const page = await browser.newPage();
  // What tsx adds to named functions is not there in the page.
  await page.evaluate('globalThis.__name = (each) => each');
  return {
    async shrink(screenshot) {
      return Buffer.from(await page.evaluate(shrink, [screenshot.toString('base64'), step, reach] as const), 'base64');
    },
    async compare(expected, actual) {
      const found = await page.evaluate(compare, [
        expected.toString('base64'),
        actual.toString('base64'),
        tolerance,
      ] as const);
      if (found.count <= mostDifferent) return undefined;
      const { x, y, width, height } = found;
      return { ...found, x: x * step, y: y * step, width: width * step, height: height * step };
    },
    close: () => page.close(),
  };
}

/** In the page. */
async function shrink([png, step, reach]: readonly [string, number, number]): Promise<string> {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const whole = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
  whole.drawImage(image, 0, 0);
  const from = whole.getImageData(0, 0, image.width, image.height).data;
  const [width, height] = [Math.floor(image.width / step), Math.floor(image.height / step)];
  // First along the rows, then along the columns.
  const rows = new Float32Array(width * image.height * 4);
  const narrow = (
    read: ArrayLike<number>,
    write: { [at: number]: number },
    lines: number,
    [length, stride, line]: readonly [number, number, number],
    [count, toStride, toLine]: readonly [number, number, number],
  ) => {
    for (let at = 0; at < count; at++) {
      const middle = (at + 0.5) * step - 0.5;
      const [first, last] = [Math.max(0, Math.ceil(middle - reach)), Math.min(length - 1, Math.floor(middle + reach))];
      for (let row = 0; row < lines; row++)
        for (let channel = 0; channel < 3; channel++) {
          let [sum, weights] = [0, 0];
          for (let each = first; each <= last; each++) {
            const weight = reach + 1 - Math.abs(each - middle);
            weights += weight;
            sum += weight * read[row * line + each * stride + channel]!;
          }
          write[row * toLine + at * toStride + channel] = sum / weights;
        }
    }
  };
  narrow(from, rows, image.height, [image.width, 4, image.width * 4], [width, 4, width * 4]);
  const means = new Float32Array(width * height * 4);
  narrow(rows, means, width, [image.height, width * 4, 4], [height, width * 4, 4]);
  const to = new ImageData(width, height);
  // Few values make a small file.
  for (let at = 0; at < means.length; at++)
    to.data[at] = at % 4 === 3 ? 255 : Math.min(255, Math.round(means[at]! / 4) * 4);
  const small = new OffscreenCanvas(width, height);
  small.getContext('2d')!.putImageData(to, 0, 0);
  const bytes = new Uint8Array(await (await small.convertToBlob({ type: 'image/png' })).arrayBuffer());
  return btoa(String.fromCharCode(...bytes));
}

/** In the page. */
async function compare([expected, actual, tolerance]: readonly [string, string, number]): Promise<Difference> {
  const read = async (png: string) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
    const to = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
    to.drawImage(image, 0, 0);
    return to.getImageData(0, 0, image.width, image.height);
  };
  const [a, b] = [await read(expected), await read(actual)];
  if (a.width !== b.width || a.height !== b.height)
    return { count: Number.POSITIVE_INFINITY, most: 255, x: 0, y: 0, width: b.width, height: b.height };
  let [count, most, left, top, right, bottom] = [0, 0, a.width, a.height, 0, 0];
  for (let at = 0; at < a.data.length; at += 4) {
    const differences = [0, 1, 2].map((channel) => Math.abs(a.data[at + channel]! - b.data[at + channel]!));
    const difference = Math.max(...differences);
    most = Math.max(most, difference);
    if (difference <= tolerance) continue;
    count++;
    const [x, y] = [(at / 4) % a.width, Math.floor(at / 4 / a.width)];
    [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x + 1), Math.max(bottom, y + 1)];
  }
  return { count, most, x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
}
