import type { ScalarValue } from './tree.ts';

/** What a plain scalar means to Kubernetes: YAML 1.1 by way of Go. */
export function resolvePlainScalar(text: string): ScalarValue {
  if (text === '' || text === '~' || text === 'null' || text === 'Null' || text === 'NULL') return null;
  if (/^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/.test(text)) return true;
  if (/^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/.test(text)) return false;
  if (/^[-+]?\d+$/.test(text)) return /^[-+]?0\d/.test(text) ? Number.parseInt(text, 8) : Number(text);
  if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text)) return Number(text);
  return text;
}

/** What a scalar with an explicit tag means. */
export function resolveTagged(tag: string, text: string): ScalarValue {
  return /str|!$/.test(tag) ? text : resolvePlainScalar(text);
}
