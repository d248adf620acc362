import type { Machine } from '../evaluate/machine.ts';
import { membersOfClass } from '../evaluate/class-members.ts';
import { baseOf } from '../evaluate/members.ts';
import { type ClassValue, type Frame, type MadeValue, optionsOf, type Value } from '../evaluate/value.ts';
import type { ClassCode, Expression, Member } from '../source/code.ts';

/** A decorator of a package with its arguments, not applied to anything yet. */
export interface Decoration {
  readonly kind: 'decoration';
  readonly package: string;
  readonly name: string;
  readonly args: readonly Value[];
}

/** What a model gives for the call of a decorator of its package. */
export function decoration(
  model: string,
  from: string,
  name: string,
  args: readonly Value[],
): MadeValue & { readonly thing: Decoration } {
  return { kind: 'made', model, thing: { kind: 'decoration', package: from, name, args } };
}

/**
 * The known decorators among some, also those that a decorator of the project puts together.
 *
 * Evaluated once: several discoverers ask for the same ones, and what their arguments call may be all of an application.
 */
export function decorationsOf(
  machine: Machine,
  frame: Frame,
  decorators: readonly Expression[],
): readonly Decoration[] {
  const evaluate = () => decorators.flatMap((decorator) => flatten(machine.evaluate(frame, decorator)));
  // In the middle of a run less may be known, or cut off.
  if (decorators.length === 0 || machine.depth > 0) return evaluate();
  const known = evaluated.get(frame) ?? new Map<readonly Expression[], readonly Decoration[]>();
  evaluated.set(frame, known);
  const decorations = known.get(decorators) ?? evaluate();
  known.set(decorators, decorations);
  return decorations;
}

const evaluated = new WeakMap<Frame, Map<readonly Expression[], readonly Decoration[]>>();

/** Those of a class, by its value. */
export function decorationsOfClass(machine: Machine, { code, frame }: ClassValue): readonly Decoration[] {
  return decorationsOf(machine, frame, code.decorators);
}

/** Those of a class and, after them, of its base classes. */
export function inheritedDecorations(machine: Machine, type: ClassValue): Decoration[] {
  const found: Decoration[] = [];
  let place: ClassValue | null = type;
  for (let depth = 0; place && depth < 16; depth++) {
    found.push(...decorationsOfClass(machine, place));
    place = baseOf(machine, place);
  }
  return found;
}

/** A decorated member as its class sees it. */
export interface DecoratedMember {
  readonly member: Member;
  /** Where it is written: the file of a base class for an inherited one. */
  readonly file: string;
  readonly decorations: readonly Decoration[];
}

/** Methods of a class and of its base classes that have known decorators; one that is overridden counts once. */
export function decoratedMembers(machine: Machine, type: ClassValue): DecoratedMember[] {
  return [...membersOfClass(machine, type)].flatMap(({ member, frame }) => {
    const decorations = decorationsOf(machine, frame, member.decorators);
    return decorations.length === 0 ? [] : [{ member, file: frame.file, decorations }];
  });
}

function flatten(value: Value): Decoration[] {
  return optionsOf(value).flatMap((each): Decoration[] => {
    if (each.kind === 'array') return each.items.flatMap(flatten);
    return each.kind === 'made' && isDecoration(each.thing) ? [each.thing] : [];
  });
}

function isDecoration(thing: object): thing is Decoration {
  return 'kind' in thing && thing.kind === 'decoration';
}

/** The value of a class that is declared at the top of a module; null for others. */
export function classValue(machine: Machine, file: string, { variable }: ClassCode): ClassValue | null {
  if (!variable?.isTopLevel) return null;
  const value = machine.lookUp(machine.loadModule(file), variable);
  return value.kind === 'class' ? value : null;
}
