import type { ExportFormat } from '../../src/features/graph/messages.ts';
import { drawPng, exportGraph } from '../export.ts';
import { t } from '../l10n.ts';
import type { Picture } from './picture.ts';
import type { Session } from './session.ts';

/** Hands what is drawn to the host as a file, or to the clipboard as an image. What goes wrong is said. */
export async function exportPicture(
  session: Session,
  { visible, layout, palette }: Picture,
  format: ExportFormat | 'copy',
): Promise<void> {
  const { host, announce, state } = session;
  try {
    if (format === 'copy') {
      const blob = await drawPng(visible.graph, layout, palette);
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
      announce(t('Copied as an image'));
      return;
    }
    const data = await exportGraph(format, visible.graph, layout, palette, state.title);
    host.send({ type: 'export', format, data });
    announce(t('Exported as {0}', format));
  } catch (error) {
    host.send({ type: 'error', message: `Export as ${format}: ${String(error)}` });
    announce(t('The export failed'));
  }
}
