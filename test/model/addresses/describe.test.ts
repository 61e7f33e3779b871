import assert from 'node:assert/strict';
import { parseAddress } from '../../../src/kubernetes/addresses/address.ts';
import { parseCidr } from '../../../src/kubernetes/addresses/cidr.ts';
import { belongings, describeRange } from '../../../src/kubernetes/addresses/describe.ts';
import { read } from './support.ts';

const text =
  'apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {clusterIP: 10.152.183.5, ports: [{port: 80}]}\n---\napiVersion: v1\nkind: Node\nmetadata: {name: n1}\nspec: {podCIDR: 10.1.4.0/24}\nstatus: {addresses: [{type: InternalIP, address: 192.168.1.4}]}\n';
const { facts, plan } = read(text, { distribution: 'microk8s' });

describe('what is known of a range', () => {
  it('is its ends, its size and what it meets', () => {
    const { met, ...range } = describeRange(parseCidr('10.0.0.0/8')!, facts, plan);
    assert.deepEqual(range, { first: '10.0.0.0', last: '10.255.255.255', count: 16777216n });
    assert.deepEqual(
      met.map(({ what, relation, text, by }) => `${relation} ${what} ${text} by ${by}`),
      ['around pods 10.1.0.0/16 by default of MicroK8s', 'around services 10.152.183.0/24 by default of MicroK8s'],
    );
  });
});

describe('what an address belongs to', () => {
  const of = (address: string) => belongings(parseAddress(address)!, facts, plan);

  it('is the closest first', () => {
    assert.deepEqual(of('10.152.183.5'), [
      'the clusterIP of Service shop/web',
      'services: 10.152.183.0/24, by default of MicroK8s',
    ]);
    assert.equal(of('10.152.183.1')[0], 'the API server (Service default/kubernetes)');
    assert.equal(of('10.152.183.10')[0], "the cluster's DNS");
    assert.equal(of('10.1.4.9')[0], 'the pods of Node n1 (10.1.4.0/24)');
    assert.deepEqual(of('192.168.1.4'), ['nodes: 192.168.1.4, by Node n1']);
  });

  it('is nothing where nobody knows it', () => {
    assert.deepEqual(of('203.0.113.1'), []);
  });
});
