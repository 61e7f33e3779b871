import assert from 'node:assert/strict';
import { formatAddress, parseAddress, readAddress } from '../../../src/kubernetes/addresses/address.ts';
import {
  countOf,
  formatCidr,
  nthAddress,
  overlaps,
  parseCidr,
  readCidr,
} from '../../../src/kubernetes/addresses/cidr.ts';
import {
  formatRange,
  intersect,
  readRange,
  subtract,
  toCidrs,
  union,
} from '../../../src/kubernetes/addresses/ranges.ts';

const printed = (text: string) => {
  const address = parseAddress(text);
  return address && formatAddress(address);
};
const cidr = (text: string) => parseCidr(text)!;

describe('an address', () => {
  it('is read with leading zeros as decimal', () => {
    assert.equal(printed('010.0.000.1'), '10.0.0.1');
    assert.equal(readAddress('010.0.0.1')?.hasLeadingZeros, true);
    assert.equal(readAddress('0.0.0.0')?.hasLeadingZeros, false);
  });

  it('counts as IPv4 when it is mapped', () => {
    assert.deepEqual(parseAddress('::FFFF:1.2.3.4'), { family: 4, value: 0x01020304n });
    assert.equal(printed('::ffff:102:304'), '1.2.3.4');
    assert.equal(printed('::1.2.3.4'), '::102:304');
  });

  it('is printed in the form of RFC 5952', () => {
    const texts = [
      ['2001:0DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
      ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7'],
      ['0:0:0:0:0:0:0:0', '::'],
      ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
      ['fe80:0:0:1::', 'fe80:0:0:1::'],
    ];
    for (const [text, better] of texts) assert.equal(printed(text!), better);
  });

  it('is refused in every other form', () => {
    const texts = [
      '',
      '1.2.3',
      '1.2.3.4.5',
      '1.2.3.256',
      '1.2.3.-4',
      '0x1.2.3.4',
      ' 1.2.3.4',
      '1.2.3.4/32',
      '::1%eth0',
    ];
    const six = [
      ':',
      ':::',
      '1::2::3',
      '12345::',
      '1:2:3:4:5:6:7:8:9',
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:8::',
      '1::2:',
      'g::',
    ];
    for (const text of [...texts, ...six]) assert.equal(parseAddress(text), undefined, text);
  });
});

describe('a CIDR', () => {
  it('is read with the bits of the host dropped', () => {
    assert.equal(formatCidr(cidr('10.1.2.3/8')), '10.0.0.0/8');
    assert.equal(formatCidr(cidr('2001:db8::1/64')), '2001:db8::/64');
    assert.equal(readCidr('10.1.2.3/8')?.hasHostBits, true);
    assert.equal(readCidr('0.0.0.0/0')?.hasHostBits, false);
  });

  it('is IPv4 when the whole network is mapped', () => {
    assert.equal(formatCidr(cidr('::ffff:10.0.0.0/104')), '10.0.0.0/8');
    assert.equal(formatCidr(cidr('::ffff:10.0.0.0/8')), '::/8');
    assert.equal(formatCidr(cidr('::ffff:10.0.0.0/96')), '0.0.0.0/0');
  });

  it('has a first, a last and a number of addresses', () => {
    assert.equal(formatRange({ ...cidr('10.96.0.0/12'), first: cidr('10.96.0.0/12').last }), '10.111.255.255');
    assert.equal(countOf(cidr('10.96.0.0/12')), 1048576n);
    assert.equal(countOf(cidr('::/0')), 1n << 128n);
    assert.equal(nthAddress(cidr('fd00:10:96::/112'), 10n), 'fd00:10:96::a');
    assert.equal(nthAddress(cidr('10.0.0.0/30'), 4n), undefined);
  });

  it('never meets one of the other family', () => {
    assert.equal(overlaps(cidr('0.0.0.0/0'), cidr('::/0')), false);
    assert.equal(overlaps(cidr('10.0.0.0/8'), cidr('10.96.0.0/12')), true);
    assert.equal(overlaps(cidr('10.96.0.0/12'), cidr('10.112.0.0/12')), false);
  });
});

describe('ranges of addresses', () => {
  const text = (ranges: readonly Parameters<typeof formatRange>[0][]) => ranges.map(formatRange);

  it('are read from two ends or a CIDR', () => {
    const result = readRange('192.168.1.240-192.168.1.250');
    assert.equal(result.kind === 'range' && formatRange(result.range), '192.168.1.240-192.168.1.250');
    assert.deepEqual(readRange('192.168.1.9-192.168.1.2'), { kind: 'fault', fault: 'reversed' });
    assert.deepEqual(readRange('192.168.1.9-fd00::1'), { kind: 'fault', fault: 'families' });
    assert.deepEqual(readRange('a-b'), { kind: 'fault', fault: 'malformed' });
  });

  it('are joined where they touch', () => {
    assert.deepEqual(text(union([cidr('10.0.1.0/24'), cidr('fd00::/64'), cidr('10.0.0.0/24')])), [
      '10.0.0.0/23',
      'fd00::/64',
    ]);
  });

  it('are cut', () => {
    assert.deepEqual(text(subtract([cidr('10.0.0.0/24')], [cidr('10.0.0.64/26')])), ['10.0.0.0/26', '10.0.0.128/25']);
    assert.deepEqual(text(subtract([cidr('10.0.0.0/24')], [cidr('::/0'), cidr('10.0.0.0/8')])), []);
    assert.deepEqual(text(intersect([cidr('10.0.0.0/8')], [cidr('10.9.0.0/16'), cidr('11.0.0.0/8')])), ['10.9.0.0/16']);
  });

  it('become the fewest CIDRs', () => {
    const result = readRange('192.168.1.240-192.168.1.250');
    assert.ok(result.kind === 'range');
    const cidrs = ['192.168.1.240/29', '192.168.1.248/31', '192.168.1.250/32'];
    assert.deepEqual(toCidrs(result.range).map(formatCidr), cidrs);
    assert.deepEqual(toCidrs(cidr('::/0')).map(formatCidr), ['::/0']);
  });
});
