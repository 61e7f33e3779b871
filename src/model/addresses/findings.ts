import type { AddressFacts } from '../../kubernetes/addresses/facts.ts';
import type { AddressCode, AddressSeverity, PlainFix } from '../../kubernetes/addresses/finding.ts';
import { plainFindings } from '../../kubernetes/addresses/findings.ts';
import { type AddressPlan, type AddressSettings, addressPlan as planOf } from '../../kubernetes/addresses/plan.ts';
import type { Edit } from '../../text/edit.ts';
import type { Span } from '../../text/span.ts';
import { ownerOf } from './owner.ts';
import type { Place } from './place.ts';
import { type AddressDocument, readAddresses } from './read.ts';

/** The documents of one cluster, and what the user says of it. */
export interface AddressInput {
  readonly documents: readonly AddressDocument[];
  readonly settings: AddressSettings;
}

/** Something wrong with addresses, where it is written. */
export interface AddressFinding {
  readonly code: AddressCode;
  readonly severity: AddressSeverity;
  readonly span: Span;
  /** `Kind/namespace/name` of the object at the span; `File//path` for a file that is none. */
  readonly resource: string;
  readonly message: string;
  readonly related: readonly { readonly span: Span; readonly message: string }[];
  readonly fixes: readonly { readonly title: string; readonly edits: readonly Edit[] }[];
}

/** What is read of the documents, the plan that follows, and what is wrong. */
export interface Addresses {
  readonly facts: AddressFacts<Place>;
  readonly plan: AddressPlan<Place>;
  readonly findings: readonly AddressFinding[];
}

/** Everything at once: the facts are read only once. */
export function addressesOf({ documents, settings }: AddressInput): Addresses {
  const facts = readAddresses(documents);
  const plan = planOf(facts, settings);
  return { facts, plan, findings: findingsOf(facts, plan) };
}

/** Everything that is wrong with the addresses of a cluster, at the text that says it. */
export function addressFindings(input: AddressInput): readonly AddressFinding[] {
  return addressesOf(input).findings;
}

/** The ranges, DNS addresses and domain of a cluster, and who says so. */
export function addressPlan({ documents, settings }: AddressInput): AddressPlan<Place> {
  return planOf(readAddresses(documents), settings);
}

function findingsOf(facts: AddressFacts<Place>, plan: AddressPlan<Place>): readonly AddressFinding[] {
  return plainFindings(facts, plan).map(({ code, severity, at, message, related, fixes }) => ({
    code,
    severity,
    span: at.span,
    resource: ownerOf(at),
    message,
    related: related.map((one) => ({ span: one.at.span, message: one.message })),
    fixes: fixes.flatMap(editsOf),
  }));
}

/** A fix as edits; none where one of its places cannot be edited. */
function editsOf({ title, edits }: PlainFix<Place>): { title: string; edits: Edit[] }[] {
  if (!edits.every(({ at }) => at.isEditable)) return [];
  return [{ title, edits: edits.map(({ at, text }) => ({ span: at.span, text })) }];
}
