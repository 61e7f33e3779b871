import { endpointName, serviceName, withoutDot } from '../kubernetes/dns/names.ts';
import { clusterDns } from '../model/dns/cluster.ts';
import { endpoints, targetIn } from '../model/endpoints.ts';
import { backendsOf } from '../model/facts/ingress.ts';
import { namesByFile } from '../model/names/byFile.ts';
import { serviceIndex } from '../model/services.ts';
import type { Scope, Workspace } from '../model/workspace.ts';
import type { Located } from '../text/span.ts';

/** A text that the editor shows behind a place, without it being in the file. */
export interface InlayHint {
  readonly offset: number;
  readonly text: string;
  /** What it means, in a sentence. */
  readonly tooltip: string;
}

/** The full names behind short ones, and the numbers behind names of ports, in a part of a file. In order. */
export function inlayHintsIn(workspace: Workspace, file: string, start: number, end: number): readonly InlayHint[] {
  const found = new Map<number, InlayHint>();
  for (const scope of workspace.scopesOf(file)) {
    for (const hint of [...nameHints(scope, file), ...portHints(scope, file)]) {
      if (hint.offset >= start && hint.offset <= end && !found.has(hint.offset)) found.set(hint.offset, hint);
    }
  }
  return [...found.values()].sort((a, b) => a.offset - b.offset);
}

function* nameHints({ model }: Scope, file: string): Iterable<InlayHint> {
  for (const { host, target } of model.get(namesByFile).inFile(file)) {
    if (target.kind !== 'service' || host.derived) continue;
    const { service, endpoint } = target;
    const [name, namespace] = [service.name.value, service.namespace.value];
    const { domain } = model.get(clusterDns);
    const full =
      endpoint === undefined ? serviceName(name, namespace, domain) : endpointName(endpoint, name, namespace, domain);
    const written = withoutDot(host.value).toLowerCase();
    if (written === full || !full.startsWith(written)) continue;
    yield {
      offset: host.span.end,
      text: full.slice(written.length),
      tooltip: `${host.value} is ${full}, Service ${name} of namespace ${namespace}`,
    };
  }
}

function* portHints({ model }: Scope, file: string): Iterable<InlayHint> {
  const { services, ingresses } = model.inputs;
  const { workloadsOf } = model.get(endpoints);
  const { find } = model.get(serviceIndex);
  const hint = (place: Located<unknown>, numbers: readonly number[], tooltip: string): InlayHint[] =>
    numbers.length > 0 && place.span.file === file && !place.derived
      ? [{ offset: place.span.end, text: ` = ${[...new Set(numbers)].join(', ')}`, tooltip }]
      : [];
  for (const service of services) {
    if (service.tree.span.file !== file) continue;
    for (const port of service.ports) {
      if (typeof port.targetPort.value !== 'string') continue;
      const numbers = workloadsOf(service).flatMap((workload) => targetIn(port, workload).port ?? []);
      yield* hint(port.targetPort, numbers, `the container port "${port.targetPort.value}"`);
    }
  }
  for (const ingress of ingresses) {
    if (ingress.tree.span.file !== file) continue;
    for (const { service, port } of backendsOf(ingress)) {
      if (!service || typeof port?.value !== 'string') continue;
      const own = find(ingress.namespace.value, service.value)?.ports.find(({ name }) => name?.value === port.value);
      if (own) yield* hint(port, [own.port.value], `port "${port.value}" of Service ${service.value}`);
    }
  }
}
