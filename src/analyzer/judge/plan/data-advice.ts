import type { Access, Entity } from '../../../model/analysis.ts';
import { isSeed } from '../../../lib/is-seed.ts';
import type { Advice } from './advice.ts';
import { type Landscape, placeOf } from './landscape.ts';

/** From so many places that read an entity of another context a copy is cheaper than a call at each. */
const minPlacesForCopy = 4;

/** How the accesses of one file to an entity of another context are cut. */
export function adviseAccess(
  accesses: readonly Access[],
  { name, context }: Entity,
  places: number,
  land: Landscape,
): Advice {
  if (accesses.every(({ file }) => isSeed(file)))
    return { how: 'rewire', why: 'seed data: each service fills its own tables' };
  const writes = accesses.filter(({ op }) => op === 'write');
  const inside = writes
    .map((access) => land.inCrossing.get(placeOf(access)))
    .find((each) => each !== undefined);
  if (inside !== undefined) return { how: 'saga', why: `writes ${name} inside the transaction at ${inside}` };
  if (writes.length > 0)
    return {
      how: 'http-call',
      why: `writes ${name}, which ${context} owns: ${context} offers an operation for it`,
    };
  if (accesses.some((access) => land.joined.has(placeOf(access))))
    return {
      how: 'replicate-data',
      why: `joins ${name} with data of other contexts: a copy, or a read model`,
    };
  return places >= minPlacesForCopy
    ? { how: 'replicate-data', why: `only reads ${name}, in ${places} places of the context` }
    : {
        how: 'http-call',
        why: `only reads ${name}, in ${places} ${places === 1 ? 'place' : 'places'}: ask ${context}`,
      };
}
