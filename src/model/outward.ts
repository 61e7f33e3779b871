import { everyAddress } from '../kubernetes/policy/addressSet.ts';
import type { Explanation } from '../kubernetes/policy/explain.ts';
import type { Located } from '../text/span.ts';
import { derive } from './derived.ts';
import type { Workload } from './facts/workload.ts';
import { type NameReference, nameReferences } from './names/references.ts';
import { policies } from './policies.ts';
import { requiredReads } from './required.ts';

/** A host outside of the cluster that a workload is told to call. */
export interface OutwardConnection {
  readonly workload: Workload;
  /** Lower case, without a trailing dot. */
  readonly host: string;
  /** Undefined where neither the text nor its scheme says it. */
  readonly port: number | undefined;
  /** The text that names it; that of the Service where a Service of type ExternalName stands between. */
  readonly asked: Located<string>;
  /** What holds that text: `env SMTP_HOST`. */
  readonly where: string;
  /**
   * Whether the policies let it out to any IPv4 address: what the name resolves to is not known, so a rule that admits
   * some addresses leaves it unknown. Undefined without a port.
   */
  readonly explanation: Explanation | undefined;
}

/**
 * The hosts outside of the cluster that env, arguments and ConfigMaps of workloads name. Only names that can hardly be
 * of the cluster: three labels and more, or two of which the last is a domain of the Internet.
 * One for each workload, host and port, in the order of the files.
 */
export const outwardConnections = derive(requiredReads, (view): readonly OutwardConnection[] => {
  const { explain } = view.get(policies);
  const found = new Map<string, OutwardConnection>();
  for (const reference of view.get(nameReferences)) {
    const host = outsideHost(reference);
    if (host === undefined) continue;
    const port = reference.port?.value;
    for (const workload of reference.users) {
      const key = `${workload.kind} ${workload.namespace.value} ${workload.name.value} ${host} ${port}`;
      if (found.has(key)) continue;
      found.set(key, {
        workload,
        host,
        port,
        asked: reference.host,
        where: reference.where,
        explanation: port === undefined ? undefined : explain(workload, everyAddress(4), 'TCP', port),
      });
    }
  }
  return [...found.values()];
});

function outsideHost({ target, host }: NameReference): string | undefined {
  if (target.kind === 'service') {
    const { type, externalName } = target.service;
    return type.value === 'ExternalName' && externalName ? publicName(externalName.value) : undefined;
  }
  return target.kind === 'external' ? publicName(host.value) : undefined;
}

const publicEndings = new Set(['com', 'net', 'org', 'io', 'dev', 'app', 'cloud', 'co', 'ai', 'eu', 'uk', 'de', 'fr']);

/** The name without its dot, where it can hardly be one of the cluster. */
function publicName(text: string): string | undefined {
  const name = text.toLowerCase().replace(/\.$/, '');
  const labels = name.split('.');
  if (!labels.every((label) => /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?$/.test(label))) return undefined;
  const last = labels.at(-1)!;
  if (labels.length < 2 || /^\d+$/.test(last) || labels.includes('svc')) return undefined;
  return labels.length > 2 || publicEndings.has(last) ? name : undefined;
}
