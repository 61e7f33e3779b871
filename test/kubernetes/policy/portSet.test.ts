import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  allPorts,
  containsPort,
  containsPorts,
  equalPorts,
  formatPorts,
  intersectPorts,
  isAllPorts,
  noPorts,
  type PortSet,
  portsOf,
  protocols,
  subtractPorts,
  unitePorts,
} from '../../../src/kubernetes/policy/portSet.ts';

const union = (...sets: PortSet[]) => sets.reduce(unitePorts, noPorts);

describe('a set of ports', () => {
  it('prints protocols by name, and merges ranges that overlap or touch', () => {
    const set = union(portsOf('UDP', 53, 53), portsOf('TCP', 80, 90), portsOf('TCP', 91, 95), portsOf('SCTP', 7, 9));
    assert.equal(formatPorts(set), 'SCTP 7-9,TCP 80-95,UDP 53');
  });

  it('is all connections only with all three protocols', () => {
    assert.equal(formatPorts(portsOf('TCP')), 'TCP 1-65535');
    assert.equal(formatPorts(union(portsOf('TCP'), portsOf('UDP'), portsOf('SCTP'))), 'All Connections');
    assert.equal(formatPorts(noPorts), '');
  });

  it('leaves out what is no port', () => {
    assert.equal(formatPorts(portsOf('TCP', 0, 2)), 'TCP 1-2');
    assert.equal(formatPorts(portsOf('TCP', 65536, 70000)), '');
  });

  const small = fc.array(
    fc.tuple(fc.constantFrom(...protocols), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 8 })),
    { maxLength: 6 },
  );
  const sets = small.map((ranges) =>
    union(...ranges.map(([protocol, first, size]) => portsOf(protocol, first, first + size))),
  );

  it('agrees with sets of single ports', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        const [united, common, rest] = [unitePorts(a, b), intersectPorts(a, b), subtractPorts(a, b)];
        for (const protocol of protocols) {
          for (let port = 1; port <= 40; port++) {
            const [inA, inB] = [containsPort(a, protocol, port), containsPort(b, protocol, port)];
            assert.equal(containsPort(united, protocol, port), inA || inB);
            assert.equal(containsPort(common, protocol, port), inA && inB);
            assert.equal(containsPort(rest, protocol, port), inA && !inB);
          }
        }
      }),
    );
  });

  it('is equal data when it holds equal ports', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        const again = unitePorts(subtractPorts(a, b), intersectPorts(a, b));
        assert.ok(equalPorts(again, a));
        assert.ok(containsPorts(unitePorts(a, b), a));
        assert.ok(isAllPorts(unitePorts(allPorts, a)));
      }),
    );
  });
});
