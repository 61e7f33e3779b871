import assert from 'node:assert/strict';
import { deriveSlices, type EndpointPod, mirrorEndpoints } from '../../../src/kubernetes/dns/endpointSlices.ts';
import { serviceEnvironment, variablesOf } from '../../../src/kubernetes/dns/environment.ts';
import {
  governingName,
  perPodRecord,
  podHostname,
  statefulSetPods,
  validateHostname,
} from '../../../src/kubernetes/dns/hostname.ts';
import { addressLiteral, inHosts, podHosts } from '../../../src/kubernetes/dns/hostsFile.ts';
import {
  clusterSearches,
  type NodeDns,
  numericOption,
  parseResolvConf,
  podResolvConf,
  resolvConfText,
  validateDnsConfig,
} from '../../../src/kubernetes/dns/resolvConf.ts';

const node: NodeDns = {
  clusterDNS: ['10.1.0.10'],
  clusterDomain: 'cluster.local',
  resolvConf: { nameservers: ['192.0.2.1'], searches: ['corp.test'], options: ['edns0'] },
};
const own = ['oven.svc.cluster.local', 'svc.cluster.local', 'cluster.local'];

describe('the resolv.conf of a pod', () => {
  const of = (pod: Partial<Parameters<typeof podResolvConf>[0]>, on: NodeDns = node) =>
    podResolvConf({ namespace: 'oven', ...pod }, on);

  it('is the cluster’s with the node’s searches behind, by default', () => {
    const conf = of({});
    assert.deepEqual(conf, {
      nameservers: ['10.1.0.10'],
      searches: [...own, 'corp.test'],
      options: ['ndots:5'],
      events: [],
    });
    assert.deepEqual(of({ dnsPolicy: 'ClusterFirstWithHostNet', hostNetwork: true }), conf);
  });

  it('is the node’s for hostNetwork and for the policy Default', () => {
    const conf = { ...node.resolvConf, events: [] };
    assert.deepEqual(of({ hostNetwork: true }), conf);
    assert.deepEqual(of({ dnsPolicy: 'Default' }), conf);
  });

  it('is only what the pod says for None', () => {
    const dnsConfig = { nameservers: ['9.9.9.9'], options: [{ name: 'ndots', value: '2' }] };
    assert.deepEqual(of({ dnsPolicy: 'None', dnsConfig }), {
      nameservers: ['9.9.9.9'],
      searches: [],
      options: ['ndots:2'],
      events: [],
    });
  });

  it('is the node’s with an event where the kubelet has no cluster DNS', () => {
    const conf = of({}, { ...node, clusterDNS: [] });
    assert.deepEqual([conf.nameservers, conf.events[0]?.reason], [['192.0.2.1'], 'MissingClusterDNS']);
  });

  it('has no cluster searches without a cluster domain', () => {
    assert.deepEqual(of({}, { ...node, clusterDomain: '' }).searches, ['corp.test']);
    assert.deepEqual(clusterSearches('n', 'd', ['d', 'svc.d']), ['n.svc.d', 'svc.d', 'd']);
  });

  it('takes resolution away where the kubelet’s file is empty on purpose', () => {
    const { resolvConf: _, ...bare } = node;
    assert.deepEqual(of({ dnsPolicy: 'Default' }, bare), {
      nameservers: ['127.0.0.1'],
      searches: ['.'],
      options: [],
      events: [],
    });
    assert.deepEqual(of({ dnsPolicy: 'Default' }, { ...bare, nodeIPs: ['fd00::1', '10.0.0.1'] }).nameservers, [
      '::1',
      '127.0.0.1',
    ]);
    assert.deepEqual(of({}, bare).searches, own);
  });

  it('merges dnsConfig: no duplicates, options by name, trailing dots kept', () => {
    const dnsConfig = {
      nameservers: ['10.1.0.10', '9.9.9.9'],
      searches: ['svc.cluster.local.', 'cluster.local'],
      options: [{ name: 'ndots', value: '1' }, { name: 'use-vc' }, { name: 'debug', value: '' }],
    };
    const conf = of({ dnsConfig });
    assert.deepEqual(conf.nameservers, ['10.1.0.10', '9.9.9.9']);
    assert.deepEqual(conf.searches, [...own, 'corp.test', 'svc.cluster.local.']);
    assert.deepEqual(conf.options, ['ndots:1', 'use-vc', 'debug']);
  });

  it('is cut to the limits, with events', () => {
    const searches = Array.from({ length: 30 }, (_, index) => `d${index}.test`);
    const conf = of({ dnsConfig: { nameservers: ['1.1.1.1', '2.2.2.2', '3.3.3.3'], searches } });
    assert.deepEqual([conf.nameservers.length, conf.searches.length, conf.events.length], [3, 32, 2]);
    const long = of({
      dnsConfig: {
        searches: [`${'a'.repeat(250)}.test`, ...Array.from({ length: 9 }, (_, i) => `${i}${'b'.repeat(248)}`)],
      },
    });
    assert.ok(long.searches.join(' ').length <= 2048);
    assert.ok(long.searches.every((search) => search.length <= 253));
    assert.equal(long.events.length, 1);
  });

  it('is read as the kubelet and written as libc reads', () => {
    const conf = parseResolvConf(
      '# x\nsearch a.test\nnameserver 10.0.0.1\nnameserver\nsearch b.test. . c.test\noptions ndots:2 edns0\noptions ndots:3\n',
    );
    assert.deepEqual(conf, {
      nameservers: ['10.0.0.1'],
      searches: ['b.test', 'c.test'],
      options: ['ndots:3', 'edns0'],
    });
    assert.equal(resolvConfText(conf), 'search b.test c.test\nnameserver 10.0.0.1\noptions ndots:3 edns0\n');
    assert.equal(resolvConfText({ nameservers: ['a'], searches: [], options: [] }), 'nameserver a\n');
    assert.deepEqual(
      [
        numericOption(['ndots:3', 'ndots:4x'], 'ndots'),
        numericOption(['ndots:x'], 'ndots'),
        numericOption([], 'ndots'),
      ],
      [4, undefined, undefined],
    );
  });
});

describe('the API server on dnsConfig', () => {
  const paths = (pod: Parameters<typeof validateDnsConfig>[0], relaxed?: boolean) =>
    validateDnsConfig(pod, relaxed).map((error) => error.path);

  it('accepts what is within the limits', () => {
    assert.deepEqual(paths({}), []);
    assert.deepEqual(
      paths({ dnsPolicy: 'None', dnsConfig: { nameservers: ['fd00::1'], searches: ['a_b.test', '.', 'a.'] } }),
      [],
    );
  });

  it('refuses the rest, with the path', () => {
    assert.deepEqual(paths({ dnsPolicy: 'Some' }), ['spec.dnsPolicy']);
    assert.deepEqual(paths({ dnsPolicy: 'None' }), ['spec.dnsConfig.nameservers']);
    assert.deepEqual(paths({ dnsConfig: { nameservers: ['1.1.1.1', '2.2.2.2', '3.3.3.3', 'x'] } }), [
      'spec.dnsConfig.nameservers',
      'spec.dnsConfig.nameservers[3]',
    ]);
    assert.deepEqual(paths({ dnsConfig: { searches: Array(33).fill('a.test') } }), ['spec.dnsConfig.searches']);
    assert.deepEqual(paths({ dnsConfig: { searches: Array(10).fill('a'.repeat(240)) } }), ['spec.dnsConfig.searches']);
    assert.deepEqual(paths({ dnsConfig: { searches: ['-a', 'a_b', '.'] } }, false), [
      'spec.dnsConfig.searches[0]',
      'spec.dnsConfig.searches[1]',
      'spec.dnsConfig.searches[2]',
    ]);
    assert.deepEqual(paths({ dnsConfig: { options: [{ name: '' }] } }), ['spec.dnsConfig.options[0]']);
  });
});

describe('the name of a pod', () => {
  const pod = { name: 'roll', namespace: 'oven' };
  const name = (more: object) => podHostname({ ...pod, ...more }, 'cluster.local', 'node-1');

  it('is its own, its hostname, the node’s or the override', () => {
    assert.deepEqual(name({}), { hostname: 'roll', fqdn: 'roll' });
    assert.deepEqual(name({ hostname: 'h' }), { hostname: 'h', fqdn: 'h' });
    assert.deepEqual(name({ subdomain: 's' }), { hostname: 'roll', fqdn: 'roll.s.oven.svc.cluster.local' });
    assert.deepEqual(name({ hostNetwork: true, hostname: 'h', subdomain: 's' }), {
      hostname: 'node-1',
      fqdn: 'node-1',
    });
    assert.deepEqual(name({ hostnameOverride: 'o.p', subdomain: 's' }), { hostname: 'o.p', fqdn: 'o.p' });
  });

  it('is the full name with setHostnameAsFQDN, unless that is too long to start', () => {
    assert.equal(
      name({ hostname: 'h', subdomain: 's', setHostnameAsFQDN: true }).hostname,
      'h.s.oven.svc.cluster.local',
    );
    assert.equal(name({ hostname: 'h', setHostnameAsFQDN: true }).hostname, 'h');
    const long = name({ hostname: 'h'.repeat(50), subdomain: 's', setHostnameAsFQDN: true });
    assert.match(long.failure ?? '', /FailedCreatePodSandBox/);
  });

  it('is cut to a label', () => {
    assert.equal(name({ name: `${'a'.repeat(61)}-.b` }).hostname, 'a'.repeat(61));
  });

  it('is in DNS only below the Service that the subdomain names', () => {
    const named = { ...pod, hostname: 'h', subdomain: 's' };
    const at = (n: string, namespace = 'oven') => ({ name: n, namespace });
    assert.equal(perPodRecord(named, [at('t'), at('s')], 'cluster.local'), 'h.s.oven.svc.cluster.local');
    assert.equal(perPodRecord(named, [at('t'), at('s', 'front')], 'cluster.local'), undefined);
    assert.equal(perPodRecord({ ...pod, subdomain: 's' }, [at('s')], 'cluster.local'), undefined);
  });

  it('is counted in a StatefulSet', () => {
    const pods = statefulSetPods({ name: 'db', namespace: 'oven', serviceName: 'peers' }, 2, 5);
    assert.deepEqual(
      pods.map((item) => item.name),
      ['db-5', 'db-6'],
    );
    assert.deepEqual(pods[0], { name: 'db-5', namespace: 'oven', hostname: 'db-5', subdomain: 'peers' });
    assert.deepEqual(statefulSetPods({ name: 'db', namespace: 'oven' }, -1), []);
    assert.equal(statefulSetPods({ name: 'db', namespace: 'oven' }, 1)[0]?.subdomain, undefined);
    assert.equal(governingName('peers', 'oven', 'k8s.test'), 'peers.oven.svc.k8s.test');
  });

  it('is refused where fields are wrong or exclude each other', () => {
    const paths = (more: object) => validateHostname({ ...pod, ...more }).map((error) => error.path);
    assert.deepEqual(paths({ hostname: 'h', subdomain: 's', hostnameOverride: 'a.b' }), []);
    assert.deepEqual(paths({ hostname: 'h.i', subdomain: 'S' }), ['spec.hostname', 'spec.subdomain']);
    assert.deepEqual(paths({ hostnameOverride: 'a'.repeat(65) }), ['spec.hostnameOverride']);
    assert.deepEqual(paths({ hostnameOverride: 'A' }), ['spec.hostnameOverride']);
    assert.equal(paths({ hostnameOverride: 'a', setHostnameAsFQDN: true, hostNetwork: true }).length, 2);
  });
});

describe('the hosts file of a pod', () => {
  it('has localhost, the pod and its aliases', () => {
    const hosts = podHosts({ addresses: ['10.2.0.1'], hostname: 'h', fqdn: 'h.s' }, [
      { ip: '10.5.0.1', hostnames: ['Door'] },
    ]);
    assert.deepEqual(inHosts(hosts, 'localhost'), ['127.0.0.1', '::1']);
    assert.deepEqual(inHosts(hosts, 'h.s'), ['10.2.0.1']);
    assert.deepEqual(inHosts(hosts, 'door'), ['10.5.0.1']);
    assert.deepEqual(inHosts(hosts, 'door.'), []);
    assert.deepEqual(inHosts(podHosts({ addresses: ['10.2.0.1'], hostname: 'h', fqdn: 'h' }, []), 'h'), ['10.2.0.1']);
  });

  it('knows texts that are addresses to libc', () => {
    assert.equal(addressLiteral('10.1')?.text, '10.0.0.1');
    assert.equal(addressLiteral('0x7f.1')?.text, '127.0.0.1');
    assert.equal(addressLiteral('fe80::1%eth0')?.text, 'fe80::1');
    assert.equal(addressLiteral('1.web'), undefined);
    assert.equal(addressLiteral('999.1.1.1'), undefined);
  });
});

describe('Service environment variables', () => {
  const kubernetes = {
    name: 'kubernetes',
    namespace: 'default',
    clusterIP: '10.1.0.1',
    ports: [{ name: 'https', port: 443 }],
  };
  const db = {
    name: 'my-db',
    namespace: 'oven',
    clusterIP: 'fd00::5',
    ports: [
      { port: 53, protocol: 'UDP' },
      { name: 'tcp-x', port: 54 },
    ],
  };

  it('name host, ports and links', () => {
    const all = serviceEnvironment([kubernetes, db], 'oven');
    assert.equal(all.get('MY_DB_SERVICE_HOST'), 'fd00::5');
    assert.equal(all.get('MY_DB_SERVICE_PORT'), '53');
    assert.equal(all.get('MY_DB_SERVICE_PORT_TCP_X'), '54');
    assert.equal(all.get('MY_DB_PORT'), 'udp://[fd00::5]:53');
    assert.equal(all.get('MY_DB_PORT_53_UDP_PROTO'), 'udp');
    assert.equal(all.get('MY_DB_PORT_54_TCP_ADDR'), 'fd00::5');
    assert.equal(all.get('KUBERNETES_SERVICE_PORT_HTTPS'), '443');
  });

  it('leave out other namespaces, headless Services and, where switched off, all but kubernetes', () => {
    const keys = (links?: boolean) => [
      ...serviceEnvironment(
        [
          kubernetes,
          db,
          { ...db, name: 'a', clusterIP: 'None' },
          { ...db, name: 'b', clusterIP: '' },
          { name: 'c', namespace: 'oven', ports: [] },
          { ...db, name: 'd', namespace: 'front' },
        ],
        'oven',
        links,
      ).keys(),
    ];
    assert.ok(!keys().some((key) => /^[ABCD]_/.test(key)));
    assert.ok(keys(false).every((key) => key.startsWith('KUBERNETES_')));
    assert.deepEqual(variablesOf({ ...db, ports: [] }), []);
  });

  it('prefer the own namespace’s kubernetes', () => {
    const other = { ...kubernetes, namespace: 'oven', clusterIP: '10.1.0.77' };
    for (const list of [
      [kubernetes, other],
      [other, kubernetes],
    ]) {
      assert.equal(serviceEnvironment(list, 'oven').get('KUBERNETES_SERVICE_HOST'), '10.1.0.77');
    }
  });
});

describe('endpoints of a Service', () => {
  const labels = new Map([['app', 'x']]);
  const pod = (name: string, more: Partial<EndpointPod> = {}): EndpointPod => ({
    name,
    namespace: 'oven',
    labels,
    addresses: ['10.2.0.1'],
    portNumber: (port) => (port === 'web' ? 8080 : undefined),
    ...more,
  });
  const service = {
    name: 's',
    namespace: 'oven',
    labels: new Map(),
    selector: labels,
    ports: [{ name: 'http', port: 80, targetPort: 'web' }, { port: 81 }],
  };

  it('are the pods that it selects, with ports by name', () => {
    const [slice] = deriveSlices(service, [
      pod('a', { hostname: 'a', subdomain: 's', zone: 'z' }),
      pod('b', { labels: new Map() }),
      pod('c', { namespace: 'front' }),
      pod('d', { phase: 'Failed' }),
    ]);
    assert.deepEqual(slice?.endpoints, [
      { addresses: ['10.2.0.1'], ready: true, target: 'a', hostname: 'a', zone: 'z' },
    ]);
    assert.deepEqual(slice?.ports, [
      { name: 'http', port: 8080, protocol: 'TCP' },
      { name: '', port: 81, protocol: 'TCP' },
    ]);
  });

  it('are apart by family and by what a named port means', () => {
    const pods = [pod('a', { addresses: ['10.2.0.1', 'fd00::1'] }), pod('b', { portNumber: () => undefined })];
    assert.equal(deriveSlices(service, pods).length, 3);
    assert.equal(deriveSlices({ ...service, ipFamilies: ['IPv6'] }, pods).length, 1);
  });

  it('are ready unless a pod says otherwise and the Service does not publish it', () => {
    const ready = (s: object, p: object) => deriveSlices({ ...service, ...s }, [pod('a', p)])[0]?.endpoints[0]?.ready;
    assert.equal(ready({}, {}), true);
    assert.equal(ready({}, { ready: false }), false);
    assert.equal(ready({}, { terminating: true }), false);
    assert.equal(ready({ publishNotReadyAddresses: true }, { ready: false }), true);
  });

  it('are not derived without a selector, but mirrored from Endpoints', () => {
    const { selector: _, ...bare } = service;
    assert.deepEqual(deriveSlices(bare, [pod('a')]), []);
    assert.deepEqual(deriveSlices({ ...service, selector: new Map() }, [pod('a')]), []);
    const [slice] = mirrorEndpoints({ name: 's', namespace: 'oven', labels: new Map() }, [
      {
        addresses: [{ ip: '10.7.0.1', hostname: 'h', target: 't' }],
        notReadyAddresses: [{ ip: '10.7.0.2' }],
        ports: [],
      },
    ]);
    assert.deepEqual(slice?.endpoints, [
      { addresses: ['10.7.0.1'], ready: true, hostname: 'h', target: 't' },
      { addresses: ['10.7.0.2'], ready: false },
    ]);
    assert.equal(
      mirrorEndpoints({ name: 's', namespace: 'oven', labels: new Map() }, [{ addresses: [], ports: [] }]).length,
      1,
    );
  });
});
