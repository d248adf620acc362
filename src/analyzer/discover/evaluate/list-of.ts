import type { Machine } from './machine.ts';
import type { Site } from './site.ts';
import type { ArrayValue, Value } from './value.ts';

/** A list of values, lists among them opened; empty where there is no room for it. */
export function listOf({ allowance }: Machine, values: readonly Value[], site: Site): ArrayValue {
  const length = values.reduce((sum, value) => sum + (value.kind === 'array' ? value.items.length : 1), 0);
  const hasRoom = allowance.takeRoom(length, site);
  const items = hasRoom ? values.flatMap((value) => (value.kind === 'array' ? value.items : [value])) : [];
  return { kind: 'array', items };
}
