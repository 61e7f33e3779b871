import { graphOfScope } from '../../../src/features/graph/from/graphOf.ts';
import { emptyGraph, type Graph } from '../../../src/features/graph/graph.ts';
import { lint } from '../../../src/lint/lint.ts';
import { Workspace } from '../../../src/model/workspace.ts';
import { rules } from '../../../src/rules/index.ts';

/** A view of some manifests, with what the rules find in them. */
export function viewed(view: 'routing' | 'connections' | 'architecture', text: string): Graph {
  const workspace = new Workspace();
  workspace.update([['all.yaml', text]]);
  const scope = workspace.scope();
  return scope ? graphOfScope(view, scope, lint(workspace, rules).findings) : emptyGraph;
}

export function service(name: string, more = '', namespace = 'shop'): string {
  return `apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ${namespace}}
spec: {selector: {app: ${name}}, ports: [{name: http, port: 80, targetPort: 8080}]${more}}
---
`;
}

export function deployment(name: string, more = '', namespace = 'shop'): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  replicas: 2
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: main, image: ${name}, ports: [{containerPort: 8080${more}}]}]}
---
`;
}
