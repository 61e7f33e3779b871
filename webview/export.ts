import { toDot } from '../src/features/graph/export/dot.ts';
import { toDrawio } from '../src/features/graph/export/drawio.ts';
import { toJson } from '../src/features/graph/export/json.ts';
import { toMermaid } from '../src/features/graph/export/mermaid.ts';
import { toSvg } from '../src/features/graph/export/svg.ts';
import type { Graph } from '../src/features/graph/graph.ts';
import type { Layout } from '../src/features/graph/layout/layout.ts';
import type { ExportFormat } from '../src/features/graph/messages.ts';
import type { Palette } from '../src/features/graph/paint/palette.ts';
import { paintPicture } from '../src/features/graph/paint/picture.ts';
import { canvasPainter } from './render/canvasPainter.ts';

/** Larger pictures are drawn smaller: browsers refuse them. */
const mostPixels = 8000;

/** What is drawn, as a file: text, or base64 for a PNG. */
export async function exportGraph(
  format: ExportFormat,
  graph: Graph,
  layout: Layout,
  palette: Palette,
  title: string,
): Promise<string> {
  switch (format) {
    case 'png':
      return base64(await drawPng(graph, layout, palette));
    case 'svg':
      return toSvg(graph, layout, palette, title);
    case 'mermaid':
      return toMermaid(graph);
    case 'dot':
      return toDot(graph);
    case 'drawio':
      return toDrawio(graph, layout, palette, title);
    case 'json':
      return toJson(graph, layout);
  }
}

/** The whole picture at twice its size, as far as that is possible. */
export async function drawPng(graph: Graph, layout: Layout, palette: Palette): Promise<Blob> {
  const margin = 24;
  const { x, y, width, height } = layout.bounds;
  const scale = Math.min(2, mostPixels / (width + 2 * margin), mostPixels / (height + 2 * margin));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round((width + 2 * margin) * scale));
  canvas.height = Math.max(1, Math.round((height + 2 * margin) * scale));
  const to = canvas.getContext('2d')!;
  to.fillStyle = palette.background;
  to.fillRect(0, 0, canvas.width, canvas.height);
  to.setTransform(scale, 0, 0, scale, (margin - x) * scale, (margin - y) * scale);
  paintPicture(canvasPainter(to, palette.font), graph, layout, palette);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large to draw.'))),
      'image/png',
    ),
  );
}

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
