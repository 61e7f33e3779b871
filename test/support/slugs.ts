/**
 * Which of our rules answers which fault of the lint cases. The slugs are descriptions of faults, not ids of any linter;
 * a rule may answer several, and several rules one.
 */
export const rulesBySlug: Readonly<Record<string, readonly string[]>> = {
  'svc-selects-nothing': ['service-selects-nothing'],
  'svc-target-port-undeclared': ['target-port-undeclared', 'target-port-not-exposed'],
  'svc-target-port-undeclared-info': ['target-port-undeclared'],
  'svc-target-port-name-unresolved': ['target-port-not-exposed'],
  'svc-node-port-conflict': ['node-port-taken'],
  'ingress-service-missing': ['ingress-backend-missing'],
  'ingress-port-missing': ['ingress-backend-port-missing'],
  'dns-service-missing': ['name-unresolvable'],
  'dns-wrong-namespace': ['name-unresolvable'],
  'dns-port-missing': ['name-port-missing'],
  'dns-suffix-invalid': ['name-malformed'],
  'gateway-parent-missing': ['gateway-parent-missing'],
  'gateway-listener-missing': ['gateway-listener-missing'],
  'gateway-reference-grant-missing': ['reference-grant-missing'],
  'gateway-listener-conflict': ['gateway-listener-conflict'],
  'gateway-listener-invalid': ['gateway-listener-invalid'],
  'gateway-route-not-allowed': ['route-not-admitted'],
  'gateway-hostname-mismatch': ['route-not-admitted'],
  'gateway-backend-missing': ['route-backend-missing'],
  'gateway-backend-port-missing': ['route-backend-port-missing'],
};
