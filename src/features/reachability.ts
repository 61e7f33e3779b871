import type { Protocol } from '../kubernetes/policy/portSet.ts';
import { type Trace, trace } from '../model/trace.ts';
import { readEnd } from '../model/traceEnds.ts';
import type { Scope } from '../model/workspace.ts';

/** The answer to a question in words, or why it cannot be answered: a sentence without its full stop. */
export type Reachability =
  | { readonly kind: 'trace'; readonly trace: Trace }
  | { readonly kind: 'fault'; readonly fault: string };

/**
 * Whether one end reaches another, and by which way.
 *
 * @param source and `destination`: such as `shop/web`, `Deployment/shop/web`, `internet`, `10.0.0.7` or `https://shop.example.com/api`
 * @param port the port that is asked for; one that the destination's text has counts where this is undefined
 */
export function reachability(
  { model }: Scope,
  source: string,
  destination: string,
  port?: number,
  protocol?: Protocol,
): Reachability {
  const from = readEnd(model, source, { isSource: true });
  if (from.kind === 'fault') return from;
  const to = readEnd(model, destination, { isSource: false, port });
  if (to.kind === 'fault') return to;
  const found = trace(model, { source: from.end, destination: to.end, port: port ?? to.port, protocol });
  return { kind: 'trace', trace: found };
}
