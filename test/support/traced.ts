import assert from 'node:assert/strict';
import { reachability } from '../../src/features/reachability.ts';
import type { Trace } from '../../src/model/trace.ts';
import { type Files, workspaceOf } from './check.ts';

/** The trace between two ends as a person writes them, in namespace `shop` unless the text says otherwise. */
export function traced(files: Files, source: string, destination: string, port?: number): Trace {
  const found = reachability(workspaceOf(files).scope('.')!, source, destination, port);
  assert.ok(found.kind === 'trace', found.kind === 'fault' ? found.fault : '');
  return found.trace;
}

/** Why no trace was made. */
export function faultOf(files: Files, source: string, destination: string, port?: number): string {
  const found = reachability(workspaceOf(files).scope('.')!, source, destination, port);
  assert.ok(found.kind === 'fault', 'the ends were found');
  return found.fault;
}

/** The kinds of the hops, with what is not allowed marked. */
export function wayOf({ hops }: Trace): string[] {
  return hops.map(({ kind, verdict }) => (verdict === 'allowed' ? kind : `${kind} ${verdict}`));
}

/** The title and detail of the first hop of a kind. */
export function hopOf({ hops }: Trace, kind: string): string {
  const hop = hops.find((one) => one.kind === kind);
  assert.ok(hop, `one of ${hops.map((one) => one.kind).join(', ')} is ${kind}`);
  return `${hop.title}. ${hop.detail}`;
}

/** A document in flow style. */
export function object(apiVersion: string, kind: string, name: string, more: string): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: shop}\n${more}\n---\n`;
}

/** A Deployment whose pods are labelled `app: NAME` and listen at 8080, called http. */
export function app(name: string, pod = '', port = '{name: http, containerPort: 8080}'): string {
  const spec = `{${pod}containers: [{name: main, image: i, ports: [${port}]}]}`;
  return object(
    'apps/v1',
    'Deployment',
    name,
    `spec: {selector: {matchLabels: {app: ${name}}}, template: {metadata: {labels: {app: ${name}}}, spec: ${spec}}}`,
  );
}

/** A Service of `app: NAME` at port 80, called web. */
export function service(name: string, more = ''): string {
  const spec = `{selector: {app: ${name}}, ports: [{name: web, port: 80, targetPort: http}]${more}}`;
  return object('v1', 'Service', name, `spec: ${spec}`);
}
