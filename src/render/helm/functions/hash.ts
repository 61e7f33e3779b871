/** SHA-1, SHA-256 and SHA-512 of a text's UTF-8 bytes, as hexadecimal digits; there is no synchronous one in a browser. */
export function hashText(algorithm: 'sha1' | 'sha256' | 'sha512', text: string): string {
  const bytes = new TextEncoder().encode(text);
  switch (algorithm) {
    case 'sha1':
      return sha1(padded(bytes, 64));
    case 'sha256':
      return sha256(padded(bytes, 64));
    case 'sha512':
      return sha512(padded(bytes, 128));
  }
}

/** Adler-32, as a decimal number. */
export function adler32(text: string): string {
  let a = 1;
  let b = 0;
  for (const byte of new TextEncoder().encode(text)) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return String(b * 65536 + a);
}

/** The message with its 1 bit, zeros and length in bits. */
function padded(bytes: Uint8Array, block: number): DataView {
  const length = Math.ceil((bytes.length + 1 + block / 8) / block) * block;
  const view = new DataView(new ArrayBuffer(length));
  new Uint8Array(view.buffer).set(bytes);
  view.setUint8(bytes.length, 0x80);
  view.setUint32(length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(length - 4, (bytes.length * 8) >>> 0);
  return view;
}

const hex = (words: Iterable<number>): string =>
  [...words].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');

function sha1(view: DataView): string {
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const w = new Int32Array(80);
  const rotate = (value: number, by: number): number => (value << by) | (value >>> (32 - by));
  for (let offset = 0; offset < view.byteLength; offset += 64) {
    for (let i = 0; i < 80; i++) {
      w[i] = i < 16 ? view.getInt32(offset + i * 4) : rotate(w[i - 3]! ^ w[i - 8]! ^ w[i - 14]! ^ w[i - 16]!, 1);
    }
    let [a, b, c, d, e] = state as [number, number, number, number, number];
    for (let i = 0; i < 80; i++) {
      const [f, k] =
        i < 20
          ? [(b & c) | (~b & d), 0x5a827999]
          : i < 40
            ? [b ^ c ^ d, 0x6ed9eba1]
            : i < 60
              ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
              : [b ^ c ^ d, 0xca62c1d6];
      [a, b, c, d, e] = [(rotate(a, 5) + f + e + k + w[i]!) | 0, a, rotate(b, 30), c, d];
    }
    [a, b, c, d, e].forEach((value, i) => {
      state[i] = (state[i]! + value) | 0;
    });
  }
  return hex(state);
}

/** The first 64 bits of the fractional parts of the roots of the first primes, from which both constants come. */
function roots(count: number, root: 2 | 3): bigint[] {
  const primes: bigint[] = [];
  for (let n = 2n; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0n)) primes.push(n);
  return primes.map((prime) => BigInt.asUintN(64, integerRoot(prime << BigInt(64 * root), BigInt(root))));
}

function integerRoot(value: bigint, degree: bigint): bigint {
  let x = 1n << (BigInt(value.toString(2).length) / degree + 1n);
  for (;;) {
    const next = ((degree - 1n) * x + value / x ** (degree - 1n)) / degree;
    if (next >= x) return x;
    x = next;
  }
}

let constants: { readonly cubes: readonly bigint[]; readonly squares: readonly bigint[] } | undefined;
const tables = (): { readonly cubes: readonly bigint[]; readonly squares: readonly bigint[] } =>
  (constants ??= { cubes: roots(80, 3), squares: roots(8, 2) });

function sha256(view: DataView): string {
  const { cubes, squares } = tables();
  const k = Int32Array.from(cubes.slice(0, 64), (value) => Number(value >> 32n) | 0);
  const state = Int32Array.from(squares, (value) => Number(value >> 32n) | 0);
  const w = new Int32Array(64);
  const rotate = (value: number, by: number): number => (value >>> by) | (value << (32 - by));
  for (let offset = 0; offset < view.byteLength; offset += 64) {
    for (let i = 0; i < 64; i++) {
      if (i < 16) {
        w[i] = view.getInt32(offset + i * 4);
        continue;
      }
      const [x, y] = [w[i - 15]!, w[i - 2]!];
      const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
      const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
      w[i] = w[i - 16]! + s0 + w[i - 7]! + s1;
    }
    let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
    for (let i = 0; i < 64; i++) {
      const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + k[i]! + w[i]!) | 0;
      const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => {
      state[i] = state[i]! + value;
    });
  }
  return hex(state);
}

function sha512(view: DataView): string {
  const { cubes, squares } = tables();
  const state = [...squares];
  const rotate = (value: bigint, by: bigint): bigint => (value >> by) | BigInt.asUintN(64, value << (64n - by));
  const w: bigint[] = [];
  for (let offset = 0; offset < view.byteLength; offset += 128) {
    for (let i = 0; i < 80; i++) {
      if (i < 16) {
        w[i] = view.getBigUint64(offset + i * 8);
        continue;
      }
      const [x, y] = [w[i - 15]!, w[i - 2]!];
      const s0 = rotate(x, 1n) ^ rotate(x, 8n) ^ (x >> 7n);
      const s1 = rotate(y, 19n) ^ rotate(y, 61n) ^ (y >> 6n);
      w[i] = BigInt.asUintN(64, w[i - 16]! + s0 + w[i - 7]! + s1);
    }
    let [a, b, c, d, e, f, g, h] = state as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
    for (let i = 0; i < 80; i++) {
      const s1 = rotate(e, 14n) ^ rotate(e, 18n) ^ rotate(e, 41n);
      const t1 = h + s1 + ((e & f) ^ (BigInt.asUintN(64, ~e) & g)) + cubes[i]! + w[i]!;
      const s0 = rotate(a, 28n) ^ rotate(a, 34n) ^ rotate(a, 39n);
      const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, BigInt.asUintN(64, d + t1), c, b, a, BigInt.asUintN(64, t1 + t2)];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => {
      state[i] = BigInt.asUintN(64, state[i]! + value);
    });
  }
  return state.map((value) => value.toString(16).padStart(16, '0')).join('');
}
