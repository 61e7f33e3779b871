import { type RenderedChart, type RenderOptions, renderChart } from '../../../src/render/helm/render.ts';

/** Renders a chart of the given files; `Chart.yaml` is there when it is not given. */
export function chartOf(files: Readonly<Record<string, string>>, options: RenderOptions = {}): RenderedChart {
  const described = { 'Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.2.3\nappVersion: "4.5"\n', ...files };
  return renderChart(new Map(Object.entries(described)), {
    release: { name: 'rel', namespace: 'ns1' },
    ...options,
  });
}

/** What a template prints on these values; an error as `error: …`. */
export function printed(template: string, values = ''): string {
  const { texts, problems } = chartOf({ 'values.yaml': values, 'templates/text.yaml': `${template}\n.` });
  if (texts.length === 0) return `error: ${problems[0]?.message}`;
  return texts[0]!.text.slice(0, -2);
}
