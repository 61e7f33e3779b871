import type { Rule } from '../../src/lint/rule.ts';
import type { WorkspaceSettings } from '../../src/model/workspace.ts';
import { type Files, findingsOf } from '../support/check.ts';

/** What a rule says of some manifests, `severity: message`, in the order of the places. */
export function said(rule: Rule, files: Files, settings: Partial<WorkspaceSettings> = {}): string[] {
  return findingsOf(rule, files, settings).map(({ severity, message }) => `${severity}: ${message}`);
}

/** Objects as the documents of one file. */
export function manifest(...documents: readonly string[]): string {
  return documents.map((text) => text.trim()).join('\n---\n');
}

/** A Service that selects `app: web`, with the given rest of its spec in flow style. */
export function service(name: string, spec: string, metadata = ''): string {
  return `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}${metadata && `, ${metadata}`}}\nspec: {${spec}}`;
}

/** A workload whose pods have the given labels and specification, both in flow style. */
export function workload(kind: string, name: string, labels: string, pod: string, metadata = ''): string {
  const api = kind === 'Pod' ? 'v1' : kind === 'Job' || kind === 'CronJob' ? 'batch/v1' : 'apps/v1';
  const head = `apiVersion: ${api}\nkind: ${kind}\n`;
  const meta = `name: ${name}${metadata && `, ${metadata}`}`;
  if (kind === 'Pod') return `${head}metadata: {${meta}, labels: {${labels}}}\nspec: {${pod}}`;
  const template = `template: {metadata: {labels: {${labels}}}, spec: {${pod}}}`;
  const selector = kind === 'Job' || kind === 'CronJob' ? '' : `selector: {matchLabels: {${labels}}}, `;
  const spec = kind === 'CronJob' ? `jobTemplate: {spec: {${template}}}` : `${selector}${template}`;
  return `${head}metadata: {${meta}}\nspec: {${spec}}`;
}

/** An Ingress with the given spec in flow style. */
export function ingress(name: string, spec: string, metadata = ''): string {
  return `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: ${name}${metadata && `, ${metadata}`}}\nspec: {${spec}}`;
}
