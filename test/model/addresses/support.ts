import type { AddressSettings } from '../../../src/kubernetes/addresses/plan.ts';
import { type Addresses, addressesOf } from '../../../src/model/addresses/findings.ts';
import { applyEdits } from '../../../src/text/edit.ts';
import { parse } from '../../../src/yaml/parse.ts';

/** The files of a small cluster, by path; a text alone is `m.yaml`. */
export type Files = string | Readonly<Record<string, string>>;

export function read(files: Files, settings: AddressSettings = {}): Addresses {
  const documents = Object.entries(asRecord(files)).flatMap(([file, text]) =>
    parse(file, text).documents.flatMap(({ tree }) => (tree ? [{ file, tree }] : [])),
  );
  return addressesOf({ documents, settings });
}

/** Each finding as `severity code text`, in the order of the files. */
export function report(files: Files, settings: AddressSettings = {}): string[] {
  const texts = asRecord(files);
  return read(files, settings).findings.map(
    ({ severity, code, span }) => `${severity} ${code} ${texts[span.file]!.slice(span.start, span.end)}`,
  );
}

/** The ranges, DNS and domain of the plan, as text. */
export function plan(files: Files, settings: AddressSettings = {}) {
  const { pods, services, nodes, dns, domain, nodePorts, distribution } = read(files, settings).plan;
  return {
    distribution: distribution?.id,
    pods: pods.map(({ text }) => text),
    services: services.map(({ text }) => text),
    nodes: nodes.map(({ text }) => text),
    dns: dns.map(({ text }) => text),
    domain: domain.text,
    nodePorts: `${nodePorts.first}-${nodePorts.last}`,
  };
}

/** The text after the fix of that title; throws where there is none. */
export function fixed(text: string, title: string, settings: AddressSettings = {}): string {
  const fix = read(text, settings)
    .findings.flatMap(({ fixes }) => fixes)
    .find((one) => one.title === title);
  if (!fix) throw new Error(`no fix "${title}"`);
  return applyEdits('m.yaml', text, fix.edits);
}

function asRecord(files: Files): Readonly<Record<string, string>> {
  return typeof files === 'string' ? { 'm.yaml': files } : files;
}
