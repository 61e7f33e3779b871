import { matches } from '../kubernetes/labels.ts';
import { defineRule, type Fix, type Problem } from '../lint/rule.ts';
import type { Namespace } from '../model/facts/other.ts';
import type { NetworkPolicy, PolicySelector } from '../model/facts/policies.ts';
import { isPlaceholder, resourceId } from '../model/facts/resource.ts';
import { decidedNamespaces } from '../model/namespaces.ts';
import { list } from '../text/distance.ts';
import type { Located } from '../text/span.ts';
import { Field } from '../yaml/field.ts';
import { addKey } from '../yaml/write.ts';
import { isEmptySelector, nearLabels, rulesWritten, selectorInWords, settled } from './policyWords.ts';

const nameLabel = 'kubernetes.io/metadata.name';

/** Keys by which authors mean the name of a namespace. Nothing sets them by itself. */
const nameKeys = new Set(['name', 'namespace', 'ns', 'kubernetes.io/name', 'app.kubernetes.io/name', 'metadata.name']);

/** Namespaces of every cluster, which come without labels of their own. */
const builtIn = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

export default defineRule({
  id: 'policy-namespace-selects-nothing',
  subject: 'NetworkPolicy',
  severity: 'warning',
  summary: 'A namespaceSelector asks for a label that no namespace has, such as `name`.',
  why:
    'A namespaceSelector is matched against the labels of Namespace objects, not against their names. The one label that ' +
    'every namespace has is kubernetes.io/metadata.name, which the API server sets to its name (KEP-2161); ' +
    'a label `name` is there only where somebody wrote it. Such a peer admits nothing.',
  reads: ['networkPolicies', 'namespaces', 'resources', 'scope', 'elsewhere'],
  examples: {
    reported: `
apiVersion: v1
kind: Namespace
metadata: {name: monitoring}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: apps}
spec:
  podSelector: {}
  ingress:
    - from:
        - namespaceSelector: {matchLabels: {name: monitoring}}
        #                                         ^^^^^^^^^^ warning: Namespace monitoring has no label \`name: monitoring\`; its name is the label kubernetes.io/metadata.name [fixable]
`,
    accepted: `
apiVersion: v1
kind: Namespace
metadata: {name: monitoring, labels: {team: sre}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: apps}
spec:
  podSelector: {}
  ingress:
    - from:
        - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}
        - namespaceSelector: {matchLabels: {team: sre}}
        - namespaceSelector: {}
`,
  },

  *checkNamespace({ networkPolicies, everywhere: { namespaces }, scope, elsewhere, get }) {
    for (const policy of settled(networkPolicies)) {
      for (const { rule, peers } of rulesWritten(policy)) {
        for (const [at, { namespaceSelector: selector }] of rule.peers.entries()) {
          if (!selector?.selector || isEmptySelector(selector)) continue;
          const asked = selector.selector;
          const hasIt = ({ namespaceLabels }: Namespace): boolean => matches(asked, namespaceLabels);
          if (namespaces.some(hasIt) || elsewhere.scopes.some(({ tables }) => tables.namespaces.some(hasIt))) continue;
          const field = peers.items()[at]!.get('namespaceSelector');
          const problem = report(policy, selector, field, namespaces, get(decidedNamespaces));
          if (!problem) continue;
          yield scope.incomplete.length > 0 ? { ...problem, severity: 'info' } : problem;
        }
      }
    }
  },
});

function report(
  policy: NetworkPolicy,
  selector: PolicySelector,
  field: Field,
  namespaces: readonly Namespace[],
  seen: ReadonlySet<string>,
): Problem | undefined {
  const resource = resourceId(policy);
  const byName = [...selector.labels].find(([key]) => nameKeys.has(key));
  if (byName) {
    const [key, name] = byName;
    const declared = namespaces.find((one) => one.name.value === name.value);
    if (declared) {
      return {
        span: name.span,
        resource,
        message: `Namespace ${name.value} has no label \`${key}: ${name.value}\`; its name is the label ${nameLabel}`,
        related: [{ span: declared.name.span, message: `Namespace ${name.value}` }],
        fixes: [...useNameLabel(field, key, true), ...labelNamespace(declared, key, name)],
      };
    }
    if (seen.has(name.value) || builtIn.has(name.value)) {
      return {
        span: name.span,
        resource,
        severity: 'info',
        message: `nothing here gives namespace ${name.value} a label \`${key}: ${name.value}\`; the label that every namespace has is ${nameLabel}`,
        fixes: useNameLabel(field, key, false),
      };
    }
  }
  return misspelled(selector, field, namespaces, resource);
}

function misspelled(
  selector: PolicySelector,
  field: Field,
  namespaces: readonly Namespace[],
  resource: string,
): Problem | undefined {
  if (namespaces.length === 0) return undefined;
  const near = nearLabels(
    selector,
    field,
    namespaces
      .filter(({ name }) => !isPlaceholder(name.value))
      .map((candidate) => ({ candidate, labels: candidate.namespaceLabels })),
  );
  const [first] = near;
  if (first) {
    const { candidate, text } = first;
    return {
      span: first.span,
      resource,
      message: `no namespace has ${selectorInWords(selector)}; Namespace ${candidate.name.value} has "${text}"`,
      related: [{ span: candidate.name.span, message: `Namespace ${candidate.name.value}` }],
      fixes: near
        .filter(({ editable }) => editable)
        .map(({ span, text: better, candidate: one }) => ({
          title: `Use "${better}", as Namespace ${one.name.value} has it`,
          edits: [{ span, text: better }],
          ...(near.length === 1 ? { preferred: true as const } : {}),
        })),
    };
  }
  // Another namespace than those of the files is none of their business.
  if ([...selector.labels.keys(), ...selector.expressions.map(({ key }) => key.value)].includes(nameLabel))
    return undefined;
  const keys = [...selector.labels.keys()];
  const values = namespaces.flatMap(({ namespaceLabels }) => keys.flatMap((key) => namespaceLabels.get(key) ?? []));
  return {
    span: selector.key,
    resource,
    severity: 'info',
    message: `no namespace of these files has ${selectorInWords(selector)}${values.length > 0 ? `; there is ${list([...new Set(values)].map((value) => `"${value}"`))}` : ''}`,
  };
}

function useNameLabel(field: Field, key: string, preferred: boolean): Fix[] {
  const found = field
    .get('matchLabels')
    .entries()
    .find(([own]) => own.value === key)?.[0];
  if (!found || found.derived) return [];
  const edits = [{ span: found.span, text: nameLabel }];
  return [{ title: `Select by \`${nameLabel}\``, edits, ...(preferred ? { preferred: true as const } : {}) }];
}

function labelNamespace(namespace: Namespace, key: string, name: Located<string>): Fix[] {
  const metadata = Field.root(namespace.tree).get('metadata');
  const labels = metadata.get('labels');
  const edit = labels.exists
    ? addKey(labels.tree, key, name.value)
    : addKey(metadata.tree, 'labels', { [key]: name.value });
  return edit
    ? [{ title: `Label Namespace ${namespace.name.value} with \`${key}: ${name.value}\``, edits: [edit] }]
    : [];
}
