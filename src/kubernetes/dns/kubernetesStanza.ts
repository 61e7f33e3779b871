import type { CorefileLine } from './corefile.ts';
import type { CorefileProblem, CorefileToken } from './corefileTokens.ts';
import { defaultOptions, type KubernetesOptions, normalZones } from './kubernetesOptions.ts';
import { parseSelector } from './selectorText.ts';

export interface KubernetesStanza {
  readonly options: KubernetesOptions;
  readonly problems: readonly CorefileProblem[];
}

/** Properties without a meaning for answers. */
const otherProperties = [
  'endpoint',
  'tls',
  'kubeconfig',
  'resyncperiod',
  'upstream',
  'apiserver_qps',
  'apiserver_burst',
  'apiserver_max_inflight',
  'startup_timeout',
  'transfer',
];

/**
 * Reads a `kubernetes` stanza (CoreDNS plugin/kubernetes/setup.go, ParseStanza). `blockZones` are the zones of the server
 * block, which stand in for missing arguments. A value that CoreDNS refuses is a problem, and the default stays.
 */
export function readKubernetes(line: CorefileLine, blockZones: readonly string[]): KubernetesStanza {
  const problems: CorefileProblem[] = [];
  const report = (code: CorefileProblem['code'], message: string, { start, end }: CorefileToken) =>
    void problems.push({ code, message, start, end });
  const zones = line.args.length > 0 ? line.args.map((token) => token.text) : blockZones;
  let options = defaultOptions(zones);
  if (options.primaryZone === '') report('no-zone', 'A zone that is not for reverse names is needed.', line.name);
  for (const { name, args } of line.block) {
    const texts = args.map((token) => token.text);
    const [first] = texts;
    const wrong = (message: string) => report('bad-value', message, args[0] ?? name);
    switch (name.text) {
      case 'pods':
        if (first === 'disabled' || first === 'insecure' || first === 'verified') options = { ...options, pods: first };
        else wrong('pods is one of disabled, insecure and verified.');
        break;
      case 'ttl':
        if (/^\d+$/.test(first ?? '') && Number(first) <= 3600) options = { ...options, ttl: Number(first) };
        else wrong('ttl is a number of seconds from 0 to 3600.');
        break;
      case 'namespaces':
        if (texts.length > 0) options = { ...options, namespaces: [...options.namespaces, ...texts] };
        else wrong('namespaces needs a name.');
        break;
      case 'labels':
      case 'namespace_labels': {
        const selector = parseSelector(texts.join(' '));
        if (selector === undefined) wrong(`${name.text} needs a label selector.`);
        else options = { ...options, [name.text === 'labels' ? 'labels' : 'namespaceLabels']: selector };
        break;
      }
      case 'fallthrough':
        options = { ...options, fallthrough: fallthroughZones(texts) };
        break;
      case 'endpoint_pod_names':
        options = { ...options, endpointPodNames: true };
        break;
      case 'noendpoints':
        options = { ...options, noEndpoints: true };
        break;
      case 'ignore':
        if (first === 'empty_service') options = { ...options, ignoreEmptyService: true };
        else wrong('Only empty_service can be ignored.');
        break;
      case 'multicluster':
        options = { ...options, multicluster: texts.flatMap(normalZones) };
        break;
      case 'zonal':
        options = { ...options, zonal: true };
        break;
      case 'ptr_hostname_only':
        options = { ...options, ptrHostnameOnly: true };
        break;
      default:
        if (!otherProperties.includes(name.text)) {
          report('unknown-property', `kubernetes has no property ${name.text}.`, name);
        }
    }
  }
  if (options.namespaces.length > 0 && options.namespaceLabels !== undefined) {
    report('bad-value', 'namespaces and namespace_labels cannot both be set.', line.name);
  }
  return { options, problems };
}

/** The zones of a `fallthrough`: all without arguments. */
export function fallthroughZones(args: readonly string[]): readonly string[] {
  return args.length === 0 ? ['.'] : args.flatMap(normalZones);
}
