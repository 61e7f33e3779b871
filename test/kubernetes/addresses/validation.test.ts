import assert from 'node:assert/strict';
import {
  addressErrors,
  addressWarnings,
  cidrErrors,
  cidrWarnings,
  isStrict,
  parseVersion,
} from '../../../src/kubernetes/addresses/validation.ts';

describe('validation of addresses by the API server', () => {
  it('refuses leading zeros only where it is strict', () => {
    assert.deepEqual(addressErrors('010.0.0.1', 'lenient'), []);
    assert.deepEqual(addressErrors('010.0.0.1', 'strict'), ['must not have leading 0s']);
    assert.deepEqual(cidrErrors('10.0.0.0/08', 'strict'), ['must not have leading 0s in IP or prefix length']);
  });

  it('refuses mapped addresses only where it is strict', () => {
    assert.deepEqual(addressErrors('::ffff:1.2.3.4', 'strict'), ['must not be an IPv4-mapped IPv6 address']);
    assert.deepEqual(cidrErrors('::ffff:10.0.0.0/104', 'strict'), ['must not have an IPv4-mapped IPv6 address']);
    assert.deepEqual(cidrErrors('::ffff:10.0.0.0/104', 'lenient'), []);
  });

  it('wants canonical text in fields that were born strict', () => {
    assert.deepEqual(addressErrors('FD00::1', 'strict'), []);
    assert.deepEqual(addressErrors('FD00::1', 'newField'), ['must be in canonical form ("fd00::1")']);
    assert.deepEqual(cidrErrors('FD00::/8', 'newField'), ['must be in canonical form ("fd00::/8")']);
  });

  it('names the first fault only', () => {
    assert.deepEqual(cidrErrors('010.0.0.1/8', 'strict'), ['must not have leading 0s in IP or prefix length']);
  });

  it('warns in the words of the version', () => {
    assert.deepEqual(addressWarnings('010.0.0.1', [1, 34]), [
      'non-standard IP address "010.0.0.1" will be considered invalid in a future Kubernetes release: use "10.0.0.1"',
    ]);
    assert.deepEqual(addressWarnings('010.0.0.1'), ['non-standard IP address "010.0.0.1" is invalid: use "10.0.0.1"']);
  });

  it('warns twice of a text that is ambiguous and non-standard', () => {
    assert.deepEqual(cidrWarnings('::ffff:10.0.0.0/8'), [
      'CIDR value "::ffff:10.0.0.0/8" is ambiguous in this context (should be "::/8" or "10.0.0.0/128"?)',
      'non-standard CIDR value "::ffff:10.0.0.0/8" is invalid: use "::/8"',
    ]);
  });

  it('is strict from 1.36', () => {
    assert.deepEqual(
      ['1.35', 'v1.36.2', '2.0'].map((text) => isStrict(parseVersion(text)!)),
      [false, true, true],
    );
    assert.equal(parseVersion('latest'), undefined);
  });
});
