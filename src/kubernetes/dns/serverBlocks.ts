import type { Corefile, CorefileLine, ServerBlock } from './corefile.ts';
import { longestZone, withoutDot } from './names.ts';
import { pluginRank } from './pluginOrder.ts';

/** The block that answers a name, and the zone of it that was the longest. */
export interface ChosenBlock {
  readonly block: ServerBlock;
  /** Without a trailing dot; `.` for the root. */
  readonly zone: string;
}

/**
 * The server block for a name: the longest zone that ends it on label boundaries, among those that listen on the port.
 * Undefined where no block answers: REFUSED (CoreDNS core/dnsserver/server.go).
 */
export function chooseBlock(corefile: Corefile, name: string, port = 53): ChosenBlock | undefined {
  const keys = corefile.blocks.flatMap((block) =>
    block.keys.filter((key) => key.port === port).map((key) => ({ block, zone: key.zone })),
  );
  const zone = longestZone(
    keys.map((key) => key.zone),
    name,
  );
  const found = keys.find((key) => key.zone === zone);
  return found === undefined ? undefined : { block: found.block, zone: withoutDot(found.zone) || '.' };
}

/** The plugins of a block in the order in which they see a question. Those of the same name keep the order of the text. */
export function pluginsInOrder(block: ServerBlock): readonly CorefileLine[] {
  return block.plugins.toSorted((one, other) => pluginRank(one.name.text) - pluginRank(other.name.text));
}

/** The zones of a block, with trailing dots: what a plugin without zones of its own answers for. */
export function zonesOf(block: ServerBlock): readonly string[] {
  return block.keys.map((key) => key.zone);
}
