import type { Rule } from '../lint/rule.ts';
import apiVersionRemoved from './api-version-removed.ts';
import containerPortDuplicate from './container-port-duplicate.ts';
import containerPortNameAmbiguous from './container-port-name-ambiguous.ts';
import containerPortNameDuplicate from './container-port-name-duplicate.ts';
import dnsConfigInvalid from './dns-config-invalid.ts';
import externalNameInvalid from './external-name-invalid.ts';
import externalNameIsAddress from './external-name-is-address.ts';
import gatewayListenerConflict from './gateway-listener-conflict.ts';
import gatewayListenerInvalid from './gateway-listener-invalid.ts';
import gatewayListenerMissing from './gateway-listener-missing.ts';
import gatewayParentMissing from './gateway-parent-missing.ts';
import headlessPortRemapped from './headless-port-remapped.ts';
import headlessTypeInvalid from './headless-type-invalid.ts';
import hostNetworkDns from './host-network-dns.ts';
import hostNetworkPortMismatch from './host-network-port-mismatch.ts';
import hostPortTaken from './host-port-taken.ts';
import ingressBackendMissing from './ingress-backend-missing.ts';
import ingressBackendPortMissing from './ingress-backend-port-missing.ts';
import labelInvalid from './label-invalid.ts';
import nameMalformed from './name-malformed.ts';
import namePortMissing from './name-port-missing.ts';
import nameUnresolvable from './name-unresolvable.ts';
import nodePortOnClusterIp from './node-port-on-cluster-ip.ts';
import nodePortOutOfRange from './node-port-out-of-range.ts';
import nodePortTaken from './node-port-taken.ts';
import objectNameInvalid from './object-name-invalid.ts';
import portNameInvalid from './port-name-invalid.ts';
import probePortMissing from './probe-port-missing.ts';
import protocolInvalid from './protocol-invalid.ts';
import referenceGrantMissing from './reference-grant-missing.ts';
import routeBackendMissing from './route-backend-missing.ts';
import routeBackendPortMissing from './route-backend-port-missing.ts';
import routeNotAdmitted from './route-not-admitted.ts';
import serviceFieldMisplaced from './service-field-misplaced.ts';
import servicePortDuplicate from './service-port-duplicate.ts';
import servicePortNameMissing from './service-port-name-missing.ts';
import serviceSelectsNothing from './service-selects-nothing.ts';
import sessionAffinityIgnored from './session-affinity-ignored.ts';
import targetPortNotExposed from './target-port-not-exposed.ts';
import targetPortUndeclared from './target-port-undeclared.ts';
import valueUnquoted from './value-unquoted.ts';
import workloadSelectorMismatch from './workload-selector-mismatch.ts';

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
  protocolInvalid,
  nodePortTaken,
  nodePortOnClusterIp,
  nodePortOutOfRange,
  hostNetworkPortMismatch,
  hostPortTaken,
  ingressBackendMissing,
  ingressBackendPortMissing,
  gatewayListenerConflict,
  gatewayListenerInvalid,
  gatewayListenerMissing,
  gatewayParentMissing,
  referenceGrantMissing,
  routeBackendMissing,
  routeBackendPortMissing,
  routeNotAdmitted,
  nameUnresolvable,
  nameMalformed,
  namePortMissing,
  externalNameIsAddress,
  containerPortDuplicate,
  containerPortNameAmbiguous,
  containerPortNameDuplicate,
  dnsConfigInvalid,
  hostNetworkDns,
  probePortMissing,
  workloadSelectorMismatch,
  apiVersionRemoved,
  labelInvalid,
  objectNameInvalid,
  valueUnquoted,
];
