import type { Field } from '../../yaml/field.ts';
import type { OpenShiftRoute } from '../facts/openShiftRoute.ts';
import { extractResource } from './resource.ts';

export function extractOpenShiftRoute(root: Field): OpenShiftRoute {
  const spec = root.get('spec');
  const backends = [spec.get('to'), ...spec.get('alternateBackends').items()];
  return {
    ...extractResource(root),
    host: spec.get('host').string(),
    services: backends.flatMap((backend) => {
      const kind = backend.get('kind').string()?.value;
      return kind === undefined || kind === '' || kind === 'Service' ? (backend.get('name').string() ?? []) : [];
    }),
    targetPort: spec.at('port', 'targetPort').intOrString(),
  };
}
