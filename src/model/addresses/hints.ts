import { parseAddress } from '../../kubernetes/addresses/address.ts';
import { overlaps, parseCidr, rangeOf } from '../../kubernetes/addresses/cidr.ts';
import type { DistributionId } from '../../kubernetes/addresses/distributions.ts';
import { child, descend, type Tree } from '../../yaml/tree.ts';
import type { Draft } from './draft.ts';
import { type Piece, piecesOf } from './place.ts';

const microk8sServices = parseCidr('10.152.183.0/24')!;

/** Notes what makes a distribution likely. Hints are offered to the user with their evidence, and never assumed. */
export function readHints(draft: Draft, kind: string, tree: Tree): void {
  switch (kind) {
    case 'Service': {
      for (const piece of piecesOf(descend(tree, 'spec', 'clusterIP'))) {
        const address = parseAddress(piece.text);
        if (address && overlaps(microk8sServices, rangeOf(address))) {
          hint(draft, 'microk8s', `clusterIP ${piece.text} is in 10.152.183.0/24`, piece);
        }
      }
      return;
    }
    case 'PersistentVolumeClaim':
    case 'PersistentVolume':
      readStorageClass(draft, child(tree, 'spec'));
      return;
    case 'StatefulSet': {
      const claims = descend(tree, 'spec', 'volumeClaimTemplates');
      for (const claim of claims?.kind === 'sequence' ? claims.items : [])
        readStorageClass(draft, child(claim, 'spec'));
      return;
    }
    case 'Ingress': {
      const [piece] = piecesOf(descend(tree, 'spec', 'ingressClassName'));
      const id = piece && byIngressClass[piece.text];
      if (piece && id) hint(draft, id, `the Ingress class ${piece.text}`, piece);
      return;
    }
    default:
      return;
  }
}

function readStorageClass(draft: Draft, spec: Tree | undefined): void {
  const [piece] = piecesOf(child(spec, 'storageClassName'));
  const id = piece && byStorageClass[piece.text];
  if (piece && id) hint(draft, id, `the storage class ${piece.text}`, piece);
}

const byStorageClass: { readonly [name: string]: DistributionId | undefined } = {
  'microk8s-hostpath': 'microk8s',
  'local-path': 'k3s',
  gp2: 'eks',
  gp3: 'eks',
};

const byIngressClass: { readonly [name: string]: DistributionId | undefined } = {
  public: 'microk8s',
  traefik: 'k3s',
  alb: 'eks',
};

function hint(draft: Draft, id: DistributionId, because: string, { at }: Piece): void {
  draft.distributions.push({ id, because, at, isCertain: false });
}
