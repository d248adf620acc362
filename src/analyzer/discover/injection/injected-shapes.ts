import type { Expression } from '../source/code.ts';
import type { Place, Shape } from '../shapes/shape.ts';
import type { Given } from './container.ts';
import type { Injected } from './discover-injection.ts';

/** What each type annotation, variable, member or call holds that something is injected into. */
export type InjectedPlaces = ReadonlyMap<object, Injected>;

export function placesOf(injected: readonly Injected[]): InjectedPlaces {
  const places = new Map<object, Injected>();
  for (const each of injected) if (each.injection.key) places.set(each.injection.key, each);
  return places;
}

/** The shapes of what is injected, as a list where the place takes all of it. */
export function injectedShapes(
  { injection, candidates }: Injected,
  ofExpression: (expression: Expression, place: Place) => readonly Shape[],
): readonly Shape[] {
  if (!injection.isList)
    return candidates.flatMap(({ expression, place }) => ofExpression(expression, place));
  return candidates.map(listOf);
}

function listOf({ expression, place }: Given): Shape {
  return { kind: 'list', element: null, items: [expression], place, file: place.file };
}
