import type { Rule } from '../lint/rule.ts';
import ingressBackendMissing from './ingress-backend-missing.ts';
import ingressBackendPortMissing from './ingress-backend-port-missing.ts';
import nameMalformed from './name-malformed.ts';
import namePortMissing from './name-port-missing.ts';
import nameUnresolvable from './name-unresolvable.ts';
import nodePortTaken from './node-port-taken.ts';
import serviceSelectsNothing from './service-selects-nothing.ts';
import targetPortNotExposed from './target-port-not-exposed.ts';
import targetPortUndeclared from './target-port-undeclared.ts';

/** Every rule, in the order of the documentation. */
export const rules: readonly Rule[] = [
  serviceSelectsNothing,
  targetPortNotExposed,
  targetPortUndeclared,
  nodePortTaken,
  ingressBackendMissing,
  ingressBackendPortMissing,
  nameUnresolvable,
  nameMalformed,
  namePortMissing,
];
