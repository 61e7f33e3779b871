/** What is wrong with a hostname of a listener or route, or undefined (gateway-api, type Hostname). */
export function gatewayHostnameFault(text: string): string | undefined {
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) return 'it is an address';
  if (!/^(?:\*\.)?[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/.test(text)) {
    return 'it must be a DNS name in lower case, with at most a leading `*.`';
  }
  return undefined;
}
