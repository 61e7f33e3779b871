import { type Severity, severities } from '../../lint/rule.ts';
import { type Asked, type Known, numberOf, placeText, scopesAsked, textOf } from './asked.ts';

const usualNumber = 50;

/**
 * What is wrong, gravest first, each with its line, its rule and the titles of its fixes; then why each rule matters.
 *
 * @param asked perhaps `path` (a file or folder), `namespace`, `rule`, `severity` (the least that counts), `scope` and
 *   `limit`
 */
export function listFindings(known: Known, asked: Asked): string {
  const path = textOf(asked, 'path')?.replace(/^\.\/|\/$/g, '');
  const scopes = scopesAsked(known, asked);
  if (typeof scopes === 'string') return scopes;
  const [namespace, rule, scope] = ['namespace', 'rule', 'scope'].map((name) => textOf(asked, name));
  const wanted = severities.indexOf(textOf(asked, 'severity') as Severity);
  const least = wanted < 0 ? severities.length : wanted;
  const limit = Math.max(1, numberOf(asked, 'limit') ?? usualNumber);
  const found = known.findings
    .filter(({ span, resource, severity, rule: own, scopes: holdsIn }) => {
      const [, ownNamespace] = resource.split('/');
      const isThere = path === undefined || path === '.' || span.file === path || span.file.startsWith(`${path}/`);
      return (
        isThere &&
        (namespace === undefined || ownNamespace === namespace) &&
        (rule === undefined || own === rule) &&
        (scope === undefined || holdsIn.includes(scope)) &&
        severities.indexOf(severity) <= least
      );
    })
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  if (found.length === 0) return known.findings.length === 0 ? 'Nothing is wrong.' : 'Nothing of this is wrong.';
  const shown = found.slice(0, limit);
  const several = known.workspace.scopes.length > 1;
  const lines = shown.map(({ span, severity, message, rule: own, fixes, related, scopes: holdsIn, resource }) =>
    [
      `${placeText(known, span)}: ${severity}: ${message} (${own}, ${resource})`,
      ...(several ? [`  in scope ${holdsIn.join(', ')}`] : []),
      ...(related ?? []).map((other) => `  ${placeText(known, other.span)}: ${other.message}`),
      ...(fixes ?? []).map(({ title }) => `  fix: ${title}`),
    ].join('\n'),
  );
  const why = [...new Set(shown.map((one) => one.rule))].map((id) => `${id}: ${known.whyOf(id) ?? ''}`);
  const count = `${found.length} ${found.length === 1 ? 'finding' : 'findings'}`;
  const head = shown.length < found.length ? `The first ${shown.length} of ${count}:` : `${count}:`;
  return [head, ...lines, '', 'Why it matters:', ...why, ''].join('\n');
}
