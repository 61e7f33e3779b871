import assert from 'node:assert/strict';
import rule from '../../src/rules/ingress-path-shadowed.ts';
import { ingress, said } from './said.ts';

describe('ingress-path-shadowed', () => {
  const of = (paths: string, rest = '') => ingress('a', `${rest}rules: [{http: {paths: [${paths}]}}]`);
  const path = (text: string, name: string, type = 'Prefix') =>
    `{path: ${text}, pathType: ${type}, backend: {service: {name: ${name}, port: {number: 80}}}}`;

  it('knows that a slash at the end makes no difference to Prefix', () => {
    assert.equal(said(rule, of(`${path('/a', 'x')}, ${path('/a/', 'y')}`)).length, 1);
    assert.deepEqual(said(rule, of(`${path('/a', 'x', 'Exact')}, ${path('/a/', 'y', 'Exact')}`)), []);
    assert.deepEqual(said(rule, of(`${path('/a', 'x')}, ${path('/a/', 'x')}`)), []);
    assert.deepEqual(said(rule, of(`${path('/a', 'x')}, ${path('/ab', 'y')}`)), []);
  });

  it('informs of a default backend that gets nothing', () => {
    const fallback = 'defaultBackend: {service: {name: z, port: {number: 80}}}, ';
    assert.match(said(rule, of(path('/', 'x'), fallback)).join(), /^info: the default backend gets no requests/);
    assert.deepEqual(said(rule, of(path('/a', 'x'), fallback)), []);
  });
});
