import assert from 'node:assert/strict';
import { parseCorefile } from '../../../src/kubernetes/dns/corefile.ts';
import { routeOf } from '../../../src/kubernetes/dns/route.ts';
import { askServer, kubernetesPlugin } from '../../../src/kubernetes/dns/server.ts';
import { askUpstream } from '../../../src/kubernetes/dns/upstream.ts';
import { bakery, cluster, dig, serve, world } from './bakery.ts';

const block = (...lines: readonly string[]) => `. {\n${lines.join('\n')}\n}\n`;
const till = 'till.front.svc.cluster.local.';

describe('the plugin chain', () => {
  it('refuses names of no block and fails at the end of a chain', () => {
    const server = serve('cluster.local {\n kubernetes\n}');
    assert.deepEqual(dig(server, 'example.com'), ['REFUSED']);
    assert.equal(dig(server, till).length, 2);
    assert.deepEqual(dig(serve(block('kubernetes cluster.local', 'errors')), 'example.com'), ['SERVFAIL']);
  });

  it('says which block and plugin answered, and what passed before', () => {
    const reply = askServer(serve(block('forward . 1.1.1.1', 'kubernetes cluster.local')), {
      name: 'mill.example',
      type: 'A',
    });
    assert.deepEqual(
      [reply.serverBlock, reply.plugin, reply.passed, reply.upstreams],
      ['.', 'forward', ['kubernetes'], ['1.1.1.1']],
    );
  });

  it('finds the kubernetes plugin of a Corefile', () => {
    assert.equal(kubernetesPlugin(serve(cluster('ttl 7')))?.options.ttl, 7);
    assert.equal(kubernetesPlugin(serve(block('whoami'))), undefined);
    const found = kubernetesPlugin(serve(cluster()));
    assert.equal(found?.ask({ name: 'mill.example.', type: 'A' }).answers.length, 1);
  });

  it('answers hosts, also with the other family missing', () => {
    const server = serve(
      block(
        'hosts {',
        '10.5.0.1 Door.test',
        'fd00::5 six.test',
        'ttl 60',
        'fallthrough',
        '}',
        'kubernetes cluster.local',
      ),
    );
    assert.deepEqual(dig(server, 'door.test.'), ['NOERROR', 'door.test. 60 IN A 10.5.0.1']);
    assert.deepEqual(dig(server, 'door.test.', 'AAAA'), ['NOERROR']);
    assert.deepEqual(dig(server, 'six.test.', 'AAAA').length, 2);
    assert.deepEqual(dig(server, 'six.test.', 'TXT'), ['NOERROR']);
    assert.deepEqual(dig(server, '1.0.5.10.in-addr.arpa.', 'PTR')[1], '1.0.5.10.in-addr.arpa. 60 IN PTR door.test.');
    assert.equal(dig(server, till).length, 2);
  });

  it('breaks the whole block where hosts has no fallthrough', () => {
    const server = serve(block('hosts {', '10.5.0.1 door.test', 'no_reverse', '}', 'kubernetes cluster.local'));
    assert.deepEqual(dig(server, till), ['SERVFAIL']);
    assert.deepEqual(dig(server, '1.0.5.10.in-addr.arpa.', 'PTR'), ['SERVFAIL']);
    const zoned = serve(block('hosts extra shop.test {', '}', 'kubernetes cluster.local'), {
      files: new Map([['extra', '10.5.0.9 a.shop.test # the shop\nnonsense\n']]),
    });
    assert.equal(dig(zoned, till).length, 2);
    assert.equal(dig(zoned, 'a.shop.test').length, 2);
    assert.deepEqual(dig(zoned, 'b.shop.test'), ['SERVFAIL']);
  });

  it('forwards its zone without the exceptions', () => {
    const server = serve(block('forward example 10.0.0.1 {', 'except broken.example', '}', 'kubernetes cluster.local'));
    assert.equal(dig(server, 'mill.example').length, 2);
    assert.deepEqual(dig(server, 'broken.example'), ['SERVFAIL']);
    assert.deepEqual(askServer(server, { name: 'broken.example', type: 'A' }).plugin, undefined);
    assert.deepEqual(dig(server, 'other.test'), ['SERVFAIL']);
  });

  it('answers from templates', () => {
    const server = serve(
      block(
        'template IN A lab.test {',
        'match "^(?P<a>\\d+)-(\\d+)\\.lab\\.test\\.$"',
        'answer "{{ .Name }} 60 IN A 10.0.{{ .Group.a }}.{{ index .Match 2 }}"',
        'additional "{{ .Zone }} 60 IN TXT {{ .Type }}"',
        '}',
        'template ANY ANY gone.test {',
        'rcode NXDOMAIN',
        '}',
        'template IN A maybe.test {',
        'match "(?i)^YES"',
        'rcode NXDOMAIN',
        'fallthrough',
        '}',
        'template IN A odd.test {',
        'answer "{{ toUpper .Name }} 60 IN A 10.0.0.1"',
        '}',
        'template IN A empty.test {',
        'answer "nonsense"',
        '}',
        'forward . 1.1.1.1',
      ),
    );
    assert.deepEqual(dig(server, '3-4.lab.test.'), [
      'NOERROR',
      '3-4.lab.test. 60 IN A 10.0.3.4',
      '+ lab.test. 60 IN TXT "A"',
    ]);
    assert.deepEqual(dig(server, 'x.lab.test.'), ['NXDOMAIN']);
    assert.deepEqual(dig(server, 'x.lab.test.', 'AAAA'), ['NXDOMAIN']);
    assert.equal(askServer(server, { name: 'x.gone.test.', type: 'TXT' }).plugin, 'template');
    assert.equal(askServer(server, { name: 'yes.maybe.test.', type: 'A' }).plugin, 'template');
    assert.equal(askServer(server, { name: 'no.maybe.test.', type: 'A' }).plugin, 'forward');
    assert.deepEqual(dig(server, 'a.odd.test.'), ['UNKNOWN']);
    assert.deepEqual(dig(server, 'empty.test.'), ['UNKNOWN']);
  });

  it('answers from zone files', () => {
    const zone = `$ORIGIN shop.test.
$TTL 1h
@ IN SOA ns mail ( 1 2h 3m 4 5 ) ; the start
@ IN NS ns
www 60 IN A 10.6.0.1
    IN TXT "a; b"
alias IN CNAME www
out IN CNAME mill.example.
*.wild A 10.6.0.2
deep.node A 10.6.0.3
_sip._udp SRV 0 5 5060 www
bad line
`;
    const server = serve(block('file /zones/db.shop shop.test {', 'fallthrough other.test', '}', 'forward . 1.1.1.1'), {
      files: new Map([['db.shop', zone]]),
    });
    assert.deepEqual(dig(server, 'www.shop.test.'), ['NOERROR', 'www.shop.test. 60 IN A 10.6.0.1']);
    assert.deepEqual(dig(server, 'www.shop.test.', 'TXT')[1], 'www.shop.test. 3600 IN TXT "a; b"');
    assert.equal(dig(server, 'alias.shop.test.').length, 3);
    assert.equal(dig(server, 'out.shop.test.').length, 2);
    assert.deepEqual(dig(server, 'a.b.wild.shop.test.')[1], 'a.b.wild.shop.test. 3600 IN A 10.6.0.2');
    assert.deepEqual(dig(server, 'node.shop.test.'), ['NOERROR']);
    assert.deepEqual(dig(server, 'nope.shop.test.'), ['NXDOMAIN']);
    assert.deepEqual(dig(server, 'www.shop.test.', 'AAAA'), ['NOERROR']);
    assert.equal(
      dig(server, '_sip._udp.shop.test.', 'SRV')[1],
      '_sip._udp.shop.test. 3600 IN SRV 0 5 5060 www.shop.test.',
    );
    assert.equal(dig(server, 'shop.test.', 'SOA').length, 2);
    const open = serve(block('file db.shop shop.test {', 'fallthrough', '}', 'forward . 1.1.1.1'), {
      files: new Map([['db.shop', zone]]),
    });
    assert.equal(askServer(open, { name: 'nope.shop.test', type: 'A' }).plugin, 'forward');
    assert.deepEqual(dig(serve(block('file db.none shop.test', 'whoami')), 'www.shop.test'), ['UNKNOWN']);
  });

  it('answers load balancer addresses in the external zone', () => {
    const server = serve(
      block('k8s_external ext.test {', 'headless', '}', 'kubernetes cluster.local', 'forward . 1.1.1.1'),
    );
    assert.deepEqual(dig(server, 'till.front.ext.test.'), ['NOERROR', 'till.front.ext.test. 5 IN A 203.0.113.7']);
    assert.deepEqual(dig(server, 'till.front.ext.test.', 'AAAA'), ['NOERROR']);
    assert.deepEqual(dig(server, 'till.front.ext.test.', 'TXT'), ['NOERROR']);
    assert.equal(dig(server, '_http._tcp.till.front.ext.test.', 'SRV').length, 3);
    assert.deepEqual(dig(server, '_x._tcp.till.front.ext.test.', 'SRV'), ['NXDOMAIN']);
    assert.equal(dig(server, 'bread.oven.ext.test.').length, 3);
    assert.equal(dig(server, 'bread-0.bread.oven.ext.test.').length, 2);
    assert.deepEqual(dig(server, 'front.ext.test.'), ['NOERROR']);
    assert.deepEqual(dig(server, 'attic.ext.test.'), ['NXDOMAIN']);
    assert.deepEqual(dig(server, 'a.b.c.till.front.ext.test.'), ['NXDOMAIN']);
    assert.equal(dig(server, 'ext.test.', 'SOA').length, 2);
    assert.deepEqual(dig(server, 'ext.test.'), ['NOERROR']);
    assert.equal(dig(server, 'mill.example').length, 2);
    const reverse = serve(
      block('k8s_external ext.test in-addr.arpa {', 'fallthrough', '}', 'kubernetes cluster.local', 'forward . a'),
    );
    assert.equal(dig(reverse, '7.113.0.203.in-addr.arpa.', 'PTR').length, 2);
    assert.equal(askServer(reverse, { name: '8.113.0.203.in-addr.arpa.', type: 'PTR' }).plugin, 'forward');
    assert.equal(
      askServer(serve(block('k8s_external ext.test', 'whoami')), { name: 'a.ext.test', type: 'A' }).plugin,
      'whoami',
    );
  });

  it('does not know what plugins without data here answer', () => {
    assert.deepEqual(dig(serve(block('etcd skydns.test', 'forward . a')), 'x.skydns.test'), ['UNKNOWN']);
    assert.equal(dig(serve(block('etcd skydns.test', 'forward . a')), 'mill.example').length, 2);
    assert.deepEqual(dig(serve(block('erratic')), 'x.test'), ['UNKNOWN']);
    assert.equal(dig(serve(block('any', 'whoami')), 'x.test', 'ANY').length, 2);
    assert.deepEqual(dig(serve(block('any', 'whoami')), 'x.test', 'A'), ['UNKNOWN']);
  });

  it('completes search lists on behalf of the client', () => {
    const server = serve(
      block('autopath @kubernetes', 'kubernetes cluster.local {', 'pods verified', '}', 'forward . 1.1.1.1'),
      {
        searches: ['corp.test'],
      },
    );
    const first = 'mill.example.front.svc.cluster.local.';
    assert.deepEqual(dig(server, first, 'A', 'front'), [
      'NOERROR',
      `${first} 300 IN CNAME mill.example.`,
      'mill.example. 300 IN A 198.51.100.1',
    ]);
    assert.deepEqual(dig(server, till, 'A', 'front'), ['NOERROR', `${till} 5 IN A 10.1.0.1`]);
    assert.deepEqual(dig(server, 'wine.cellar.front.svc.cluster.local.', 'A', 'front').length, 3);
    assert.deepEqual(dig(server, 'nope.front.svc.cluster.local.', 'A', 'front'), ['NXDOMAIN']);
    assert.deepEqual(dig(server, first), ['NXDOMAIN']);
    assert.deepEqual(dig(server, 'nope.svc.cluster.local.', 'A', 'front'), ['NXDOMAIN']);
    assert.deepEqual(dig(server, 'front.svc.cluster.local.', 'A', 'front'), ['NOERROR']);
    const insecure = serve(block('autopath @kubernetes', 'kubernetes cluster.local', 'forward . 1.1.1.1'));
    assert.deepEqual(dig(insecure, first, 'A', 'front'), ['NXDOMAIN']);
    const file = serve(block('autopath example /etc/resolv.conf', 'forward . 1.1.1.1'), {
      searches: ['corp.example', 'example'],
    });
    assert.equal(dig(file, 'mill.corp.example.').length, 3);
    assert.deepEqual(dig(serve(block('autopath /etc/resolv.conf', 'forward . a')), 'a.corp.test'), ['NXDOMAIN']);
    assert.deepEqual(dig(serve(block('autopath @kubernetes', 'forward . a')), 'a.corp.test', 'A', 'x'), ['NXDOMAIN']);
  });
});

describe('rewriting', () => {
  const ask = (rule: string, name: string, type = 'A') =>
    askServer(serve(block(rule, 'kubernetes cluster.local', 'forward . 1.1.1.1')), { name, type });
  const names = (rule: string, name: string, type?: string) =>
    ask(rule, name, type).answers.map((record) => record.name);

  it('changes the answer back after an exact rule', () => {
    assert.deepEqual(names(`rewrite name exact old.test ${till}`, 'OLD.test.'), ['old.test.']);
    assert.deepEqual(names(`rewrite name old.test ${till}`, 'old.test.'), ['old.test.']);
    assert.deepEqual(names(`rewrite stop name exact old.test ${till}`, 'other.test.'), []);
    assert.equal(ask(`rewrite name old.test ${till}`, 'old.test.').answerNameRestored, true);
  });

  it('changes it back after other rules only where told to', () => {
    const suffix = 'rewrite name suffix .old.test .front.svc.cluster.local';
    assert.deepEqual(names(suffix, 'till.old.test.'), [till]);
    assert.deepEqual(names(`${suffix} answer auto`, 'till.old.test.'), ['till.old.test.']);
    assert.equal(ask(suffix, 'till.old.test.').answerNameRestored, false);
    assert.deepEqual(names('rewrite name prefix my- till.', 'my-front.svc.cluster.local.'), [till]);
    assert.deepEqual(names('rewrite name substring kiosk till answer auto', 'kiosk.front.svc.cluster.local.'), [
      'kiosk.front.svc.cluster.local.',
    ]);
    const regex = 'rewrite name regex (.*)\\.k\\.test {1}.front.svc.cluster.local';
    assert.deepEqual(names(regex, 'till.k.test.'), [till]);
    assert.deepEqual(names(`${regex} answer name (.*)\\.front\\.svc\\.cluster\\.local {1}.k.test`, 'till.k.test.'), [
      'till.k.test.',
    ]);
  });

  it('rewrites values, TTLs and types', () => {
    const value = ask(
      'rewrite name suffix .k.test .front.svc.cluster.local answer auto answer value mill\\.example m.test',
      'miller.k.test.',
      'CNAME',
    );
    assert.equal(value.answers[0]?.type === 'CNAME' && value.answers[0].data, 'm.test.');
    assert.equal(ask(`rewrite ttl ${till} 77`, till).answers[0]?.ttl, 77);
    assert.equal(ask('rewrite ttl suffix .local 10-20', till).answers[0]?.ttl, 10);
    assert.equal(ask('rewrite ttl suffix .test 10', till).answers[0]?.ttl, 5);
    assert.deepEqual(
      ask('rewrite type A AAAA', 'shelf.front.svc.cluster.local').answers.map((r) => r.type),
      ['AAAA'],
    );
    assert.deepEqual(
      ask('rewrite type TXT AAAA', 'shelf.front.svc.cluster.local').answers.map((r) => r.type),
      ['A'],
    );
    const srv = ask(`rewrite name exact s.test ${till}`, 's.test', 'SRV').answers[0];
    assert.equal(srv?.type === 'SRV' && srv.target, 's.test.');
  });

  it('goes on after continue, stops otherwise, and ignores what it cannot read', () => {
    const two = `rewrite continue name exact a.test b.test\nrewrite name exact b.test ${till}\nrewrite name exact ${till} c.test`;
    assert.deepEqual(names(two, 'a.test.'), ['a.test.']);
    assert.deepEqual(names(`rewrite name exact {\n a.test ${till}\n}`, 'a.test.'), ['a.test.']);
    for (const rule of [
      'rewrite class IN CH',
      'rewrite name regex ( x',
      'rewrite name sideways a b',
      'rewrite ttl x y',
      'rewrite name regex till.* x answer name',
    ]) {
      assert.ok(ask(rule, till).rcode !== 'SERVFAIL', rule);
    }
  });
});

describe('the world outside', () => {
  const table = { names: world, elsewhere: 'UNKNOWN' } as const;
  it('follows aliases, fails as told and knows nothing else', () => {
    assert.equal(askUpstream(table, { name: 'ALIAS.example.', type: 'A' }).answers.length, 2);
    assert.equal(askUpstream(table, { name: 'alias.example.', type: 'CNAME' }).answers.length, 1);
    assert.equal(askUpstream(table, { name: 'spin.example.', type: 'A' }).rcode, 'NOERROR');
    assert.equal(askUpstream(table, { name: 'broken.example.', type: 'A' }).rcode, 'SERVFAIL');
    assert.equal(askUpstream(table, { name: 'half.example.', type: 'AAAA' }).rcode, 'NXDOMAIN');
    assert.equal(askUpstream(table, { name: 'note.example.', type: 'TXT' }).answers.length, 1);
    assert.equal(askUpstream(table, { name: 'else.example.', type: 'A' }).rcode, 'UNKNOWN');
  });
});

describe('the route through a Corefile', () => {
  const route = (corefile: string, name: string, type = 'A') => routeOf(parseCorefile(corefile), { name, type });

  it('names the plugin, and the next one where it passes missing names on', () => {
    const corefile = cluster('fallthrough in-addr.arpa');
    assert.deepEqual(route(corefile, till), { serverBlock: '.', plugin: 'kubernetes' });
    assert.deepEqual(route(corefile, '1.0.0.10.in-addr.arpa', 'PTR'), {
      serverBlock: '.',
      plugin: 'kubernetes',
      thenIfNameError: 'forward',
    });
    assert.deepEqual(route(corefile, 'example.com'), {
      serverBlock: '.',
      plugin: 'forward',
      upstreams: ['192.0.2.53'],
    });
    assert.deepEqual(route('a.test {\n whoami\n}', 'b.test'), { rcode: 'REFUSED' });
    assert.deepEqual(route('a.test {\n errors\n}', 'a.test'), { serverBlock: 'a.test', rcode: 'SERVFAIL' });
    assert.equal(route('a.test {\n whoami\n}', 'a.test').plugin, 'whoami');
  });

  it('knows answers that no cluster decides', () => {
    const corefile = block(
      'rewrite name exact gate.test door.test',
      'hosts {',
      '10.5.0.1 door.test',
      'fallthrough',
      '}',
      'template IN A no.test {',
      'rcode NXDOMAIN',
      '}',
      'file db z.test',
      'forward . a {',
      'except x.test',
      '}',
    );
    const found = route(corefile, 'gate.test');
    assert.deepEqual([found.plugin, found.rewrittenTo, found.answerNameRestored], ['hosts', 'door.test.', true]);
    assert.deepEqual(
      found.answers?.map((record) => record.name),
      ['gate.test.'],
    );
    assert.equal(route(corefile, 'no.test').rcode, 'NXDOMAIN');
    assert.equal(route(corefile, 'z.test').plugin, 'file');
    assert.equal(route(corefile, 'x.test').rcode, 'SERVFAIL');
    assert.equal(route(block('hosts {', '10.0.0.1 a', '}', 'forward . a'), 'x.test').rcode, 'SERVFAIL');
    assert.equal(
      route(block('k8s_external e.test {', 'fallthrough', '}', 'forward . a'), 'x.e.test').thenIfNameError,
      'forward',
    );
    assert.equal(route(block('etcd', 'forward . a'), 'x.test').plugin, 'etcd');
  });

  it('agrees with what the server does', () => {
    const corefile = cluster('fallthrough');
    assert.equal(
      route(corefile, till).plugin,
      askServer(serve(corefile, { cluster: bakery }), { name: till, type: 'A' }).plugin,
    );
  });
});
