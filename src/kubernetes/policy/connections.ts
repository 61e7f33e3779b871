import { formatRange } from './addressSet.ts';
import { bothDecisions, type Decision, everythingAllowed, type PolicySet } from './decide.ts';
import { DirectionTable } from './directionTable.ts';
import { type EndpointClasses, endpointClasses } from './endpointClasses.ts';
import type { Endpoint, PodEndpoint, PolicyContext } from './match.ts';
import { intersectPorts, isNoPorts, noPorts, type PortSet, unitePorts } from './portSet.ts';

/** Pods under the name that a list shows, as `shop/web[Deployment]`. Several may share a name and are then one. */
export interface ListedPods {
  readonly name: string;
  readonly pods: PodEndpoint;
}

/** A source of traffic that is reached from outside: what Ingresses and routes send to the pods of a name. */
export interface ForwardedPorts {
  /** The name of the listed pods. */
  readonly destination: string;
  readonly ports: PortSet;
}

export interface ConnectionInput {
  readonly listed: readonly ListedPods[];
  readonly policies: PolicySet;
  readonly context: PolicyContext;
  /** What stands for the ingress controller, whose pods are not known, and what it forwards. */
  readonly controller?: { readonly pods: PodEndpoint; readonly forwards: readonly ForwardedPorts[] };
}

/** One line of a list. */
export interface Connection {
  readonly source: string;
  readonly destination: string;
  /** Allowed for certain; may be empty when `possible` is not. */
  readonly allowed: PortSet;
  /** Allowed for certain or perhaps. */
  readonly possible: PortSet;
}

export interface ConnectionTable {
  /** The names of workloads, sorted. */
  readonly workloads: readonly string[];
  /** External ranges as sources, and as destinations. */
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  /** What is allowed between two names; nothing for names that are not in the table. */
  between(source: string, destination: string): Pick<Connection, 'allowed' | 'possible'>;
  /**
   * Every connection with a port that is allowed or possible, sorted by source, then destination, by code unit.
   * Connections within one name and between addresses are left out.
   */
  rows(): Iterable<Connection>;
}

export const ingressControllerName = '{ingress-controller}';

/**
 * Every connection that the policies allow. Pods are grouped into classes that no policy tells apart, and a pair of
 * classes is decided once for each combination of rules that match it, so the work grows with what is distinct.
 */
export function connections(input: ConnectionInput): ConnectionTable {
  const { policies, context, controller } = input;
  const pods = input.listed.map((entry) => entry.pods);
  const classes = endpointClasses(controller ? [...pods, controller.pods] : pods, policies, context);
  const ingress = new DirectionTable('Ingress', classes, policies, context);
  const egress = new DirectionTable('Egress', classes, policies, context);
  const named = groupByName(input.listed, classes);
  const from = new Map([...named, ...externalNames(ingress.external, classes)]);
  const to = new Map([...named, ...externalNames(egress.external, classes)]);
  const isExternal = (name: string) => !named.has(name);
  const meet = memoisedMeet();

  const between = (source: string, destination: string): Decision => {
    const sources = from.get(source) ?? [];
    const destinations = to.get(destination) ?? [];
    if (isExternal(source) && isExternal(destination)) return nothingAllowed;
    let result: Decision | undefined;
    for (const a of sources) {
      for (const b of destinations) {
        const out = isExternal(source) ? everythingAllowed : egress.decision(a, b);
        const met = meet(out, isExternal(destination) ? everythingAllowed : ingress.decision(b, a));
        result = result && result !== met ? eitherDecision(result, met) : met;
      }
    }
    return result ?? nothingAllowed;
  };

  const forwarded = (destination: string): Decision => {
    const forwards = controller?.forwards.filter((entry) => entry.destination === destination) ?? [];
    if (forwards.length === 0) return nothingAllowed;
    const ports = forwards.reduce((set, entry) => unitePorts(set, entry.ports), noPorts);
    const own = classes.classOf[pods.length]!;
    const decisions = (named.get(destination) ?? []).map((at) => ingress.decision(at, own));
    const { allowed, possible, reasons } = decisions.reduce(eitherDecision, nothingAllowed);
    return { allowed: intersectPorts(allowed, ports), possible: intersectPorts(possible, ports), reasons };
  };

  const workloads = [...named.keys()].sort(byCodeUnit);
  return {
    workloads,
    sources: [...from.keys()].filter(isExternal),
    destinations: [...to.keys()].filter(isExternal),
    between: (source, destination) =>
      source === ingressControllerName ? forwarded(destination) : between(source, destination),
    *rows() {
      const destinations = [...to.keys()].sort(byCodeUnit);
      for (const source of [...from.keys()].sort(byCodeUnit)) {
        for (const destination of destinations) {
          if (source === destination) continue;
          const { allowed, possible } = between(source, destination);
          if (!isNoPorts(possible)) yield { source, destination, allowed, possible };
        }
      }
      for (const destination of controller ? workloads : []) {
        const { allowed, possible } = forwarded(destination);
        if (!isNoPorts(possible)) yield { source: ingressControllerName, destination, allowed, possible };
      }
    },
  };
}

const nothingAllowed: Decision = { allowed: noPorts, possible: noPorts, reasons: [] };

/** The order of np-guard's lists, and the same on every machine. */
function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function eitherDecision(a: Decision, b: Decision): Decision {
  return {
    allowed: unitePorts(a.allowed, b.allowed),
    possible: unitePorts(a.possible, b.possible),
    reasons: a.reasons,
  };
}

function memoisedMeet(): (a: Decision, b: Decision) => Decision {
  const known = new Map<Decision, Map<Decision, Decision>>();
  return (a, b) => {
    if (a === everythingAllowed) return b;
    if (b === everythingAllowed) return a;
    let row = known.get(a);
    if (!row) known.set(a, (row = new Map()));
    let met = row.get(b);
    if (!met) row.set(b, (met = bothDecisions(a, b)));
    return met;
  };
}

/** The distinct classes behind each name. */
function groupByName(
  listed: readonly ListedPods[],
  { classOf }: EndpointClasses,
): ReadonlyMap<string, readonly number[]> {
  const result = new Map<string, number[]>();
  listed.forEach(({ name }, index) => {
    const own = result.get(name);
    const at = classOf[index]!;
    if (!own) result.set(name, [at]);
    else if (!own.includes(at)) own.push(at);
  });
  return result;
}

/** External ranges follow the classes in the numbering of endpoints. */
function externalNames(
  external: readonly Endpoint[],
  { representatives }: EndpointClasses,
): [string, readonly number[]][] {
  return external.flatMap((endpoint, index): [string, readonly number[]][] =>
    endpoint.kind === 'addresses'
      ? [[`${formatRange(endpoint.range)}[External]`, [representatives.length + index]]]
      : [],
  );
}
