import { encodeBase64 } from '../base64.ts';
import type { GoFunction } from '../template/environment.ts';
import { GoObject, type GoValue } from '../template/values.ts';
import { fn, variadic } from './define.ts';

/**
 * What a template may take for random. It is the same in each rendering with the same seed, so that a result only
 * changes when the chart does; rendering with two seeds shows which values are really unknown.
 */
export class Chance {
  /** Set once a template asked for something random, or for the time. */
  used = false;
  readonly #seed: number;
  #state: number;

  constructor(seed: number) {
    this.#seed = seed;
    this.#state = seed * 2654435761 + 1;
  }

  /** A whole number from 0 to `below` - 1. */
  below(below: number): number {
    this.used = true;
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#state / 0x100000000) * below);
  }

  /** Milliseconds since 1970. */
  now(): number {
    this.used = true;
    return Date.UTC(2000 + this.#seed, this.#seed % 12, 1 + this.#seed, this.#seed, this.#seed, this.#seed);
  }
}

const NUMERIC = '0123456789';
const ALPHABETIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ASCII = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('');

/** Sprig's functions that make secrets, keys and other things nobody can know beforehand: `crypto.go`, `strings.go`. */
export function randomFunctions(chance: Chance): Readonly<Record<string, GoFunction>> {
  const text = (count: number, alphabet: string): string =>
    Array.from({ length: Math.min(Math.max(count, 0), 100_000) }, () => alphabet[chance.below(alphabet.length)]).join(
      '',
    );
  const hex = (count: number): string => text(count, '0123456789abcdef');
  const pem = (label: string): string =>
    `-----BEGIN ${label}-----\n${text(64, NUMERIC + ALPHABETIC)}\n-----END ${label}-----\n`;
  const certificate = (): GoValue =>
    new GoObject('sprig.certificate', '{}', [
      ['Cert', pem('CERTIFICATE')],
      ['Key', pem('RSA PRIVATE KEY')],
    ]);
  const certificates = variadic([], 'any', certificate);
  return {
    randAlphaNum: fn(['int'], (count) => text(count, NUMERIC + ALPHABETIC)),
    randAlpha: fn(['int'], (count) => text(count, ALPHABETIC)),
    randNumeric: fn(['int'], (count) => text(count, NUMERIC)),
    randAscii: fn(['int'], (count) => text(count, ASCII)),
    randBytes: fn(['int'], (count) => encodeBase64(text(count, NUMERIC + ALPHABETIC))),
    randInt: fn(['int', 'int'], (from, to) => BigInt(from + chance.below(Math.max(to - from, 1)))),
    shuffle: fn(['string'], (given) => {
      const letters = [...given];
      for (let i = letters.length - 1; i > 0; i--) {
        const j = chance.below(i + 1);
        [letters[i], letters[j]] = [letters[j]!, letters[i]!];
      }
      return letters.join('');
    }),
    uuidv4: fn([], () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`),
    genPrivateKey: fn(['string'], () => pem('RSA PRIVATE KEY')),
    genCA: certificates,
    genCAWithKey: certificates,
    genSelfSignedCert: certificates,
    genSelfSignedCertWithKey: certificates,
    genSignedCert: certificates,
    genSignedCertWithKey: certificates,
    buildCustomCert: fn(
      ['string', 'string'],
      (cert, key) =>
        new GoObject('sprig.certificate', '{}', [
          ['Cert', cert],
          ['Key', key],
        ]),
    ),
    derivePassword: variadic([], 'any', () => text(12, NUMERIC + ALPHABETIC)),
    bcrypt: fn(['string'], () => `$2a$10$${text(53, NUMERIC + ALPHABETIC)}`),
    htpasswd: fn(['string', 'string'], (user) => `${user}:$2a$10$${text(53, NUMERIC + ALPHABETIC)}`),
    encryptAES: fn(['string', 'string'], () => encodeBase64(text(32, NUMERIC + ALPHABETIC))),
    decryptAES: fn(['string', 'string'], () => text(16, NUMERIC + ALPHABETIC)),
  };
}
