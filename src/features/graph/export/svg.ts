import type { Graph } from '../graph.ts';
import type { Layout } from '../layout/layout.ts';
import type { Look, Painter } from '../paint/painter.ts';
import type { Palette } from '../paint/palette.ts';
import { paintPicture } from '../paint/picture.ts';

/**
 * The picture as an SVG document with real text, standing for itself: no scripts, no fonts, no foreign elements.
 * `title` is what a screen reader says of it. With `transparent` there is no ground.
 */
export function toSvg(graph: Graph, layout: Layout, palette: Palette, title: string, transparent = false): string {
  const parts: string[] = [];
  paintPicture(svgPainter(parts), graph, layout, palette);
  const margin = 24;
  const { x, y, width, height } = layout.bounds;
  const box = [x - margin, y - margin, width + 2 * margin, height + 2 * margin].map(fix);
  const ground = transparent
    ? ''
    : `<rect x="${box[0]}" y="${box[1]}" width="${box[2]}" height="${box[3]}" fill="${palette.background}"/>\n`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.join(' ')}" width="${box[2]}" height="${box[3]}" role="img" font-family="${escapeXml(palette.font)}">
<title>${escapeXml(title)}</title>
${ground}${parts.join('\n')}
</svg>
`;
}

/** `text` for the content or an attribute of an XML element. Characters that XML cannot say are left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function svgPainter(out: string[]): Painter {
  return {
    rect: (x, y, width, height, look) =>
      out.push(
        `<rect x="${fix(x)}" y="${fix(y)}" width="${fix(width)}" height="${fix(height)}"${look.radius ? ` rx="${look.radius}"` : ''}${paint(look)}/>`,
      ),
    circle: (x, y, radius, look) => out.push(`<circle cx="${fix(x)}" cy="${fix(y)}" r="${radius}"${paint(look)}/>`),
    line: (x1, y1, x2, y2, look) =>
      out.push(`<line x1="${fix(x1)}" y1="${fix(y1)}" x2="${fix(x2)}" y2="${fix(y2)}"${paint(look)}/>`),
    path: (data, look) => out.push(`<path d="${data}"${paint(look)}/>`),
    glyph: (data, x, y, size, color, width = 1.3) =>
      out.push(
        `<path d="${data}" transform="translate(${fix(x)} ${fix(y)}) scale(${fix(size / 16)})" fill="none" stroke="${color}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`,
      ),
    text: (text, x, y, look) => {
      if (text === '') return;
      const anchor =
        look.align === 'center' ? ' text-anchor="middle"' : look.align === 'right' ? ' text-anchor="end"' : '';
      const weight = look.bold ? ' font-weight="600"' : '';
      const strike = look.strike ? ' text-decoration="line-through"' : '';
      out.push(
        `<text x="${fix(x)}" y="${fix(y)}" dy="0.36em" font-size="${fix(look.size)}" fill="${look.color}"${anchor}${weight}${strike}>${escapeXml(text)}</text>`,
      );
    },
  };
  function paint(look: Look): string {
    const fill = look.fill
      ? ` fill="${look.fill}"${look.alpha === undefined ? '' : ` fill-opacity="${look.alpha}"`}`
      : ' fill="none"';
    const stroke = look.stroke ? ` stroke="${look.stroke}" stroke-width="${look.width ?? 1}"` : '';
    return `${fill}${stroke}${look.dash ? ` stroke-dasharray="${look.dash.join(' ')}"` : ''}`;
  }
}

function fix(value: number): number {
  return Math.round(value * 100) / 100;
}
