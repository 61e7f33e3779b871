import { isAskable } from './hostsFile.ts';
import { fullyQualified, withoutDot } from './names.ts';
import { numericOption, type ResolvConf } from './resolvConf.ts';

/** The C libraries whose behaviour is known: glibc 2.36 (Debian, Ubuntu, RHEL) and musl 1.2.3 (Alpine). */
export type Libc = 'glibc' | 'musl';

/** One name that getaddrinfo may ask for. */
export interface Candidate {
  /** With a trailing dot. */
  readonly name: string;
  /** `malformed`: musl makes a broken question of the search domain `.` and gives up. */
  readonly kind: 'search' | 'absolute' | 'malformed';
}

/** libc takes a larger `ndots` for this one. */
const maxNdots = 15;
/** The buffer into which musl reads a line, its end included. */
const muslLine = 256;

/** The number of dots from which on a name is tried as it is first: 1 where not set, at most 15. */
export function ndotsOf(resolvConf: ResolvConf): number {
  return Math.min(numericOption(resolvConf.options, 'ndots') ?? 1, maxNdots);
}

/** Whether musl ignores the search list, because its line is longer than what it reads. */
export function isSearchIgnored(resolvConf: ResolvConf, libc: Libc): boolean {
  return libc === 'musl' && `search ${resolvConf.searches.join(' ')}\n`.length >= muslLine;
}

/**
 * The names that a lookup asks for, in order, as long as none of them ends it. glibc tries a name with enough dots as it
 * is first and walks the list afterwards, asking again for a root on it; musl does not walk it then (glibc
 * resolv/res_query.c, musl lookup_name.c).
 */
export function candidatesOf(name: string, resolvConf: ResolvConf, libc: Libc): readonly Candidate[] {
  const absolute: Candidate = { name: fullyQualified(name), kind: 'absolute' };
  // glibc takes a name with a leading dash for no host (resolv/res-name-checking.c, res_hnok).
  if (!isAskable(name) || (libc === 'glibc' && name.startsWith('-'))) return [];
  if (name.endsWith('.')) return [absolute];
  const enough = name.split('.').length - 1 >= ndotsOf(resolvConf);
  if (libc === 'musl' && (enough || isSearchIgnored(resolvConf, libc))) return [absolute];
  const searched = resolvConf.searches.flatMap((search): readonly Candidate[] => {
    if (withoutDot(search) === '')
      return [libc === 'musl' ? { name: `${name}..`, kind: 'malformed' } : { ...absolute, kind: 'search' }];
    const candidate = `${name}.${withoutDot(search)}`;
    return isAskable(candidate) ? [{ name: fullyQualified(candidate), kind: 'search' }] : [];
  });
  if (libc === 'musl') return [...searched, absolute];
  if (enough) return [absolute, ...searched];
  // The root on the list is the try of the name itself, wherever it stands.
  return searched.some((candidate) => candidate.name === absolute.name) ? searched : [...searched, absolute];
}
