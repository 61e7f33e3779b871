import assert from 'node:assert/strict';
import { type LintSettings, lint, severityOf } from '../../src/lint/lint.ts';
import { defineRule } from '../../src/lint/rule.ts';
import { resourceId } from '../../src/model/facts/resource.ts';
import { rules } from '../../src/rules/index.ts';
import { type Files, workspaceOf } from '../support/check.ts';

const documentation = {
  subject: 'Services and pods',
  summary: 'A Service.',
  why: 'It is one.',
  examples: { reported: '', accepted: '' },
} as const;

/** Reports every Service; a headless one as info. */
const everyService = defineRule({
  ...documentation,
  id: 'every-service',
  severity: 'warning',
  reads: ['services'],
  check: ({ services }) =>
    services.map((service) => ({
      span: service.name.span,
      message: `Service ${service.name.value}`,
      resource: resourceId(service),
      ...(service.clusterIP ? { severity: 'info' as const } : {}),
    })),
});
const opinion = defineRule({ ...everyService, id: 'opinion', off: true, reads: [], check: () => [] });

const service = (name: string, more = '') => `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n${more}`;
const found = (files: Files, settings?: LintSettings) =>
  lint(workspaceOf(files), [everyService], settings).findings.map(
    ({ severity, span, message, scopes }) => `${severity} ${span.file} ${message} (${scopes.join(', ')})`,
  );

describe('the severity of a rule', () => {
  const severity = (settings: LintSettings['rules'], rule = everyService) => severityOf(rule, { rules: settings });

  it('is its own, and off for an opinion', () => {
    assert.equal(severity({}), 'warning');
    assert.equal(severity({}, opinion), 'off');
    assert.equal(severity({ opinion: 'default' }, opinion), 'warning');
  });

  it('is what the settings say of it, by name or by pattern', () => {
    assert.equal(severity({ 'every-service': 'error' }), 'error');
    assert.equal(severity({ 'every-*': 'hint' }), 'hint');
    assert.equal(severity({ '*': 'off' }), 'off');
    assert.equal(severity({ every: 'error', 'service-*': 'error', 'every.service': 'error' }), 'warning');
  });

  it('is what the later entry says', () => {
    assert.equal(severity({ '*': 'off', 'every-service': 'error' }), 'error');
    assert.equal(severity({ 'every-service': 'error', '*': 'off' }), 'off');
    assert.equal(severity({ 'every-service': 'error', 'every-*': 'default' }), 'warning');
  });
});

describe('findings', () => {
  it('are sorted by file and place', () => {
    const files = { 'b.yaml': service('b'), 'a.yaml': `${service('z')}---\n${service('a')}` };
    assert.deepEqual(found(files), [
      'warning a.yaml Service z (.)',
      'warning a.yaml Service a (.)',
      'warning b.yaml Service b (.)',
    ]);
  });

  it('may be lower than their rule, unless the settings say how it is reported', () => {
    const headless = service('web', 'spec: {clusterIP: None}\n');
    assert.deepEqual(found(headless), ['info manifest.yaml Service web (.)']);
    assert.deepEqual(found(headless, { rules: { 'every-service': 'error' } }), ['error manifest.yaml Service web (.)']);
    assert.deepEqual(found(headless, { rules: { 'every-service': 'off' } }), []);
  });

  it('of several scopes are one, with their names', () => {
    const overlay = 'resources: [../base]\n';
    const files = {
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'base/web.yaml': service('web'),
      'dev/kustomization.yaml': overlay,
      'prod/kustomization.yaml': overlay,
    };
    assert.deepEqual(found(files), ['warning base/web.yaml Service web (dev, prod)']);
  });

  it('of alternatives hold where every alternative that has the file reports them', () => {
    const headless = defineRule({
      ...everyService,
      reads: ['services', 'scope'],
      check: ({ services, scope }) =>
        services
          .filter(({ name }) => name.value === 'web' || scope.name.includes('b.yaml'))
          .map((row) => ({ span: row.name.span, message: row.name.value, resource: resourceId(row) })),
    });
    const files = { 'a.yaml': service('web'), 'b.yaml': service('web'), 'c.yaml': service('other') };
    const messages = lint(workspaceOf(files), [headless]).findings.map(
      ({ span, message }) => `${span.file} ${message}`,
    );
    assert.deepEqual(messages, ['a.yaml web', 'b.yaml web']);
  });

  it('in a document that cannot be read to its end are none, and the others still count', () => {
    const text = `${service('broken', 'spec: [\n')}---\n${service('web')}`;
    assert.deepEqual(found(text), ['warning manifest.yaml Service web (.)']);
  });
});

describe('suppressions', () => {
  it('leave out the findings that begin in them', () => {
    const text = `${service('a').replace('name: a', 'name: a # podpath-ignore every-service')}---\n${service('b')}`;
    assert.deepEqual(found(text), ['warning manifest.yaml Service b (.)']);
  });

  it('of a document leave out its findings only', () => {
    const text = `${service('a')}---\n# podpath-ignore-document every-service: legacy\n${service('b')}`;
    assert.deepEqual(found(text), ['warning manifest.yaml Service a (.)']);
  });

  it('that leave out nothing are unused', () => {
    const text = `# podpath-ignore-file every-service, other\n# podpath-ignore-file other\n${service('a')}`;
    const { findings, unused } = lint(workspaceOf(text), [everyService]);
    assert.deepEqual(findings, []);
    assert.deepEqual(
      unused.map(({ rules: names }) => names),
      [['other']],
    );
  });
});

describe('the list of rules', () => {
  it('has ids that a suppression and a setting can name', () => {
    for (const { id } of rules) assert.match(id, /^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/);
  });
});
