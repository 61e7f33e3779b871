import type { LabelSelector } from '../labels.ts';
import { isReverseZone, reverseZones } from './addresses.ts';
import { fullyQualified } from './names.ts';

/** The `pods` option: what names made of pod addresses answer. */
export type PodsMode = 'disabled' | 'insecure' | 'verified';

/** What a `kubernetes` stanza sets. */
export interface KubernetesOptions {
  /** Lower case, with trailing dots; ranges already turned into reverse zones. */
  readonly zones: readonly string[];
  /** The first zone that is no reverse zone: where PTR records lead to. */
  readonly primaryZone: string;
  /** The only namespaces that are shown; empty for all. */
  readonly namespaces: readonly string[];
  /** Selects Services, EndpointSlices and pods. */
  readonly labels?: LabelSelector;
  readonly namespaceLabels?: LabelSelector;
  readonly pods: PodsMode;
  /** Seconds, 0 to 3600. */
  readonly ttl: number;
  /** Zones whose missing names go to the next plugin; `.` for all; empty for none. */
  readonly fallthrough: readonly string[];
  readonly endpointPodNames: boolean;
  readonly ignoreEmptyService: boolean;
  readonly noEndpoints: boolean;
  readonly multicluster: readonly string[];
  readonly zonal: boolean;
  /** Only endpoints with a hostname get PTR records. */
  readonly ptrHostnameOnly: boolean;
}

/** The options of a stanza that sets nothing: ttl 5 and no pod names (CoreDNS plugin/kubernetes, New). */
export function defaultOptions(zones: readonly string[] = ['cluster.local']): KubernetesOptions {
  const all = zones.flatMap(normalZones);
  return {
    zones: all,
    primaryZone: all.find((zone) => !isReverseZone(zone)) ?? '',
    namespaces: [],
    pods: 'disabled',
    ttl: 5,
    fallthrough: [],
    endpointPodNames: false,
    ignoreEmptyService: false,
    noEndpoints: false,
    multicluster: [],
    zonal: false,
    ptrHostnameOnly: false,
  };
}

/** A zone argument as CoreDNS reads it: a range becomes reverse zones, a name is lowered and gets its dot (plugin.Host.NormalizeExact). */
export function normalZones(argument: string): readonly string[] {
  return reverseZones(argument) ?? [fullyQualified(argument.toLowerCase())];
}
