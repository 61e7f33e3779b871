import assert from 'node:assert/strict';
import { allocatedFrom } from '../../../src/kubernetes/dns/addresses.ts';
import { kindOfReply } from '../../../src/kubernetes/dns/records.ts';
import { askServer } from '../../../src/kubernetes/dns/server.ts';
import { bakery, cluster, dig, serve, service } from './bakery.ts';

const server = serve(cluster());
const till = 'till.front.svc.cluster.local.';
const bread = 'bread.oven.svc.cluster.local.';

describe('the kubernetes plugin on Services', () => {
  it('answers the address of a Service, in the case of the question', () => {
    assert.deepEqual(dig(server, till), ['NOERROR', `${till} 5 IN A 10.1.0.1`]);
    assert.deepEqual(dig(server, 'TILL.Front.svc.CLUSTER.local.'), [
      'NOERROR',
      'TILL.Front.svc.CLUSTER.local. 5 IN A 10.1.0.1',
    ]);
    assert.deepEqual(dig(server, till, 'AAAA'), ['NOERROR']);
    assert.deepEqual(dig(server, 'shelf.front.svc.cluster.local', 'AAAA').length, 2);
  });

  it('keeps a placeholder for an address that is not assigned yet', () => {
    const data = {
      ...bakery,
      services: [service('new', 'front', { clusterIPs: [allocatedFrom('IPv4', '10.1.0.0/16')] })],
    };
    const reply = dig({ ...server, cluster: data }, 'new.front.svc.cluster.local');
    assert.deepEqual(reply, ['NOERROR', 'new.front.svc.cluster.local. 5 IN A <allocated from 10.1.0.0/16>']);
  });

  it('tells the node of a namespace from a missing one', () => {
    assert.deepEqual(dig(server, 'front.svc.cluster.local'), ['NOERROR']);
    assert.deepEqual(dig(server, 'attic.svc.cluster.local'), ['NXDOMAIN']);
    assert.deepEqual(dig(server, 'svc.cluster.local'), ['NOERROR']);
    assert.deepEqual(dig(server, 'cluster.local'), ['NOERROR']);
    assert.deepEqual(dig(server, 'foo.cluster.local'), ['NXDOMAIN']);
  });

  it('names an undeclared namespace as the reason only where a Service was asked for', () => {
    const reason = (name: string) => askServer(server, { name, type: 'A' }).undeclaredNamespace;
    assert.equal(reason('a.attic.svc.cluster.local'), 'attic');
    assert.equal(reason('attic.svc.cluster.local'), undefined);
    assert.equal(reason('nope.front.svc.cluster.local'), undefined);
  });

  it('answers ports by name and protocol, for any type', () => {
    const name = `_http._tcp.${till}`;
    assert.deepEqual(dig(server, name, 'SRV'), [
      'NOERROR',
      `${name} 5 IN SRV 0 100 80 ${till}`,
      `+ ${till} 5 IN A 10.1.0.1`,
    ]);
    assert.deepEqual(dig(server, name), ['NOERROR', `${name} 5 IN A 10.1.0.1`]);
    assert.deepEqual(dig(server, `http.tcp.${till}`).length, 2);
    assert.deepEqual(dig(server, `_http._udp.${till}`, 'SRV'), ['NXDOMAIN']);
    assert.deepEqual(dig(server, `a.b.c.${till}`, 'SRV'), ['NXDOMAIN']);
  });

  it('shares the weight among the addresses of a dual-stack Service', () => {
    const reply = dig(server, 'shelf.front.svc.cluster.local.', 'SRV');
    assert.deepEqual(reply[1], 'shelf.front.svc.cluster.local. 5 IN SRV 0 50 80 shelf.front.svc.cluster.local.');
    assert.equal(reply.length, 4);
  });

  it('has no SRV for a Service without ports', () => {
    assert.deepEqual(dig(server, 'clock.front.svc.cluster.local', 'SRV'), ['NOERROR']);
    assert.equal(dig(server, 'clock.front.svc.cluster.local').length, 2);
  });

  it('lists the ready endpoints of a headless Service and names them', () => {
    assert.deepEqual(dig(server, bread), ['NOERROR', `${bread} 5 IN A 10.2.1.1`, `${bread} 5 IN A 10.2.1.2`]);
    assert.equal(dig(server, `bread-0.${bread}`).length, 2);
    assert.equal(dig(server, `10-2-1-2.${bread}`).length, 2);
    assert.deepEqual(dig(server, `10-2-1-1.${bread}`), ['NXDOMAIN']);
    assert.deepEqual(dig(server, `10-2-1-3.${bread}`), ['NXDOMAIN']);
    assert.deepEqual(dig(server, bread, 'SRV').slice(1, 3), [
      `${bread} 5 IN SRV 0 50 8080 bread-0.${bread}`,
      `${bread} 5 IN SRV 0 50 8080 10-2-1-2.${bread}`,
    ]);
    assert.deepEqual(dig(server, '*.oven.svc.cluster.local'), ['NXDOMAIN']);
  });

  it('has nothing of a headless Service without ready endpoints', () => {
    for (const type of ['A', 'AAAA', 'SRV', 'TXT', 'MX']) {
      assert.deepEqual(dig(server, 'cold.oven.svc.cluster.local', type), ['NXDOMAIN'], type);
    }
    assert.deepEqual(dig(server, 'smoke.oven.svc.cluster.local', 'SRV'), ['NOERROR']);
    assert.equal(dig(server, 'smoke.oven.svc.cluster.local').length, 2);
  });

  it('ends the label of an address without a last group in a zero', () => {
    assert.equal(dig(server, 'fd00-2--0.six.oven.svc.cluster.local', 'AAAA').length, 2);
  });

  it('answers endpoints below a ClusterIP Service too', () => {
    assert.deepEqual(dig(server, `left.${till}`), ['NOERROR', `left.${till} 5 IN A 10.2.0.1`]);
    assert.deepEqual(dig(server, `left.${till}`, 'SRV')[1], `left.${till} 5 IN SRV 0 100 8080 left.${till}`);
  });
});

describe('the kubernetes plugin on ExternalNames', () => {
  it('follows outside targets through the server, and keeps an alias to nothing', () => {
    const name = 'miller.front.svc.cluster.local.';
    assert.deepEqual(dig(server, name), [
      'NOERROR',
      `${name} 5 IN CNAME mill.example.`,
      'mill.example. 300 IN A 198.51.100.1',
    ]);
    assert.deepEqual(dig(server, name, 'AAAA'), ['NOERROR', `${name} 5 IN CNAME mill.example.`]);
    assert.deepEqual(dig(server, name, 'CNAME'), ['NOERROR', `${name} 5 IN CNAME mill.example.`]);
    assert.deepEqual(dig(server, name, 'SRV'), ['NOERROR']);
    assert.deepEqual(dig(server, `x.${name}`), ['NXDOMAIN']);
    assert.deepEqual(dig(server, `_a._tcp.${name}`, 'SRV'), ['NXDOMAIN']);
  });

  it('says that more may follow where nothing is known outside', () => {
    const open = serve(cluster(), { upstream: { names: new Map(), elsewhere: 'UNKNOWN' } });
    assert.equal(askServer(open, { name: 'miller.front.svc.cluster.local.', type: 'A' }).incomplete, true);
  });

  it('follows targets inside, and drops the alias where they yield nothing', () => {
    assert.equal(dig(server, 'inner.front.svc.cluster.local').length, 3);
    assert.deepEqual(dig(server, 'inner.front.svc.cluster.local', 'AAAA'), ['NOERROR']);
    assert.deepEqual(dig(server, 'lost.front.svc.cluster.local'), ['NOERROR']);
    assert.equal(dig(server, 'lost.front.svc.cluster.local', 'CNAME').length, 2);
  });

  it('is not led in circles, nor over more than ten aliases', () => {
    assert.deepEqual(dig(server, 'self.front.svc.cluster.local'), ['NOERROR']);
    assert.deepEqual(dig(server, 'ping.front.svc.cluster.local'), ['NOERROR']);
    assert.deepEqual(dig(server, 'hop2.front.svc.cluster.local'), ['NOERROR']);
    assert.equal(dig(server, 'hop3.front.svc.cluster.local').length, 12);
  });

  it('does not exist where the target is an address', () => {
    assert.deepEqual(dig(server, 'numeric.front.svc.cluster.local'), ['NXDOMAIN']);
    assert.deepEqual(dig(server, 'numeric.front.svc.cluster.local', 'CNAME'), ['NXDOMAIN']);
  });
});

describe('the kubernetes plugin on other types', () => {
  it('has the schema version as text', () => {
    const name = 'dns-version.cluster.local.';
    assert.deepEqual(dig(server, name, 'TXT'), ['NOERROR', `${name} 28800 IN TXT "1.1.0"`]);
    assert.deepEqual(dig(server, name), ['NXDOMAIN']);
  });

  it('has no text at nodes, unlike any other type', () => {
    assert.deepEqual(dig(server, 'front.svc.cluster.local', 'TXT'), ['NXDOMAIN']);
    assert.deepEqual(dig(server, 'cluster.local', 'TXT'), ['NXDOMAIN']);
    assert.deepEqual(dig(server, till, 'TXT'), ['NOERROR']);
    assert.deepEqual(dig(server, till, 'HINFO'), ['NOERROR']);
    assert.deepEqual(dig(server, till, 'CNAME'), ['NOERROR']);
    assert.deepEqual(dig(server, 'nope.front.svc.cluster.local', 'MX'), ['NXDOMAIN']);
    assert.deepEqual(dig(server, 'nope.front.svc.cluster.local', 'CNAME'), ['NXDOMAIN']);
  });

  it('has the SOA at the apex, and NODATA below even for missing names', () => {
    assert.deepEqual(dig(serve(cluster('ttl 900')), 'cluster.local.', 'SOA'), [
      'NOERROR',
      'cluster.local. 300 IN SOA ns.dns.cluster.local. hostmaster.cluster.local. 0 7200 1800 86400 900',
    ]);
    const below = askServer(server, { name: 'nope.front.svc.cluster.local', type: 'SOA' });
    assert.equal(kindOfReply(below), 'NODATA');
    assert.equal(below.soa?.name, 'cluster.local.');
  });

  it('names the Service in front of the server, else itself', () => {
    const known = serve(cluster(), { localAddresses: ['10.2.0.53'] });
    assert.deepEqual(dig(known, 'cluster.local.', 'NS'), [
      'NOERROR',
      'cluster.local. 5 IN NS dns.cellar.svc.cluster.local.',
      '+ dns.cellar.svc.cluster.local. 5 IN A 10.1.0.10',
    ]);
    const alone = serve(cluster(), { localAddresses: ['192.0.2.9', 'fd00::9'] });
    assert.deepEqual(dig(alone, 'cluster.local.', 'NS').slice(1), [
      'cluster.local. 5 IN NS ns.dns.cluster.local.',
      '+ ns.dns.cluster.local. 5 IN A 192.0.2.9',
      '+ ns.dns.cluster.local. 5 IN AAAA fd00::9',
    ]);
    assert.equal(dig(alone, 'ns.dns.cluster.local', 'A').length, 2);
    assert.deepEqual(dig(alone, 'ns.dns.cluster.local', 'SRV'), ['NOERROR']);
    assert.deepEqual(dig(alone, 'CLUSTER.local.', 'NS'), ['NOERROR']);
    const headless = serve(cluster(), { localAddresses: ['10.2.1.1'] });
    assert.equal(dig(headless, 'cluster.local.', 'NS').length, 5);
  });

  it('leads addresses back: a Service first, else all endpoints', () => {
    assert.deepEqual(dig(server, '1.0.1.10.in-addr.arpa.', 'PTR'), [
      'NOERROR',
      `1.0.1.10.in-addr.arpa. 5 IN PTR ${till}`,
    ]);
    assert.deepEqual(
      dig(server, '1.1.2.10.in-addr.arpa.', 'PTR')[1],
      `1.1.2.10.in-addr.arpa. 5 IN PTR bread-0.${bread}`,
    );
    assert.deepEqual(dig(server, '3.1.2.10.in-addr.arpa.', 'PTR'), ['NXDOMAIN']);
    assert.deepEqual(dig(server, '2.10.in-addr.arpa.', 'PTR'), ['NXDOMAIN']);
    assert.deepEqual(dig(server, 'in-addr.arpa.', 'PTR'), ['NOERROR']);
    assert.deepEqual(dig(server, till, 'PTR'), ['NOERROR']);
    assert.deepEqual(dig(server, '1.0.1.10.in-addr.arpa.', 'A'), ['NXDOMAIN']);
  });

  it('refuses transfers without the transfer plugin, and gives all with it', () => {
    assert.deepEqual(dig(server, 'cluster.local', 'AXFR'), ['REFUSED']);
    const open = serve('.:53 {\n transfer {\n to *\n }\n kubernetes cluster.local\n}', {
      localAddresses: ['10.2.0.53'],
    });
    const all = dig(open, 'cluster.local.', 'AXFR');
    assert.ok(all.includes('dns.cellar.svc.cluster.local. 0 IN A 10.1.0.10'));
    assert.ok(all.includes(`_http._tcp.${bread} 5 IN SRV 0 50 8080 bread-0.${bread}`));
    assert.ok(all.includes('miller.front.svc.cluster.local. 5 IN CNAME mill.example.'));
    assert.ok(!all.some((line) => line.startsWith('numeric.')));
    assert.deepEqual(dig(open, 'front.svc.cluster.local.', 'AXFR'), ['REFUSED']);
    const closed = serve('.:53 {\n transfer cluster.local\n kubernetes cluster.local\n}');
    assert.deepEqual(dig(closed, 'cluster.local.', 'AXFR'), ['REFUSED']);
    assert.deepEqual(dig(closed, 'other.test.', 'AXFR'), ['SERVFAIL']);
  });
});

describe('the options of the kubernetes plugin', () => {
  const has = (lines: readonly string[], name: string, type = 'A') => dig(serve(cluster(...lines)), name, type)[0];

  it('shows pods by address: not at all, always, or where one runs', () => {
    const pod = '10-2-0-1.front.pod.cluster.local';
    assert.equal(has([], pod), 'NXDOMAIN');
    assert.equal(has([], 'pod.cluster.local'), 'NOERROR');
    assert.equal(has([], 'front.pod.cluster.local'), 'NXDOMAIN');
    assert.equal(has(['pods insecure'], 'front.pod.cluster.local'), 'NOERROR');
    assert.equal(has(['pods insecure'], '9-9-9-9.oven.pod.cluster.local'), 'NOERROR');
    assert.equal(has(['pods insecure'], '9-9-9-9.attic.pod.cluster.local'), 'NXDOMAIN');
    assert.equal(has(['pods insecure'], 'bread-1.oven.pod.cluster.local'), 'NXDOMAIN');
    assert.equal(has(['pods verified'], pod), 'NOERROR');
    assert.equal(has(['pods verified'], '10-2-0-1.oven.pod.cluster.local'), 'NXDOMAIN');
    assert.equal(has(['pods verified'], '10-2-0-8.front.pod.cluster.local'), 'NXDOMAIN');
    assert.equal(has(['pods verified'], '10-2-0-9.front.pod.cluster.local'), 'NXDOMAIN');
    assert.equal(has(['pods verified'], 'fd00-2--9.oven.pod.cluster.local', 'AAAA'), 'NOERROR');
    assert.equal(has(['pods verified', 'labels a=b'], pod), 'NXDOMAIN');
  });

  it('hides namespaces and objects', () => {
    assert.equal(has(['namespaces oven'], till), 'NXDOMAIN');
    assert.equal(has(['namespaces oven'], '1.0.1.10.in-addr.arpa', 'PTR'), 'NXDOMAIN');
    assert.equal(has(['namespaces oven'], '1.0.2.10.in-addr.arpa', 'PTR'), 'NXDOMAIN');
    assert.equal(has(['namespace_labels floor=-1'], till), 'NXDOMAIN');
    assert.equal(has(['namespace_labels floor=-1'], 'wine.cellar.svc.cluster.local'), 'NOERROR');
    assert.equal(has(['namespace_labels floor=-1'], '1.0.1.10.in-addr.arpa', 'PTR'), 'NOERROR');
    assert.equal(has(['labels tier=web'], till), 'NOERROR');
    assert.equal(has(['labels tier=web'], `left.${till}`), 'NOERROR');
    assert.equal(has(['labels tier=web'], bread), 'NXDOMAIN');
    assert.equal(has(['noendpoints'], bread), 'NXDOMAIN');
    assert.equal(has(['noendpoints'], '1.1.2.10.in-addr.arpa', 'PTR'), 'NXDOMAIN');
    assert.equal(has(['ignore empty_service'], 'wine.cellar.svc.cluster.local'), 'NXDOMAIN');
    assert.equal(has(['ignore empty_service'], till), 'NOERROR');
  });

  it('names endpoints after pods, or leads back only to hostnames', () => {
    assert.equal(has(['endpoint_pod_names'], `bread-1.${bread}`), 'NOERROR');
    assert.equal(has(['endpoint_pod_names'], `10-2-1-2.${bread}`), 'NXDOMAIN');
    assert.equal(has(['ptr_hostname_only'], '2.1.2.10.in-addr.arpa', 'PTR'), 'NXDOMAIN');
    assert.equal(has(['ptr_hostname_only'], '1.1.2.10.in-addr.arpa', 'PTR'), 'NOERROR');
  });

  it('passes missing names on with fallthrough', () => {
    const reply = askServer(serve(cluster('fallthrough in-addr.arpa')), { name: '9.9.9.9.in-addr.arpa', type: 'PTR' });
    assert.deepEqual([reply.plugin, reply.passed], ['forward', ['kubernetes']]);
    const bare = askServer(serve(cluster('fallthrough')), { name: 'nope.front.svc.cluster.local', type: 'A' });
    assert.equal(bare.plugin, 'forward');
    const kept = askServer(serve(cluster('fallthrough in-addr.arpa')), {
      name: 'nope.front.svc.cluster.local',
      type: 'A',
    });
    assert.equal(kept.plugin, 'kubernetes');
  });

  it('fails while the objects are not loaded', () => {
    const early = serve(cluster(), { synced: false });
    assert.deepEqual(dig(early, 'nope.front.svc.cluster.local'), ['SERVFAIL']);
    assert.equal(dig(early, till).length, 2);
  });

  it('answers for a topology zone of a headless Service', () => {
    const zonal = serve(cluster('zonal'));
    assert.deepEqual(dig(zonal, `north.pin._zone.${bread}`).length, 2);
    assert.deepEqual(dig(zonal, `south.pin._zone.${bread}`).length, 2);
    assert.deepEqual(dig(zonal, `west.pin._zone.${bread}`), ['NOERROR']);
    assert.deepEqual(dig(zonal, `west.pin._zone.${bread}`, 'TXT'), ['NOERROR']);
    assert.equal(dig(zonal, `west.prefer._zone.${bread}`).length, 3);
    assert.deepEqual(dig(zonal, `west.other._zone.${bread}`), ['NXDOMAIN']);
    assert.deepEqual(dig(zonal, `north.pin._zone.${till}`), ['NXDOMAIN']);
    assert.deepEqual(dig(zonal, 'north.pin._zone.miller.front.svc.cluster.local'), ['NXDOMAIN']);
    assert.deepEqual(dig(server, `north.pin._zone.${bread}`), ['NXDOMAIN']);
  });

  it('answers for imported Services in a multi-cluster zone', () => {
    const many = serve('.:53 {\n kubernetes cluster.local set.local {\n multicluster set.local\n }\n}');
    assert.deepEqual(dig(many, 'far.front.svc.set.local.'), ['NOERROR', 'far.front.svc.set.local. 5 IN A 10.9.0.1']);
    assert.equal(dig(many, '10-3-0-1.east.far.front.svc.set.local.').length, 2);
    assert.deepEqual(dig(many, '10-3-0-1.west.far.front.svc.set.local.'), ['NXDOMAIN']);
    assert.deepEqual(dig(many, '10-3-0-1.far.front.svc.set.local.'), ['NXDOMAIN']);
    assert.equal(dig(many, 'flat.front.svc.set.local.').length, 3);
    assert.equal(dig(many, 'pie.west.flat.front.svc.set.local.').length, 2);
    assert.deepEqual(
      dig(many, 'flat.front.svc.set.local.', 'SRV')[1],
      'flat.front.svc.set.local. 5 IN SRV 0 50 8080 10-3-0-2.West.flat.front.svc.set.local.',
    );
    assert.deepEqual(dig(many, 'till.front.svc.set.local.'), ['NXDOMAIN']);
    assert.deepEqual(dig(many, '_x._tcp.far.front.svc.set.local.'), ['NXDOMAIN']);
    const strict = serve(
      '.:53 {\n kubernetes cluster.local set.local {\n multicluster set.local\n ignore empty_service\n }\n}',
    );
    assert.deepEqual(dig(strict, 'bare.front.svc.set.local.'), ['NXDOMAIN']);
    assert.equal(dig(strict, 'far.front.svc.set.local.').length, 2);
  });
});
