import type { ClassCode } from '../source/code.ts';
import { withBases } from '../shapes/member-shapes.ts';
import type { Shape } from '../shapes/shape.ts';
import type { Shaper } from '../shapes/shaper.ts';
import { emitters, publishing, subscribing } from './libraries/emitters.ts';

/** Whether something is a bus of the project: a class that extends an emitter, or has methods for both sides. */
export function isOwnBus(shaper: Shaper, shape: Shape): boolean {
  if (shape.kind !== 'instance' && shape.kind !== 'class') return false;
  for (const { code, file } of withBases(shaper, shape)) {
    if (code === null) return emitters.packages.includes(file.package);
    if (hasBoth(code)) return true;
  }
  return false;
}

function hasBoth({ members, statics }: ClassCode): boolean {
  const names = [...members.keys(), ...statics.keys()];
  return names.some((name) => publishing.includes(name)) && names.some((name) => subscribing.includes(name));
}
