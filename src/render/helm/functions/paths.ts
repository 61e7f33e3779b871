import type { GoFunction } from '../template/environment.ts';
import type { GoMap, GoValue } from '../template/values.ts';
import { fn, textOf } from './define.ts';

/** `path.Clean`. */
export function cleanPath(path: string): string {
  const absolute = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!absolute) parts.push('..');
  }
  return (absolute ? '/' : '') + parts.join('/') || '.';
}

/** `path.Base`: the last part, `.` for an empty path. */
export function baseName(path: string): string {
  if (path === '') return '.';
  return path.replace(/\/+$/, '').split('/').at(-1) || '/';
}

const dir = (path: string): string => cleanPath(path.slice(0, path.lastIndexOf('/') + 1));

const extension = (path: string): string => /\.[^./]*$/.exec(path)?.[0] ?? '';

function parseUrl(text: string): GoMap {
  const match =
    /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?:\/\/(?:([^@/?#]*)@)?([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/.exec(text);
  const [, scheme = '', userinfo = '', host = '', path = '', query = '', fragment = ''] = match ?? [];
  const opaque = scheme !== '' && !text.includes('//') && !path.startsWith('/');
  return new Map<string, GoValue>([
    ['scheme', scheme.toLowerCase()],
    ['host', host],
    ['hostname', host.replace(/:\d*$/, '')],
    ['path', opaque ? '' : path],
    ['query', query],
    ['opaque', opaque ? path : ''],
    ['fragment', fragment],
    ['userinfo', userinfo],
  ]);
}

function joinUrl(parts: GoMap): string {
  const part = (name: string): string => (parts.has(name) ? textOf(parts.get(name) ?? null) : '');
  const authority =
    part('host') === '' && part('userinfo') === ''
      ? ''
      : `//${part('userinfo') && `${part('userinfo')}@`}${part('host')}`;
  const path =
    authority !== '' && part('path') !== '' && !part('path').startsWith('/') ? `/${part('path')}` : part('path');
  return [
    part('scheme') && `${part('scheme')}:`,
    part('opaque') || authority + path,
    part('query') && `?${part('query')}`,
    part('fragment') && `#${part('fragment')}`,
  ].join('');
}

/** Sprig's paths and URLs, `functions.go`, `url.go`. */
export const pathFunctions: Readonly<Record<string, GoFunction>> = {
  base: fn(['string'], baseName),
  dir: fn(['string'], dir),
  ext: fn(['string'], extension),
  clean: fn(['string'], cleanPath),
  isAbs: fn(['string'], (path) => path.startsWith('/')),
  osBase: fn(['string'], baseName),
  osDir: fn(['string'], dir),
  osExt: fn(['string'], extension),
  osClean: fn(['string'], cleanPath),
  osIsAbs: fn(['string'], (path) => path.startsWith('/')),
  urlParse: fn(['string'], parseUrl),
  urlJoin: fn(['map'], joinUrl),
};
