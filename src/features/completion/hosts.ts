import { serviceName } from '../../kubernetes/dns/names.ts';
import { isHostKey } from '../../kubernetes/hosts.ts';
import type { Model } from '../../model/derived.ts';
import { clusterDns } from '../../model/dns/cluster.ts';
import { endpoints } from '../../model/endpoints.ts';
import { isHeadless, type Service } from '../../model/facts/service.ts';
import { nameResolver } from '../../model/names/resolve.ts';
import type { Offer } from './item.ts';

/** A part of a text that names a host or a port, up to the cursor. */
export interface HostPart {
  readonly kind: 'host' | 'port';
  /** What is written of it so far. */
  readonly typed: string;
  /** For a port, the host before it. */
  readonly host: string;
}

/**
 * What of a host or port stands before the cursor of a text, or undefined where none is meant: after `://` or `@`,
 * behind a flag, or in the value of something that is called a host.
 */
export function hostPartBefore(before: string, key: string | undefined): HostPart | undefined {
  const port = /(?:^|[/@=,\s"'(])([A-Za-z0-9][A-Za-z0-9.-]*):(\d*)$/.exec(before);
  if (port) return { kind: 'port', typed: port[2]!, host: port[1]! };
  const url = /(?::\/\/(?:[^\s/@]*@)?(?:[^\s/@]*,)?|@(?:tcp|udp)\()([A-Za-z0-9.-]*)$/.exec(before);
  if (url) return { kind: 'host', typed: url[1]!, host: '' };
  const flag = /^--?([\w.-]+)=([A-Za-z0-9.-]*)$/.exec(before);
  if (flag && isHostKey(flag[1]!)) return { kind: 'host', typed: flag[2]!, host: '' };
  const assigned = /^[ \t]*([\w.-]+)["']?[ \t]*[:=][ \t]*["']?([A-Za-z0-9.-]*)$/.exec(before);
  if (assigned && isHostKey(assigned[1]!)) return { kind: 'host', typed: assigned[2]!, host: '' };
  const whole = /^(?:.*,\s*)?([A-Za-z0-9.-]*)$/.exec(before);
  if (whole && key !== undefined && isHostKey(key)) return { kind: 'host', typed: whole[1]!, host: '' };
  return undefined;
}

/** Names of Services in the forms that work from a namespace, its own first, as far as they begin with what is typed. */
export function hostOffers(model: Model, namespace: string, typed: string): Offer[] {
  const { domain } = model.get(clusterDns);
  const lower = typed.toLowerCase();
  const offers: Offer[] = [];
  const add = (kind: 'service' | 'endpoint', label: string, service: Service, rank: number): void => {
    if (label.startsWith(lower)) offers.push({ kind, label, detail: detailOf(service), rank });
  };
  for (const service of model.inputs.services) {
    if (service.hook) continue;
    const { value: name } = service.name;
    const own = service.namespace.value === namespace;
    const begins = name.startsWith(lower.split('.')[0]!);
    if (!begins && !lower.includes('.')) continue;
    if (own) add('service', name, service, 0);
    add('service', `${name}.${service.namespace.value}`, service, own ? 2 : 1);
    add('service', serviceName(name, service.namespace.value, domain), service, own ? 4 : 3);
  }
  return offers;
}

/** The names of single pods, of a StatefulSet or with a `subdomain`, below what is typed of them. */
export function endpointOffers(model: Model, namespace: string, typed: string): Offer[] {
  const { podsOf, domain } = model.get(clusterDns);
  const { workloadsOf } = model.get(endpoints);
  const lower = typed.toLowerCase();
  if (lower === '') return [];
  return model.inputs.services.filter(isHeadless).flatMap((service) => {
    const own = service.namespace.value === namespace;
    const name = service.name.value;
    return workloadsOf(service).flatMap((workload) =>
      podsOf(workload).flatMap(({ hostname, subdomain }): Offer[] => {
        if (hostname === undefined || subdomain !== name || !hostname.startsWith(lower.split('.')[0]!)) return [];
        const full = `${hostname}.${serviceName(name, service.namespace.value, domain)}`;
        const labels = [own ? `${hostname}.${name}` : `${hostname}.${name}.${service.namespace.value}`, full];
        return labels
          .filter((label) => label.startsWith(lower))
          .map((label, i) => ({ kind: 'endpoint', label, detail: `pod of ${detailOf(service)}`, rank: 5 + i }));
      }),
    );
  });
}

/** The ports of the Service that a host names from a namespace. */
export function portOffers(model: Model, namespace: string, host: string): Offer[] {
  const target = model.get(nameResolver)(host, namespace, false, 'url');
  if (target.kind !== 'service') return [];
  return target.service.ports.map(({ port, name, targetPort }, rank) => ({
    kind: 'port',
    label: String(port.value),
    detail: `${name ? `${name.value} of ` : ''}Service ${target.service.name.value} → ${targetPort.value}`,
    rank,
  }));
}

/** A Service in a few words: `Service shop/web · 80, 443`. */
export function detailOf({ name, namespace, ports, type, clusterIP }: Service): string {
  const kind = clusterIP?.value === 'None' ? ', headless' : type.value === 'ExternalName' ? ', external' : '';
  const numbers = ports.map(({ port }) => port.value).join(', ');
  return `Service ${namespace.value}/${name.value}${kind}${numbers === '' ? '' : ` · ${numbers}`}`;
}
