import assert from 'node:assert/strict';
import { recogniseName, serviceForms, shortestForm } from '../../../src/kubernetes/dns/forms.ts';
import type { PodDnsSpec } from '../../../src/kubernetes/dns/resolvConf.ts';
import { type DnsWorld, type LookupCall, type NameserverRole, resolve } from '../../../src/kubernetes/dns/resolve.ts';
import { candidatesOf, isSearchIgnored, ndotsOf } from '../../../src/kubernetes/dns/searchList.ts';
import type { UpstreamEntry } from '../../../src/kubernetes/dns/upstream.ts';
import { bakery, cluster, world as names, serve } from './bakery.ts';

const node = {
  clusterDNS: ['10.1.0.10'],
  clusterDomain: 'cluster.local',
  resolvConf: { nameservers: ['192.0.2.1'], searches: [], options: [] },
};
const world: DnsWorld = { server: serve(cluster('pods insecure')), node };
const ndots = (value: string) => ({ dnsConfig: { options: [{ name: 'ndots', value }] } });

/** The lookup in words: each step, then the status and the addresses. */
function walk(
  name: string,
  {
    libc = 'glibc',
    family = 'unspec',
    pod = {},
    on = world,
  }: { libc?: 'glibc' | 'musl'; family?: LookupCall['family']; pod?: Partial<LookupCall['pod']>; on?: DnsWorld } = {},
): readonly string[] {
  const { steps, result } = resolve(on, { pod: { namespace: 'front', ...pod }, libc, family }, name);
  return [
    ...steps.map((step) => `${step.name} ${Object.values(step.outcome).join(' ')}`),
    [result.status, ...result.addresses].join(' '),
  ];
}

describe('looking a name up', () => {
  it('finds a Service of the own namespace with the first candidate', () => {
    const found = resolve(world, { pod: { namespace: 'front' }, libc: 'musl', family: 'unspec' }, 'till');
    assert.deepEqual(
      found.steps.map((step) => step.name),
      ['till.front.svc.cluster.local.'],
    );
    assert.deepEqual(found.result, { status: 'OK', addresses: ['10.1.0.1'] });
    assert.equal(found.queriesSent, 2);
    const reply = found.steps[0]?.replies[0];
    assert.deepEqual([reply?.nameserver, reply?.serverBlock, reply?.plugin], ['10.1.0.10', '.', 'kubernetes']);
  });

  it('names the end of a chain of aliases', () => {
    const found = resolve(world, { pod: { namespace: 'front' }, libc: 'glibc', family: 'inet' }, 'miller');
    assert.deepEqual(found.result, { status: 'OK', addresses: ['198.51.100.1'], cname: 'mill.example.' });
  });

  it('walks the list before an outside name, and pays for it', () => {
    const found = resolve(world, { pod: { namespace: 'front' }, libc: 'glibc', family: 'unspec' }, 'mill.example');
    assert.deepEqual([found.steps.length, found.queriesSent], [4, 8]);
    assert.equal(walk('mill.example.').length, 2);
  });

  it('walks on over NODATA in glibc only', () => {
    assert.deepEqual(walk('shelf', { family: 'inet6' }).length, 2);
    assert.deepEqual(walk('till', { family: 'inet6' }).at(-1), 'NOT_FOUND');
    assert.equal(walk('till', { family: 'inet6' }).length, 5);
    assert.equal(walk('till', { family: 'inet6', libc: 'musl' }).length, 2);
  });

  it('tries a name with enough dots first, and the list afterwards in glibc only', () => {
    assert.deepEqual(walk('wine.cellar', { pod: ndots('1') }), [
      'wine.cellar. NXDOMAIN NXDOMAIN',
      'wine.cellar.front.svc.cluster.local. NXDOMAIN NXDOMAIN',
      'wine.cellar.svc.cluster.local. ANSWER NODATA',
      'OK 10.1.0.9',
    ]);
    assert.deepEqual(walk('wine.cellar', { pod: ndots('1'), libc: 'musl' }), [
      'wine.cellar. NXDOMAIN NXDOMAIN',
      'NOT_FOUND',
    ]);
  });

  it('ends at an alias without address', () => {
    for (const libc of ['glibc', 'musl'] as const) {
      assert.deepEqual(walk('miller', { family: 'inet6', libc }), [
        'miller.front.svc.cluster.local. CNAME_ONLY',
        'NOT_FOUND',
      ]);
    }
  });

  it('treats a family that fails alone as each libc does', () => {
    assert.equal(walk('half.example.').at(-1), 'OK 198.51.100.2');
    assert.equal(walk('half.example.', { libc: 'musl' }).at(-1), 'NOT_FOUND');
    assert.equal(walk('sick.example.').at(-1), 'OK 198.51.100.3');
    assert.equal(walk('sick.example.', { libc: 'musl' }).at(-1), 'TRY_AGAIN');
    assert.equal(walk('sick.example.', { libc: 'musl', family: 'inet' }).at(-1), 'OK 198.51.100.3');
  });

  it('goes over SERVFAIL in glibc, but remembers it', () => {
    assert.equal(walk('broken.example').length, 5);
    assert.equal(walk('broken.example').at(-1), 'TRY_AGAIN');
    assert.equal(walk('broken.example', { libc: 'musl' }).at(-1), 'TRY_AGAIN');
    const searches = { dnsConfig: { searches: ['broken.example'] } };
    const broken = serve(cluster(), {
      upstream: { elsewhere: 'NXDOMAIN', names: new Map([...names, ['x.broken.example.', 'SERVFAIL']]) },
    });
    const on = { ...world, server: broken };
    assert.equal(walk('x', { pod: searches, on }).at(-1), 'TRY_AGAIN');
    assert.equal(walk('x', { pod: searches, on }).length, 6);
    assert.equal(walk('x', { pod: searches, on, libc: 'musl' }).length, 5);
  });

  it('tells a call for IPv4 alone to try again only by its last question', () => {
    const pod = (value: string) => ({
      dnsPolicy: 'None',
      dnsConfig: { nameservers: ['10.1.0.10'], searches: ['a.test'], options: [{ name: 'ndots', value }] },
    });
    assert.equal(walk('broken.example', { family: 'inet', pod: pod('1') }).at(-1), 'NOT_FOUND');
    assert.equal(walk('broken.example', { family: 'inet', pod: pod('2') }).at(-1), 'TRY_AGAIN');
    assert.equal(walk('broken.example', { family: 'inet6', pod: pod('1') }).at(-1), 'TRY_AGAIN');
  });

  it('counts a first try of the name itself alone, and NODATA before SERVFAIL', () => {
    const server = serve(cluster(), {
      upstream: {
        elsewhere: 'NXDOMAIN',
        names: new Map<string, UpstreamEntry>([
          ['a.b.c.', 'NXDOMAIN'],
          ['a.b.c.broken.', 'SERVFAIL'],
          ['note.broken.', 'SERVFAIL'],
          ['note.nothing.', { TXT: 'x' }],
        ]),
      },
    });
    const pod = { dnsPolicy: 'None', dnsConfig: { nameservers: ['10.1.0.10'], searches: ['broken', 'nothing'] } };
    assert.equal(walk('a.b.c', { pod, on: { ...world, server } }).at(-1), 'NOT_FOUND');
    assert.equal(walk('note', { pod, on: { ...world, server } }).at(-1), 'NOT_FOUND');
  });

  it('goes to the next nameserver where one is dead, refuses or fails', () => {
    const dnsConfig = { nameservers: ['10.9.9.9', '10.9.9.8', '10.1.0.10'] };
    const nameservers = new Map<string, NameserverRole>([
      ['10.9.9.9', 'dead'],
      ['10.9.9.8', 'refused'],
    ] as const);
    const pod = { dnsPolicy: 'None', dnsConfig };
    const on = { ...world, nameservers };
    for (const libc of ['glibc', 'musl'] as const) {
      assert.equal(walk('till.front.svc.cluster.local.', { pod, on, libc }).at(-1), 'OK 10.1.0.1');
      const dead = { ...pod, dnsConfig: { nameservers: ['10.9.9.9'], searches: ['a.test'] } };
      assert.deepEqual(walk('till', { pod: dead, on, libc }), ['till.a.test. TIMEOUT TIMEOUT', 'TRY_AGAIN']);
    }
    const none = serve('b.test {\n whoami\n}');
    assert.equal(walk('till', { on: { ...world, server: none } }).at(-1), 'TRY_AGAIN');
  });

  it('asks other nameservers what they know', () => {
    assert.equal(walk('mill.example', { pod: { dnsPolicy: 'Default' } }).at(-1), 'OK 198.51.100.1');
    assert.equal(walk('till', { pod: { dnsPolicy: 'Default' } }).at(-1), 'NOT_FOUND');
    const { resolvConf: _, ...bare } = node;
    assert.equal(walk('till', { pod: { dnsPolicy: 'Default' }, on: { ...world, node: bare } }).at(-1), 'NOT_FOUND');
  });

  it('reads addresses and the hosts file before it asks', () => {
    const pod = { hostAliases: [{ ip: '10.5.0.1', hostnames: ['till'] }] };
    assert.deepEqual(walk('till', { pod }), ['OK 10.5.0.1']);
    assert.equal(walk('till', { pod, family: 'inet6' }).length, 5);
    assert.deepEqual(walk('till', { pod, family: 'inet6', libc: 'musl' }), ['NOT_FOUND']);
    assert.deepEqual(walk('10.1'), ['OK 10.0.0.1']);
    assert.deepEqual(walk('fd00::1', { family: 'inet' }), ['NOT_FOUND']);
    assert.deepEqual(walk('localhost', { family: 'inet6' }), ['OK ::1']);
  });

  it('takes a dot on the list as the name itself, and breaks on it in musl', () => {
    const pod = {
      dnsPolicy: 'None',
      dnsConfig: {
        nameservers: ['10.1.0.10'],
        searches: ['.', 'front.svc.cluster.local'],
        options: [{ name: 'ndots', value: '5' }],
      },
    };
    assert.deepEqual(walk('till', { pod }), [
      'till. NXDOMAIN NXDOMAIN',
      'till.front.svc.cluster.local. ANSWER NODATA',
      'OK 10.1.0.1',
    ]);
    assert.deepEqual(walk('till', { pod, libc: 'musl' }), ['TRY_AGAIN']);
    const early = { ...pod, dnsConfig: { nameservers: ['10.1.0.10'], searches: ['.'] } };
    assert.deepEqual(walk('a.test', { pod: early }), [
      'a.test. NXDOMAIN NXDOMAIN',
      'a.test. NXDOMAIN NXDOMAIN',
      'NOT_FOUND',
    ]);
  });

  it('does not ask what is no name', () => {
    assert.deepEqual(walk('-till'), ['NOT_FOUND']);
    assert.deepEqual(walk('a..b'), ['NOT_FOUND']);
    assert.deepEqual(walk(''), ['NOT_FOUND']);
    assert.deepEqual(walk('x'.repeat(64)), ['NOT_FOUND']);
  });
});

describe('what is not known', () => {
  const open: DnsWorld = {
    ...world,
    server: serve(cluster(), { upstream: { names: new Map(), elsewhere: 'UNKNOWN' } }),
  };

  it('leaves outside names unknown', () => {
    assert.equal(walk('mill.example', { on: open }).at(-1), 'UNKNOWN');
    assert.equal(walk('mill.example', { on: open, libc: 'musl' }).at(-1), 'UNKNOWN');
    assert.deepEqual(walk('miller', { on: open }), ['miller.front.svc.cluster.local. UNKNOWN UNKNOWN', 'UNKNOWN']);
    assert.deepEqual(walk('miller', { on: open, libc: 'musl' }).length, 2);
  });

  it('says what an answer behind an unknown name rests on', () => {
    const found = resolve(
      open,
      { pod: { namespace: 'front', ...ndots('1') }, libc: 'glibc', family: 'inet' },
      'wine.cellar',
    );
    assert.equal(found.result.status, 'OK');
    assert.deepEqual(found.assumptions, ['wine.cellar is taken not to exist outside of the cluster.']);
  });

  it('concludes nothing from a namespace that the files do not declare', () => {
    const on = { ...world, server: { ...world.server, cluster: { ...bakery, openNamespaces: true } } };
    const call = { pod: { namespace: 'front' }, libc: 'glibc', family: 'inet' } as const;
    const found = resolve(on, call, 'boots.attic');
    assert.deepEqual([found.result.status, found.undeclaredNamespaces], ['UNKNOWN', ['attic']]);
    assert.match(found.assumptions[0] ?? '', /attic/);
    assert.equal(resolve(on, call, 'boots.cellar').result.status, 'NOT_FOUND');
    assert.equal(resolve(world, call, 'boots.attic').result.status, 'NOT_FOUND');
  });

  it('says so where musl ignores the list or asks servers that differ', () => {
    const searches = Array.from({ length: 12 }, (_, i) => `${i}.${'x'.repeat(20)}.test`);
    const pod: PodDnsSpec = { namespace: 'front', dnsConfig: { searches, nameservers: ['192.0.2.1'] } };
    const found = resolve(world, { pod, libc: 'musl', family: 'inet' }, 'till');
    assert.equal(found.result.status, 'NOT_FOUND');
    assert.equal(found.assumptions.length, 2);
    assert.equal(resolve(world, { pod, libc: 'glibc', family: 'inet' }, 'till').result.status, 'OK');
  });
});

describe('the search list', () => {
  const conf = {
    nameservers: [],
    searches: ['a.test', `${'b'.repeat(60)}.${'b'.repeat(60)}.${'b'.repeat(60)}.${'b'.repeat(60)}`],
    options: ['ndots:20'],
  };

  it('has at most 15 for ndots and 1 by default', () => {
    assert.equal(ndotsOf(conf), 15);
    assert.equal(ndotsOf({ ...conf, options: [] }), 1);
  });

  it('leaves out candidates that are too long', () => {
    assert.equal(candidatesOf('name', conf, 'glibc').length, 3);
    assert.deepEqual(
      candidatesOf('some-longer-name', conf, 'glibc').map((c) => c.name),
      ['some-longer-name.a.test.', 'some-longer-name.'],
    );
  });

  it('is ignored by musl from 256 bytes on', () => {
    const of = (length: number) => ({ ...conf, searches: ['c'.repeat(length)] });
    assert.equal(isSearchIgnored(of(247), 'musl'), false);
    assert.equal(isSearchIgnored(of(248), 'musl'), true);
    assert.equal(isSearchIgnored(of(248), 'glibc'), false);
  });
});

describe('the forms of a Service’s name', () => {
  const scope = (namespace: string, options: readonly string[] = ['ndots:5'], libc: 'glibc' | 'musl' = 'glibc') => ({
    resolvConf: {
      nameservers: [],
      searches: [`${namespace}.svc.cluster.local`, 'svc.cluster.local', 'cluster.local'],
      options,
    },
    libc,
    clusterDomain: 'cluster.local',
  });
  const wine = { service: 'wine', namespace: 'cellar' };

  it('all work in the own namespace', () => {
    const forms = serviceForms(wine, scope('cellar'));
    assert.deepEqual(
      forms.map((form) => [form.text, form.works, form.queries]),
      [
        ['wine', true, 2],
        ['wine.cellar', true, 4],
        ['wine.cellar.svc', true, 6],
        ['wine.cellar.svc.cluster.local', true, 8],
        ['wine.cellar.svc.cluster.local.', true, 2],
      ],
    );
    assert.deepEqual(forms[1]?.shadowedBy, ['wine.cellar.cellar.svc.cluster.local']);
  });

  it('need the namespace from another one, and more where ndots is low on musl', () => {
    assert.equal(shortestForm(wine, scope('front')), 'wine.cellar');
    assert.equal(shortestForm(wine, scope('front', ['ndots:1'], 'musl')), 'wine.cellar.svc.cluster.local');
    assert.equal(shortestForm({ ...wine, endpoint: 'wine-0' }, scope('front')), 'wine-0.wine.cellar');
    assert.equal(shortestForm({ service: 'a'.repeat(64), namespace: 'b' }, scope('b')), undefined);
  });

  const known = {
    hasService: (service: string, namespace: string) =>
      ['till.front', 'wine.cellar', 'bread.oven'].includes(`${service}.${namespace}`),
    hasNamespace: (namespace: string) => (['front', 'cellar', 'oven'].includes(namespace) ? true : undefined),
  };
  const fault = (text: string) => {
    const found = recogniseName(text, 'front', 'cluster.local', known);
    return found.kind === 'bad' ? `${found.fault} ${found.suggestion}` : found.kind;
  };

  it('are recognised', () => {
    for (const text of [
      'till',
      'wine.cellar',
      'Wine.cellar.svc',
      'wine.cellar.svc.cluster.local.',
      'wine-0.wine.cellar',
      'a.till',
      'x.oven',
      'e.wine.cellar.svc',
    ]) {
      assert.equal(fault(text), 'service', text);
    }
    assert.deepEqual(recogniseName('bread-0.bread.oven', 'front', 'cluster.local', known), {
      kind: 'service',
      service: 'bread',
      namespace: 'oven',
      endpoint: 'bread-0',
    });
  });

  it('are told wrong where the labels prove it', () => {
    assert.equal(fault('wine.cellar.cluster.local'), 'missing-svc wine.cellar.svc.cluster.local');
    assert.equal(fault('till.svc'), 'missing-namespace till.front.svc.cluster.local');
    assert.equal(fault('till.svc.cluster.local'), 'missing-namespace till.front.svc.cluster.local');
    assert.equal(fault('cellar.wine.svc.cluster.local'), 'swapped wine.cellar.svc.cluster.local');
    assert.equal(fault('cellar.wine'), 'swapped wine.cellar.svc.cluster.local');
    assert.equal(fault('wine.cellar.svc.cluster'), 'cut-domain wine.cellar.svc.cluster.local');
    assert.equal(fault('wine.cellar.svc.k8s.test'), 'other-domain wine.cellar.svc.cluster.local');
    assert.equal(fault('x.attic.svc.cluster.locl'), 'other-domain x.attic.svc.cluster.local');
    assert.equal(fault('e.wine.cellar.svc.cluster'), 'cut-domain e.wine.cellar.svc.cluster.local');
  });

  it('leave other names alone', () => {
    for (const text of [
      'example.com',
      'localhost',
      'a.b.c',
      'a.b.c.d.svc.cluster.local',
      'x.y.svc.example.com',
      'www.example.co.uk',
      '',
    ]) {
      assert.equal(fault(text), 'other', text);
    }
  });
});
