import assert from 'node:assert/strict';
import { buildOf, objectOf, valueAt } from './workspace.ts';

const base = {
  'base/kustomization.yaml': 'resources: [s.yaml]\nnamePrefix: b-\nconfigMapGenerator: [{name: c, literals: [a=b]}]\n',
  'base/s.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: s}\n',
};
const top = (kustomization: string, more: Readonly<Record<string, string>> = {}) =>
  buildOf({ ...base, 'top/kustomization.yaml': `resources: [../base]\n${kustomization}`, ...more }, 'top');

const origin = 'config.kubernetes.io/origin';
const transformations = 'alpha.config.kubernetes.io/transformations';

describe('buildMetadata', () => {
  it('notes the file or generator that an object is from, seen from the top', () => {
    const { objects } = top('buildMetadata: [originAnnotations]\n');
    assert.deepEqual(
      objects.map((tree) => valueAt(tree, 'metadata', 'annotations')),
      [
        { [origin]: 'path: ../base/s.yaml\n' },
        {
          [origin]:
            'configuredIn: ../base/kustomization.yaml\nconfiguredBy:\n  apiVersion: builtin\n  kind: ConfigMapGenerator\n',
        },
      ],
    );
  });

  it('keeps the origin of what is merged, and changes that of what is replaced', () => {
    const of = (behavior: string) => {
      const generator = `configMapGenerator: [{name: c, behavior: ${behavior}, literals: [d=e]}]\n`;
      const built = top(`${generator}buildMetadata: [originAnnotations]\n`);
      return String(valueAt(objectOf(built, 'ConfigMap'), 'metadata', 'annotations', origin)).split('\n')[0];
    };
    assert.equal(of('merge'), 'configuredIn: ../base/kustomization.yaml');
    assert.equal(of('replace'), 'configuredIn: kustomization.yaml');
  });

  it('notes each transformer at all objects that it saw', () => {
    const plugin = `apiVersion: builtin\nkind: AnnotationsTransformer\nmetadata: {name: t}\nannotations: {a: b}\nfieldSpecs: []\n`;
    const built = top('transformers: [t.yaml]\nbuildMetadata: [transformerAnnotations]\n', { 'top/t.yaml': plugin });
    const note = String(valueAt(objectOf(built, 'Service'), 'metadata', 'annotations', transformations));
    assert.equal(
      note,
      [
        '- configuredIn: ../base/kustomization.yaml',
        '  configuredBy:',
        '    apiVersion: builtin',
        '    kind: PrefixTransformer',
        '- configuredIn: t.yaml',
        '  configuredBy:',
        '    apiVersion: builtin',
        '    kind: AnnotationsTransformer',
        '    name: t',
        '',
      ].join('\n'),
    );
  });

  it('counts at the top only', () => {
    const { objects } = top('', {
      'base/kustomization.yaml': 'resources: [s.yaml]\nbuildMetadata: [originAnnotations, transformerAnnotations]\n',
    });
    assert.deepEqual(
      objects.map((tree) => valueAt(tree, 'metadata')),
      [{ name: 's' }],
    );
  });
});
