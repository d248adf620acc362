import type { Machine } from '../../evaluate/machine.ts';
import { type ClassValue, optionsOf, type Value } from '../../evaluate/value.ts';
import type { ClassCode, Expression } from '../../source/code.ts';
import type { Decoration } from './nest-model.ts';

/** The decorators of Nest that stand on something, also those that a decorator of the project puts together. */
export function decorationsOf(
  machine: Machine,
  file: string,
  decorators: readonly Expression[],
): Decoration[] {
  if (decorators.length === 0) return [];
  const frame = machine.loadModule(file);
  return decorators.flatMap((decorator) => flatten(machine.evaluate(frame, decorator)));
}

/** Those of a class, by its value. */
export function decorationsOfClass(machine: Machine, { code, frame }: ClassValue): Decoration[] {
  return code.decorators.flatMap((decorator) => flatten(machine.evaluate(frame, decorator)));
}

function flatten(value: Value): Decoration[] {
  if (value.kind === 'array') return value.items.flatMap(flatten);
  return optionsOf(value).flatMap((each): Decoration[] => {
    if (each.kind === 'array') return flatten(each);
    if (each.kind !== 'made' || each.model !== 'nest') return [];
    const thing = each.thing as Decoration | { readonly kind: 'application' | 'tree' };
    return thing.kind === 'decoration' ? [thing] : [];
  });
}

/** The value of a class that is declared at the top of a module; null for others. */
export function classValue(machine: Machine, file: string, { variable }: ClassCode): ClassValue | null {
  if (!variable?.isTopLevel) return null;
  const value = machine.lookUp(machine.loadModule(file), variable);
  return value.kind === 'class' ? value : null;
}
