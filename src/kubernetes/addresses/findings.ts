import { dnsFindings } from './dnsFindings.ts';
import type { AddressFacts, TextUse } from './facts.ts';
import type { PlainFinding } from './finding.ts';
import { overlapFindings } from './overlapFindings.ts';
import type { AddressPlan } from './plan.ts';
import { policyFindings } from './policyFindings.ts';
import { poolFindings } from './poolFindings.ts';
import { rangeFindings } from './rangeFindings.ts';
import { serviceFindings } from './serviceFindings.ts';
import { textFindings } from './textFindings.ts';
import { isStrict, type Version } from './validation.ts';

/** Everything that is wrong with the addresses of a cluster. */
export function plainFindings<P>(facts: AddressFacts<P>, plan: AddressPlan<P>): readonly PlainFinding<P>[] {
  return [
    ...facts.texts.flatMap((use) => textFindingsOf(use, plan.version)),
    ...facts.found,
    ...rangeFindings(facts, plan),
    ...overlapFindings(facts, plan),
    ...dnsFindings(facts, plan),
    ...facts.blocks.flatMap((block) => policyFindings(block, plan)),
    ...serviceFindings(facts, plan),
    ...poolFindings(facts, plan),
  ];
}

const texts = new WeakMap<object, { readonly strict: boolean; readonly found: unknown }>();

/** What is wrong with a text, found once: most of a workspace stays the same while one file is edited. */
function textFindingsOf<P>(use: TextUse<P>, version: Version): readonly PlainFinding<P>[] {
  const strict = isStrict(version);
  const known = texts.get(use);
  if (known?.strict === strict) return known.found as readonly PlainFinding<P>[];
  const found = textFindings(use, version);
  texts.set(use, { strict, found });
  return found;
}
