import assert from 'node:assert/strict';
import { flagMeaning, hostsInScript } from '../../src/kubernetes/commandHosts.ts';
import { hostsInCommand } from '../../src/kubernetes/hosts.ts';

const found = (script: string) =>
  hostsInCommand(script).map(({ host, port, start, end }) => {
    assert.equal(script.slice(start, end), host);
    if (port) assert.equal(script.slice(port.start, port.end), String(port.value));
    return port ? `${host}:${port.value}` : host;
  });

describe('hosts of shell scripts', () => {
  it('reads what netcat and its like ask', () => {
    assert.deepEqual(found('until nc -z db 5432; do sleep 1; done'), ['db:5432']);
    assert.deepEqual(found('nc -w 2 -zv "db.shop" "5432" && telnet cache 6379'), ['db.shop:5432', 'cache:6379']);
    assert.deepEqual(found("timeout 1 bash -c '</dev/tcp/redis/6379'"), ['redis:6379']);
    assert.deepEqual(found('nslookup db.shop.svc.cluster.local || getent hosts db'), [
      'db.shop.svc.cluster.local',
      'db',
    ]);
  });

  it('reads the hosts of database clients, whose flags differ', () => {
    assert.deepEqual(found('/usr/bin/pg_isready -h db -p 5432 -U app'), ['db:5432']);
    assert.deepEqual(found('redis-cli -p 6380 --host=cache ping'), ['cache:6380']);
    assert.deepEqual(found('mysqladmin ping -h db -p5432 -P 3307'), ['db:3307']);
    assert.deepEqual(found('psql -U a; echo -h db'), []);
  });

  it('leaves variables, comments, servers and this machine alone', () => {
    for (const script of [
      'nc -z $DB_HOST 5432',
      'nc -l -p 8080',
      'nc -z localhost 80',
      'psql -h "$PGHOST"',
      'psql -h 127.0.0.1',
      '# nc -z db 5432',
      'sync db 5432',
    ]) {
      assert.deepEqual(found(script), [], script);
    }
    assert.equal(hostsInScript('# nc -z db 5432').length, 1);
  });

  it('knows the flags of a program that is called without a shell', () => {
    assert.equal(flagMeaning('/usr/bin/pg_dump', '-h'), 'host');
    assert.equal(flagMeaning('pg_dump', '-p'), 'port');
    assert.equal(flagMeaning('mysqldump', '-p'), undefined);
    assert.equal(flagMeaning('mysqldump', '-P'), 'port');
    assert.equal(flagMeaning('busybox', '-h'), undefined);
    assert.equal(flagMeaning(undefined, '-h'), undefined);
  });
});
