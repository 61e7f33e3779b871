/** The protocols that Services, containers and policies know. */
export type TransportProtocol = 'TCP' | 'UDP' | 'SCTP';

/**
 * Whether a text is a valid name of a container port, and so of a named `targetPort`: at most 15 characters of
 * lower-case letters, digits and `-`, with a letter, no `--`, and no `-` at either end
 * (apimachinery/pkg/util/validation, IsValidPortName).
 */
export function isPortName(text: string): boolean {
  return portNameFault(text) === undefined;
}

/** Why a text is no port name, or undefined when it is one. */
export function portNameFault(text: string): string | undefined {
  if (text.length > 15) return 'must be no more than 15 characters';
  if (!/^[a-z0-9-]*$/.test(text) || text === '') return 'must contain only lower-case letters, digits and -';
  if (!/[a-z]/.test(text)) return 'must contain at least one letter';
  if (text.includes('--')) return 'must not contain --';
  if (text.startsWith('-') || text.endsWith('-')) return 'must not begin or end with -';
  return undefined;
}

/** Whether a number is a port: 1 to 65535. */
export function isPortNumber(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65535;
}
