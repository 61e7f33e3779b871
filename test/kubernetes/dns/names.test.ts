import assert from 'node:assert/strict';
import {
  endpointName,
  fullyQualified,
  isLabel,
  isLabel1035,
  isRelaxedSubdomain,
  isSubdomain,
  isWithin,
  labelsOf,
  longestZone,
  parseClusterName,
  portName,
  serviceName,
  withoutDot,
} from '../../../src/kubernetes/dns/names.ts';

describe('DNS names', () => {
  it('takes labels of DNS-1123 and the stricter DNS-1035', () => {
    assert.deepEqual(['web', '8ball', 'a'.repeat(63)].map(isLabel), [true, true, true]);
    assert.deepEqual(['', 'Web', '-a', 'a-', 'a.b', 'a'.repeat(64)].map(isLabel), [
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
    assert.deepEqual(['web', '8ball', 'a'.repeat(64)].map(isLabel1035), [true, false, false]);
  });

  it('takes subdomains, with underscores where searches are relaxed', () => {
    assert.deepEqual(['a.b', 'a..b', 'a_b', 'a.'].map(isSubdomain), [true, false, false, false]);
    assert.deepEqual(['_tcp.a', 'a_b.c', 'a..b'].map(isRelaxedSubdomain), [true, true, false]);
    assert.equal(isSubdomain('a.'.repeat(127)), false);
  });

  it('compares zones on label boundaries, without case', () => {
    assert.ok(isWithin('Cluster.Local.', 'a.cluster.local'));
    assert.ok(isWithin('.', 'anything'));
    assert.equal(isWithin('cluster.local', 'mycluster.local'), false);
    assert.equal(longestZone(['.', 'b.', 'a.b.'], 'x.a.b.'), 'a.b.');
    assert.equal(longestZone(['b.'], 'c.'), undefined);
  });

  it('builds full names', () => {
    assert.equal(serviceName('s', 'n'), 's.n.svc.cluster.local');
    assert.equal(endpointName('s-0', 's', 'n', 'k8s.test.'), 's-0.s.n.svc.k8s.test');
    assert.equal(portName('HTTP', 'TCP', 's', 'n'), '_http._tcp.s.n.svc.cluster.local');
    assert.deepEqual(
      [fullyQualified('a'), fullyQualified('a.'), withoutDot('a.'), withoutDot('a')],
      ['a.', 'a.', 'a', 'a'],
    );
    assert.deepEqual([labelsOf('a.b.'), labelsOf('.')], [['a', 'b'], []]);
  });

  it('reads names from right to left', () => {
    const kind = (name: string) => parseClusterName(name)?.kind;
    assert.equal(kind('cluster.local.'), 'domain');
    assert.equal(kind('svc.cluster.local'), 'type');
    assert.equal(kind('n.pod.cluster.local'), 'namespace');
    assert.equal(kind('foo.cluster.local'), 'invalid');
    assert.equal(kind('a.b.n.pod.cluster.local'), 'invalid');
    assert.equal(kind('1.2.3.s.n.svc.cluster.local'), 'invalid');
    assert.equal(kind('example.com'), undefined);
    assert.deepEqual(parseClusterName('S.N.svc.cluster.local'), { kind: 'service', service: 's', namespace: 'n' });
    assert.deepEqual(parseClusterName('e.s.n.svc.k8s.test', 'k8s.test'), {
      kind: 'endpoint',
      endpoint: 'e',
      service: 's',
      namespace: 'n',
    });
    assert.deepEqual(parseClusterName('_p._tcp.s.n.svc.cluster.local'), {
      kind: 'port',
      port: 'p',
      protocol: 'tcp',
      service: 's',
      namespace: 'n',
    });
    assert.deepEqual(parseClusterName('1-2-3-4.n.pod.cluster.local'), { kind: 'pod', pod: '1-2-3-4', namespace: 'n' });
  });
});
