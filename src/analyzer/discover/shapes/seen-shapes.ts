import type { Machine } from '../evaluate/machine.ts';
import { optionsOf, type Value } from '../evaluate/value.ts';
import type { Variable } from '../source/code.ts';
import { exact } from '../source/settle.ts';
import { shapeOfValue } from './shape-of-value.ts';
import type { Seen, Shaper } from './shaper.ts';

const nothing: Seen = { shapes: [], texts: [] };

/** What an evaluation saw nothing of. */
export const seenNothing: Shaper['seen'] = () => nothing;

/** What an evaluation that still runs saw. */
export function seenBy({ seen }: Machine): Shaper['seen'] {
  return (variable) => toSeen(seen.get(variable));
}

/** What an evaluation saw in the end, without anything else of it. */
export function settledSeen({ seen }: Machine): Shaper['seen'] {
  const settled = new Map<Variable, Seen>();
  for (const [variable, values] of seen) {
    const held = toSeen(values);
    if (held.shapes.length + held.texts.length > 0) settled.set(variable, held);
  }
  return (variable) => settled.get(variable) ?? nothing;
}

function toSeen(values: Iterable<Value> | undefined): Seen {
  if (!values) return nothing;
  const all = [...values];
  const texts = all.flatMap(optionsOf).flatMap((value) => (value.kind === 'text' ? [value.value] : []));
  return { shapes: exact(all.flatMap((value) => shapeOfValue(value) ?? [])), texts: exact(texts) };
}
