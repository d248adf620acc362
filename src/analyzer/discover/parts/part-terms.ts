import type { FunctionCode } from '../source/code.ts';
import { toTerms } from '../source/terms.ts';
import { expressionsIn, expressionsOf, stepsIn } from '../source/walk-code.ts';

/** Terms of the identifiers that functions declare or use, as those of a whole file; types say nothing here. */
export function termsOfFunctions(functions: readonly FunctionCode[]): Map<string, number> {
  const identifiers = new Map<string, number>();
  const count = (name: string): void => {
    if (name !== '') identifiers.set(name, (identifiers.get(name) ?? 0) + 1);
  };
  for (const { name, parameters, steps } of functions) {
    count(name);
    for (const { variable } of parameters) count(variable.name);
    for (const step of stepsIn(steps)) {
      if (step.kind === 'declare') count(step.variable.name);
      if (step.kind === 'each') count(step.item.name);
      for (const expression of expressionsOf(step)) countIn(expression, count);
    }
  }
  return toTerms(identifiers);
}

function countIn(expression: Parameters<typeof expressionsIn>[0], count: (name: string) => void): void {
  for (const each of expressionsIn(expression)) {
    if (each.kind === 'name') count(each.name);
    if (each.kind === 'member' && typeof each.property === 'string') count(each.property);
    if (each.kind === 'object') {
      for (const { key } of each.entries) if (typeof key === 'string') count(key);
    }
  }
}
