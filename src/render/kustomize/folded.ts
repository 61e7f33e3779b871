/**
 * The text that a folded scalar becomes when kustomize writes it and reads it again, as it does with every object:
 * lines that are indented further gain an empty line before them, and what begins with a blank is folded anew.
 *
 * Source: `yaml_emitter_write_folded_scalar` in `go.yaml.in/yaml/v3`, `emitterc.go` (which looks at the first character
 * of the text where it means the next one), and `yaml_parser_scan_block_scalar` in `scannerc.go`.
 */
export function refolded(text: string): string {
  // Written in quotes, and so as it is.
  if (/ (?:\n|$)/.test(text)) return text;
  return read(written(text).split('\n'), text);
}

function written(text: string): string {
  const startsBlank = /^\n*(?:[ \t]|$)/.test(text);
  const lines = text.split('\n');
  return lines
    .map((line, i) => {
      const isLast = i === lines.length - 1;
      return isLast || line === '' || startsBlank || isBlank(line) ? line : `${line}\n`;
    })
    .join('\n');
}

function read(lines: readonly string[], original: string): string {
  let result = '';
  let pending = '';
  let empty = '';
  let wasBlank = false;
  const ends = original.endsWith('\n');
  for (const line of ends ? lines.slice(0, -1) : lines) {
    if (line === '') {
      empty += '\n';
      continue;
    }
    const folds = pending !== '' && !wasBlank && !isBlank(line);
    result += folds ? (empty === '' ? ' ' : '') : pending;
    result += empty + line;
    [pending, empty, wasBlank] = ['\n', '', isBlank(line)];
  }
  if (!ends) return result;
  return result + pending + (original === '\n' || original.endsWith('\n\n') ? empty : '');
}

function isBlank(line: string): boolean {
  return line.startsWith(' ') || line.startsWith('\t');
}
