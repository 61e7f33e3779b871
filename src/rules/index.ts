import type { Rule } from '../lint/rule.ts';
import addressHardCoded from './address-hard-coded.ts';
import addressNonstandard from './address-nonstandard.ts';
import addressSpecial from './address-special.ts';
import apiVersionRemoved from './api-version-removed.ts';
import cidrHostBits from './cidr-host-bits.ts';
import cidrInvalid from './cidr-invalid.ts';
import cidrOverlap from './cidr-overlap.ts';
import clusterDomainMismatch from './cluster-domain-mismatch.ts';
import clusterIpDynamicBand from './cluster-ip-dynamic-band.ts';
import clusterIpOutsideRange from './cluster-ip-outside-range.ts';
import clusterIpTaken from './cluster-ip-taken.ts';
import clusterIpUnusable from './cluster-ip-unusable.ts';
import clusterIpsInconsistent from './cluster-ips-inconsistent.ts';
import containerPortDuplicate from './container-port-duplicate.ts';
import containerPortNameAmbiguous from './container-port-name-ambiguous.ts';
import containerPortNameDuplicate from './container-port-name-duplicate.ts';
import dnsAddressMismatch from './dns-address-mismatch.ts';
import dnsAddressOutsideRange from './dns-address-outside-range.ts';
import dnsConfigInvalid from './dns-config-invalid.ts';
import dnsPolicyDefault from './dns-policy-default.ts';
import endpointIsService from './endpoint-is-service.ts';
import endpointPortUnmatched from './endpoint-port-unmatched.ts';
import endpointSliceServiceMissing from './endpoint-slice-service-missing.ts';
import exceptBlocksNodeLocalDns from './except-blocks-node-local-dns.ts';
import exceptNotSubset from './except-not-subset.ts';
import externalIpInCluster from './external-ip-in-cluster.ts';
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
import ingressBackendInvalid from './ingress-backend-invalid.ts';
import ingressBackendMissing from './ingress-backend-missing.ts';
import ingressBackendPortMissing from './ingress-backend-port-missing.ts';
import ingressClassDefaults from './ingress-class-defaults.ts';
import ingressClassMissing from './ingress-class-missing.ts';
import ingressClassTwice from './ingress-class-twice.ts';
import ingressHostInvalid from './ingress-host-invalid.ts';
import ingressPathDuplicate from './ingress-path-duplicate.ts';
import ingressPathInvalid from './ingress-path-invalid.ts';
import ingressPathRegex from './ingress-path-regex.ts';
import ingressPathShadowed from './ingress-path-shadowed.ts';
import ingressPathTypeInvalid from './ingress-path-type-invalid.ts';
import ingressTlsHostUnused from './ingress-tls-host-unused.ts';
import ipBlockSelectsPods from './ip-block-selects-pods.ts';
import ipBlockSelectsServices from './ip-block-selects-services.ts';
import labelInvalid from './label-invalid.ts';
import loadBalancerAddressOutsidePools from './load-balancer-address-outside-pools.ts';
import loadBalancerService from './load-balancer-service.ts';
import metadataReachable from './metadata-reachable.ts';
import monitorPortMissing from './monitor-port-missing.ts';
import nameMalformed from './name-malformed.ts';
import nameNotSearched from './name-not-searched.ts';
import nameOfPodMissing from './name-of-pod-missing.ts';
import namePortMissing from './name-port-missing.ts';
import nameSearchCost from './name-search-cost.ts';
import nameTrailingDot from './name-trailing-dot.ts';
import nameUnresolvable from './name-unresolvable.ts';
import nodePortDynamicBand from './node-port-dynamic-band.ts';
import nodePortOnClusterIp from './node-port-on-cluster-ip.ts';
import nodePortOutOfRange from './node-port-out-of-range.ts';
import nodePortService from './node-port-service.ts';
import nodePortTaken from './node-port-taken.ts';
import numberQuoted from './number-quoted.ts';
import objectNameInvalid from './object-name-invalid.ts';
import podRangeMismatch from './pod-range-mismatch.ts';
import podSubdomainUnserved from './pod-subdomain-unserved.ts';
import podWithoutPolicy from './pod-without-policy.ts';
import policyBlocksConnection from './policy-blocks-connection.ts';
import policyBlocksDns from './policy-blocks-dns.ts';
import policyBlocksService from './policy-blocks-service.ts';
import policyEndPortInvalid from './policy-end-port-invalid.ts';
import policyExceptDefeated from './policy-except-defeated.ts';
import policyNamespaceSelectsNothing from './policy-namespace-selects-nothing.ts';
import policyNotEnforced from './policy-not-enforced.ts';
import policyPeerInvalid from './policy-peer-invalid.ts';
import policyPeerSelectsNothing from './policy-peer-selects-nothing.ts';
import policyPeerSplit from './policy-peer-split.ts';
import policyPortInvalid from './policy-port-invalid.ts';
import policyPortNameUnknown from './policy-port-name-unknown.ts';
import policyPortOfService from './policy-port-of-service.ts';
import policyPortUndeclared from './policy-port-undeclared.ts';
import policyProtocolInvalid from './policy-protocol-invalid.ts';
import policyRuleRedundant from './policy-rule-redundant.ts';
import policyRulesIgnored from './policy-rules-ignored.ts';
import policySelectorInvalid from './policy-selector-invalid.ts';
import policySelectsHostNetwork from './policy-selects-host-network.ts';
import policySelectsNothing from './policy-selects-nothing.ts';
import policyTypesInvalid from './policy-types-invalid.ts';
import portNameInvalid from './port-name-invalid.ts';
import portUnnamed from './port-unnamed.ts';
import probePortMissing from './probe-port-missing.ts';
import protocolInvalid from './protocol-invalid.ts';
import rangeFamilies from './range-families.ts';
import rangeOutsidePods from './range-outside-pods.ts';
import rangePublic from './range-public.ts';
import rangeReserved from './range-reserved.ts';
import rangeSize from './range-size.ts';
import referenceGrantMissing from './reference-grant-missing.ts';
import routeBackendMissing from './route-backend-missing.ts';
import routeBackendPortMissing from './route-backend-port-missing.ts';
import routeInvalid from './route-invalid.ts';
import routeNotAdmitted from './route-not-admitted.ts';
import secondaryRangeInvalid from './secondary-range-invalid.ts';
import serviceEndpointsMissing from './service-endpoints-missing.ts';
import serviceEntryInRange from './service-entry-in-range.ts';
import serviceFieldIgnored from './service-field-ignored.ts';
import serviceFieldMisplaced from './service-field-misplaced.ts';
import servicePortDuplicate from './service-port-duplicate.ts';
import servicePortLostOnApply from './service-port-lost-on-apply.ts';
import servicePortNameMissing from './service-port-name-missing.ts';
import serviceReferenceMissing from './service-reference-missing.ts';
import serviceSelectsNothing from './service-selects-nothing.ts';
import serviceSelectsOthers from './service-selects-others.ts';
import serviceVariableCollision from './service-variable-collision.ts';
import sessionAffinityIgnored from './session-affinity-ignored.ts';
import sourceRangesMisplaced from './source-ranges-misplaced.ts';
import statefulSetServiceMissing from './stateful-set-service-missing.ts';
import statefulSetServiceNotHeadless from './stateful-set-service-not-headless.ts';
import suppressionUnused from './suppression-unused.ts';
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
  serviceFieldIgnored,
  nodePortTaken,
  nodePortOnClusterIp,
  nodePortOutOfRange,
  hostNetworkPortMismatch,
  hostPortTaken,
  hostNetwork,
  hostPort,
  nodePortService,
  nodePortDynamicBand,
  ingressBackendMissing,
  ingressBackendPortMissing,
  ingressBackendInvalid,
  ingressClassDefaults,
  ingressClassMissing,
  ingressClassTwice,
  ingressHostInvalid,
  ingressPathDuplicate,
  ingressPathInvalid,
  ingressPathRegex,
  ingressPathShadowed,
  ingressPathTypeInvalid,
  ingressTlsHostUnused,
  gatewayListenerConflict,
  gatewayListenerInvalid,
  gatewayListenerMissing,
  gatewayParentMissing,
  referenceGrantMissing,
  routeBackendMissing,
  routeBackendPortMissing,
  routeInvalid,
  routeNotAdmitted,
  policyEndPortInvalid,
  policyPeerInvalid,
  policyPortInvalid,
  policyProtocolInvalid,
  policyRulesIgnored,
  policySelectorInvalid,
  policySelectsNothing,
  policyTypesInvalid,
  podWithoutPolicy,
  policyExceptDefeated,
  policyNamespaceSelectsNothing,
  policyNotEnforced,
  policyPeerSelectsNothing,
  policyPeerSplit,
  policyPortNameUnknown,
  policyPortOfService,
  policyPortUndeclared,
  policyRuleRedundant,
  policySelectsHostNetwork,
  exceptBlocksNodeLocalDns,
  exceptNotSubset,
  ipBlockSelectsPods,
  ipBlockSelectsServices,
  metadataReachable,
  policyBlocksConnection,
  policyBlocksDns,
  policyBlocksService,
  nameUnresolvable,
  monitorPortMissing,
  nameMalformed,
  namePortMissing,
  externalNameIsAddress,
  addressHardCoded,
  nameOfPodMissing,
  nameNotSearched,
  nameSearchCost,
  nameTrailingDot,
  serviceVariableCollision,
  serviceReferenceMissing,
  addressNonstandard,
  addressSpecial,
  cidrHostBits,
  cidrInvalid,
  cidrOverlap,
  clusterDomainMismatch,
  clusterIpDynamicBand,
  clusterIpOutsideRange,
  clusterIpTaken,
  clusterIpUnusable,
  dnsAddressMismatch,
  dnsAddressOutsideRange,
  endpointIsService,
  externalIpInCluster,
  loadBalancerAddressOutsidePools,
  podRangeMismatch,
  rangeFamilies,
  rangeOutsidePods,
  rangePublic,
  rangeReserved,
  rangeSize,
  secondaryRangeInvalid,
  serviceEntryInRange,
  sourceRangesMisplaced,
  containerPortDuplicate,
  containerPortNameAmbiguous,
  containerPortNameDuplicate,
  dnsConfigInvalid,
  hostNetworkDns,
  probePortMissing,
  workloadSelectorMismatch,
  dnsPolicyDefault,
  apiVersionRemoved,
  labelInvalid,
  objectNameInvalid,
  valueUnquoted,
  suppressionUnused,
  numberQuoted,
];
