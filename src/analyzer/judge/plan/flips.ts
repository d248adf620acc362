import { by } from '../../../lib/ordered.ts';
import type { PlannedWork, Route } from '../../../model/analysis.ts';
import type { Subject } from '../subject.ts';
import { thresholds } from '../thresholds.ts';
import { placeOf } from './landscape.ts';

type Flip = PlannedWork['flips'][number];

/**
 * The routes and operations of a context in the order in which they move: reads of its own data, which can be shadowed and taken back
 * at no risk; reads that need others; writes; and last what reaches three contexts or more, which waits.
 */
export function orderFlips({ routes, operations }: Subject, context: string): Flip[] {
  const entryPoints = [
    ...routes.map((route) => ({ ...route, name: `${route.method} ${route.path}`, isSafe: isSafe(route) })),
    ...operations.map((operation) => ({
      ...operation,
      name: `${operation.protocol} ${operation.name}`,
      isSafe: operation.sideEffects === 'none',
    })),
  ];
  return entryPoints
    .filter((each) => each.context === context)
    .map(({ name, touches, isSafe: safe, ...place }): Flip => {
      const others = touches.filter((each) => each !== context);
      return { name, location: placeOf(place), touches: others, wave: waveOf(safe, others.length) };
    })
    .sort(
      by(
        ({ wave }) => wave,
        ({ touches }) => touches.length,
        ({ name }) => name,
        ({ location }) => location,
      ),
    );
}

function waveOf(isSafe: boolean, others: number): Flip['wave'] {
  if (others + 1 >= thresholds.minContextsOfRoute) return '4-hold';
  if (!isSafe) return '3-writes';
  return others === 0 ? '1-reads' : '2-reads-over-others';
}

/** RFC 9110, 9.2.1, unless the code says that it writes. */
function isSafe({ method, sideEffects }: Route): boolean {
  return sideEffects === 'none' || (/^(?:GET|HEAD|OPTIONS)$/i.test(method) && sideEffects === 'unknown');
}
