import type { Expression } from '../source/code.ts';

/** The method that a callee names; empty when it is computed or no method. */
export function methodOf(callee: Expression): string {
  return callee.kind === 'member' && typeof callee.property === 'string' ? callee.property : '';
}

/** The names of a callee, innermost first: `query`, `pool` for `pool.query`. */
export function namesOf(callee: Expression): string[] {
  const names: string[] = [];
  let place: Expression | null = callee;
  while (place) {
    if (place.kind === 'name') names.push(place.name);
    if (place.kind === 'member' && typeof place.property === 'string') names.push(place.property);
    place = place.kind === 'member' ? place.object : place.kind === 'call' ? place.callee : null;
  }
  return names;
}

/** The first of `namesOf`; empty where there is none. */
export function innermostName(callee: Expression): string {
  let place = callee;
  for (;;) {
    if (place.kind === 'name') return place.name;
    if (place.kind === 'member' && typeof place.property === 'string') return place.property;
    if (place.kind !== 'member' && place.kind !== 'call') return '';
    place = place.kind === 'member' ? place.object : place.callee;
  }
}

/** The methods called in a chain, last first. */
export function chainOf(expression: Expression): string[] {
  const names: string[] = [];
  for (let place = expression; place.kind === 'call' && place.callee.kind === 'member'; ) {
    names.push(methodOf(place.callee));
    place = place.callee.object;
  }
  return names;
}
