import { readFileSync } from 'node:fs';
import { rulesAsMarkdown } from '../src/lint/documentation.ts';
import { rules } from '../src/rules/index.ts';

/** The files that are made from the rules, as they must be. */
export function documentation(): { readonly path: string; readonly text: string }[] {
  return [
    { path: 'src/rules/README.md', text: rulesAsMarkdown(rules) },
    { path: 'package.json', text: manifest() },
  ];
}

const severities = ['default', 'off', 'hint', 'info', 'warning', 'error'];

/** package.json with the schema of `podpath.lint.rules` brought up to date. */
function manifest(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const parsed = JSON.parse(text);
  const setting = settingOf(parsed.contributes?.configuration, 'podpath.lint.rules');
  if (!setting) return text;
  setting.properties = Object.fromEntries(
    rules.map(({ id, summary, severity, off }) => [
      id,
      { enum: severities, default: 'default', description: `${summary} (${off ? 'off by default' : severity})` },
    ]),
  );
  return `${JSON.stringify(parsed, undefined, 2)}\n`;
}

// biome-ignore lint/suspicious/noExplicitAny: the manifest is JSON of VS Code's own form.
function settingOf(configuration: any, name: string): any {
  const sections = Array.isArray(configuration) ? configuration : [configuration];
  return sections.map((section) => section?.properties?.[name]).find((found) => found !== undefined);
}
