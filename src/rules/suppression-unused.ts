import { unusedSuppressionRule } from '../lint/lint.ts';
import { defineRule } from '../lint/rule.ts';

export default defineRule({
  id: unusedSuppressionRule,
  subject: 'Manifests',
  severity: 'hint',
  summary: 'A comment tells Podpath what not to report, and nothing of the kind is reported there.',
  why:
    '`# podpath-ignore RULE: reason` leaves out the findings of the next line, or of its own; `podpath-ignore-document` and ' +
    '`podpath-ignore-file` those of the document and the file. One that leaves out nothing, because the fault is mended or the rule is ' +
    'called otherwise, hides the next fault.',
  reads: [],
  examples: {
    reported: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  # podpath-ignore service-select-nothing: the pods come from another repository
  #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: there is no rule "service-select-nothing" [fixable]
  ports: [{port: 80}]
`,
    accepted: `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80}]
`,
  },

  // The linter itself reports it: only it sees what was left out.
  *check() {},
});
