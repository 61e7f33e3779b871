import type { Explanation } from '../../kubernetes/policy/explain.ts';
import { readProtocol } from '../../kubernetes/policy/networkPolicy.ts';
import type { Model } from '../derived.ts';
import { endpoints, targetIn } from '../endpoints.ts';
import type { Workload } from '../facts/workload.ts';
import { policies } from '../policies.ts';
import type { NameReference } from './references.ts';

/** Whether the policies let a user of a name reach the pods behind it. */
export interface Reach {
  readonly from: Workload;
  readonly to: Workload;
  readonly port: number;
  readonly explanation: Explanation;
}

/** The verdicts for the first port that a name means, one for each workload behind it; none where it leads to no pod. */
export function reachOf(model: Model, { target, users, port }: NameReference, from = users[0]): readonly Reach[] {
  if (target.kind !== 'service' || from === undefined) return [];
  const { service } = target;
  const own = service.ports.find((one) => one.port.value === port?.value) ?? service.ports[0];
  const protocol = own && readProtocol(own.protocol.value);
  if (!own || !protocol) return [];
  return model
    .get(endpoints)
    .workloadsOf(service)
    .flatMap((to) => {
      const { port: number } = targetIn(own, to);
      if (number === undefined || to === from) return [];
      return [{ from, to, port: number, explanation: model.get(policies).explain(from, to, protocol, number) }];
    });
}
