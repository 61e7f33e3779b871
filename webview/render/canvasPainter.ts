import type { Look, Painter } from '../../src/features/graph/paint/painter.ts';

const paths = new Map<string, Path2D>();

/** Paints on a canvas; fonts are set only when they change, since that is what costs. */
export function canvasPainter(to: CanvasRenderingContext2D, font: string): Painter {
  let fontNow = '';
  const finish = (look: Look) => {
    if (look.fill) {
      const alpha = to.globalAlpha;
      to.globalAlpha = alpha * (look.alpha ?? 1);
      to.fillStyle = look.fill;
      to.fill();
      to.globalAlpha = alpha;
    }
    if (look.stroke) stroke(look);
  };
  const stroke = (look: Look, path?: Path2D) => {
    to.strokeStyle = look.stroke!;
    to.lineWidth = look.width ?? 1;
    if (look.dash) to.setLineDash([...look.dash]);
    if (path) to.stroke(path);
    else to.stroke();
    if (look.dash) to.setLineDash([]);
  };
  return {
    rect(x, y, width, height, look) {
      if (!look.radius && !look.stroke && look.fill) {
        const alpha = to.globalAlpha;
        to.globalAlpha = alpha * (look.alpha ?? 1);
        to.fillStyle = look.fill;
        to.fillRect(x, y, width, height);
        to.globalAlpha = alpha;
        return;
      }
      to.beginPath();
      if (look.radius) to.roundRect(x, y, width, height, Math.min(look.radius, height / 2));
      else to.rect(x, y, width, height);
      finish(look);
    },
    circle(x, y, radius, look) {
      to.beginPath();
      to.arc(x, y, radius, 0, 7);
      finish(look);
    },
    line(x1, y1, x2, y2, look) {
      to.beginPath();
      to.moveTo(x1, y1);
      to.lineTo(x2, y2);
      stroke(look);
    },
    path(data, look) {
      const path = new Path2D(data);
      if (look.fill) {
        to.fillStyle = look.fill;
        to.fill(path);
      }
      if (look.stroke) stroke(look, path);
    },
    glyph(data, x, y, size, color, width = 1.3) {
      let path = paths.get(data);
      if (!path) paths.set(data, (path = new Path2D(data)));
      to.save();
      to.translate(x, y);
      to.scale(size / 16, size / 16);
      to.lineCap = 'round';
      to.lineJoin = 'round';
      to.strokeStyle = color;
      to.lineWidth = width;
      to.stroke(path);
      to.restore();
    },
    text(text, x, y, look) {
      const wanted = `${look.bold ? '600 ' : ''}${look.size}px ${font}`;
      if (wanted !== fontNow) {
        to.font = wanted;
        fontNow = wanted;
      }
      to.textBaseline = 'middle';
      to.textAlign = look.align ?? 'left';
      to.fillStyle = look.color;
      to.fillText(text, x, y + look.size * 0.04);
      if (!look.strike) return;
      const width = to.measureText(text).width;
      to.fillRect(look.align === 'right' ? x - width : x, y, width, 1);
    },
  };
}
