import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatAddress, parseAddress } from '../../src/kubernetes/addresses/address.ts';
import { formatCidr, parseCidr } from '../../src/kubernetes/addresses/cidr.ts';
import type { AddressSettings } from '../../src/kubernetes/addresses/plan.ts';
import { addressErrors, addressWarnings, cidrErrors, cidrWarnings } from '../../src/kubernetes/addresses/validation.ts';
import { type AddressFinding, addressesOf } from '../../src/model/addresses/findings.ts';
import { embedded } from '../../src/model/addresses/place.ts';
import type { Span } from '../../src/text/span.ts';
import { parse } from '../../src/yaml/parse.ts';
import type { Tree } from '../../src/yaml/tree.ts';

interface Case {
  readonly id: string;
  readonly title: string;
  readonly settings: {
    readonly distro?: string;
    readonly k8sVersion?: string;
    readonly podCIDRs?: string[];
    readonly serviceCIDRs?: string[];
    readonly nodeNetworks?: string[];
    readonly clusterDNS?: string[];
    readonly clusterDomain?: string;
    readonly nodePortRange?: string;
  };
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly expect: { readonly findings?: readonly Expected[]; readonly model?: Record<string, unknown> };
}

interface Expected {
  readonly code: string;
  readonly severity: string;
  readonly at: readonly string[];
}

interface Value {
  readonly id: string;
  readonly kind: 'ip' | 'cidr';
  readonly value: string;
  readonly accepted: boolean;
  readonly strict?: boolean;
  readonly newField?: boolean;
  readonly network?: string;
  readonly address?: string;
  readonly warnings?: readonly string[];
  readonly errors: { readonly strict?: readonly string[]; readonly newField?: readonly string[] };
}

/** Compares what is said of addresses with the cases and values of a directory. */
export async function run(dir: string): Promise<{ passed: number; failed: number; differences: string[] }> {
  const differences: string[] = [];
  let passed = 0;
  let failed = 0;
  const count = (id: string, found: readonly string[]) => {
    if (found.length === 0) passed++;
    else failed++;
    differences.push(...found.map((difference) => `${id}: ${difference}`));
  };
  for (const one of read<{ cases: Case[] }>(dir, 'cases.json')?.cases ?? []) {
    count(`${one.id} (${one.title})`, compareCase(one));
  }
  for (const one of read<{ values: Value[] }>(dir, 'values.json')?.values ?? []) {
    count(`${one.id} "${one.value}"`, compareValue(one));
  }
  return { passed, failed, differences };
}

function read<T>(dir: string, name: string): T | undefined {
  const path = join(dir, name);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : undefined;
}

function compareCase({ settings, files, expect }: Case): string[] {
  const { distro, k8sVersion, ...rest } = settings;
  const parsed = files.map(({ path, text }) => ({ path, documents: parse(path, text).documents }));
  const documents = parsed.flatMap(({ path, documents }) =>
    documents.flatMap(({ tree }) => (tree ? [{ file: path, tree }] : [])),
  );
  const known: AddressSettings = {
    ...rest,
    ...(distro === undefined ? {} : { distribution: distro }),
    kubernetesVersion: k8sVersion ?? '1.34',
  };
  const { plan, findings } = addressesOf({ documents, settings: known });
  const trees = new Map(
    parsed.flatMap(({ path, documents }) => documents.map(({ tree }, index) => [`${path}|${index}`, tree] as const)),
  );
  const differences = expect.findings ? compareFindings(expect.findings, findings, trees) : [];
  const model: Record<string, unknown> = {
    podCIDRs: plan.pods.map(({ text }) => text),
    serviceCIDRs: plan.services.map(({ text }) => text),
    clusterDNS: plan.dns.map(({ text }) => text),
    clusterDomain: plan.domain.text,
    nodePortRange: `${plan.nodePorts.first}-${plan.nodePorts.last}`,
    nodeNetworks: plan.nodes.map(({ text }) => text),
  };
  for (const [key, wanted] of Object.entries(expect.model ?? {})) {
    const ours = JSON.stringify(model[key]);
    if (ours !== JSON.stringify(wanted)) differences.push(`${key} is ${ours}, wanted ${JSON.stringify(wanted)}`);
  }
  return differences;
}

/** Every finding stands at a place of one that is expected, and every one that is expected is found at least once. */
function compareFindings(
  expected: readonly Expected[],
  findings: readonly AddressFinding[],
  trees: ReadonlyMap<string, Tree | undefined>,
): string[] {
  const isAt = (finding: AddressFinding, { code, severity, at }: Expected) =>
    finding.code === code && finding.severity === severity && at.some((place) => isWithin(finding.span, place, trees));
  return [
    ...expected
      .filter((one) => !findings.some((finding) => isAt(finding, one)))
      .map(({ code, severity, at }) => `missing ${severity} ${code} at ${at.join(' or ')}`),
    ...findings
      .filter((finding) => !expected.some((one) => isAt(finding, one)))
      .map(({ code, severity, span, message }) => `unexpected ${severity} ${code} at ${span.start}: ${message}`),
  ];
}

function isWithin(span: Span, place: string, trees: ReadonlyMap<string, Tree | undefined>): boolean {
  const [file, index, ...path] = place.split('|');
  return spansAt(trees.get(`${file}|${index}`), path.join('|')).some(
    (wanted) => wanted.file === span.file && wanted.start <= span.start && span.end <= wanted.end,
  );
}

/** The spans of the key and the value at a path: dots, `[i]`, `["key with dots"]`; `#` enters a document in a string. */
function spansAt(tree: Tree | undefined, path: string): Span[] {
  let at = tree;
  let key: Span | undefined;
  for (const match of path.matchAll(/#|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]#]+)/g)) {
    key = undefined;
    if (match[0] === '#') at = embedded(at)[0];
    else if (match[1] !== undefined) at = at?.kind === 'sequence' ? at.items[Number(match[1])] : undefined;
    else {
      const entry =
        at?.kind === 'map' ? at.entries.findLast((one) => one.key.value === (match[2] ?? match[3])) : undefined;
      key = entry?.key.span;
      at = entry?.value;
    }
  }
  return [at?.span, key].flatMap((span) => span ?? []);
}

function compareValue(value: Value): string[] {
  const isIp = value.kind === 'ip';
  const errors = isIp ? addressErrors : cidrErrors;
  const warnings = isIp ? addressWarnings : cidrWarnings;
  const differences: string[] = [];
  const check = (name: string, ours: unknown, wanted: unknown) => {
    if (wanted !== undefined && JSON.stringify(ours) !== JSON.stringify(wanted)) {
      differences.push(`${name} is ${JSON.stringify(ours)}, wanted ${JSON.stringify(wanted)}`);
    }
  };
  const strict = errors(value.value, 'strict');
  const newField = errors(value.value, 'newField');
  const cidr = parseCidr(value.value);
  const address = parseAddress(value.value);
  check('accepted', errors(value.value, 'lenient').length === 0, value.accepted);
  check('strict', strict.length === 0, value.strict);
  check('newField', newField.length === 0, value.newField);
  check('errors.strict', strict, value.errors.strict);
  check('errors.newField', newField, value.errors.newField);
  check('warnings', warnings(value.value), value.warnings);
  check('network', cidr && formatCidr(cidr), value.network);
  check('address', address && formatAddress(address), value.address);
  return differences;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { passed, failed, differences } = await run(process.argv[2] ?? '.');
  for (const difference of differences) console.log(difference);
  console.log(`${passed} of ${passed + failed} as expected`);
  process.exitCode = failed === 0 ? 0 : 1;
}
