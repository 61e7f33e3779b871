import assert from 'node:assert/strict';
import { colours, type Token } from './tokens.ts';

const dot: Token = ['.', 'punctuation.separator.dns.podpath'];
const slash: Token = ['/', 'keyword.operator.prefix-length.podpath'];
const host = (text: string): Token => [text, 'variable.other.host.podpath'];
const service = (text: string): Token => [text, 'entity.name.function.service.podpath'];
const namespace = (text: string): Token => [text, 'entity.name.namespace.podpath'];
const domain = (text: string): Token => [text, 'constant.language.cluster-domain.podpath'];
const ip = (text: string): Token => [text, 'constant.numeric.ip.podpath'];
const bits = (text: string): Token => [text, 'constant.numeric.prefix-length.podpath'];

const ordersName = [service('orders'), dot, namespace('shop'), dot, domain('svc.cluster.local')];

async function coloured(text: string, ...expected: readonly Token[]): Promise<void> {
  assert.deepEqual(await colours('source.yaml', text), expected);
}

describe('names of the cluster in YAML', () => {
  it('are coloured by their parts', () => coloured('host: orders.shop.svc.cluster.local', ...ordersName));

  it('are found in every style of a scalar', async () => {
    await coloured('host: "http://orders.shop.svc.cluster.local:80/x"', ...ordersName);
    await coloured("host: 'orders.shop.svc.cluster.local'", ...ordersName);
    await coloured('args: [--host=orders.shop.svc.cluster.local]', ...ordersName);
    await coloured('args:\n  - postgres://me@orders.shop.svc.cluster.local:5432/db', ...ordersName);
    await coloured('data:\n  app.properties: |\n    url=orders.shop.svc.cluster.local\n', ...ordersName);
    await coloured('data:\n  app.properties: >-\n    url=orders.shop.svc.cluster.local\n', ...ordersName);
    await coloured('host: first\n  orders.shop.svc.cluster.local', ...ordersName);
  });

  it('may end with svc, with a domain of its own, or with a dot', async () => {
    await coloured('host: orders.shop.svc', ...ordersName.slice(0, 4), domain('svc'));
    await coloured('host: orders.shop.svc.k8s.corp', ...ordersName.slice(0, 4), domain('svc.k8s.corp'));
    await coloured('host: orders.shop.svc.cluster.local.', ...ordersName.slice(0, 4), domain('svc.cluster.local.'));
  });

  it('may name a pod of a headless Service, or a port', async () => {
    await coloured('host: db-0.orders.shop.svc.cluster.local', host('db-0.'), ...ordersName);
    await coloured('host: _http._tcp.orders.shop.svc.cluster.local', host('_http._tcp.'), ...ordersName);
    const pod = [ip('10-1-2-3'), dot, namespace('shop'), dot, domain('pod.cluster.local')];
    await coloured('host: 10-1-2-3.shop.pod.cluster.local', ...pod);
  });

  it('are not those of keys, comments and other words', async () => {
    await coloured('orders.shop.svc: 1');
    await coloured('a: b # orders.shop.svc');
    await coloured('a: orders.svc\nb: orders.shop.svcs\nc: www.shop.com\nd: orders.shop.service');
  });
});

describe('addresses in YAML', () => {
  it('are coloured, with the length of their prefix', async () => {
    await coloured('cidr: 10.1.0.0/16', ip('10.1.0.0'), slash, bits('16'));
    await coloured('cidr: fd00:10::/64', ip('fd00:10::'), slash, bits('64'));
    await coloured('cidr: "::/0"', ip('::'), slash, bits('0'));
    await coloured(
      'args: ["--cidr=10.0.0.0/8,fd00::/8"]',
      ip('10.0.0.0'),
      slash,
      bits('8'),
      ip('fd00::'),
      slash,
      bits('8'),
    );
  });

  it('need no prefix', async () => {
    await coloured('ip: 10.152.183.10', ip('10.152.183.10'));
    await coloured('url: http://10.1.2.3:80/', ip('10.1.2.3'));
    await coloured('url: "http://[2001:db8::1]:80/"', ip('2001:db8::1'));
    await coloured('ip: 2001:db8:0:0:0:0:0:1', ip('2001:db8:0:0:0:0:0:1'));
    await coloured('ip: "::ffff:10.0.0.1"', ip('::ffff:10.0.0.1'));
  });

  it('have no prefix in a URL, where it is a path', () => coloured('url: http://10.0.0.1/24', ip('10.0.0.1')));

  it('are not versions, times, hardware addresses, or numbers out of range', async () => {
    await coloured('a: nginx:1.2.3.4\nb: v1.2.3.4\nc: 1.2.3.4.5\nd: 1.2.3');
    await coloured('a: "12:30:45"\nb: 00:11:22:33:44:55\nc: std::vector');
    await coloured('a: 10.256.0.1\nb: 10.0.0.300');
    await coloured('a: 10.0.0.0/33', ip('10.0.0.0'));
  });
});
