/**
 * Whether a hostname or wildcard of a listener and one of a route have a name in common. A wildcard stands for one or more
 * labels, and never for none (gateway-api, HTTPRouteSpec.hostnames). Without regard to case.
 */
export function hostnamesIntersect(a: string, b: string): boolean {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  if (one === other || one === '*' || other === '*') return true;
  const oneIsWild = one.startsWith('*.');
  const otherIsWild = other.startsWith('*.');
  if (oneIsWild && otherIsWild) return one.endsWith(other.slice(1)) || other.endsWith(one.slice(1));
  if (oneIsWild) return other.endsWith(one.slice(1));
  if (otherIsWild) return one.endsWith(other.slice(1));
  return false;
}
