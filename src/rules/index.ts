import type { Rule } from '../lint/rule.ts';
import apiVersionRemoved from './api-version-removed.ts';
import clusterIpsInconsistent from './cluster-ips-inconsistent.ts';
import containerPortDuplicate from './container-port-duplicate.ts';
import containerPortNameAmbiguous from './container-port-name-ambiguous.ts';
import containerPortNameDuplicate from './container-port-name-duplicate.ts';
import dnsConfigInvalid from './dns-config-invalid.ts';
import endpointPortUnmatched from './endpoint-port-unmatched.ts';
import endpointSliceServiceMissing from './endpoint-slice-service-missing.ts';
import externalNameInvalid from './external-name-invalid.ts';
import externalNameIsAddress from './external-name-is-address.ts';
import gatewayListenerConflict from './gateway-listener-conflict.ts';
import gatewayListenerInvalid from './gateway-listener-invalid.ts';
import gatewayListenerMissing from './gateway-listener-missing.ts';
import gatewayParentMissing from './gateway-parent-missing.ts';
import headlessPortRemapped from './headless-port-remapped.ts';
import headlessTypeInvalid from './headless-type-invalid.ts';
import hostNetwork from './host-network.ts';
import hostNetworkDns from './host-network-dns.ts';
import hostNetworkPortMismatch from './host-network-port-mismatch.ts';
import hostPort from './host-port.ts';
import hostPortTaken from './host-port-taken.ts';
import ingressBackendMissing from './ingress-backend-missing.ts';
import ingressBackendPortMissing from './ingress-backend-port-missing.ts';
import labelInvalid from './label-invalid.ts';
import loadBalancerService from './load-balancer-service.ts';
import nameMalformed from './name-malformed.ts';
import namePortMissing from './name-port-missing.ts';
import nameUnresolvable from './name-unresolvable.ts';
import nodePortOnClusterIp from './node-port-on-cluster-ip.ts';
import nodePortOutOfRange from './node-port-out-of-range.ts';
import nodePortService from './node-port-service.ts';
import nodePortTaken from './node-port-taken.ts';
import objectNameInvalid from './object-name-invalid.ts';
import podSubdomainUnserved from './pod-subdomain-unserved.ts';
import podUnisolated from './pod-unisolated.ts';
import policyEndPortInvalid from './policy-end-port-invalid.ts';
import policyPeerInvalid from './policy-peer-invalid.ts';
import policyPortInvalid from './policy-port-invalid.ts';
import policyProtocolInvalid from './policy-protocol-invalid.ts';
import policyRulesIgnored from './policy-rules-ignored.ts';
import policySelectorInvalid from './policy-selector-invalid.ts';
import policySelectsNothing from './policy-selects-nothing.ts';
import policyTypesInvalid from './policy-types-invalid.ts';
import portNameInvalid from './port-name-invalid.ts';
import portUnnamed from './port-unnamed.ts';
import probePortMissing from './probe-port-missing.ts';
import protocolInvalid from './protocol-invalid.ts';
import referenceGrantMissing from './reference-grant-missing.ts';
import routeBackendMissing from './route-backend-missing.ts';
import routeBackendPortMissing from './route-backend-port-missing.ts';
import routeNotAdmitted from './route-not-admitted.ts';
import serviceEndpointsMissing from './service-endpoints-missing.ts';
import serviceFieldMisplaced from './service-field-misplaced.ts';
import servicePortDuplicate from './service-port-duplicate.ts';
import servicePortLostOnApply from './service-port-lost-on-apply.ts';
import servicePortNameMissing from './service-port-name-missing.ts';
import serviceSelectsNothing from './service-selects-nothing.ts';
import serviceSelectsOthers from './service-selects-others.ts';
import sessionAffinityIgnored from './session-affinity-ignored.ts';
import statefulSetServiceMissing from './stateful-set-service-missing.ts';
import statefulSetServiceNotHeadless from './stateful-set-service-not-headless.ts';
import targetPortNotExposed from './target-port-not-exposed.ts';
import targetPortUndeclared from './target-port-undeclared.ts';
import trafficPolicyWithoutNode from './traffic-policy-without-node.ts';
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
  endpointPortUnmatched,
  endpointSliceServiceMissing,
  podSubdomainUnserved,
  serviceEndpointsMissing,
  statefulSetServiceMissing,
  statefulSetServiceNotHeadless,
  clusterIpsInconsistent,
  loadBalancerService,
  portUnnamed,
  servicePortLostOnApply,
  serviceSelectsOthers,
  trafficPolicyWithoutNode,
  nodePortTaken,
  nodePortOnClusterIp,
  nodePortOutOfRange,
  hostNetworkPortMismatch,
  hostPortTaken,
  hostNetwork,
  hostPort,
  nodePortService,
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
  podUnisolated,
  policyEndPortInvalid,
  policyPeerInvalid,
  policyPortInvalid,
  policyProtocolInvalid,
  policyRulesIgnored,
  policySelectorInvalid,
  policySelectsNothing,
  policyTypesInvalid,
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
