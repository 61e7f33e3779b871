import type { Resource } from '../model/facts/resource.ts';
import { list } from '../text/distance.ts';

/** `Deployment web`: an object in a message. */
export function described({ kind, name }: Pick<Resource, 'kind' | 'name'>): string {
  return `${kind} ${name.value}`;
}

/** `Deployment web and Job migrate`: several objects in a message. */
export function describedAll(rows: readonly Pick<Resource, 'kind' | 'name'>[]): string {
  return list(rows.map(described));
}
