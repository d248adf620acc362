import type { Step } from '../source/code.ts';
import { decide } from './decide.ts';
import { callsSpent } from './allowance.ts';
import type { Machine } from './machine.ts';
import { type Frame, optionsOf, text, unknown, type Value } from './value.ts';

/** Runs the steps of a function or module in order. */
export function runSteps(machine: Machine, frame: Frame, steps: readonly Step[]): void {
  for (const step of steps) {
    switch (step.kind) {
      case 'declare':
        if (!frame.early?.delete(step.variable)) {
          ownerOf(frame, step.variable).variables.set(step.variable, machine.evaluate(frame, step.value));
        }
        break;
      case 'run':
        machine.evaluate(frame, step.value);
        break;
      case 'return':
        frame.returns.push(machine.evaluate(frame, step.value));
        break;
      case 'if': {
        const isTrue = decide(machine, frame, step.test);
        if (isTrue !== false) runSteps(machine, frame, step.whenTrue);
        if (isTrue !== true) runSteps(machine, frame, step.whenFalse);
        break;
      }
      case 'each':
        for (const item of itemsOf(machine.evaluate(frame, step.over), step.isKeys)) {
          if (machine.allowance.calls-- <= 0) {
            machine.allowance.note(callsSpent, { file: frame.file, line: step.item.line });
            break;
          }
          frame.variables.set(step.item, item);
          machine.stack.push({ site: null, args: [item] });
          runSteps(machine, frame, step.body);
          machine.stack.pop();
        }
    }
  }
}

function ownerOf(frame: Frame, variable: { readonly owner: Frame['code'] }): Frame {
  let place: Frame | null = frame;
  while (place && place.code !== variable.owner) place = place.parent;
  return place ?? frame;
}

/** What a loop visits; something unknown is visited once. */
function itemsOf(over: Value, isKeys: boolean): Value[] {
  return optionsOf(over).flatMap((each): Value[] => {
    if (each.kind === 'array') return isKeys ? each.items.map((_, index) => text(String(index))) : each.items;
    if (each.kind === 'object')
      return isKeys ? [...each.properties.keys()].map((key) => text(key)) : [unknown('item')];
    return [unknown('item')];
  });
}
