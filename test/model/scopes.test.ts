import assert from 'node:assert/strict';
import { lint } from '../../src/lint/lint.ts';
import { resourceId } from '../../src/model/facts/resource.ts';
import type { Workspace } from '../../src/model/workspace.ts';
import { rules } from '../../src/rules/index.ts';
import { workspaceOf } from '../support/check.ts';

const deployment = (name: string, app = name) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec: {selector: {matchLabels: {app: ${app}}}, template: {metadata: {labels: {app: ${app}}}, spec: {containers: [{name: a, image: i}]}}}\n`;
const service = (name: string, app = name) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {selector: {app: ${app}}, ports: [{port: 80}]}\n`;

const scopesOf = (workspace: Workspace) =>
  Object.fromEntries(
    workspace.scopes.map(({ info, model }) => [info.name, model.inputs.resources.map(resourceId).sort()]),
  );
const roleOf = (workspace: Workspace, path: string) => workspace.plan.roles.get(path)?.use;

describe('scopes of plain manifests', () => {
  it('joins directories as long as no object would exist twice', () => {
    const workspace = workspaceOf({ 'apps/web/web.yaml': deployment('web'), 'apps/api/api.yaml': deployment('api') });
    assert.deepEqual(scopesOf(workspace), { '.': ['Deployment/default/api', 'Deployment/default/web'] });
  });

  it('keeps environments apart that define the same object', () => {
    const workspace = workspaceOf({ 'dev/web.yaml': deployment('web'), 'prod/web.yaml': deployment('web') });
    assert.deepEqual(Object.keys(scopesOf(workspace)), ['dev', 'prod']);
  });

  it('joins environments that differ in their written namespaces', () => {
    const inside = (namespace: string) => deployment('web').replace('name: web', `name: web, namespace: ${namespace}`);
    const workspace = workspaceOf({ 'dev/web.yaml': inside('dev'), 'prod/web.yaml': inside('prod') });
    assert.deepEqual(scopesOf(workspace), { '.': ['Deployment/dev/web', 'Deployment/prod/web'] });
  });

  it('takes files of one directory that collide for alternatives, and reports what holds for each', () => {
    const files = {
      'shop/web-tls.yaml': deployment('web'),
      'shop/web-mtls.yaml': deployment('web', 'web-mtls'),
      'shop/service.yaml': service('web'),
      'shop/other.yaml': `${service('orders', 'order')}---\n${deployment('orders', 'ordr')}`,
    };
    const workspace = workspaceOf(files);
    assert.deepEqual(Object.keys(scopesOf(workspace)), ['. (web-mtls.yaml)', '. (web-tls.yaml)']);
    const found = lint(workspace, rules).findings.map(({ rule, resource }) => `${rule} ${resource}`);
    assert.deepEqual(found, ['service-selects-nothing Service/default/orders']);
  });

  it('follows the settings before anything else', () => {
    const workspace = workspaceOf(
      { 'a/web.yaml': deployment('web'), 'b/web.yaml': service('web'), 'c/web.yaml': deployment('web') },
      { scopes: [{ name: 'mine', includes: (path) => path.startsWith('a/') || path.startsWith('b/') }] },
    );
    assert.deepEqual(Object.keys(scopesOf(workspace)), ['mine', '.']);
  });

  it('merges nothing above a workspace folder', () => {
    const workspace = workspaceOf(
      { 'one/web.yaml': deployment('web'), 'two/api.yaml': deployment('api') },
      { folders: ['one', 'two'] },
    );
    assert.deepEqual(Object.keys(scopesOf(workspace)), ['one', 'two']);
  });
});

describe('scopes of kustomizations', () => {
  const base = {
    'base/kustomization.yaml': 'resources: [web.yaml]\n',
    'base/web.yaml': `${deployment('web')}---\n${service('web', 'wbe')}`,
  };
  const overlay = (name: string) => ({
    [`overlays/${name}/kustomization.yaml`]: `resources: [../../base]\nnamespace: ${name}\npatches: [{path: patch.yaml}]\n`,
    [`overlays/${name}/patch.yaml`]: `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 3}\n`,
  });

  it('makes a scope of each overlay, and none of their base', () => {
    const workspace = workspaceOf({ ...base, ...overlay('dev'), ...overlay('test'), ...overlay('prod') });
    assert.deepEqual(scopesOf(workspace), {
      'overlays/dev': ['Deployment/dev/web', 'Service/dev/web'],
      'overlays/prod': ['Deployment/prod/web', 'Service/prod/web'],
      'overlays/test': ['Deployment/test/web', 'Service/test/web'],
    });
  });

  it('shows a finding in a base once, with the scopes in which it holds', () => {
    const fixesIt = {
      'overlays/prod/kustomization.yaml': 'resources: [../../base]\nnamespace: prod\npatches: [{path: patch.yaml}]\n',
      'overlays/prod/patch.yaml':
        'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}}\n',
    };
    const workspace = workspaceOf({ ...base, ...overlay('dev'), ...overlay('test'), ...fixesIt });
    const found = lint(workspace, rules).findings.filter(({ rule }) => rule === 'service-selects-nothing');
    assert.deepEqual(
      found.map(({ span, scopes }) => [span.file, scopes]),
      [['base/web.yaml', ['overlays/dev', 'overlays/test']]],
    );
  });

  it('points at the patch that says what is wrong', () => {
    const good = { ...base, 'base/web.yaml': `${deployment('web')}---\n${service('web')}` };
    const workspace = workspaceOf({
      ...good,
      ...overlay('dev'),
      'overlays/prod/kustomization.yaml': 'resources: [../../base]\npatches: [{path: patch.yaml}]\n',
      'overlays/prod/patch.yaml':
        'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: wbe}}\n',
    });
    const found = lint(workspace, rules).findings.filter(({ rule }) => rule === 'service-selects-nothing');
    assert.deepEqual(
      found.map(({ span, scopes }) => [span.file, scopes]),
      [['overlays/prod/patch.yaml', ['overlays/prod']]],
    );
  });

  it('takes a patch for no object of its own', () => {
    const workspace = workspaceOf({ ...base, ...overlay('dev') });
    assert.equal(roleOf(workspace, 'overlays/dev/patch.yaml'), 'rendered');
  });

  it('takes a component for no scope of its own', () => {
    const workspace = workspaceOf({
      ...base,
      'components/debug/kustomization.yaml':
        'kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\nresources: [debug.yaml]\n',
      'components/debug/debug.yaml': deployment('debug'),
      'overlays/dev/kustomization.yaml': 'resources: [../../base]\ncomponents: [../../components/debug]\n',
    });
    assert.deepEqual(scopesOf(workspace), {
      'overlays/dev': ['Deployment/default/debug', 'Deployment/default/web', 'Service/default/web'],
    });
  });

  it('lets a rendering that is committed beside its overlay be a scope of its own', () => {
    const workspace = workspaceOf({
      ...base,
      'release/all.yaml': `${deployment('web')}---\n${service('web')}`,
      'overlays/dev/kustomization.yaml': 'resources: [../../base]\n',
    });
    assert.deepEqual(Object.keys(scopesOf(workspace)), ['overlays/dev', '.']);
  });

  it('gives every scope a name of its own, also where a kustomization stands above plain files', () => {
    const workspace = workspaceOf({
      'kustomization.yaml': 'resources: [web.yaml]\n',
      'web.yaml': deployment('web'),
      'examples/api.yaml': deployment('api'),
      'other.yaml': deployment('other'),
    });
    assert.deepEqual(Object.keys(scopesOf(workspace)), ['.', '. (plain files)']);
  });

  it('says what a remote base leaves out, and concludes nothing from absence then', () => {
    const workspace = workspaceOf({
      'kustomization.yaml': 'resources: ["https://example.com/base.yaml", web.yaml]\n',
      'web.yaml': `${service('web', 'wbe')}---\n${deployment('web')}`,
    });
    assert.equal(workspace.scopes[0]!.info.incomplete.length > 0, true);
    const loud = lint(workspace, rules).findings.filter(
      ({ severity }) => severity === 'error' || severity === 'warning',
    );
    assert.deepEqual(loud, []);
  });

  it('renders anew only the scopes that use an edited patch', () => {
    const workspace = workspaceOf({ ...base, ...overlay('dev'), ...overlay('prod') });
    const before = workspace.scopes.map(({ model }) => model.inputs.workloads);
    workspace.update([
      [
        'overlays/prod/patch.yaml',
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 5}\n',
      ],
    ]);
    const after = workspace.scopes.map(({ model }) => model.inputs.workloads);
    assert.equal(after[0], before[0]);
    assert.notEqual(after[1], before[1]);
    assert.equal(after[1]![0]!.replicas, 5);
  });
});

describe('scopes of charts', () => {
  const chart = (name: string, extra = '') => `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n${extra}`;
  const template = (kind: string) =>
    (kind === 'Service' ? service('web') : deployment('web')).replaceAll(
      'name: web',
      'name: {{ .Release.Name }}-{{ .Chart.Name }}',
    );

  it('renders a chart with its default values, and each of its values files as a variant', () => {
    const workspace = workspaceOf({
      'chart/Chart.yaml': chart('shop'),
      'chart/values.yaml': 'enabled: true\n',
      'chart/values-small.yaml': 'enabled: false\n',
      'chart/templates/web.yaml': `{{- if .Values.enabled }}\n${template('Deployment')}{{- end }}\n`,
      'chart/templates/service.yaml': template('Service'),
    });
    assert.deepEqual(scopesOf(workspace), {
      chart: ['Deployment/default/release-shop', 'Service/default/release-shop'],
      'chart (values-small.yaml)': ['Service/default/release-shop'],
    });
  });

  it('takes a chart in `charts/` for a part of the chart above it', () => {
    const workspace = workspaceOf({
      'shop/Chart.yaml': chart('shop'),
      'shop/templates/web.yaml': template('Deployment'),
      'shop/charts/db/Chart.yaml': chart('db'),
      'shop/charts/db/templates/db.yaml': template('Deployment'),
    });
    assert.deepEqual(scopesOf(workspace), {
      shop: ['Deployment/default/release-db', 'Deployment/default/release-shop'],
    });
  });

  it('marks a chart incomplete whose dependencies are not here', () => {
    const workspace = workspaceOf({
      'shop/Chart.yaml': chart(
        'shop',
        'dependencies: [{name: redis, version: 1.0.0, repository: "https://example.com"}]\n',
      ),
      'shop/templates/web.yaml': template('Deployment'),
    });
    assert.match(workspace.scopes[0]!.info.incomplete.join(), /redis/);
  });

  it('keeps a chart, an overlay and plain files of one repository apart', () => {
    const workspace = workspaceOf({
      'chart/Chart.yaml': chart('shop'),
      'chart/templates/web.yaml': template('Deployment'),
      'deploy/kustomization.yaml': 'resources: [web.yaml]\n',
      'deploy/web.yaml': deployment('web'),
      'examples/web.yaml': deployment('web'),
    });
    assert.deepEqual(Object.keys(scopesOf(workspace)), ['chart', 'deploy', '.']);
  });

  it('takes hooks for no backend', () => {
    const workspace = workspaceOf({
      'chart/Chart.yaml': chart('shop'),
      'chart/templates/service.yaml': service('web'),
      'chart/templates/test.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: {name: test, labels: {app: web}, annotations: {"helm.sh/hook": test}}\nspec: {containers: [{name: a, image: i, ports: [{containerPort: 1}]}]}\n',
      'chart/templates/web.yaml': deployment('web'),
    });
    assert.deepEqual(lint(workspace, rules).findings, []);
  });
});

describe('files that are no manifests', () => {
  const roles = (files: Record<string, string>) => {
    const workspace = workspaceOf(files);
    return Object.fromEntries([...workspace.plan.roles].map(([path, { use }]) => [path, use]));
  };

  it('leaves out what has no apiVersion and kind, templates, and tools’ files', () => {
    assert.deepEqual(
      roles({
        'docker-compose.yaml': 'services: {web: {image: web}}\n',
        'template.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ name }}\n',
        'skaffold.yaml': 'apiVersion: skaffold/v2\nkind: Config\n',
        'openapi.yaml': 'openapi: 3.0.0\ninfo: {title: x}\n',
      }),
      {
        'docker-compose.yaml': 'left out',
        'openapi.yaml': 'left out',
        'skaffold.yaml': 'left out',
        'template.yaml': 'left out',
      },
    );
  });

  it('reads a manifest whose texts have braces of their own', () => {
    const rule =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: rules}\ndata:\n  rules: |\n    summary: {{ $labels.pod }}\n  other: "{{ x }}"\n';
    assert.deepEqual(roles({ 'rules.yaml': rule }), { 'rules.yaml': 'read' });
  });
});
