import assert from 'node:assert/strict';
import type { HostForm } from '../../../src/kubernetes/hosts.ts';
import { nameResolver } from '../../../src/model/names/resolve.ts';
import { workspaceOf } from '../../support/check.ts';
import { app, object, service } from '../../support/traced.ts';

const shop = service('api') + service('db', ', clusterIP: None') + app('api');
const other = object('v1', 'Service', 'cache', 'spec: {ports: [{port: 1}]}').replace('shop', 'data');
const loose = 'apiVersion: v1\nkind: Service\nmetadata: {name: loose}\nspec: {ports: [{port: 1}]}\n---\n';

function meant(host: string, { text = shop + other, from = 'shop', undecided = false, form = 'plain' } = {}): string {
  const target = workspaceOf(text).scope('.')!.model.get(nameResolver)(host, from, undecided, form as HostForm);
  switch (target.kind) {
    case 'service':
      return `service ${target.service.namespace.value}/${target.service.name.value}${target.endpoint ? ` ${target.endpoint}` : ''}`;
    case 'missing':
      return `missing ${target.namespace}/${target.service}${target.namespaceKnown ? '' : ', namespace unknown'}`;
    case 'malformed':
      return `malformed: ${target.fault}${target.meant ? ` (${target.meant.name.value})` : ''}`;
    default:
      return target.kind;
  }
}

describe('what a name means from a namespace', () => {
  it('is a Service by its short, longer and full name', () => {
    for (const name of [
      'api',
      'API',
      'api.shop',
      'api.shop.svc',
      'api.shop.svc.cluster.local',
      'api.shop.svc.cluster.local.',
    ])
      assert.equal(meant(name), 'service shop/api', name);
    assert.equal(meant('cache.data'), 'service data/cache');
  });

  it('is an endpoint of a headless Service', () => {
    assert.equal(meant('db-0.db'), 'service shop/db db-0');
    assert.equal(meant('db-0.db.shop'), 'service shop/db db-0');
    assert.equal(meant('db-0.db.shop.svc.cluster.local'), 'service shop/db db-0');
    assert.equal(meant('_web._tcp.api.shop.svc.cluster.local'), 'service shop/api');
  });

  it('is missing where the files have none of that name', () => {
    assert.equal(meant('apu'), 'missing shop/apu');
    assert.equal(meant('apu.shop'), 'missing shop/apu');
    assert.equal(meant('apu.far.svc'), 'missing far/apu, namespace unknown');
  });

  it('is of the cluster itself for what every cluster has', () => {
    assert.equal(meant('kubernetes', { from: 'default' }), 'builtin');
    assert.equal(meant('kubernetes.default'), 'builtin');
    assert.equal(meant('kube-dns.kube-system.svc.cluster.local'), 'builtin');
  });

  it('is nothing of the cluster for other names', () => {
    for (const name of ['example.com', 'a.b.c.example.com', 'api.', '', 'x.y.z'])
      assert.equal(meant(name), 'external', name);
    assert.equal(meant('apu', { form: 'cluster' }), 'external');
  });

  it('is malformed without its namespace or without svc', () => {
    assert.equal(meant('api.svc.cluster.local'), 'malformed: there is no namespace between "api" and "svc" (api)');
    assert.equal(meant('nobody.svc.cluster.local'), 'external');
    assert.equal(meant('shop.svc.cluster.local'), 'external');
    assert.equal(meant('api.shop.cluster.local'), 'malformed: "api.shop" is not followed by "svc" (api)');
    assert.match(meant('a.b.c.cluster.local'), /^malformed: "a\.b\.c" is not followed by "svc"$/);
  });

  it('is malformed in a domain that is cut short or misspelt', () => {
    assert.match(meant('api.shop.svc.cluster'), /ends in "svc\.cluster", which is not all of .* \(api\)$/);
    assert.match(meant('api.shop.svc.cluster.locl'), /but the domain of the cluster is "cluster\.local" \(api\)$/);
    assert.equal(meant('api.shop.svc.another.example'), 'external');
  });

  it('may be a Service whose namespace nothing decides', () => {
    assert.match(meant('loose', { text: shop + loose }), /^service .*loose$/);
    assert.equal(meant('loose.staging', { text: shop + loose }), 'external');
    assert.equal(meant('cache', { undecided: true }), 'service data/cache');
  });
});
