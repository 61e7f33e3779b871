import { readFileSync, writeFileSync } from 'node:fs';
import { documentation } from './documentation.ts';

// Writes what is made from the rules: their catalogue, and the setting for their severities.
for (const { path, text } of documentation()) {
  const url = new URL(`../${path}`, import.meta.url);
  if (readFileSync(url, 'utf8') !== text) writeFileSync(url, text);
}
