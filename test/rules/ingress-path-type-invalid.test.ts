import assert from 'node:assert/strict';
import rule from '../../src/rules/ingress-path-type-invalid.ts';
import { fixed } from '../support/check.ts';
import { ingress, said } from './said.ts';

describe('ingress-path-type-invalid', () => {
  const of = (path: string) =>
    ingress('a', `rules: [{http: {paths: [{${path}, backend: {service: {name: web, port: {number: 80}}}}]}}]`);

  it('wants a pathType, and offers the three', () => {
    const files = of('path: /');
    assert.match(said(rule, files).join(), /^error: a path needs a pathType/);
    for (const [index, name] of ['Prefix', 'Exact', 'ImplementationSpecific'].entries()) {
      assert.match(fixed(rule, files, 0, index)['manifest.yaml']!, new RegExp(`pathType: ${name}`));
    }
  });

  it('mends capitals and slips', () => {
    for (const [wrong, right] of [
      ['exact', 'Exact'],
      ['Prefx', 'Prefix'],
    ] as const) {
      assert.match(fixed(rule, of(`path: /, pathType: ${wrong}`))['manifest.yaml']!, new RegExp(`pathType: ${right},`));
    }
  });

  it('leaves v1beta1 alone, which has a default', () => {
    assert.deepEqual(said(rule, of('path: /').replace('/v1', '/v1beta1')), []);
  });
});
