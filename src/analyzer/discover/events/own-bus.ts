import type { ClassCode } from '../source/code.ts';
import { withBases } from '../shapes/member-shapes.ts';
import type { Shape } from '../shapes/shape.ts';
import type { Shaper } from '../shapes/shaper.ts';
import { emitters, publishing, subscribing } from './libraries/emitters.ts';

/** The bus of the project that something is: a class that extends an emitter, or has methods for both sides; else null. */
export function ownBusOf(shaper: Shaper, shape: Shape): ClassCode | null {
  if (shape.kind !== 'instance' && shape.kind !== 'class') return null;
  for (const { code, file } of withBases(shaper, shape)) {
    if (code === null) return emitters.packages.includes(file.package) ? shape.code : null;
    if (hasBoth(code)) return code;
  }
  return null;
}

function hasBoth({ members, statics }: ClassCode): boolean {
  const names = [...members.keys(), ...statics.keys()];
  return names.some((name) => publishing.includes(name)) && names.some((name) => subscribing.includes(name));
}
