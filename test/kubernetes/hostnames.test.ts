import assert from 'node:assert/strict';
import { hostnamesIntersect } from '../../src/kubernetes/hostnames.ts';

describe('two hostnames', () => {
  for (const [a, b, expected] of [
    ['example.com', 'example.com', true],
    ['Example.com', 'example.COM', true],
    ['example.com', 'example.org', false],
    ['*.example.com', 'a.example.com', true],
    ['*.example.com', 'a.b.example.com', true],
    ['*.example.com', 'example.com', false],
    ['*.example.com', 'badexample.com', false],
    ['*.example.com', '*.a.example.com', true],
    ['*.a.example.com', '*.b.example.com', false],
    ['*.com', '*.example.com', true],
    ['*', 'example.com', true],
    ['*.b.example.com', 'b.example.com.org', false],
  ] as const) {
    it(`${a} and ${b} have ${expected ? 'a name' : 'no name'} in common`, () => {
      assert.equal(hostnamesIntersect(a, b), expected);
      assert.equal(hostnamesIntersect(b, a), expected);
    });
  }
});
