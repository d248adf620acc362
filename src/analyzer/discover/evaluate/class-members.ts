import type { Member } from '../source/code.ts';
import type { Machine } from './machine.ts';
import { baseOf } from './members.ts';
import type { ClassValue, Frame } from './value.ts';

const maxBases = 16;

/** Methods of a class and of its base classes, each with the frame that it was declared in; one that is overridden counts once. */
export function* membersOfClass(
  machine: Machine,
  type: ClassValue,
): Generator<{ member: Member; frame: Frame }> {
  const seen = new Set<string>();
  let place: ClassValue | null = type;
  for (let depth = 0; place && depth < maxBases; depth++) {
    for (const member of place.code.members.values()) {
      if (seen.has(member.name) || !member.code) continue;
      seen.add(member.name);
      yield { member, frame: place.frame };
    }
    place = baseOf(machine, place);
  }
}
