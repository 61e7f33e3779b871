import type { Rule } from '../lint/rule.ts';
import serviceSelectsNothing from './service-selects-nothing.ts';

/** Every rule, in the order of the documentation. */
export const rules: readonly Rule[] = [serviceSelectsNothing];
