import assert from 'node:assert/strict';
import { defaultUserSettings, readSettings } from '../../src/features/settings.ts';

const read = (written: unknown) => {
  const { settings, problems } = readSettings(written);
  assert.deepEqual(problems, []);
  return settings;
};
const problems = (written: unknown) => {
  const result = readSettings(written);
  return result.problems;
};

describe('settings', () => {
  it('are the defaults where nothing is written', () => {
    for (const written of [{}, undefined, null, 'text', []]) assert.deepEqual(read(written), defaultUserSettings);
    assert.deepEqual(read({ cluster: { domain: null }, lint: { rules: null }, scopes: null }), defaultUserSettings);
  });

  it('may be nested, have dots, and begin with the name of the extension', () => {
    const rules = { 'policy-*': 'error' };
    for (const written of [
      { lint: { rules } },
      { 'lint.rules': rules },
      { 'podpath.lint.rules': rules },
      { podpath: { lint: { rules } } },
      { podpath: { 'lint.rules': rules } },
    ]) {
      assert.deepEqual(read(written).lint.rules, rules);
    }
  });

  it('describe the cluster', () => {
    const { cluster } = read({
      cluster: {
        domain: 'k8s.example',
        distribution: 'k3s',
        podCIDRs: ['10.42.0.0/16'],
        serviceCIDRs: ['10.43.0.0/16'],
        nodeCIDRs: ['192.0.2.0/24'],
        searchDomains: ['example.com'],
        ndots: 2,
        nodePortRange: '20000-22767',
        kubernetesVersion: '1.33',
      },
      externalServices: ['*.shared.svc'],
    });
    assert.deepEqual(cluster, {
      domain: 'k8s.example',
      distribution: 'k3s',
      podCIDRs: ['10.42.0.0/16'],
      serviceCIDRs: ['10.43.0.0/16'],
      nodeCIDRs: ['192.0.2.0/24'],
      searchDomains: ['example.com'],
      ndots: 2,
      nodePortRange: [20000, 22767],
      kubernetesVersion: '1.33',
      externalServices: ['*.shared.svc'],
    });
  });

  it('name scopes by one glob or several', () => {
    const { scopes } = read({ scopes: { prod: ['base/**', 'prod/**'], dev: 'dev/.hidden/**' } });
    assert.deepEqual(
      scopes.map(({ name }) => name),
      ['prod', 'dev'],
    );
    const [prod, dev] = scopes;
    assert.deepEqual(
      ['base/a.yaml', 'prod/b/c.yaml', 'dev/a.yaml'].map((path) => prod!.includes(path)),
      [true, true, false],
    );
    assert.equal(dev!.includes('dev/.hidden/a.yaml'), true);
  });

  it('give severities in the words of editors, too', () => {
    const rules = { a: 'information', b: 'warn', c: false, d: 'default', e: 'off', f: 'hint' };
    assert.deepEqual(read({ lint: { rules } }).lint.rules, {
      a: 'info',
      b: 'warning',
      c: 'off',
      d: 'default',
      e: 'off',
      f: 'hint',
    });
  });

  it('choose files', () => {
    const files = { include: ['k8s/**'], exclude: ['**/old/**'] };
    assert.deepEqual(read({ files }).files, files);
  });
});

describe('settings of a wrong type', () => {
  it('are said, and left at their defaults', () => {
    const written = {
      cluster: { domain: 5, podCIDRs: '10.0.0.0/8', ndots: 'two', nodePortRange: 30000 },
      files: { include: [1] },
      scopes: { a: 1, b: ['x/**'] },
      lint: { rules: { a: 'loud', b: true, c: 'error' } },
    };
    assert.deepEqual(problems(written), [
      'podpath.cluster.domain is not a string',
      'podpath.cluster.podCIDRs is not a list of strings',
      'podpath.cluster.ndots is not a number',
      'podpath.cluster.nodePortRange is not a string such as "30000-32767"',
      'podpath.lint.rules: "loud" of a is no severity',
      'podpath.lint.rules: "true" of b is no severity',
      'podpath.scopes: a is not a list of globs',
      'podpath.files.include is not a list of strings',
    ]);
    const { settings } = readSettings(written);
    assert.deepEqual(settings.cluster, defaultUserSettings.cluster);
    assert.deepEqual(settings.lint.rules, { c: 'error' });
    assert.deepEqual(
      settings.scopes.map(({ name }) => name),
      ['b'],
    );
  });

  it('are said where a whole part is none', () => {
    assert.deepEqual(problems({ lint: { rules: ['a'] }, scopes: 'all' }), [
      'podpath.lint.rules is not an object of rules and severities',
      'podpath.scopes is not an object of names and globs',
    ]);
  });

  for (const nodePortRange of ['30000', '32767-30000', 'a-b', '1-2-3']) {
    it(`are said where "${nodePortRange}" is no range`, () => {
      assert.deepEqual(problems({ cluster: { nodePortRange } }), [
        `podpath.cluster.nodePortRange: "${nodePortRange}" is no range`,
      ]);
    });
  }
});
