import assert from 'node:assert/strict';
import type { DnsRecord } from '../../../src/kubernetes/dns/records.ts';
import { askZone, parseRecord, parseZoneFile } from '../../../src/kubernetes/dns/zoneFile.ts';

const zone = `$ORIGIN shop.example.
$TTL 1h30m
@       IN SOA ns admin ( 1 ; the serial
                2h 15m 1w 60 )
        IN NS ns
ns      300 IN A 192.0.2.1
web     A 192.0.2.2
        AAAA 2001:db8::2
alias   CNAME web
out     CNAME example.org.
chain   CNAME alias
*.wild  A 192.0.2.9
a.b     TXT "one; two" three
_db._tcp IN 60 SRV 0 5 5432 web
broken  A
other   WKS 1 2 3
half    SRV 1 2
`;
const records = parseZoneFile(zone, 'ignored.example');
const shown = (all: readonly DnsRecord[]) =>
  all.map((one) => `${one.name} ${one.type} ${'data' in one ? one.data : ''}`.trim());
const ask = (name: string, type: DnsRecord['type']) => askZone(records, 'shop.example.', { name, type });

describe('a zone file', () => {
  it('is read with its origin, relative names and repeated owners', () => {
    assert.deepEqual(shown(records).slice(1, 5), [
      'shop.example. NS ns.shop.example.',
      'ns.shop.example. A 192.0.2.1',
      'web.shop.example. A 192.0.2.2',
      'web.shop.example. AAAA 2001:db8::2',
    ]);
  });

  it('has times with units, of its own or of the zone', () => {
    assert.equal(records.find(({ name }) => name.startsWith('ns.'))?.ttl, 300);
    assert.equal(records.find(({ name }) => name.startsWith('web.'))?.ttl, 5400);
    const [soa] = records;
    assert.ok(soa?.type === 'SOA');
    assert.equal(soa.minimum, 60);
  });

  it('leaves out what it cannot read', () => {
    assert.ok(!records.some(({ name }) => /^(?:broken|other|half)\./.test(name)));
    assert.deepEqual(parseZoneFile('$TTL soon\n$ORIGIN\n\n; nothing\n', 'x.'), []);
  });

  it('takes names as relative to the zone, and to the root', () => {
    assert.deepEqual(shown(parseZoneFile('a A 192.0.2.1', 'zone.example')), ['a.zone.example. A 192.0.2.1']);
    assert.deepEqual(shown(parseZoneFile('a A 192.0.2.1', '.')), ['a. A 192.0.2.1']);
  });

  it('keeps semicolons between quotes', () => {
    assert.equal(
      shown(records).find((one) => one.includes('TXT')),
      'a.b.shop.example. TXT one; two three',
    );
  });
});

describe('one record as text', () => {
  it('is read, and is nothing where it is empty', () => {
    assert.deepEqual(parseRecord('a.example 30 IN A 192.0.2.1'), {
      name: 'a.example.',
      ttl: 30,
      type: 'A',
      data: '192.0.2.1',
    });
    assert.equal(parseRecord(''), undefined);
    assert.equal(parseRecord('a.example'), undefined);
  });
});

describe('a question to a zone', () => {
  it('is answered by the records of the name', () => {
    assert.deepEqual(shown(ask('WEB.shop.example.', 'A').answers), ['WEB.shop.example. A 192.0.2.2']);
    const [srv] = ask('_db._tcp.shop.example.', 'SRV').answers;
    assert.ok(srv?.type === 'SRV');
    assert.deepEqual([srv.port, srv.target], [5432, 'web.shop.example.']);
  });

  it('follows aliases within the zone, and stops at one that leads out', () => {
    assert.deepEqual(
      ask('chain.shop.example.', 'A').answers.map(({ type }) => type),
      ['CNAME', 'CNAME', 'A'],
    );
    assert.deepEqual(shown(ask('out.shop.example.', 'A').answers), ['out.shop.example. CNAME example.org.']);
    assert.deepEqual(ask('alias.shop.example.', 'CNAME').answers.length, 1);
  });

  it('ends where aliases lead to each other', () => {
    const loop = parseZoneFile('a CNAME b\nb CNAME a\n', 'x.');
    assert.equal(askZone(loop, 'x.', { name: 'a.x.', type: 'A' }).answers.length, 10);
  });

  it('is expanded from a wildcard, under its name only', () => {
    assert.deepEqual(shown(ask('x.wild.shop.example.', 'A').answers), ['x.wild.shop.example. A 192.0.2.9']);
    assert.equal(ask('x.web.shop.example.', 'A').rcode, 'NXDOMAIN');
  });

  it('has no data for another type and for a name in between, and no domain for others', () => {
    assert.deepEqual(
      [ask('ns.shop.example.', 'AAAA').rcode, ask('b.shop.example.', 'A').rcode],
      ['NOERROR', 'NOERROR'],
    );
    const none = ask('none.shop.example.', 'A');
    assert.equal(none.rcode, 'NXDOMAIN');
    assert.equal(none.soa?.type, 'SOA');
    assert.equal(askZone([], 'x.', { name: 'a.x.', type: 'A' }).soa, undefined);
  });
});
