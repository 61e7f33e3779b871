import type { Rule } from '../lint/rule.ts';
import externalNameInvalid from './external-name-invalid.ts';
import externalNameIsAddress from './external-name-is-address.ts';
import headlessPortRemapped from './headless-port-remapped.ts';
import headlessTypeInvalid from './headless-type-invalid.ts';
import ingressBackendMissing from './ingress-backend-missing.ts';
import ingressBackendPortMissing from './ingress-backend-port-missing.ts';
import nameMalformed from './name-malformed.ts';
import namePortMissing from './name-port-missing.ts';
import nameUnresolvable from './name-unresolvable.ts';
import nodePortOnClusterIp from './node-port-on-cluster-ip.ts';
import nodePortOutOfRange from './node-port-out-of-range.ts';
import nodePortTaken from './node-port-taken.ts';
import portNameInvalid from './port-name-invalid.ts';
import serviceFieldMisplaced from './service-field-misplaced.ts';
import servicePortDuplicate from './service-port-duplicate.ts';
import servicePortNameMissing from './service-port-name-missing.ts';
import serviceSelectsNothing from './service-selects-nothing.ts';
import sessionAffinityIgnored from './session-affinity-ignored.ts';
import targetPortNotExposed from './target-port-not-exposed.ts';
import targetPortUndeclared from './target-port-undeclared.ts';

/** Every rule, in the order of the documentation. */
export const rules: readonly Rule[] = [
  serviceSelectsNothing,
  targetPortNotExposed,
  targetPortUndeclared,
  externalNameInvalid,
  headlessPortRemapped,
  headlessTypeInvalid,
  portNameInvalid,
  serviceFieldMisplaced,
  servicePortDuplicate,
  servicePortNameMissing,
  sessionAffinityIgnored,
  nodePortTaken,
  nodePortOnClusterIp,
  nodePortOutOfRange,
  ingressBackendMissing,
  ingressBackendPortMissing,
  nameUnresolvable,
  nameMalformed,
  namePortMissing,
  externalNameIsAddress,
];
