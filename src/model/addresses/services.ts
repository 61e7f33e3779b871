import { parseCidr } from '../../kubernetes/addresses/cidr.ts';
import type { NodePortFact, Said, ServiceFact } from '../../kubernetes/addresses/facts.ts';
import { child, descend, stringAt, type Tree } from '../../yaml/tree.ts';
import { addText, type Draft } from './draft.ts';
import { itemsOf, type Piece, type Place, piecesOf, placeOfTree } from './place.ts';

/** What a Service says about addresses and node ports. */
export function readService(draft: Draft, namespace: string, name: string, tree: Tree): void {
  const spec = child(tree, 'spec');
  const type = stringAt(spec, 'type') ?? 'ClusterIP';
  const clusterIPs = type === 'ExternalName' ? [] : clusterIpsOf(spec);
  const externalIPs = piecesOf(child(spec, 'externalIPs'));
  const requested = requestedOf(tree);
  for (const piece of [...clusterIPs, ...externalIPs]) addText(draft, piece, 'address', 'legacy');
  for (const piece of requested) addText(draft, piece, 'address', 'go');
  const service: ServiceFact<Place> = {
    namespace,
    name,
    type,
    isDns: isDns(namespace, name, tree),
    clusterIPs: clusterIPs.map(said),
    families: piecesOf(child(spec, 'ipFamilies')).map(({ text }) => text),
    externalIPs: externalIPs.map(said),
    nodePorts: type === 'NodePort' || type === 'LoadBalancer' ? nodePortsOf(spec) : [],
    requested: requested.map(said),
    sourceRanges: readSourceRanges(draft, tree),
  };
  if (saysSomething(service)) draft.services.push(service);
  for (const item of itemsOf(descend(tree, 'status', 'loadBalancer', 'ingress'))) {
    for (const piece of piecesOf(child(item, 'ip'))) addText(draft, piece, 'address', 'legacy');
  }
}

/** Most Services leave every address to the cluster. */
function saysSomething(service: ServiceFact<Place>): boolean {
  const { clusterIPs, externalIPs, nodePorts, requested, sourceRanges } = service;
  return sourceRanges !== undefined || [clusterIPs, externalIPs, nodePorts, requested].some(({ length }) => length > 0);
}

/** `clusterIP` first, then those of `clusterIPs` that it is not; without `None` and what is left to the cluster. */
function clusterIpsOf(spec: Tree | undefined): readonly Piece[] {
  const [single] = piecesOf(child(spec, 'clusterIP'));
  const several = piecesOf(child(spec, 'clusterIPs'));
  const all = single && several[0]?.text === single.text ? [single, ...several.slice(1)] : single ? [single] : several;
  return all.filter(({ text }) => text !== 'None' && text !== '');
}

function nodePortsOf(spec: Tree | undefined): readonly NodePortFact<Place>[] {
  const ports = itemsOf(child(spec, 'ports')).flatMap((port): NodePortFact<Place>[] => {
    const number = child(port, 'nodePort');
    const own = child(port, 'port');
    if (number?.kind !== 'scalar' || typeof number.value !== 'number' || number.value === 0) return [];
    return [
      {
        number: number.value,
        field: 'nodePort',
        port: own?.kind === 'scalar' && typeof own.value === 'number' ? own.value : undefined,
        protocol: stringAt(port, 'protocol') ?? 'TCP',
        at: placeOfTree(number),
      },
    ];
  });
  const health = child(spec, 'healthCheckNodePort');
  if (health?.kind !== 'scalar' || typeof health.value !== 'number' || health.value === 0) return ports;
  const at = placeOfTree(health);
  return [...ports, { number: health.value, field: 'healthCheckNodePort', port: undefined, protocol: 'TCP', at }];
}

/** Annotations by which a load balancer is asked for addresses, besides the deprecated `loadBalancerIP`. */
const requestAnnotations = [
  'metallb.io/loadBalancerIPs',
  'metallb.universe.tf/loadBalancerIPs',
  'lbipam.cilium.io/ips',
  'io.cilium/lb-ipam-ips',
];

function requestedOf(tree: Tree): readonly Piece[] {
  const annotations = descend(tree, 'metadata', 'annotations');
  return [
    ...piecesOf(descend(tree, 'spec', 'loadBalancerIP')),
    ...requestAnnotations.flatMap((name) => piecesOf(child(annotations, name), 'commaOrBlanks')),
  ];
}

/** Each entry is trimmed before it is parsed (pkg/apis/core/validation, ValidateService); the annotation is the older form. */
function readSourceRanges(draft: Draft, tree: Tree): Place | undefined {
  const field = descend(tree, 'spec', 'loadBalancerSourceRanges');
  const annotation = descend(tree, 'metadata', 'annotations', 'service.beta.kubernetes.io/load-balancer-source-ranges');
  const written = field?.kind === 'sequence' && field.items.length > 0 ? field : annotation;
  const pieces = piecesOf(written, 'commaOrBlanks');
  for (const piece of pieces) addText(draft, piece, 'cidr', 'legacy');
  return written && pieces.length > 0 ? placeOfTree(written) : undefined;
}

const dnsNames = new Set([
  'kube-system/kube-dns',
  'kube-system/coredns',
  'kube-system/rke2-coredns-rke2-coredns',
  'openshift-dns/dns-default',
]);

/** Whether a Service is the cluster's own DNS: by its name, or by the label that CoreDNS' manifests have. */
function isDns(namespace: string, name: string, tree: Tree): boolean {
  if (dnsNames.has(`${namespace}/${name}`)) return true;
  const label = stringAt(tree, 'metadata', 'labels', 'k8s-app');
  return namespace === 'kube-system' && label === 'kube-dns' && name !== 'kube-dns-upstream';
}

/** Endpoints and EndpointSlices: addresses that traffic is sent to. */
export function readEndpoints(draft: Draft, kind: string, tree: Tree): void {
  const pieces =
    kind === 'EndpointSlice'
      ? stringAt(tree, 'addressType') === 'FQDN'
        ? []
        : itemsOf(child(tree, 'endpoints')).flatMap((endpoint) => piecesOf(child(endpoint, 'addresses')))
      : itemsOf(child(tree, 'subsets')).flatMap((subset) =>
          [...itemsOf(child(subset, 'addresses')), ...itemsOf(child(subset, 'notReadyAddresses'))].flatMap((address) =>
            piecesOf(child(address, 'ip')),
          ),
        );
  for (const piece of pieces) {
    addText(draft, piece, 'address', 'legacy');
    draft.endpoints.push(said(piece));
  }
}

/** A `ServiceCIDR`; the one named `kubernetes` is made of the API server's flag, others add to it (KEP-1880). */
export function readServiceCidr(draft: Draft, name: string, tree: Tree): void {
  const pieces = piecesOf(descend(tree, 'spec', 'cidrs'));
  const items = pieces.flatMap((piece) => {
    addText(draft, piece, 'cidr', 'newField');
    const range = parseCidr(piece.text);
    const isDefault = name === 'kubernetes';
    const role = isDefault ? ('default-service-cidr' as const) : ('service-cidr' as const);
    const by = `ServiceCIDR ${name}`;
    return range ? [{ what: 'services' as const, range, ...piece, by, tier: 'flags' as const, role, owner: name }] : [];
  });
  draft.ranges.push(...items);
  draft.lists.push({ what: 'services', items, isPair: true, isSized: false });
}

function said({ text, at }: Piece): Said<string, Place> {
  return { value: text, at };
}
