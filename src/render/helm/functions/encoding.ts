import { decodeBase64, encodeBase64 } from '../base64.ts';
import type { GoFunction } from '../template/environment.ts';
import { floatText } from '../template/floats.ts';
import {
  Bytes,
  type GoMap,
  GoObject,
  type GoValue,
  isList,
  isMap,
  sortedKeys,
  TemplateError,
} from '../template/values.ts';
import { readYaml } from '../yamlInput.ts';
import { writeYaml } from '../yamlOutput.ts';
import { fn } from './define.ts';
import { adler32, hashText } from './hash.ts';
import { readToml, writeToml } from './toml.ts';

/** `encoding/json`: sorted keys, and `<`, `>` and `&` escaped unless `raw`. */
export function writeJson(value: GoValue, raw = false, indent = ''): string {
  const text = jsonText(value, indent === '' ? '' : '\n', indent);
  const escaped = text.replace(/[\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`);
  if (raw) return escaped;
  return escaped.replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
}

function jsonText(value: GoValue, line: string, indent: string): string {
  const inner = line === '' ? '' : line + indent;
  const wrap = (open: string, parts: string[], close: string): string =>
    parts.length === 0 ? open + close : `${open}${inner}${parts.join(`,${inner}`)}${line}${close}`;
  if (isList(value))
    return wrap(
      '[',
      value.map((item) => jsonText(item, inner, indent)),
      ']',
    );
  if (isMap(value)) {
    const colon = line === '' ? ':' : ': ';
    return wrap(
      '{',
      sortedKeys(value).map((key) => JSON.stringify(key) + colon + jsonText(value.get(key) ?? null, inner, indent)),
      '}',
    );
  }
  if (value instanceof GoObject)
    return jsonText(value.fields.size > 0 ? new Map(value.fields) : value.text, line, indent);
  if (value instanceof Bytes) return JSON.stringify(encodeBase64(value.text));
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new TemplateError(`json: unsupported value: ${floatText(value)}`);
  return JSON.stringify(value);
}

const BASE_32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function encodeBase32(text: string): string {
  const bits = [...new TextEncoder().encode(text)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const digits = (bits.match(/.{1,5}/g) ?? []).map((part) => BASE_32[Number.parseInt(part.padEnd(5, '0'), 2)]).join('');
  return digits.padEnd(Math.ceil(digits.length / 8) * 8, '=');
}

function decodeBase32(text: string): string {
  const bits = [...text.replace(/=+$/, '')]
    .map((digit) => BASE_32.indexOf(digit).toString(2).padStart(5, '0'))
    .join('');
  const bytes = (bits.match(/.{8}/g) ?? []).map((part) => Number.parseInt(part, 2));
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

/** Helm gives a map with the key `Error` for what it cannot read. */
function fromYaml(text: string): GoMap {
  const { value, error } = readYaml(text);
  if (error === undefined && isMap(value)) return value;
  if (error === undefined && value === null) return new Map();
  return new Map([
    [
      'Error',
      error ??
        `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${jsonKind(value)} into Go value of type map[string]interface {}`,
    ],
  ]);
}

function fromYamlArray(text: string): GoValue {
  const { value, error } = readYaml(text);
  if (error === undefined && isList(value)) return value;
  return value === null
    ? []
    : [
        error ??
          `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${jsonKind(value)} into Go value of type []interface {}`,
      ];
}

function jsonKind(value: GoValue): string {
  if (typeof value === 'boolean') return 'bool';
  return isMap(value) ? 'object' : isList(value) ? 'array' : typeof value;
}

function fromJson(text: string): GoValue {
  try {
    return jsonValue(JSON.parse(text));
  } catch (error) {
    return String(error);
  }
}

function jsonValue(value: unknown): GoValue {
  if (Array.isArray(value)) return value.map(jsonValue);
  if (typeof value === 'object' && value !== null) {
    return new Map(Object.entries(value).map(([key, item]): [string, GoValue] => [key, jsonValue(item)]));
  }
  return value as GoValue;
}

const json = fn(['any'], (value) => writeJson(value));
const yaml = fn(['any'], (value) => writeYaml(value).replace(/\n$/, ''));
const prettyJson = fn(['any'], (value) => writeJson(value, false, '  '));
const rawJson = fn(['any'], (value) => writeJson(value, true));

/** Helm's and Sprig's encodings and digests. */
export const encodingFunctions: Readonly<Record<string, GoFunction>> = {
  toYaml: yaml,
  mustToYaml: yaml,
  toYamlPretty: fn(['any'], (value) => writeYaml(value, true).replace(/\n$/, '')),
  fromYaml: fn(['string'], fromYaml),
  fromYamlArray: fn(['string'], fromYamlArray),
  toJson: json,
  mustToJson: json,
  toPrettyJson: prettyJson,
  mustToPrettyJson: prettyJson,
  toRawJson: rawJson,
  mustToRawJson: rawJson,
  fromJson: fn(['string'], (text) => {
    const value = fromJson(text);
    return isMap(value) ? value : value === null ? new Map() : new Map([['Error', String(value)]]);
  }),
  mustFromJson: fn(['string'], fromJson),
  fromJsonArray: fn(['string'], (text) => {
    const value = fromJson(text);
    return isList(value) ? value : value === null ? [] : [String(value)];
  }),
  toToml: fn(['any'], (value) => writeToml(value)),
  mustToToml: fn(['any'], (value) => writeToml(value)),
  fromToml: fn(['string'], (text) => readToml(text)),
  b64enc: fn(['string'], encodeBase64),
  b64dec: fn(['string'], decodeBase64),
  b32enc: fn(['string'], encodeBase32),
  b32dec: fn(['string'], decodeBase32),
  sha1sum: fn(['string'], (text) => hashText('sha1', text)),
  sha256sum: fn(['string'], (text) => hashText('sha256', text)),
  sha512sum: fn(['string'], (text) => hashText('sha512', text)),
  adler32sum: fn(['string'], adler32),
};
