import { endpointName, isLabel, isSubdomain, serviceName } from './names.ts';

/** What of a pod decides its name. */
export interface PodNameSpec {
  readonly name: string;
  readonly namespace: string;
  readonly hostname?: string;
  readonly subdomain?: string;
  readonly setHostnameAsFQDN?: boolean;
  readonly hostNetwork?: boolean;
  /** KEP-4762: beta in 1.35. */
  readonly hostnameOverride?: string;
}

export interface PodHostname {
  /** What `hostname` prints in the pod. */
  readonly hostname: string;
  /** What `hostname -f` prints. */
  readonly fqdn: string;
  /** Why the pod does not start although the API accepted it. */
  readonly failure?: string;
}

/** A refusal of the API server. */
export interface HostnameError {
  readonly path: string;
  readonly message: string;
}

const maxHostname = 63;
/** The kernel's limit for a hostname (KEP-1797). */
const maxKernelHostname = 64;

/**
 * The hostname of a pod and its full form (kubernetes pkg/kubelet, GeneratePodHostNameAndDomain). The full form stands in
 * /etc/hosts, so it says nothing about DNS; for that see `perPodRecord`.
 */
export function podHostname(pod: PodNameSpec, clusterDomain: string, nodeName = ''): PodHostname {
  if (pod.hostNetwork === true) return { hostname: nodeName, fqdn: nodeName };
  const override = pod.hostnameOverride ?? '';
  if (override !== '') return { hostname: override, fqdn: override };
  const hostname = truncated(pod.hostname !== undefined && pod.hostname !== '' ? pod.hostname : pod.name);
  const subdomain = pod.subdomain ?? '';
  const fqdn = subdomain === '' ? hostname : endpointName(hostname, subdomain, pod.namespace, clusterDomain);
  if (pod.setHostnameAsFQDN !== true || subdomain === '') return { hostname, fqdn };
  const isLong = fqdn.length > maxKernelHostname;
  const failure = `FailedCreatePodSandBox: the FQDN has ${fqdn.length} characters, ${maxKernelHostname} are the limit.`;
  return { hostname: fqdn, fqdn, ...(isLong && { failure }) };
}

/**
 * The hostname that a pod's endpoint gets in the EndpointSlices of a Service, or undefined: only where the pod has a
 * hostname and its subdomain is the Service's name (kubernetes/endpointslice util, ShouldSetHostname).
 */
export function endpointHostname(
  pod: Pick<PodNameSpec, 'namespace' | 'hostname' | 'subdomain'>,
  service: { readonly name: string; readonly namespace: string },
): string | undefined {
  const isSet = pod.hostname !== undefined && pod.hostname !== '';
  return isSet && pod.subdomain === service.name && pod.namespace === service.namespace ? pod.hostname : undefined;
}

/** The DNS name of a pod's own, without a trailing dot, given the Services that select it; undefined where it has none. */
export function perPodRecord(
  pod: PodNameSpec,
  selectedBy: readonly { readonly name: string; readonly namespace: string }[],
  clusterDomain: string,
): string | undefined {
  for (const service of selectedBy) {
    const hostname = endpointHostname(pod, service);
    if (hostname !== undefined) return endpointName(hostname, service.name, service.namespace, clusterDomain);
  }
  return undefined;
}

/** The pods of a StatefulSet by name, with the hostname and subdomain that its controller gives them. `start` is `spec.ordinals.start`. */
export function statefulSetPods(
  set: { readonly name: string; readonly namespace: string; readonly serviceName?: string },
  replicas: number,
  start = 0,
): readonly PodNameSpec[] {
  return Array.from({ length: Math.max(0, replicas) }, (_, index) => {
    const name = `${set.name}-${start + index}`;
    const subdomain = set.serviceName ?? '';
    return { name, namespace: set.namespace, hostname: name, ...(subdomain !== '' && { subdomain }) };
  });
}

/** The name under which a StatefulSet's Service answers, without a trailing dot. */
export function governingName(serviceNameOfSet: string, namespace: string, clusterDomain: string): string {
  return serviceName(serviceNameOfSet, namespace, clusterDomain);
}

/** What the API server refuses of a pod's naming fields (pkg/apis/core/validation, ValidatePodSpec; KEP-4762). */
export function validateHostname(pod: PodNameSpec): readonly HostnameError[] {
  const errors: HostnameError[] = [];
  const report = (field: string, message: string) => void errors.push({ path: `spec.${field}`, message });
  const { hostname = '', subdomain = '', hostnameOverride } = pod;
  if (hostname !== '' && !isLabel(hostname)) report('hostname', 'must be a DNS-1123 label');
  if (subdomain !== '' && !isLabel(subdomain)) report('subdomain', 'must be a DNS-1123 label');
  if (hostnameOverride === undefined) return errors;
  if (hostnameOverride.length > maxKernelHostname) {
    report('hostnameOverride', `must be no more than ${maxKernelHostname} characters`);
  } else if (!isSubdomain(hostnameOverride)) {
    report('hostnameOverride', 'must be a DNS-1123 subdomain');
  }
  if (pod.setHostnameAsFQDN === true) {
    report('hostnameOverride', 'hostnameOverride and setHostnameAsFQDN are mutually exclusive');
  }
  if (pod.hostNetwork === true) report('hostnameOverride', 'hostnameOverride and hostNetwork are mutually exclusive');
  return errors;
}

function truncated(hostname: string): string {
  return hostname.length <= maxHostname ? hostname : hostname.slice(0, maxHostname).replace(/[-.]+$/, '');
}
