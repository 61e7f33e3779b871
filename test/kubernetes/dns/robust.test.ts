import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseCorefile } from '../../../src/kubernetes/dns/corefile.ts';
import { recogniseName } from '../../../src/kubernetes/dns/forms.ts';
import { parseClusterName } from '../../../src/kubernetes/dns/names.ts';
import { parseResolvConf, podResolvConf } from '../../../src/kubernetes/dns/resolvConf.ts';
import { resolve } from '../../../src/kubernetes/dns/resolve.ts';
import { routeOf } from '../../../src/kubernetes/dns/route.ts';
import { askServer } from '../../../src/kubernetes/dns/server.ts';
import { bakery, cluster, serve } from './bakery.ts';

const label = fc.constantFrom(
  'till',
  'front',
  'bread',
  'oven',
  'svc',
  'pod',
  'cluster',
  'local',
  '_http',
  '_tcp',
  'A',
  '-',
  '',
  'in-addr',
  'arpa',
  '10',
  '*',
);
const name = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(label, { maxLength: 9 }).map((labels) => labels.join('.')),
);
const type = fc.constantFrom('A', 'AAAA', 'SRV', 'PTR', 'TXT', 'NS', 'SOA', 'CNAME', 'MX', 'ANY', 'AXFR', 'HINFO', 'X');
const word = fc.constantFrom(
  '.',
  '{',
  '}',
  '\n',
  ' ',
  '"',
  '\\',
  '#',
  'import',
  '(a)',
  'a',
  'kubernetes',
  'cluster.local',
  'pods',
  'insecure',
  'rewrite',
  'name',
  'regex',
  '(',
  'hosts',
  '10.0.0.1',
  'forward',
  'template',
  'IN',
  'match',
  'answer',
  'file',
  'autopath',
  '@kubernetes',
  'fallthrough',
  '{$X}',
  ':53',
);
const corefile = fc.array(word, { maxLength: 40 }).map((words) => words.join(' '));

describe('any input', () => {
  const server = serve(cluster('pods insecure', 'zonal'));
  const node = { clusterDNS: ['10.1.0.10'], clusterDomain: 'cluster.local' };

  it('gets an answer, and the same one whatever the case of the name', () => {
    fc.assert(
      fc.property(name, type, (asked, of) => {
        const reply = askServer(server, { name: asked, type: of });
        // The NS record and ns.dns depend on case in CoreDNS itself.
        if (of === 'NS' || /ns\.dns/i.test(asked) || asked !== asked.toLowerCase()) return;
        const other = askServer(server, { name: asked.replace('svc', 'SVC').replace('front', 'Front'), type: of });
        assert.equal(other.rcode, reply.rcode);
        assert.equal(other.answers.length, reply.answers.length);
      }),
    );
  });

  it('ends every lookup with a status', () => {
    fc.assert(
      fc.property(
        name,
        fc.constantFrom('glibc' as const, 'musl' as const),
        fc.integer({ min: 0, max: 6 }),
        (asked, libc, ndots) => {
          const dnsConfig = { options: [{ name: 'ndots', value: String(ndots) }] };
          const found = resolve(
            { server, node },
            { pod: { namespace: 'front', dnsConfig }, libc, family: 'unspec' },
            asked,
          );
          assert.equal(found.queriesSent, 2 * found.steps.length);
          assert.equal(found.result.status === 'OK', found.result.addresses.length > 0);
          assert.equal(new Set(found.steps.map((step) => step.name)).size, found.steps.length);
        },
      ),
    );
  });

  it('is read as a name or a Corefile without an exception', () => {
    fc.assert(
      fc.property(name, corefile, type, (text, written, of) => {
        parseClusterName(text);
        recogniseName(text, 'front', 'cluster.local', { hasService: () => true, hasNamespace: () => undefined });
        const parsed = parseCorefile(written);
        for (const { start, end } of parsed.problems) assert.ok(start >= 0 && start <= end && end <= written.length);
        routeOf(parsed, { name: text, type: of });
        askServer({ ...server, corefile: parsed }, { name: text, type: of }, { namespace: 'front' });
      }),
      { numRuns: 500 },
    );
  });

  it('never makes a resolv.conf over the limits', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 300 })), fc.string(), (searches, text) => {
        const conf = podResolvConf(
          { namespace: 'n', dnsConfig: { searches } },
          { ...node, resolvConf: parseResolvConf(text) },
        );
        assert.ok(conf.searches.length <= 32 && conf.searches.join(' ').length <= 2048);
      }),
    );
  });

  it('changes nothing of the data', () => {
    const before = JSON.stringify(bakery);
    askServer(server, { name: 'bread.oven.svc.cluster.local.', type: 'SRV' });
    assert.equal(JSON.stringify(bakery), before);
  });
});
