import type { AddressesView } from '../../../src/features/graph/views.ts';

/** MicroK8s' ranges with a load balancer pool, and an overlap when `problems` is set. */
export function addresses(problems: boolean): AddressesView {
  const value = (address: string) => String(address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0));
  const range = (
    use: AddressesView['plan']['ranges'][number]['use'],
    label: string,
    cidr: string,
    first: string,
    last: string,
    list: readonly (readonly [string, string])[],
    source?: string,
  ) => ({
    id: `${use} ${cidr}`,
    use,
    label,
    cidr,
    family: 4 as const,
    first: value(first),
    last: value(last),
    ...(source && { source }),
    addresses: list.map(([address, what]) => ({ address, value: value(address), label: what })),
  });
  return {
    kind: 'addresses',
    plan: {
      profile: 'MicroK8s: defaults of the distribution',
      ranges: [
        range('pods', 'Pods', '10.1.0.0/16', '10.1.0.0', '10.1.255.255', [
          ['10.1.77.12', 'hard-coded in Deployment api'],
        ]),
        range('services', 'Services', '10.152.183.0/24', '10.152.183.0', '10.152.183.255', [
          ['10.152.183.1', 'kubernetes'],
          ['10.152.183.10', 'kube-dns'],
          ['10.152.183.40', 'api'],
        ]),
        range(
          'nodes',
          'Nodes',
          '10.0.0.0/24',
          '10.0.0.0',
          '10.0.0.255',
          [
            ['10.0.0.11', 'worker-1'],
            ['10.0.0.12', 'worker-2'],
          ],
          'nodes.yaml:4',
        ),
        ...(problems
          ? [
              range(
                'loadBalancer',
                'MetalLB pool',
                '10.1.240.0/20',
                '10.1.240.0',
                '10.1.255.255',
                [],
                'metallb.yaml:9',
              ),
              range('secondary', 'Network storage', '10.90.0.0/24', '10.90.0.0', '10.90.0.255', [], 'storage.yaml:4'),
              {
                ...range(
                  'policy',
                  'shop/web from',
                  '10.0.0.0/8',
                  '10.0.0.0',
                  '10.255.255.255',
                  [],
                  'NetworkPolicy ipBlock',
                ),
                isDeclared: true,
                meets: ['pods 10.1.0.0/16', 'services 10.152.183.0/24'],
                parts: [
                  {
                    kind: 'except' as const,
                    label: 'except',
                    cidr: '10.64.0.0/10',
                    first: value('10.64.0.0'),
                    last: value('10.127.255.255'),
                  },
                ],
              },
            ]
          : []),
      ],
      overlaps: problems
        ? [
            {
              ranges: ['pods 10.1.0.0/16', 'loadBalancer 10.1.240.0/20'],
              severity: 'warning',
              message:
                'MetalLB pool 10.1.240.0/20 lies in the pods’ range 10.1.0.0/16: pods can be given the same addresses',
            },
          ]
        : [],
    },
  };
}
