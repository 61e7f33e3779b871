import { extract } from '../extract/extract.ts';
import { namespaceUndecided, type Resource } from '../facts/resource.ts';
import type { SourceFile } from '../file.ts';

/** Tables whose objects tell environments apart: two of one name cannot be in one cluster. */
const identityTables = ['services', 'workloads', 'ingresses', 'networkPolicies', 'gateways', 'routes'] as const;

/** The identities of the network objects of a file: group, kind, namespace as written, name. */
export function identitiesOf(file: SourceFile): readonly string[] {
  const identities: string[] = [];
  for (const { tree } of file.parsed.documents) {
    if (!tree) continue;
    const facts = extract(tree) as Readonly<Record<string, readonly Resource[] | undefined>>;
    for (const table of identityTables) {
      for (const row of facts[table] ?? []) {
        if (row.name.value === '') continue;
        const written = namespaceUndecided(row) ? '' : row.namespace.value;
        identities.push(`${row.group}/${row.kind}/${written}/${row.name.value}`);
      }
    }
  }
  return identities;
}
