import assert from 'node:assert/strict';
import { isPortName, isPortNumber, portNameFault } from '../../src/kubernetes/ports.ts';

describe('the name of a port', () => {
  for (const name of ['http', 'a', 'a1', '1a', 'http-alt', '123456789012abc']) {
    it(`may be "${name}"`, () => assert.equal(isPortName(name), true));
  }

  for (const [name, fault] of [
    ['', 'letters, digits and -'],
    ['1234567890123abc', 'no more than 15'],
    ['HTTP', 'lower-case'],
    ['a_b', 'lower-case'],
    ['a.b', 'lower-case'],
    ['8080', 'at least one letter'],
    ['1-2', 'at least one letter'],
    ['a--b', 'must not contain --'],
    ['-a', 'begin or end'],
    ['a-', 'begin or end'],
  ] as const) {
    it(`may not be "${name}"`, () => {
      assert.equal(isPortName(name), false);
      assert.match(portNameFault(name)!, new RegExp(fault));
    });
  }
});

describe('the number of a port', () => {
  it('is whole, and from 1 to 65535', () => {
    const numbers = [1, 80, 65535, 0, -1, 65536, 1.5, Number.NaN];
    assert.deepEqual(numbers.filter(isPortNumber), [1, 80, 65535]);
  });
});
