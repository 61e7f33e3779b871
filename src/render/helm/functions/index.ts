import type { GoFunction } from '../template/environment.ts';
import { dateFunctions } from './dates.ts';
import { fn } from './define.ts';
import { dictFunctions } from './dicts.ts';
import { encodingFunctions } from './encoding.ts';
import { listFunctions } from './lists.ts';
import { numberFunctions } from './numbers.ts';
import { pathFunctions } from './paths.ts';
import { type Chance, randomFunctions } from './random.ts';
import { regexFunctions } from './regex.ts';
import { semverFunctions } from './semver.ts';
import { stringFunctions } from './strings.ts';
import { typeFunctions } from './types.ts';

export { Chance } from './random.ts';

const constant: Readonly<Record<string, GoFunction>> = {
  ...stringFunctions,
  ...listFunctions,
  ...typeFunctions,
  ...dictFunctions,
  ...numberFunctions,
  ...regexFunctions,
  ...semverFunctions,
  ...encodingFunctions,
  ...pathFunctions,
  // Without a cluster and a network there is nothing to find.
  lookup: fn(['string', 'string', 'string', 'string'], () => new Map()),
  getHostByName: fn(['string'], () => ''),
  hello: fn([], () => 'Hello!'),
};

/** All functions of Sprig and Helm but those that run templates (`include`, `tpl`, `required`). */
export function functions(chance: Chance): Map<string, GoFunction> {
  return new Map(Object.entries({ ...constant, ...randomFunctions(chance), ...dateFunctions(chance) }));
}
