import { parseCidr } from '../../kubernetes/addresses/cidr.ts';
import { child, type Tree } from '../../yaml/tree.ts';
import {
  addDns,
  addDomain,
  addFlagRanges,
  addMask,
  addMaxPods,
  addNodeAddress,
  addNodePorts,
  addRanges,
  addText,
  type Draft,
  type Source,
} from './draft.ts';
import { type Piece, pieceAt, piecesOf, textOf } from './place.ts';

/** A flag of a component, and its value with its place. */
export interface Flag {
  readonly name: string;
  readonly value: Piece;
}

/** The flags in a list of arguments: `--name=value`, `name=value`, or a name and a value in turn. */
export function flagsOf(list: Tree | undefined): readonly Flag[] {
  if (list?.kind !== 'sequence') return [];
  return list.items.flatMap((item, index): Flag[] => {
    if (item.kind !== 'scalar') return [];
    const match = /^-{0,2}([\w-]+)(=?)/.exec(textOf(item));
    if (!match) return [];
    if (match[2] === '=') return [{ name: match[1]!, value: pieceAt(item, match[0].length) }];
    const next = list.items[index + 1];
    const [value] = item.value === match[0] && match[0].startsWith('-') ? piecesOf(next) : [];
    return value ? [{ name: match[1]!, value }] : [];
  });
}

/** The flags of kubeadm's `extraArgs` and its like: a list of names and values, or a map. */
export function extraArgsOf(args: Tree | undefined): readonly Flag[] {
  if (args?.kind === 'sequence') {
    return args.items.flatMap((item) => {
      const [name] = piecesOf(child(item, 'name'));
      const [value] = piecesOf(child(item, 'value'));
      return name && value ? [{ name: name.text, value }] : [];
    });
  }
  if (args?.kind !== 'map') return [];
  return args.entries.flatMap(({ key, value }) => {
    const [piece] = piecesOf(value);
    return piece ? [{ name: key.value.replace(/^--/, ''), value: piece }] : [];
  });
}

/** What a component's flags say about addresses. */
export function readFlags(
  draft: Draft,
  component: string,
  flags: readonly Flag[],
  tier: Source['tier'] = 'flags',
): void {
  for (const flag of flags) readFlag(draft, component, flag, { by: `${component} --${flag.name}`, tier });
}

function readFlag(draft: Draft, component: string, { name, value }: Flag, source: Source): void {
  switch (name) {
    case 'service-cluster-ip-range':
    case 'service-cidr':
      addFlagRanges(draft, 'services', parts(value), source);
      return;
    case 'cluster-cidr':
      if (component === 'kube-proxy') addProxy(draft, parts(value), source);
      else addFlagRanges(draft, 'pods', parts(value), source);
      return;
    case 'service-node-port-range':
      addNodePorts(draft, value, source);
      return;
    case 'cluster-dns':
      addDns(draft, parts(value), source);
      return;
    case 'cluster-domain':
      addDomain(draft, value, source);
      return;
    case 'max-pods':
      addMaxPods(draft, value);
      return;
    case 'node-cidr-mask-size':
      addMask(draft, value, [4], source.by);
      return;
    case 'node-cidr-mask-size-ipv4':
      addMask(draft, value, [4], source.by);
      return;
    case 'node-cidr-mask-size-ipv6':
      addMask(draft, value, [6], source.by);
      return;
    case 'node-ip':
      for (const part of parts(value)) addNodeAddress(draft, part, source);
      return;
    default:
      return;
  }
}

/** What kube-proxy takes for the pods; the cluster's pod range where nobody else says one. */
export function addProxy(draft: Draft, pieces: readonly Piece[], { by }: Source): void {
  for (const piece of pieces) {
    const range = parseCidr(piece.text);
    if (range) draft.proxies.push({ what: 'pods', range, text: piece.text, at: piece.at, by, tier: 'implied' });
    else addText(draft, piece, 'cidr', 'flag');
  }
  const ranges = pieces.filter(({ text }) => parseCidr(text));
  addRanges(draft, ranges, { what: 'pods', by, tier: 'implied', isPair: true });
}

/** The values of a comma list in a piece; blanks are the reader's to refuse. */
export function parts(piece: Piece): readonly Piece[] {
  return [...piece.text.matchAll(/[^,]+/g)].map((match) => {
    const { span, isEditable } = piece.at;
    const isMapped = span.end - span.start === piece.text.length;
    const start = span.start + match.index;
    const at = isMapped ? { span: { ...span, start, end: start + match[0].length }, isEditable } : piece.at;
    return { text: match[0], at };
  });
}
