import assert from 'node:assert/strict';
import { splitImage } from '../../../src/render/kustomize/images.ts';
import { matchesLabels, matchesWhole } from '../../../src/render/kustomize/selector.ts';
import { expand } from '../../../src/render/kustomize/variables.ts';
import { stringAt } from '../../../src/yaml/tree.ts';
import { buildOf, deployment, objectOf, service, valueAt } from './workspace.ts';

/** What a kustomization makes of the objects in `all.yaml`. */
function built(kustomization: string, objects: string) {
  return buildOf({ 'kustomization.yaml': `resources: [all.yaml]\n${kustomization}`, 'all.yaml': objects });
}

describe('namespace', () => {
  const rbac = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: b}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: r}
subjects:
- {kind: ServiceAccount, name: default, namespace: old}
- {kind: ServiceAccount, name: sa}
- {kind: ServiceAccount, name: other, namespace: old}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: sa, namespace: old}
---
apiVersion: v1
kind: Namespace
metadata: {name: old}
---
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: {name: i}
`;

  it('moves namespaced objects, renames the Namespace, and leaves cluster-scoped kinds that it knows', () => {
    const result = built('namespace: new\n', rbac);
    const namespaces = result.objects.map((tree) => [stringAt(tree, 'kind'), stringAt(tree, 'metadata', 'namespace')]);
    assert.deepEqual(namespaces, [
      ['ClusterRoleBinding', undefined],
      ['ServiceAccount', 'new'],
      ['Namespace', undefined],
      ['ClusterIssuer', 'new'],
    ]);
    assert.equal(stringAt(objectOf(result, 'Namespace'), 'metadata', 'name'), 'new');
  });

  it('moves the subjects of bindings that are default, or that moved themselves', () => {
    const subjects = valueAt(objectOf(built('namespace: new\n', rbac), 'ClusterRoleBinding'), 'subjects') as {
      namespace?: string;
    }[];
    assert.deepEqual(
      subjects.map(({ namespace }) => namespace),
      ['new', 'new', 'old'],
    );
  });

  it('refuses to make two objects one', () => {
    const pods = 'kind: Pod\nmetadata: {name: p, namespace: a}\n---\nkind: Pod\nmetadata: {name: p, namespace: b}\n';
    assert.deepEqual(
      built('namespace: c\n', pods).problems.map(({ message }) => message),
      ['two Pod p in namespace c'],
    );
  });
});

describe('prefixes, suffixes and references', () => {
  it('change names, but those of Namespaces and CustomResourceDefinitions', () => {
    const objects = `${service}---\napiVersion: v1\nkind: Namespace\nmetadata: {name: n}\n---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: c}\n`;
    const names = built('namePrefix: a-\nnameSuffix: -z\n', objects).objects.map((tree) =>
      stringAt(tree, 'metadata', 'name'),
    );
    assert.deepEqual(names, ['a-web-z', 'n', 'c']);
  });

  it('follow into an Ingress, a scaler and a StatefulSet', () => {
    const objects = `${service}---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: i}
spec: {rules: [{http: {paths: [{backend: {service: {name: web}}}, {backend: {service: {name: elsewhere}}}]}}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: s}
spec: {serviceName: web}
`;
    const result = built('namePrefix: a-\n', objects);
    const paths = valueAt(objectOf(result, 'Ingress'), 'spec', 'rules', 0, 'http', 'paths');
    assert.deepEqual(paths, [
      { backend: { service: { name: 'a-web' } } },
      { backend: { service: { name: 'elsewhere' } } },
    ]);
    assert.equal(valueAt(objectOf(result, 'StatefulSet'), 'spec', 'serviceName'), 'a-web');
  });

  it('choose the namesake that went through the same kustomization', () => {
    const texts = {
      'kustomization.yaml': 'resources: [a, b]\n',
      'a/kustomization.yaml': 'resources: [../base]\nnamePrefix: a-\n',
      'b/kustomization.yaml': 'resources: [../base]\nnamePrefix: b-\n',
      'base/kustomization.yaml':
        'resources: [d.yaml]\nconfigMapGenerator: [{name: settings, options: {disableNameSuffixHash: true}}]\n',
      'base/d.yaml': deployment,
    };
    for (const prefix of ['a', 'b']) {
      const container = valueAt(
        objectOf(buildOf(texts), 'Deployment', `${prefix}-web`),
        'spec',
        'template',
        'spec',
        'containers',
        0,
      );
      assert.deepEqual((container as { envFrom: unknown }).envFrom, [{ configMapRef: { name: `${prefix}-settings` } }]);
    }
  });

  it('follow where configurations say so', () => {
    const result = buildOf({
      'kustomization.yaml': 'resources: [all.yaml]\nnamePrefix: a-\nconfigurations: [c.yaml]\n',
      'all.yaml': `${service}---\napiVersion: x.y/v1\nkind: Route\nmetadata: {name: r}\nspec: {to: [{service: web}]}\n`,
      'c.yaml':
        'nameReference:\n- kind: Service\n  version: v1\n  fieldSpecs: [{kind: Route, path: spec/to/service}]\n',
    });
    assert.equal(valueAt(objectOf(result, 'Route'), 'spec', 'to', 0, 'service'), 'a-web');
  });
});

describe('labels', () => {
  const labelled = (kustomization: string) => {
    const result = built(kustomization, `${deployment}---\n${service}`);
    const web = objectOf(result, 'Deployment');
    return {
      own: valueAt(web, 'metadata'),
      template: valueAt(web, 'spec', 'template', 'metadata', 'labels'),
      selector: valueAt(web, 'spec', 'selector', 'matchLabels'),
      service: valueAt(objectOf(result, 'Service'), 'spec', 'selector'),
    };
  };

  it('are on the objects only, unless templates or selectors are included', () => {
    const app = { app: 'web' };
    const own = { name: 'web', labels: { t: 'u' } };
    const both = { app: 'web', t: 'u' };
    assert.deepEqual(labelled('labels: [{pairs: {t: u}}]\n'), { own, template: app, selector: app, service: app });
    assert.deepEqual(labelled('labels: [{pairs: {t: u}, includeTemplates: true}]\n'), {
      own,
      template: both,
      selector: app,
      service: app,
    });
    assert.deepEqual(labelled('labels: [{pairs: {t: u}, includeSelectors: true}]\n'), {
      own,
      template: both,
      selector: both,
      service: both,
    });
    assert.deepEqual(labelled('commonLabels: {t: u}\n'), { own, template: both, selector: both, service: both });
  });
});

describe('values that one transformer put at several places', () => {
  it('change together, since they are one node to kustomize', () => {
    const texts = {
      'o/kustomization.yaml': `resources: [../b]
patches:
- patch: |-
    apiVersion: v1
    kind: ReplicationController
    metadata: {name: r, labels: {team: b}}
`,
      'b/kustomization.yaml': 'resources: [r.yaml]\ncommonLabels: {team: a}\n',
      'b/r.yaml': 'apiVersion: v1\nkind: ReplicationController\nmetadata: {name: r}\n',
    };
    const controller = objectOf(buildOf(texts, 'o'), 'ReplicationController');
    assert.deepEqual(valueAt(controller, 'metadata', 'labels'), { team: 'b' });
    assert.deepEqual(valueAt(controller, 'spec', 'selector'), { team: 'b' });
    assert.deepEqual(valueAt(controller, 'spec', 'template', 'metadata', 'labels'), { team: 'b' });
  });
});

describe('labels in patches', () => {
  const patch = (target: string) =>
    `patches:\n- ${target}patch: |-\n    apiVersion: v1\n    kind: Service\n    metadata: {name: web, labels: {gone: null}}\n`;
  const labels = (kustomization: string) =>
    valueAt(
      objectOf(built(kustomization, service.replace('name: web', 'name: web\n  labels: {gone: a, b: c}')), 'Service'),
      'metadata',
      'labels',
    );

  it('are removed by null, but not by a patch with a target, which makes it a text', () => {
    assert.deepEqual(labels(patch('')), { b: 'c' });
    assert.deepEqual(labels(patch('target: {kind: Service}\n  ')), { gone: 'null', b: 'c' });
  });
});

describe('images and replicas', () => {
  it('split references at the tag and the digest, not at the port of a registry', () => {
    assert.deepEqual(splitImage('reg:5000/a/b:1@sha256:c'), { name: 'reg:5000/a/b', tag: '1', digest: 'sha256:c' });
    assert.deepEqual(splitImage('reg:5000/a'), { name: 'reg:5000/a', tag: '', digest: '' });
    assert.deepEqual(splitImage('a@sha256:c'), { name: 'a', tag: '', digest: 'sha256:c' });
  });

  it('change every container of the name, and the count', () => {
    const web = objectOf(
      built(
        'images: [{name: nginx, newName: b/c, digest: "sha256:d"}]\nreplicas: [{name: web, count: 0}]\n',
        deployment,
      ),
      'Deployment',
    );
    assert.equal(valueAt(web, 'spec', 'template', 'spec', 'containers', 0, 'image'), 'b/c@sha256:d');
    assert.equal(valueAt(web, 'spec', 'replicas'), 0);
  });
});

describe('replacements', () => {
  it('copy whole values and parts, to all items that a path names', () => {
    const replacements = `replacements:
- source: {kind: Service, name: web, fieldPath: spec.ports.0.port}
  targets:
  - select: {kind: Deployment}
    fieldPaths: ["spec.template.spec.containers.*.ports.[containerPort=80].containerPort", "metadata.annotations.[a.b/c]"]
    options: {create: true}
- source: {kind: Deployment, fieldPath: "spec.template.spec.containers.[name=main].image", options: {delimiter: ":", index: 1}}
  targets:
  - select: {kind: Service}
    reject: [{name: other}]
    fieldPaths: [spec.selector.app]
    options: {delimiter: "-", index: 1}
`;
    const result = built(
      `patches:\n- target: {kind: Service}\n  patch: '[{"op": "replace", "path": "/spec/ports/0/port", "value": 81}]'\n${replacements}`,
      `${deployment}---\n${service}`,
    );
    const web = objectOf(result, 'Deployment');
    assert.equal(valueAt(web, 'spec', 'template', 'spec', 'containers', 0, 'ports', 0, 'containerPort'), 81);
    assert.deepEqual(valueAt(web, 'metadata', 'annotations'), { 'a.b/c': '81' });
    assert.equal(valueAt(objectOf(result, 'Service'), 'spec', 'selector', 'app'), 'web-1.19');
  });

  it('refuse a source that is not one object, and a target without the field', () => {
    const result = built(
      'replacements:\n- {source: {kind: Pod}, targets: [{select: {kind: Service}}]}\n- {source: {kind: Service}, targets: [{select: {kind: Service}, fieldPaths: [spec.x.y]}]}\n',
      service,
    );
    assert.deepEqual(
      result.problems.map(({ message }) => message),
      ['the source of a replacement selects nothing', "nothing at spec.x.y in a replacement's target"],
    );
  });
});

describe('vars', () => {
  it('stand for the value that the object has in the end', () => {
    const result = built(
      `namePrefix: a-
vars:
- {name: HOST, objref: {apiVersion: v1, kind: Service, name: web}}
- {name: PORT, objref: {apiVersion: v1, kind: Service, name: web}, fieldref: {fieldpath: "spec.ports[0].port"}}
`,
      `${service}---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, args: ["http://$(HOST):$(PORT)", "$(PORT)", "$(OTHER)"]}]}\n`,
    );
    assert.deepEqual(valueAt(objectOf(result, 'Pod'), 'spec', 'containers', 0, 'args'), [
      'http://a-web:80',
      80,
      '$(OTHER)',
    ]);
  });

  it('are not taken for what two dollars escape', () => {
    assert.equal(expand('$$(A) $(A) $B $(', new Map([['A', 'x']])), '$(A) x $B $(');
  });
});

describe('plugins', () => {
  it('that are built in are run from files and inline', () => {
    const result = buildOf({
      'kustomization.yaml':
        'resources: [s.yaml]\ntransformers:\n- t.yaml\n- |-\n  apiVersion: builtin\n  kind: PrefixTransformer\n  metadata: {name: p}\n  prefix: a-\n  fieldSpecs: [{path: metadata/name}]\n',
      's.yaml': service,
      't.yaml':
        'apiVersion: builtin\nkind: LabelTransformer\nmetadata: {name: l}\nlabels: {x: z}\nfieldSpecs: [{path: metadata/labels, create: true}]\n',
    });
    assert.deepEqual(valueAt(objectOf(result, 'Service'), 'metadata'), { name: 'a-web', labels: { x: 'z' } });
    assert.ok(result.complete);
  });

  it('of others are not, which makes the build incomplete', () => {
    const result = buildOf({
      'kustomization.yaml': 'generators: [g.yaml]\n',
      'g.yaml': 'apiVersion: example.com/v1\nkind: Magic\nmetadata: {name: m}\n',
    });
    assert.deepEqual(result.reasons, ['Magic m is a plugin, and not run']);
  });
});

describe('the selectors of patches', () => {
  it('are expressions for the whole text, in Go syntax', () => {
    assert.ok(matchesWhole('web|db', 'db'));
    assert.ok(matchesWhole('(?i)WEB', 'web'));
    assert.ok(!matchesWhole('we', 'web'));
    assert.ok(!matchesWhole('(', 'x'));
    assert.ok(matchesWhole('', 'anything'));
  });

  it('choose by labels', () => {
    const labels = new Map([
      ['app', 'web'],
      ['tier', 'front'],
    ]);
    for (const selector of [
      '',
      'app=web',
      'app==web,tier',
      'app in (web, db)',
      'app notin (db)',
      '!gone',
      'app!=db,gone!=x',
    ]) {
      assert.ok(matchesLabels(selector, labels), selector);
    }
    for (const selector of ['app=db', 'gone', '!app', 'app in (db)', 'app=web,tier=back']) {
      assert.ok(!matchesLabels(selector, labels), selector);
    }
  });
});
