import assert from 'node:assert/strict';
import type { GraphNode, Severity } from '../../../../src/features/graph/graph.ts';
import { layoutCard, wantedWidth } from '../../../../src/features/graph/layout/card.ts';
import type { Box } from '../../../../src/features/graph/layout/pack.ts';
import { overlaps } from '../../../../src/features/graph/layout/route.ts';
import { paintMarks } from '../../../../src/features/graph/paint/marks.ts';
import type { Painter } from '../../../../src/features/graph/paint/painter.ts';
import { lightPalette } from '../../../../src/features/graph/paint/palette.ts';

describe('what is wrong, from afar', () => {
  it('has a sign for each error and warning, and none for less', () => {
    const { signs } = painted([card(0, 0, 'a', 'error'), card(400, 0, 'b', 'warning'), card(800, 0, 'c', 'info')], 0.1);
    assert.equal(signs.length, 2);
  });

  it('is named in letters as large as text on the screen, at any zoom', () => {
    for (const zoom of [0.05, 0.1, 0.3]) {
      const { texts } = painted([card(0, 0, 'storefront', 'error')], zoom);
      assert.deepEqual(
        texts.map(({ text, size }) => [text, Math.round(size * zoom)]),
        [['storefront', 11]],
      );
    }
  });

  it('is not named again where the names of the cards can be read', () => {
    assert.deepEqual(painted([card(0, 0, 'storefront', 'error')], 0.38).texts, []);
  });

  it('gives no name that would hide another or a title, the gravest first', () => {
    const many = Array.from({ length: 200 }, (_, index) =>
      card((index % 20) * 300, Math.floor(index / 20) * 90, `thing-${index}`, index === 57 ? 'error' : 'warning'),
    );
    const titles = [{ x: 0, y: 0, width: 2000, height: 90 }];
    const { grounds, texts, signs } = painted(many, 0.12, titles);
    assert.equal(signs.length, 200);
    assert.ok(texts.length > 5 && texts.length < 60, `${texts.length} names`);
    assert.equal(texts[0]!.text, 'thing-57');
    for (const [index, one] of grounds.entries())
      for (const other of [...grounds.slice(index + 1), ...titles]) assert.ok(!overlaps(one, other));
  });
});

function card(x: number, y: number, name: string, severity: Severity) {
  const problems = [{ severity, rule: 'rule', message: 'it is wrong' }];
  const node: GraphNode = { id: name, role: 'service', kind: 'Service', name, tier: 'service', problems };
  const made = layoutCard(node, wantedWidth(node));
  return { x, y, width: made.width, height: made.height, card: made };
}

function painted(cards: Parameters<typeof paintMarks>[1], zoom: number, titles: readonly Box[] = []) {
  const grounds: Box[] = [];
  const texts: { text: string; size: number }[] = [];
  const signs: string[] = [];
  const painter: Painter = {
    rect: (x, y, width, height) => grounds.push({ x, y, width, height }),
    circle: (_x, _y, _radius, look) => {
      if (look.fill === lightPalette.severity.error) signs.push('!');
    },
    glyph: () => signs.push('triangle'),
    path: () => assert.fail('no paths'),
    line: () => assert.fail('no lines'),
    text: (text, _x, _y, { size }) => {
      if (text !== '!') texts.push({ text, size });
    },
  };
  paintMarks(painter, cards, lightPalette, zoom, titles);
  return { grounds, texts, signs };
}
