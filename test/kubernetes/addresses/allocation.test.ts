import assert from 'node:assert/strict';
import { parseAddress } from '../../../src/kubernetes/addresses/address.ts';
import {
  apiServerAddress,
  clusterIpBands,
  describeBand,
  dnsAddress,
  firstDynamicNodePort,
  parsePortRange,
  podsPerNode,
  unusableKind,
} from '../../../src/kubernetes/addresses/allocation.ts';
import { overlaps, parseCidr } from '../../../src/kubernetes/addresses/cidr.ts';
import { distributionOf, distributions } from '../../../src/kubernetes/addresses/distributions.ts';

const cidr = (text: string) => parseCidr(text)!;

describe('allocation of clusterIPs', () => {
  it('keeps the first addresses for fixed ones', () => {
    const bands = (text: string) => {
      const { static: fixed, dynamic } = clusterIpBands(cidr(text));
      return [fixed && describeBand(fixed), dynamic && describeBand(dynamic)];
    };
    assert.deepEqual(bands('10.152.183.0/24'), ['10.152.183.1 to 10.152.183.16', '10.152.183.17 to 10.152.183.254']);
    assert.deepEqual(bands('10.0.0.0/22'), ['10.0.0.1 to 10.0.0.64', '10.0.0.65 to 10.0.3.254']);
    assert.deepEqual(bands('10.96.0.0/12'), ['10.96.0.1 to 10.96.1.0', '10.96.1.1 to 10.111.255.254']);
    assert.deepEqual(bands('10.96.0.0/28'), [undefined, '10.96.0.1 to 10.96.0.14']);
    assert.deepEqual(bands('fd00::/112'), ['fd00::1 to fd00::100', 'fd00::101 to fd00::ffff']);
  });

  it('never gives out the network and the broadcast address', () => {
    const of = (range: string, text: string) => unusableKind(cidr(range), parseAddress(text)!);
    assert.equal(of('10.0.0.0/24', '10.0.0.0'), 'network');
    assert.equal(of('10.0.0.0/24', '10.0.0.255'), 'broadcast');
    assert.equal(of('fd00::/120', 'fd00::ff'), undefined);
  });

  it('gives the first to the API server and the tenth to DNS', () => {
    assert.equal(apiServerAddress(cidr('10.96.0.0/12')), '10.96.0.1');
    assert.equal(dnsAddress(cidr('10.96.0.0/12')), '10.96.0.10');
    assert.equal(dnsAddress(cidr('10.96.0.0/29')), undefined);
    assert.equal(dnsAddress(cidr('10.96.0.0/29'), 'k0s'), '10.96.0.2');
  });
});

describe('allocation of node ports and of the pods on a node', () => {
  it('keeps the first 86 of the default range', () => {
    assert.equal(firstDynamicNodePort({ first: 30000, last: 32767 }), 30086);
    assert.equal(firstDynamicNodePort({ first: 30000, last: 30015 }), 30000);
    assert.equal(firstDynamicNodePort({ first: 30000, last: 30099 }), 30016);
    assert.equal(firstDynamicNodePort({ first: 10000, last: 39999 }), 10128);
  });

  it('reads ranges of ports', () => {
    assert.deepEqual(parsePortRange('30000-32767'), { first: 30000, last: 32767 });
    assert.deepEqual(parsePortRange('30000+100'), { first: 30000, last: 30100 });
    assert.deepEqual(parsePortRange('32767-30000'), undefined);
    assert.deepEqual(parsePortRange('many'), undefined);
  });

  it('leaves out network, gateway and broadcast', () => {
    assert.equal(podsPerNode(4, 24), 253n);
  });
});

describe('distributions', () => {
  it('have the tenth address of their services for DNS, and ranges that do not meet', () => {
    for (const { id, pods, services } of distributions) {
      for (const text of [...pods, ...services]) assert.ok(parseCidr(text), `${id} ${text}`);
      for (const pod of pods) for (const one of services) assert.equal(overlaps(cidr(pod), cidr(one)), false, id);
    }
  });

  it('are found by id', () => {
    assert.equal(distributionOf('microk8s')?.name, 'MicroK8s');
    assert.equal(distributionOf('auto'), undefined);
    assert.equal(distributionOf(undefined), undefined);
  });
});
