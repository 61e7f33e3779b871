import type { Trace } from '../model/trace.ts';
import { Lines } from '../text/lines.ts';
import type { Span } from '../text/span.ts';

/** The text of a file, to turn offsets into lines; undefined for a file that is gone. */
export type TextOf = (file: string) => string | undefined;

/** A trace as text to read and to copy: the verdict and what decides, then every hop with its line. */
export function traceText(trace: Trace, textOf: TextOf): string {
  const { from, to, protocol, port, verdict, because, decidedBy, hops } = trace;
  const lines = [
    `${from} → ${to}${port === undefined ? '' : `, ${protocol} ${port}`}: ${verdict}`,
    `  ${because}${decidedBy ? ` (${placeText(decidedBy, textOf)})` : ''}`,
    '',
  ];
  hops.forEach((one, index) => {
    const mark = one.verdict === 'allowed' ? '' : ` [${one.verdict}]`;
    const assumed = one.basis === 'assumed' ? ' (assumed)' : '';
    lines.push(`${String(index + 1).padStart(2)}. ${one.title}${assumed}${mark}`);
    lines.push(`    ${one.detail}`);
    if (one.span) lines.push(`    ${placeText(one.span, textOf)}`);
  });
  return `${lines.join('\n')}\n`;
}

/** A trace as plain data: lines and characters from 0, as the Language Server Protocol counts them. */
export function traceData(trace: Trace, textOf: TextOf) {
  const { hops, decidedBy, port, ...rest } = trace;
  return {
    ...rest,
    port: port ?? null,
    decidedBy: decidedBy ? placeData(decidedBy, textOf) : null,
    hops: hops.map(({ span, ...one }) => ({ ...one, ...(span && placeData(span, textOf)) })),
  };
}

function placeData({ file, start, end }: Span, textOf: TextOf) {
  const lines = new Lines(textOf(file) ?? '');
  return { file, range: { start: lines.position(start), end: lines.position(end) } };
}

/** `file:line`, from 1. */
function placeText({ file, start }: Span, textOf: TextOf): string {
  return `${file}:${new Lines(textOf(file) ?? '').position(start).line + 1}`;
}
