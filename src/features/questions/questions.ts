import type { Asked, Known } from './asked.ts';
import { checkReachability } from './checkReachability.ts';
import { describeServiceAsked } from './describeService.ts';
import { listFindings } from './listFindings.ts';
import { resolveDns } from './resolveDns.ts';

/**
 * Questions in words, for those who ask in text, by the names under which package.json offers them. Each answers with
 * plain text, also where there is no answer: then it says why, and what could be asked.
 */
export const questions: Readonly<Record<string, (known: Known, asked: Asked) => string>> = {
  podpath_resolve_dns: resolveDns,
  podpath_check_reachability: checkReachability,
  podpath_list_findings: listFindings,
  podpath_describe_service: describeServiceAsked,
};
