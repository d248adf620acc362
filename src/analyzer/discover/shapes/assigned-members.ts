import type { Expression, FunctionCode, ObjectExpression, Step } from '../source/code.ts';
import type { SourceModule } from '../source/read-code.ts';
import type { Place } from './shape.ts';

export interface AssignedMember {
  readonly value: Expression;
  readonly place: Place;
}

/** What objects are given after they are made, by object and name. */
export type AssignedMembers = ReadonlyMap<ObjectExpression, ReadonlyMap<string, readonly AssignedMember[]>>;

/** `const api = {}; api.list = …`: by the names of a module that hold an object literal. Linear in its steps. */
export function indexAssignedMembers({ path: file, functions }: SourceModule): AssignedMembers {
  const index = new Map<ObjectExpression, Map<string, AssignedMember[]>>();
  for (const code of functions) readSteps(index, code.steps, { file, code });
  return index;
}

function readSteps(
  index: Map<ObjectExpression, Map<string, AssignedMember[]>>,
  steps: readonly Step[],
  place: { readonly file: string; readonly code: FunctionCode },
): void {
  for (const step of steps) {
    if (step.kind === 'if') {
      readSteps(index, step.whenTrue, place);
      readSteps(index, step.whenFalse, place);
    } else if (step.kind === 'each') readSteps(index, step.body, place);
    else if (step.kind === 'run' && step.value.kind === 'assign') {
      const { target, value } = step.value;
      if (target.kind !== 'member' || typeof target.property !== 'string' || target.object.kind !== 'name')
        continue;
      const holder = target.object.variable?.values.find((each) => each.kind === 'object');
      if (holder?.kind !== 'object') continue;
      const members = index.get(holder) ?? new Map<string, AssignedMember[]>();
      index.set(holder, members);
      members.set(target.property, [...(members.get(target.property) ?? []), { value, place }]);
    }
  }
}
