import assert from 'node:assert/strict';
import { parseCorefile, serverKeys } from '../../../src/kubernetes/dns/corefile.ts';
import { readKubernetes } from '../../../src/kubernetes/dns/kubernetesStanza.ts';
import { chooseBlock, pluginsInOrder } from '../../../src/kubernetes/dns/serverBlocks.ts';
import { stockDistributions, stockDns } from '../../../src/kubernetes/dns/stockCorefiles.ts';

const codes = (text: string) => parseCorefile(text).problems.map((problem) => problem.code);

describe('reading a Corefile', () => {
  it('knows blocks, plugins, arguments and nested blocks with their places', () => {
    const text = '# the bakery\n.:53 {\n  errors\n  health {\n    lameduck 5s\n  }\n  forward . 1.1.1.1 # out\n}\n';
    const { blocks, problems } = parseCorefile(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      blocks[0]?.plugins.map(({ name, args }) => [name.text, ...args.map((a) => a.text)].join(' ')),
      ['errors', 'health', 'forward . 1.1.1.1'],
    );
    assert.equal(blocks[0]?.plugins[1]?.block[0]?.args[0]?.text, '5s');
    const forward = blocks[0]?.plugins[2]?.name;
    assert.equal(text.slice(forward?.start, forward?.end), 'forward');
  });

  it('reads several zones, ports and transports', () => {
    const { blocks } = parseCorefile('a.test, b.test:1053,\n tls://c.test {\n whoami\n}\n10.0.0.0/24 {\n whoami\n}');
    const keys = blocks.map((block) => block.keys.map(({ zone, port, transport }) => `${transport} ${zone} ${port}`));
    assert.deepEqual(keys, [
      ['dns a.test. 53', 'dns b.test. 1053', 'tls c.test. 853'],
      ['dns 0.0.10.in-addr.arpa. 53'],
    ]);
    const token = { text: 'tls://c.test', start: 0, end: 0, line: 0, quoted: false };
    assert.deepEqual(
      serverKeys(token).map(({ zone, port }) => [zone, port]),
      [['c.test.', 853]],
    );
    assert.equal(serverKeys({ ...token, text: ':5353' })[0]?.zone, '.');
  });

  it('reads a file of one block without braces', () => {
    const { blocks, problems } = parseCorefile('.:53\nforward . 1.1.1.1\nerrors\n');
    assert.deepEqual([blocks.length, blocks[0]?.plugins.length, problems.length], [1, 2, 0]);
    assert.deepEqual(codes('.:53\nerrors\n}\nlog\n'), ['unexpected-brace']);
  });

  it('keeps quoted words whole, over lines', () => {
    const { blocks } = parseCorefile(
      '. {\n template IN A {\n answer "{{ .Name }} 60 IN A \\"x\\"\n y"\n }\n errors\n}',
    );
    assert.equal(blocks[0]?.plugins[0]?.block[0]?.args[0]?.text, '{{ .Name }} 60 IN A "x"\n y');
    assert.equal(blocks[0]?.plugins[1]?.name.text, 'errors');
    assert.deepEqual(codes('. {\n errors "open\n}'), ['unclosed-quote', 'unclosed-block']);
  });

  it('joins lines that end in a backslash', () => {
    const { blocks } = parseCorefile('. {\n forward . 1.1.1.1 \\\n  8.8.8.8 \\\r\n 9.9.9.9\n errors\n}');
    assert.deepEqual(blocks[0]?.plugins[0]?.args.length, 4);
    assert.equal(blocks[0]?.plugins.length, 2);
  });

  it('fills in variables', () => {
    const environment = new Map([['DOMAIN', 'k8s.test']]);
    const { blocks } = parseCorefile('. {\n kubernetes {$DOMAIN} {%NONE%}in-addr.arpa\n}', { environment });
    assert.deepEqual(
      blocks[0]?.plugins[0]?.args.map((a) => a.text),
      ['k8s.test', 'in-addr.arpa'],
    );
  });

  it('puts snippets with arguments and files where they are imported', () => {
    const text =
      '(out) {\n forward . {args[0]}\n log {\n  class error\n }\n}\n. {\n import out 9.9.9.9\n errors\n}\nimport custom/*.server\n';
    const files = new Map([['custom/corp.server', 'corp.test {\n forward . 10.0.0.1\n}']]);
    const { blocks, problems } = parseCorefile(text, { files });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      blocks[0]?.plugins.map((line) => line.name.text),
      ['forward', 'log', 'errors'],
    );
    assert.equal(blocks[0]?.plugins[0]?.args[1]?.text, '9.9.9.9');
    assert.equal(blocks[1]?.keys[0]?.zone, 'corp.test.');
    const named = new Map([['/etc/coredns/custom/a.override', 'whoami\ncache 30']]);
    const all = parseCorefile('. {\n import /etc/coredns/custom/*.override\n errors\n}', { files: named });
    assert.deepEqual(
      all.blocks[0]?.plugins.map((line) => line.name.text),
      ['whoami', 'cache', 'errors'],
    );
  });

  it('says what CoreDNS would refuse or cannot be seen', () => {
    assert.deepEqual(codes('. {\n errors\n'), ['unclosed-block']);
    assert.deepEqual(codes('(a) {\n errors\n'), ['unclosed-block']);
    assert.deepEqual(codes('} . {\n errors\n}'), ['unexpected-brace']);
    assert.deepEqual(codes('. {\n nope\n}'), ['unknown-plugin']);
    assert.deepEqual(codes('. {\n loop\n loop\n forward . a\n forward b c\n}'), ['duplicate-plugin']);
    assert.deepEqual(codes('a.test {\n errors\n}\na.test:53 {\n errors\n}'), ['duplicate-zone']);
    assert.deepEqual(codes('a.test {\n view x {\n }\n}\na.test:53 {\n view y {\n }\n}'), []);
    assert.deepEqual(codes('. {\n import missing\n}'), ['unresolved-import']);
    assert.deepEqual(codes('. {\n import\n}'), ['bad-value']);
    assert.deepEqual(codes('(a) {\n import a\n}\n. {\n import a\n}'), ['import-loop']);
    assert.deepEqual(codes('. {\n import [\n}'), ['unresolved-import']);
  });

  it('throws for no text, however it is cut', () => {
    const { corefile } = stockDns('aks');
    for (let end = 0; end <= corefile.length; end += 3) {
      assert.doesNotThrow(() => parseCorefile(`(a) {\nlog\n}\n${corefile.slice(0, end)}`));
    }
  });
});

describe('choosing a server block', () => {
  const corefile = parseCorefile(
    '. {\n whoami\n}\ncorp.test {\n errors\n}\na.corp.test:53 {\n log\n}\nb.test:1053 {\n log\n}',
  );
  const zone = (name: string, port?: number) => chooseBlock(corefile, name, port)?.zone;

  it('takes the longest zone on label boundaries, on the same port', () => {
    assert.equal(zone('x.a.corp.test.'), 'a.corp.test');
    assert.equal(zone('CORP.test.'), 'corp.test');
    assert.equal(zone('mycorp.test.'), '.');
    assert.equal(zone('b.test.'), '.');
    assert.equal(zone('b.test.', 1053), 'b.test');
    assert.equal(zone('c.test.', 1053), undefined);
  });

  it('runs plugins in the order of CoreDNS, not of the text', () => {
    const block = parseCorefile('. {\n forward . a\n kubernetes\n mystery\n hosts\n rewrite name a b\n}').blocks[0]!;
    assert.deepEqual(
      pluginsInOrder(block).map((line) => line.name.text),
      ['rewrite', 'hosts', 'kubernetes', 'forward', 'mystery'],
    );
  });
});

describe('reading a kubernetes stanza', () => {
  const read = (args: string, ...lines: readonly string[]) => {
    const { blocks } = parseCorefile(`. {\n kubernetes ${args} {\n${lines.join('\n')}\n}\n}`);
    return readKubernetes(blocks[0]!.plugins[0]!, ['block.test.']);
  };

  it('sets what it says and keeps the defaults', () => {
    const { options, problems } = read(
      'Cluster.Local 10.0.0.0/8',
      'pods insecure',
      'ttl 30',
      'fallthrough',
      'endpoint https://x',
      'zonal',
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(options.zones, ['cluster.local.', '10.in-addr.arpa.']);
    assert.equal(options.primaryZone, 'cluster.local.');
    assert.deepEqual([options.pods, options.ttl, options.zonal], ['insecure', 30, true]);
    assert.deepEqual(options.fallthrough, ['.']);
    assert.deepEqual(read('').options.zones, ['block.test.']);
    assert.equal(read('').options.ttl, 5);
  });

  it('reports what CoreDNS refuses', () => {
    const code = (args: string, ...lines: readonly string[]) => read(args, ...lines).problems.map((p) => p.code);
    assert.deepEqual(
      code('a.test', 'pods some', 'ttl 9999', 'ttl x', 'namespaces', 'labels a~', 'ignore x'),
      Array(6).fill('bad-value'),
    );
    assert.deepEqual(code('a.test', 'nope 1'), ['unknown-property']);
    assert.deepEqual(code('in-addr.arpa'), ['no-zone']);
    assert.deepEqual(code('a.test', 'namespaces a', 'namespace_labels b=c'), ['bad-value']);
  });
});

describe('stock Corefiles', () => {
  for (const distribution of stockDistributions) {
    it(`reads that of ${distribution}`, () => {
      const { corefile, clusterDNS } = stockDns(distribution, 'k8s.test');
      const { blocks, problems } = parseCorefile(corefile);
      assert.deepEqual(
        problems.filter((problem) => problem.code !== 'unresolved-import'),
        [],
      );
      const line = blocks[0]!.plugins.find(({ name }) => name.text === 'kubernetes')!;
      const { options } = readKubernetes(line, []);
      assert.equal(options.primaryZone, 'k8s.test.');
      assert.equal(options.pods, 'insecure');
      assert.match(clusterDNS, /\.10$/);
      assert.doesNotMatch(corefile, /DOMAIN/);
    });
  }
  it('has the default ttl in MicroK8s', () => {
    assert.doesNotMatch(stockDns('microk8s').corefile, /ttl/);
    assert.match(stockDns('kubeadm').corefile, /ttl 30/);
  });
});
