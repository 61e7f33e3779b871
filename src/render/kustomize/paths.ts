/**
 * A path relative to a folder, as a path relative to the workspace: no `.`, no `..` but in front, no `/` at an end.
 * The workspace itself is the empty path.
 */
export function joinPath(folder: string, path: string): string {
  const parts: string[] = [];
  const joined = path.startsWith('/') ? path : `${folder}/${path}`;
  for (const part of joined.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/**
 * Whether kustomize would go to the network for a path that does not exist here.
 * Source: kustomize `api/internal/git/repospec.go`; forms without a scheme need a host it knows, or `_git` or `.git`.
 */
export function isRemote(path: string): boolean {
  return (
    /^(?:git::|[a-z][a-z0-9+.-]*:\/\/|git@|[\w.-]+@[\w.-]+:|gh:|github\.com[/:])/i.test(path) ||
    /(?:\.git(?:[/?]|$)|_git\/|\/\/.*\?|[?&](?:ref|version)=)/.test(path) ||
    /^(?:bitbucket\.org|gitlab\.com|dev\.azure\.com)\//.test(path)
  );
}
