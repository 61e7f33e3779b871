import { withoutDot } from '../../kubernetes/dns/names.ts';
import { resolvConfText } from '../../kubernetes/dns/resolvConf.ts';
import type { Outcome, ResolutionStep } from '../../kubernetes/dns/resolve.ts';
import { type Asker, type NameResolution, namespaceOf } from '../../model/dns/resolveFrom.ts';
import { targetIn } from '../../model/endpoints.ts';
import { isHeadless, type Service } from '../../model/facts/service.ts';
import type { Workload } from '../../model/facts/workload.ts';
import { list } from '../../text/distance.ts';

/** Who asks, in words: `Deployment shop/web`, `a pod of namespace shop`. */
export function askerText(asker: Asker): string {
  if (asker.kind === 'namespace') return `a pod of namespace ${asker.namespace}`;
  const { kind, namespace, name } = asker.workload;
  return `${kind} ${namespace.value}/${name.value}`;
}

/** The lines of the pod's resolv.conf. */
export function resolvConfLines({ resolution }: NameResolution): readonly string[] {
  return resolvConfText(resolution.resolvConf).trimEnd().split('\n');
}

/** What one name of the walk brought, in one word for both families: `ANSWER`, `NXDOMAIN`. */
export function outcomeOfStep({ outcome }: ResolutionStep): Outcome {
  const all = [outcome.A, outcome.AAAA].filter((one): one is Outcome => one !== undefined);
  return all.find((one) => one === 'ANSWER') ?? all.find((one) => one !== 'NODATA') ?? 'NODATA';
}

/** An outcome in words. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  ANSWER: 'found',
  NODATA: 'no address of this kind',
  CNAME_ONLY: 'an alias without an address',
  NXDOMAIN: 'no such name',
  SERVFAIL: 'the server failed',
  TIMEOUT: 'no server answers',
  UNKNOWN: 'asked outside of the cluster',
};

/** What answered a step: `kubernetes of .:53`, `forward to 8.8.8.8`. Undefined where no server did. */
export function answeredBy({ replies }: ResolutionStep): string | undefined {
  const reply = replies.find(({ plugin }) => plugin !== undefined);
  if (!reply) return undefined;
  const block = reply.serverBlock === undefined || reply.serverBlock === '' ? '.' : reply.serverBlock;
  const to = reply.upstreams && reply.upstreams.length > 0 ? ` to ${reply.upstreams.join(', ')}` : '';
  return `${reply.plugin} of ${block}${to}`;
}

/** The result in one sentence: `db resolves to Service prod/db (10.152.183.20)`. */
export function outcomeSentence(resolved: NameResolution): string {
  const { name, service, endpoint, resolution, reason, asker } = resolved;
  const { addresses, cname } = resolution.result;
  switch (resolved.resolved) {
    case 'yes': {
      if (resolution.source === 'literal') return `${name} is an address, and is not looked up`;
      if (resolution.source === 'hosts') return `${name} is in the hosts file: ${list(addresses)}`;
      const of = service ? ` Service ${service.namespace.value}/${service.name.value}` : '';
      const to = endpoint === undefined ? of : ` ${endpoint} of${of}`;
      const where = addresses.map(bare).join(', ');
      return `${name} resolves to${to === '' ? ` ${where}` : `${to} (${where})`}`;
    }
    case 'no':
      return `${name} does not resolve from namespace ${namespaceOf(asker)}${reason ? `: ${reason}` : ''}`;
    case 'unknown':
      if (reason) return `whether ${name} resolves cannot be told: ${reason}`;
      return cname === undefined
        ? `${name} is asked for outside of the cluster`
        : `${name} is an alias of ${withoutDot(cname)}, which is asked for outside of the cluster`;
  }
}

/** An address, or what stands for one, without the angle brackets. */
export function bare(address: string): string {
  return address.startsWith('<') ? address.slice(1, -1) : address;
}

/** The ports that a client of the name may use, with where they lead: `80 (http) → 8080 of Deployment web`. */
export function portLines(service: Service, workloads: readonly Workload[]): readonly string[] {
  return service.ports.map((port) => {
    const name = port.name ? ` (${port.name.value})` : '';
    const protocol = port.protocol.value === 'TCP' ? '' : ` ${port.protocol.value}`;
    const targets = workloads.map((workload) => {
      const { port: number } = targetIn(port, workload);
      return number === undefined
        ? `nothing in ${workload.kind} ${workload.name.value}`
        : `${number} of ${workload.kind} ${workload.name.value}`;
    });
    const leads = targets.length > 0 ? ` → ${list([...new Set(targets)])}` : '';
    return isHeadless(service) && workloads.length > 0
      ? `pods listen on ${list([...new Set(targets)])}${name}`
      : `${port.port.value}${protocol}${name}${leads}`;
  });
}
