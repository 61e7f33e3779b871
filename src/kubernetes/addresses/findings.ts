import { dnsFindings } from './dnsFindings.ts';
import type { AddressFacts } from './facts.ts';
import type { PlainFinding } from './finding.ts';
import { overlapFindings } from './overlapFindings.ts';
import type { AddressPlan } from './plan.ts';
import { policyFindings } from './policyFindings.ts';
import { poolFindings } from './poolFindings.ts';
import { rangeFindings } from './rangeFindings.ts';
import { serviceFindings } from './serviceFindings.ts';
import { textFindings } from './textFindings.ts';

/** Everything that is wrong with the addresses of a cluster. */
export function plainFindings<P>(facts: AddressFacts<P>, plan: AddressPlan<P>): readonly PlainFinding<P>[] {
  return [
    ...facts.texts.flatMap((use) => textFindings(use, plan.version)),
    ...facts.found,
    ...rangeFindings(facts, plan),
    ...overlapFindings(facts, plan),
    ...dnsFindings(facts, plan),
    ...facts.blocks.flatMap((block) => policyFindings(block, plan)),
    ...serviceFindings(facts, plan),
    ...poolFindings(facts, plan),
  ];
}
