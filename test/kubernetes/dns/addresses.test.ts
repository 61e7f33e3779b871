import assert from 'node:assert/strict';
import {
  addressOfReverse,
  allocatedFrom,
  dashedAddress,
  familyOf,
  isReverseZone,
  parseAddress,
  reverseName,
  reverseZones,
  undashedAddress,
} from '../../../src/kubernetes/dns/addresses.ts';
import { parseSelector } from '../../../src/kubernetes/dns/selectorText.ts';
import { meets } from '../../../src/kubernetes/labels.ts';

describe('addresses in DNS', () => {
  it('reads what Go reads', () => {
    assert.deepEqual(parseAddress('10.0.0.1'), { family: 'IPv4', text: '10.0.0.1' });
    assert.deepEqual(parseAddress('FD00:0::1'), { family: 'IPv6', text: 'fd00::1' });
    assert.deepEqual(parseAddress('::ffff:10.0.0.1'), { family: 'IPv4', text: '10.0.0.1' });
    for (const text of ['010.0.0.1', '10.1', '10.0.0.256', 'fe80::1%eth0', 'web', ':x:']) {
      assert.equal(parseAddress(text), undefined, text);
    }
  });

  it('knows the family of addresses that are assigned later', () => {
    assert.equal(familyOf(allocatedFrom('IPv4', '10.96.0.0/12')), 'IPv4');
    assert.equal(familyOf(allocatedFrom('IPv6', 'fd00::/108')), 'IPv6');
    assert.equal(familyOf(allocatedFrom('IPv6')), 'IPv6');
    assert.equal(familyOf('example.com'), undefined);
  });

  it('makes labels of addresses and back', () => {
    assert.equal(dashedAddress('10.0.0.1'), '10-0-0-1');
    assert.equal(dashedAddress('fd00::'), 'fd00--0');
    assert.equal(undashedAddress('10-0-0-1'), '10.0.0.1');
    assert.equal(undashedAddress('fd00--1-2'), 'fd00::1:2');
  });

  it('reads complete reverse names only', () => {
    assert.equal(addressOfReverse('1.0.0.10.in-addr.arpa'), '10.0.0.1');
    assert.equal(addressOfReverse('0.10.in-addr.arpa.'), undefined);
    assert.equal(addressOfReverse('x.ip6.arpa.'), undefined);
    assert.equal(addressOfReverse('example.com.'), undefined);
    const name = reverseName('fd00::1') ?? '';
    assert.equal(addressOfReverse(name), 'fd00::1');
    assert.equal(reverseName('10.0.0.1'), '1.0.0.10.in-addr.arpa.');
    assert.equal(reverseName('web'), undefined);
  });

  it('makes reverse zones of ranges', () => {
    assert.deepEqual(reverseZones('10.96.0.0/16'), ['96.10.in-addr.arpa.']);
    assert.deepEqual(reverseZones('10.96.5.9/15'), ['96.10.in-addr.arpa.', '97.10.in-addr.arpa.']);
    assert.deepEqual(reverseZones('fd00::/8'), ['d.f.ip6.arpa.']);
    assert.equal(reverseZones('fd00::/6')?.length, 4);
    assert.deepEqual(reverseZones('0.0.0.0/0'), ['in-addr.arpa.']);
    for (const text of ['10.0.0.0', '10.0.0.0/33', 'web/8', '10.0.0.0/x']) assert.equal(reverseZones(text), undefined);
    assert.deepEqual(['in-addr.arpa.', '10.IN-ADDR.arpa', 'cluster.local'].map(isReverseZone), [true, true, false]);
  });
});

describe('label selectors as text', () => {
  const match = (text: string, labels: Record<string, string>) =>
    parseSelector(text)?.matchExpressions.every((r) => meets(r, new Map(Object.entries(labels))));

  it('reads every operator', () => {
    assert.equal(match('a=1,b==2,c!=3', { a: '1', b: '2' }), true);
    assert.equal(match('a in (1, 2),d notin (x)', { a: '2' }), true);
    assert.equal(match('a,!b', { a: '' }), true);
    assert.equal(match('a,!b', { a: '', b: '' }), false);
    assert.equal(match('a in (1)', { a: '2' }), false);
  });

  it('gives nothing for what is none', () => {
    assert.equal(parseSelector('a ~ b'), undefined);
    assert.equal(parseSelector('a=1,,'), undefined);
  });
});
