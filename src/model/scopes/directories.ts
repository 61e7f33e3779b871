import { directoryOf } from '../../text/path.ts';
import { compareText } from '../../text/span.ts';

/** Files of plain manifests that belong together. */
export interface DirectoryGroup {
  /** The topmost directory of the group. */
  readonly directory: string;
  readonly files: readonly string[];
}

interface Merged {
  readonly group: DirectoryGroup;
  readonly identities: ReadonlySet<string>;
}

/**
 * The plain files in groups, as they are most probably applied: a directory joins its parent as long as
 * no object would then exist twice; where one would, the directories are environments, and stay apart.
 *
 * @param files the identities of the objects of each file, by path
 * @param isTop whether a directory is a workspace folder, above which nothing is merged
 */
export function groupByDirectory(
  files: ReadonlyMap<string, readonly string[]>,
  isTop: (directory: string) => boolean,
): DirectoryGroup[] {
  const own = new Map<string, string[]>();
  const children = new Map<string, Set<string>>();
  for (const path of [...files.keys()].sort(compareText)) {
    let directory = directoryOf(path);
    (own.get(directory) ?? own.set(directory, []).get(directory)!).push(path);
    while (directory !== '.' && !isTop(directory)) {
      const parent = directoryOf(directory);
      (children.get(parent) ?? children.set(parent, new Set()).get(parent)!).add(directory);
      directory = parent;
    }
  }
  const isBelow = new Set([...children.values()].flatMap((set) => [...set]));
  const tops = [...new Set([...own.keys(), ...children.keys()])].filter((directory) => !isBelow.has(directory));

  const merge = (directory: string): Merged[] => {
    const paths = own.get(directory) ?? [];
    // Files of one directory that collide are alternatives, not environments.
    const identities = new Set(paths.flatMap((path) => files.get(path) ?? []));
    const below = [...(children.get(directory) ?? [])].sort(compareText).map(merge);
    const self: Merged[] = paths.length > 0 ? [{ group: { directory, files: paths }, identities }] : [];
    const parts = [...self, ...below.flat()];
    if (below.some((groups) => groups.length > 1) || collide(parts)) return parts;
    if (parts.length === 0) return [];
    return [
      {
        group: { directory, files: parts.flatMap(({ group }) => group.files) },
        identities: new Set(parts.flatMap((part) => [...part.identities])),
      },
    ];
  };
  return tops.sort(compareText).flatMap((top) => merge(top).map(({ group }) => group));
}

function collide(parts: readonly Merged[]): boolean {
  const seen = new Set<string>();
  for (const { identities } of parts) {
    for (const identity of identities) {
      if (seen.has(identity)) return true;
      seen.add(identity);
    }
  }
  return false;
}

/**
 * The alternatives among files that belong together: sets without a collision, one for each file that collides.
 * A single set of all files when nothing does.
 */
export function alternatives(
  files: readonly string[],
  identities: ReadonlyMap<string, readonly string[]>,
): { readonly chosen: string | undefined; readonly files: readonly string[] }[] {
  const owners = new Map<string, string[]>();
  for (const path of files) {
    for (const identity of new Set(identities.get(path))) {
      (owners.get(identity) ?? owners.set(identity, []).get(identity)!).push(path);
    }
  }
  const colliding = new Set([...owners.values()].filter((paths) => paths.length > 1).flat());
  if (colliding.size === 0) return [{ chosen: undefined, files }];
  const sets = files
    .filter((path) => colliding.has(path))
    .map((chosen) => {
      const taken = new Set(identities.get(chosen));
      const rivals = files.filter((path) => {
        if (path === chosen || !colliding.has(path)) return false;
        const own = identities.get(path) ?? [];
        if (own.some((identity) => taken.has(identity))) return false;
        for (const identity of own) taken.add(identity);
        return true;
      });
      const kept = new Set([chosen, ...rivals]);
      return { chosen, files: files.filter((path) => !colliding.has(path) || kept.has(path)) };
    });
  // Two files may lead to the same set.
  const seen = new Set<string>();
  return sets.filter(({ files }) => !seen.has(files.join('\n')) && seen.add(files.join('\n')));
}
