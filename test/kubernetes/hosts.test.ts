import assert from 'node:assert/strict';
import { defaultPort, hostsIn, isHostKey } from '../../src/kubernetes/hosts.ts';

/** The hosts of a text with their form and port; asserts that each lies where it says. */
function hosts(text: string, key?: string): string[] {
  return hostsIn(text, key).map(({ form, host, start, end, port }) => {
    assert.equal(text.slice(start, end), host);
    if (port) assert.equal(text.slice(port.start, port.end), String(port.value));
    return `${form} ${host}${port ? ` ${port.value}` : ''}`;
  });
}

describe('the hosts of a text', () => {
  const cases: readonly (readonly [text: string, ...hosts: readonly string[]])[] = [
    // URLs.
    ['http://web/', 'url web'],
    ['http://web:8080/path?to=http', 'url web 8080'],
    ['see https://user:secret@web.shop:443 and http://api', 'url web.shop 443', 'url api'],
    ['jdbc:postgresql://db:5432/shop', 'url db 5432'],
    ['mongodb://a:27017,b:27018/shop', 'url a 27017', 'url b 27018'],
    ['"http://web:80"', 'url web 80'],
    ['(http://web)', 'url web'],
    ['HTTP://web', 'url web'],
    ['http://web:0', ''],
    ['http://web:65535', 'url web 65535'],
    ['http://web:65536', ''],
    ['http://', ''],
    ['s3://bucket/key', ''],
    ['unix:///var/run/docker.sock', ''],
    ['http://{{ .host }}:80', ''],
    ['http://$(HOST):80/', ''],
    // Connection strings.
    ['root:pw@tcp(mysql:3306)/shop', 'url mysql 3306'],
    ['root@udp(mysql)/shop', 'url mysql'],
    // Names of the cluster.
    ['web.shop.svc', 'cluster web.shop.svc'],
    ['web.shop.svc.cluster.local:80', 'cluster web.shop.svc.cluster.local 80'],
    ['web.shop.svc.cluster.local.', 'cluster web.shop.svc.cluster.local.'],
    ['http://web.shop.svc:80/', 'cluster web.shop.svc 80'],
    ['$(NAME).shop.svc', ''],
    ['*.shop.svc', ''],
    ['web.shop.svcs', ''],
    ['a@web.shop.svc', ''],
    // Addresses.
    ['web:8080', 'address web 8080'],
    ['a:80,b:81', 'address a 80', 'address b 81'],
    ['--upstream=web:8080', 'address web 8080'],
    ['web:19', ''],
    ['web:20', 'address web 20'],
    ['main.go:245', ''],
    ['http://x/web:8080/', 'url x'],
    ['10.0.0.1:80', ''],
    ['1.2.3:80', ''],
    ['10.20.30x:80', ''],
    ['1a:80', 'address 1a 80'],
    ['localhost.localdomain:80', ''],
    ['mylocalhost:80', 'address mylocalhost 80'],
    ['example2:80', 'address example2 80'],
    ['$(A)-web.shop.svc', ''],
    ['http://web:1', 'url web 1'],
    ['v1.2.3:80', ''],
    ['localhost:80', ''],
    ['HOST:80', ''],
    // Text that nobody reads.
    ['# http://web\nb: http://api', 'url api'],
    ['  // http://web\nhttp://api', 'url api'],
    ['upstream backend {\n  server web:80;\n}\nproxy_pass http://backend;', 'address web 80'],
    ['a', ''],
    ['', ''],
  ];
  for (const [text, ...expected] of cases) {
    it(`of ${JSON.stringify(text)} are ${expected.join(' and ') || 'none'}`, () => {
      assert.deepEqual(
        hosts(text),
        expected.filter((one) => one !== ''),
      );
    });
  }

  it('are the whole of a value that is called one', () => {
    assert.deepEqual(hosts('db', 'DB_HOST'), ['bare db']);
    assert.deepEqual(hosts(' a, b.shop ', 'servers'), ['bare a', 'bare b.shop']);
    assert.deepEqual(hosts('db', 'DB_NAME'), []);
    assert.deepEqual(hosts('two words', 'DB_HOST'), []);
    assert.deepEqual(hosts('true', 'DB_HOST'), []);
  });

  it('are the values of a file that are called one', () => {
    assert.deepEqual(hosts('port=80\ndb.host=db\nname: shop\n  "server": "web",\r\n'), ['bare db', 'bare web']);
    assert.deepEqual(hosts('db.host=db'), []);
    assert.deepEqual(hosts('listen_addr=web\n'), []);
  });

  it('are no images and no versions', () => {
    assert.deepEqual(hosts('registry:5000', 'image'), []);
    assert.deepEqual(hosts('registry:5000', 'IMAGE_TAG'), []);
    assert.deepEqual(hosts('registry:5000', 'REGISTRY'), ['address registry 5000']);
  });

  it('have the scheme of their URL, in lower case and without what stands before it', () => {
    assert.deepEqual(
      ['HTTPS://web', 'jdbc:mysql://db', 'web:80'].map((text) => hostsIn(text)[0]?.scheme),
      ['https', 'mysql', undefined],
    );
  });

  it('are none in a bundle', () => {
    const padding = ' '.repeat(200_000);
    assert.deepEqual(hosts(`http://web${padding}`), []);
    assert.deepEqual(hosts(`http://web${padding}`.slice(0, 200_000)), ['url web']);
  });

  it('are there once, and in order', () => {
    assert.deepEqual(hosts('web:80 http://api:81 web.a.svc http://web.a.svc'), [
      'address web 80',
      'url api 81',
      'cluster web.a.svc',
      'cluster web.a.svc',
    ]);
  });
});

describe('the key of a host', () => {
  it('ends in a word for one', () => {
    for (const key of ['HOST', 'DB_HOST', 'dbHost', 'REDIS_ADDR', '--server', 'brokers', 'apiUrl', 'kafka.brokers']) {
      assert.equal(isHostKey(key), true, key);
    }
    const words =
      'host hosts hostname addr addrs address addresses server servers endpoint endpoints upstream upstreams broker brokers seed seeds node nodes url uri service peer peers';
    for (const word of words.split(' ')) {
      assert.deepEqual([isHostKey(word), isHostKey(`db-${word}`), isHostKey(`${word}x`)], [true, true, false], word);
    }
    for (const word of ['Host', 'Hostname', 'Addr', 'Address', 'Server', 'Endpoint', 'Url', 'URL', 'Uri']) {
      assert.equal(isHostKey(`db2${word}`), true, word);
    }
    for (const key of [
      'HOSTNAME_PREFIX',
      'GHOSTS_SEEN',
      'PORT',
      'name',
      'LISTEN_ADDR',
      'BIND_HOST',
      'PUBLIC_URL',
      'NODE_NAME_HOST',
      'nodename_host',
      'USERAGENT_HOST',
      'observer',
    ]) {
      assert.equal(isHostKey(key), false, key);
    }
  });
});

describe('the default port of a scheme', () => {
  it('is what its clients take', () => {
    assert.deepEqual(
      ['http', 'https', 'postgres', 'jdbc:mysql', 'mongodb+srv', 'nonsense', undefined].map(defaultPort),
      [80, 443, 5432, 3306, 27017, undefined, undefined],
    );
  });
});
