import assert from 'node:assert/strict';
import type { GraphNode } from '../../../../src/features/graph/graph.ts';
import { layoutCard, metrics, wantedWidth } from '../../../../src/features/graph/layout/card.ts';
import { fitMiddle, textWidth } from '../../../../src/features/graph/layout/measure.ts';

const named = (name: string): GraphNode => ({ id: name, role: 'service', kind: 'Service', name, tier: 'service' });
const nameOf = (node: GraphNode) => layoutCard(node, wantedWidth(node)).name;

describe('the name of a card', () => {
  it('stands in full up to 46 characters', () => {
    const name = 'release-ingress-nginx-controller-admission-v2x';
    assert.equal(name.length, 46);
    assert.equal(nameOf(named(name)), name);
  });

  it('loses its middle beyond that, and keeps its end', () => {
    const name = 'a-very-long-release-name-of-some-chart-in-some-environment-controller-metrics';
    const shown = nameOf(named(name));
    assert.match(shown, /^a-very-long-.+….+controller-metrics$/);
    assert.ok(textWidth(shown, metrics.nameSize, true) <= metrics.maxWidth);
  });

  it('is as long as there is room for', () => {
    assert.equal(fitMiddle('abcdefghijklmnopqrstuvwxyz', 1000, 12), 'abcdefghijklmnopqrstuvwxyz');
    const cut = fitMiddle('abcdefghijklmnopqrstuvwxyz', 100, 12);
    assert.ok(cut.startsWith('abc') && cut.endsWith('xyz') && cut.includes('…'), cut);
  });
});
