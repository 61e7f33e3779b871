/** The longest DNS label and name that Kubernetes accepts (apimachinery validation: DNS1123LabelMaxLength, DNS1123SubdomainMaxLength). */
export const maxLabelLength = 63;
export const maxNameLength = 253;

/** What a name below a cluster domain denotes, read from right to left as CoreDNS does (plugin/kubernetes/parse.go). */
export type ClusterName =
  | { readonly kind: 'domain' }
  | { readonly kind: 'type'; readonly type: 'svc' | 'pod' }
  | { readonly kind: 'namespace'; readonly type: 'svc' | 'pod'; readonly namespace: string }
  | { readonly kind: 'service'; readonly service: string; readonly namespace: string }
  | { readonly kind: 'endpoint'; readonly endpoint: string; readonly service: string; readonly namespace: string }
  | {
      readonly kind: 'port';
      readonly port: string;
      readonly protocol: string;
      readonly service: string;
      readonly namespace: string;
    }
  | { readonly kind: 'pod'; readonly pod: string; readonly namespace: string }
  | { readonly kind: 'invalid' };

/** Whether the text is a DNS-1123 label: lower case letters, digits and inner hyphens, at most 63. */
export function isLabel(text: string): boolean {
  return text.length <= maxLabelLength && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text);
}

/** Whether the text is a DNS-1035 label, which may not begin with a digit: a Service's name before KEP-5311. */
export function isLabel1035(text: string): boolean {
  return text.length <= maxLabelLength && /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(text);
}

/** Whether the text is a DNS-1123 subdomain: labels joined by dots, at most 253 characters; each part may be longer than a label. */
export function isSubdomain(text: string): boolean {
  return text.length <= maxNameLength && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(text);
}

/** As `isSubdomain`, with underscores: a search domain since KEP-4427 (RelaxedDNSSearchValidation, GA in 1.34). */
export function isRelaxedSubdomain(text: string): boolean {
  return (
    text.length <= maxNameLength && /^[a-z0-9_]([-a-z0-9_]*[a-z0-9_])?(\.[a-z0-9_]([-a-z0-9_]*[a-z0-9_])?)*$/.test(text)
  );
}

/** The name with a trailing dot; the empty name is the root. */
export function fullyQualified(name: string): string {
  return name.endsWith('.') ? name : `${name}.`;
}

/** The name without its trailing dot. The root becomes the empty text. */
export function withoutDot(name: string): string {
  return name.endsWith('.') ? name.slice(0, -1) : name;
}

/** The labels of a name from left to right; none for the root. */
export function labelsOf(name: string): readonly string[] {
  const text = withoutDot(name);
  return text === '' ? [] : text.split('.');
}

/** Whether `name` is `zone` or below it, on label boundaries and without regard to case. A trailing dot on either makes no difference. */
export function isWithin(zone: string, name: string): boolean {
  const outer = withoutDot(zone).toLowerCase();
  const inner = withoutDot(name).toLowerCase();
  return outer === '' || inner === outer || inner.endsWith(`.${outer}`);
}

/** The longest of the zones that holds the name, or undefined (plugin.Zones.Matches). */
export function longestZone(zones: readonly string[], name: string): string | undefined {
  let found: string | undefined;
  for (const zone of zones) {
    if (isWithin(zone, name) && (found === undefined || labelsOf(zone).length > labelsOf(found).length)) found = zone;
  }
  return found;
}

/** The full name of a Service, without a trailing dot. */
export function serviceName(service: string, namespace: string, domain = 'cluster.local'): string {
  return `${service}.${namespace}.svc.${withoutDot(domain)}`;
}

/** The full name of one endpoint of a Service, such as a pod of a StatefulSet, without a trailing dot. */
export function endpointName(endpoint: string, service: string, namespace: string, domain = 'cluster.local'): string {
  return `${endpoint}.${serviceName(service, namespace, domain)}`;
}

/** The name under which the SRV records of one port are asked, without a trailing dot. */
export function portName(
  port: string,
  protocol: string,
  service: string,
  namespace: string,
  domain = 'cluster.local',
): string {
  return `_${port.toLowerCase()}._${protocol.toLowerCase()}.${serviceName(service, namespace, domain)}`;
}

/**
 * What a name denotes in the cluster domain, or undefined where it lies outside of the domain.
 * `invalid` is a name inside of the domain that CoreDNS answers with NXDOMAIN whatever exists.
 */
export function parseClusterName(name: string, domain = 'cluster.local'): ClusterName | undefined {
  if (!isWithin(domain, name)) return undefined;
  const below = labelsOf(name.toLowerCase());
  const labels = below.slice(0, below.length - labelsOf(domain).length).reverse();
  const [type, namespace, service, second, third] = labels;
  if (type === undefined) return { kind: 'domain' };
  if (type !== 'svc' && type !== 'pod') return { kind: 'invalid' };
  if (namespace === undefined) return { kind: 'type', type };
  if (service === undefined) return { kind: 'namespace', type, namespace };
  if (type === 'pod') return labels.length === 3 ? { kind: 'pod', pod: service, namespace } : { kind: 'invalid' };
  if (second === undefined) return { kind: 'service', service, namespace };
  if (third === undefined) return { kind: 'endpoint', endpoint: second, service, namespace };
  if (labels.length > 5) return { kind: 'invalid' };
  return { kind: 'port', port: third.replace(/^_/, ''), protocol: second.replace(/^_/, ''), service, namespace };
}
