import assert from 'node:assert/strict';
import { colours, tokenize } from './tokens.ts';

/** The pieces of a scope, in order. */
async function pieces(text: string, scope: string): Promise<string[]> {
  const tokens = await colours('source.corefile', text);
  return tokens.filter(([, found]) => found === `${scope}.corefile`).map(([piece]) => piece);
}

const corefile = `# the cluster
import ../common
(shared) {
    errors
    log . "{remote} asked {type}" {
        class denial
    }
}
.:53 {
    import shared
    health {
        lameduck 5s
    }
    kubernetes cluster.local in-addr.arpa {
        pods insecure
        ttl 30
    }
    rewrite name regex (.*)\\.local\\.{2,3} {1}.shop.svc.cluster.local
    hosts {
        10.0.0.5 db.example.org
        fallthrough
    }
    template ANY AAAA {
        rcode NXDOMAIN
    }
    forward . /etc/resolv.conf 10.0.0.1:53
    netlog on
}
example.org:1053,
tls://{$ZONE}:853 {
    file db.example.org
}
`;

describe('a Corefile', () => {
  it('names zones, with transports and ports', async () => {
    assert.deepEqual(await pieces(corefile, 'entity.name.section.zone'), ['.', 'example.org']);
    assert.deepEqual(await pieces(corefile, 'keyword.other.transport'), ['tls']);
    assert.deepEqual(await pieces(corefile, 'constant.numeric.port'), ['53', '1053', '853']);
    assert.deepEqual(await pieces(corefile, 'variable.other.environment'), ['{$ZONE}']);
  });

  it('tells the plugins of CoreDNS from others', async () => {
    const known = ['errors', 'log', 'health', 'kubernetes', 'rewrite', 'hosts', 'template', 'forward', 'file'];
    assert.deepEqual(await pieces(corefile, 'keyword.other.plugin'), known);
    assert.deepEqual(await pieces(corefile, 'support.function.plugin'), ['netlog']);
  });

  it('has options in the block of a plugin', async () => {
    const options = ['class', 'lameduck', 'pods', 'ttl', 'fallthrough', 'rcode'];
    assert.deepEqual(await pieces(corefile, 'support.type.property-name'), options);
  });

  it('has snippets and imports', async () => {
    assert.deepEqual(await pieces(corefile, 'entity.name.function.snippet'), ['shared']);
    assert.deepEqual(await pieces(corefile, 'keyword.control.import'), ['import', 'import']);
  });

  it('has values of their own kinds', async () => {
    assert.deepEqual(await pieces(corefile, 'constant.numeric'), ['5', '30']);
    assert.deepEqual(await pieces(corefile, 'keyword.other.unit'), ['s']);
    assert.deepEqual(await pieces(corefile, 'constant.language.record-type'), ['ANY', 'AAAA']);
    assert.deepEqual(await pieces(corefile, 'constant.language.response-code'), ['NXDOMAIN']);
    assert.deepEqual(await pieces(corefile, 'variable.parameter.group'), ['{1}']);
    assert.deepEqual(await pieces(corefile, 'variable.parameter.placeholder'), ['{remote}', '{type}']);
    const addresses = (await colours('source.corefile', corefile)).filter(([, scope]) => scope.endsWith('ip.podpath'));
    assert.deepEqual(
      addresses.map(([piece]) => piece),
      ['10.0.0.5', '10.0.0.1'],
    );
  });

  it('closes every block that it opens', async () => {
    const opened = await pieces(corefile, 'punctuation.section.block.begin');
    const closed = await pieces(corefile, 'punctuation.section.block.end');
    assert.equal(opened.length, corefile.match(/\{$/gm)?.length);
    assert.equal(closed.length, opened.length);
  });
});

describe('a Corefile in a ConfigMap', () => {
  const configMap = (indent: string) => `apiVersion: v1
kind: ConfigMap
data:
${indent}Corefile: |
${indent}  .:53 {
${indent}      errors

${indent}      forward . 10.0.0.1
${indent}  }
${indent}shop.server: |- # a custom part
${indent}  shop.local {
${indent}      cache 30
${indent}  }
${indent}notes: |
${indent}  errors are not a plugin here
metadata:
  name: coredns
`;

  for (const indent of ['  ', '    ']) {
    it(`has the colours of a Corefile, ${indent.length} blanks in`, async () => {
      const tokens = await tokenize('source.yaml', configMap(indent));
      const plugins = tokens.filter(({ scope }) => scope === 'keyword.other.plugin.corefile');
      assert.deepEqual(
        plugins.map(({ text }) => text),
        ['errors', 'forward', 'cache'],
      );
    });

    it(`leaves the keys around it to YAML, ${indent.length} blanks in`, async () => {
      const tokens = await tokenize('source.yaml', configMap(indent));
      const keys = tokens.filter(({ scope }) => scope === 'entity.name.tag.yaml');
      assert.deepEqual(
        keys.map(({ text }) => text),
        ['apiVersion', 'kind', 'data', 'Corefile', 'shop.server', 'notes', 'metadata', 'name'],
      );
      const text = tokens.find(({ text }) => text.includes('errors are'));
      assert.equal(text?.scope, 'string.unquoted.block.yaml');
    });
  }

  it('is coloured in a List as well', async () => {
    const list =
      'kind: List\nitems:\n- kind: ConfigMap\n  data:\n    Corefile: |\n      .:53 {\n        log\n      }\n- kind: Pod\n';
    const tokens = await tokenize('source.yaml', list);
    assert.ok(tokens.some(({ text, scope }) => text === 'log' && scope === 'keyword.other.plugin.corefile'));
    assert.equal(tokens.at(-1)?.text, 'Pod');
    assert.equal(tokens.at(-1)?.scope, 'string.unquoted.plain.out.yaml');
  });
});
