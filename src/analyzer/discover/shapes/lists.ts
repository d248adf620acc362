import type { Expression } from '../source/code.ts';
import { returnedBy } from './result-shapes.ts';
import type { Place, Shape } from './shape.ts';
import type { Shaper } from './shaper.ts';

const takesOne = new Set(['find', 'findLast', 'at', 'pop', 'shift', 'next', 'get']);
const keepsList = new Set([
  'filter',
  'slice',
  'sort',
  'toSorted',
  'reverse',
  'toReversed',
  'concat',
  'splice',
  'values',
  'flat',
]);

/** What the elements of a list are; nothing for other shapes. */
export function elementsOf(shaper: Shaper, list: Shape): readonly Shape[] {
  if (list.kind !== 'list') return [];
  if (list.element) return shaper.ofType(list.element, list.file);
  return list.items.flatMap((item) => shaper.ofExpression(item, list.place));
}

/** What calling a method of a list gives, as far as it is about its elements. */
export function listResult(
  shaper: Shaper,
  { list, name }: Shape & { kind: 'list-method' },
  callback: Expression | undefined,
  place: Place,
): readonly Shape[] {
  if (takesOne.has(name)) return elementsOf(shaper, list);
  if (keepsList.has(name)) return [list];
  return name === 'map' || name === 'flatMap' ? mappedList(shaper, callback, place) : [];
}

/** The list of what a function gives for each element, whatever the elements are. */
export function mappedList(shaper: Shaper, callback: Expression | undefined, place: Place): readonly Shape[] {
  const mapping = callback ? shaper.ofExpression(callback, place) : [];
  return mapping.flatMap((shape): Shape[] => {
    if (shape.kind !== 'function') return [];
    const { code, file } = shape;
    return [{ kind: 'list', element: null, items: returnedBy(code), place: { file, code }, file }];
  });
}
