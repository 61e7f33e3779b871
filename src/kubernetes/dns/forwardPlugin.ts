import type { CorefileLine } from './corefile.ts';
import { normalZones } from './kubernetesOptions.ts';
import { isWithin } from './names.ts';

/** A `forward` stanza: what it takes and where it sends it. */
export interface ForwardStanza {
  /** Lower case, with a trailing dot; a range may give several. */
  readonly from: readonly string[];
  /** As written: addresses, `tls://…`, or a file such as /etc/resolv.conf. */
  readonly to: readonly string[];
  /** Zones that go to the next plugin. */
  readonly except: readonly string[];
}

/** Reads a `forward` or `grpc` stanza. */
export function readForward(line: CorefileLine): ForwardStanza {
  const [from, ...to] = line.args.map((token) => token.text);
  const except = line.block.filter((item) => item.name.text === 'except').flatMap((item) => item.args);
  return {
    from: from === undefined ? [] : normalZones(from),
    to,
    except: except.flatMap((token) => normalZones(token.text)),
  };
}

/** Whether the stanza takes the name. Its own zone is taken even where `except` lists it (CoreDNS plugin/forward, match). */
export function isForwarded({ from, except }: ForwardStanza, name: string): boolean {
  if (!from.some((zone) => isWithin(zone, name))) return false;
  return from.includes(name.toLowerCase()) || !except.some((zone) => isWithin(zone, name));
}
