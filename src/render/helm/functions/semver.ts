import type { GoFunction } from '../template/environment.ts';
import { GoObject, type GoValue, TemplateError } from '../template/values.ts';
import { fn } from './define.ts';

/** A semantic version, as `Masterminds/semver` v3 reads one. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  readonly prerelease: string;
  readonly metadata: string;
  readonly original: string;
}

const VERSION = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?$/;

/** A version, also of one or two numbers and with a leading `v`; undefined when it is none. */
export function parseVersion(text: string): Version | undefined {
  const match = VERSION.exec(text);
  if (!match) return undefined;
  const [, major, minor = '0', patch = '0', prerelease = '', metadata = ''] = match;
  return { major: Number(major), minor: Number(minor), patch: Number(patch), prerelease, metadata, original: text };
}

/** The order of versions; metadata does not count. */
export function compareVersions(a: Version, b: Version): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch || comparePrereleases(a.prerelease, b.prerelease);
}

/** Whether a version meets a constraint such as `>=1.19-0 <2 || ~3.1`. Undefined when the constraint is none. */
export function satisfies(constraint: string, version: Version): boolean | undefined {
  const alternatives = constraint.split('||').map(parseConjunction);
  if (alternatives.some((terms) => terms === undefined)) return undefined;
  return alternatives.some((terms) => terms!.every((term) => meets(version, term)));
}

/** Sprig's version functions, `semver.go`. */
export const semverFunctions: Readonly<Record<string, GoFunction>> = {
  semver: fn(['string'], (text) => versionObject(needVersion(text))),
  semverCompare: fn(['string', 'string'], (constraint, text) => {
    const result = satisfies(constraint, needVersion(text));
    if (result === undefined) throw new TemplateError(`improper constraint: ${constraint}`);
    return result;
  }),
};

function needVersion(text: string): Version {
  const version = parseVersion(text);
  if (!version) throw new TemplateError(text === '' ? 'Version string empty' : 'invalid semantic version');
  return version;
}

function versionObject(version: Version): GoValue {
  const { major, minor, patch, prerelease, metadata, original } = version;
  const text = versionText(version);
  const numbers: [string, GoValue][] = [
    ['Major', BigInt(major)],
    ['Minor', BigInt(minor)],
    ['Patch', BigInt(patch)],
  ];
  const all: [string, GoValue][] = [
    ...numbers,
    ['Prerelease', prerelease],
    ['Metadata', metadata],
    ['Original', original],
    ['String', text],
  ];
  const other = (args: readonly GoValue[]): Version => {
    const [given] = args;
    return needVersion(given instanceof GoObject ? given.text : String(given));
  };
  const next = (change: Partial<Version>): GoValue =>
    versionObject({ ...version, prerelease: '', metadata: '', ...change });
  return new GoObject(
    '*semver.Version',
    text,
    [],
    [
      ...all.map(([name, value]): [string, () => GoValue] => [name, () => value]),
      ['Compare', (args) => BigInt(Math.sign(compareVersions(version, other(args))))],
      ['LessThan', (args) => compareVersions(version, other(args)) < 0],
      ['GreaterThan', (args) => compareVersions(version, other(args)) > 0],
      ['Equal', (args) => compareVersions(version, other(args)) === 0],
      ['IncPatch', () => next(prerelease === '' ? { patch: patch + 1 } : {})],
      ['IncMinor', () => next({ minor: minor + 1, patch: 0 })],
      ['IncMajor', () => next({ major: major + 1, minor: 0, patch: 0 })],
    ],
  );
}

function versionText({ major, minor, patch, prerelease, metadata }: Version): string {
  return `${major}.${minor}.${patch}${prerelease && `-${prerelease}`}${metadata && `+${metadata}`}`;
}

function comparePrereleases(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '' || b === '') return a === '' ? 1 : -1;
  const [x, y] = [a.split('.'), b.split('.')];
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const [left, right] = [x[i], y[i]];
    if (left === right) continue;
    if (left === undefined || right === undefined) return left === undefined ? -1 : 1;
    const [leftNumber, rightNumber] = [/^\d+$/.test(left), /^\d+$/.test(right)];
    if (leftNumber && rightNumber) return Number(left) - Number(right);
    if (leftNumber !== rightNumber) return leftNumber ? -1 : 1;
    return left < right ? -1 : 1;
  }
  return 0;
}

interface Term {
  readonly operator: string;
  readonly version: Version;
  /** What was left out or is a wildcard: `1.x` and `1` leave the minor number open. */
  readonly anyMajor: boolean;
  readonly anyMinor: boolean;
  readonly anyPatch: boolean;
}

const PART =
  '(?:v?([0-9]+|[xX*])(?:\\.([0-9]+|[xX*]))?(?:\\.([0-9]+|[xX*]))?(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?)';
const TERM = new RegExp(`\\s*(=|!=|>=|=>|<=|=<|>|<|~>|~|\\^|)\\s*${PART}\\s*(?:,|(?=\\s|$|[=!<>~^]))`, 'y');
const HYPHEN = /(v?[\w.*+-]+)\s+-\s+(v?[\w.*+-]+)/g;

function parseConjunction(text: string): Term[] | undefined {
  const plain = text.replace(HYPHEN, '>=$1 <=$2').trim();
  const terms: Term[] = [];
  TERM.lastIndex = 0;
  while (TERM.lastIndex < plain.length) {
    const match = TERM.exec(plain);
    if (!match) return undefined;
    const [, operator = '', major, minor, patch, prerelease = ''] = match;
    const open = (part: string | undefined): boolean => part === undefined || /^[xX*]$/.test(part);
    const number = (part: string | undefined): number => (open(part) ? 0 : Number(part));
    const version = {
      major: number(major),
      minor: number(minor),
      patch: number(patch),
      prerelease,
      metadata: '',
      original: '',
    };
    terms.push({ operator, version, anyMajor: open(major), anyMinor: open(minor), anyPatch: open(patch) });
  }
  return terms.length === 0 ? undefined : terms;
}

/** One comparison, `constraints.go`: a prerelease counts only where the constraint names one. */
function meets(version: Version, term: Term): boolean {
  const { operator, version: wanted, anyMajor, anyMinor, anyPatch } = term;
  if (version.prerelease !== '' && wanted.prerelease === '') return false;
  const order = compareVersions(version, wanted);
  const sameMajor = version.major === wanted.major;
  const sameMinor = sameMajor && version.minor === wanted.minor;
  const open = anyMajor || anyMinor || anyPatch;
  switch (operator) {
    case '':
    case '=':
      return open ? tilde(version, term) : order === 0;
    case '!=':
      if (!open) return order !== 0;
      if (anyMajor) return false;
      return !sameMajor || (!anyMinor && version.minor !== wanted.minor);
    case '>':
      if (!open || order <= 0) return order > 0;
      if (anyMajor) return false;
      if (anyMinor) return version.major > wanted.major;
      return version.major > wanted.major || version.minor > wanted.minor;
    case '>=':
    case '=>':
      return order >= 0;
    case '<':
      return order < 0;
    case '<=':
    case '=<':
      if (order <= 0 || !open) return order <= 0;
      return anyMajor || (anyMinor ? sameMajor : sameMinor);
    case '~':
    case '~>':
      return tilde(version, term);
    default:
      return caret(version, term);
  }
}

function tilde(version: Version, { version: wanted, anyMajor, anyMinor }: Term): boolean {
  if (compareVersions(version, wanted) < 0) return false;
  if (anyMajor) return true;
  return version.major === wanted.major && (anyMinor || version.minor === wanted.minor);
}

function caret(version: Version, { version: wanted, anyMajor, anyMinor, anyPatch }: Term): boolean {
  if (compareVersions(version, wanted) < 0) return false;
  if (anyMajor) return true;
  if (wanted.major > 0 || anyMinor) return version.major === wanted.major;
  if (version.major > 0) return false;
  if (wanted.minor > 0 || anyPatch) return version.minor === wanted.minor;
  return version.minor === 0 && version.patch === wanted.patch;
}
