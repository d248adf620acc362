import type { Expression } from '../source/code.ts';
import type { Machine } from './machine.ts';
import { type Frame, optionsOf, severalOf, type Value } from './value.ts';

/** What is called; a function that is taken from something and called at once has that as its `this`. */
export function evaluateCallee(machine: Machine, frame: Frame, callee: Expression): Value {
  if (callee.kind !== 'member' || typeof callee.property !== 'string') return machine.evaluate(frame, callee);
  const { property } = callee;
  const objects = optionsOf(machine.evaluate(frame, callee.object));
  return severalOf(objects.map((object) => calledOn(object, machine.property(object, property))));
}

/** Arrow functions and methods of classes have their `this` already. */
function calledOn(object: Value, callee: Value): Value {
  if (callee.kind === 'several') return severalOf(callee.options.map((each) => calledOn(object, each)));
  if (callee.kind !== 'closure' || callee.self !== null || callee.code.isArrow) return callee;
  const hasMembers = object.kind === 'object' || object.kind === 'namespace' || object.kind === 'closure';
  return hasMembers ? { ...callee, self: object } : callee;
}
