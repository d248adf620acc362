import { sortedUnique } from '../../lib/ordered.ts';
import type { Facts } from '../facts.ts';

/** Two modules that use one entity. */
export interface DataTie {
  readonly a: string;
  readonly b: string;
  /** 0..1: one divided by the number of others that use it. */
  readonly weight: number;
}

/**
 * Ties between the parts of god files and all that uses the same entities: a part has neither an import nor a file name of its
 * own to say where it belongs. Who only declares an entity is tied to its users by their imports. Whole files have both, and gain nothing by what they store: they get no such tie.
 */
export function dataTies({ modules, entities }: Pick<Facts, 'modules' | 'entities'>): DataTie[] {
  const parts = new Set(modules.flatMap(({ path, part }) => (part ? [path] : [])));
  if (parts.size === 0) return [];
  return entities.flatMap(({ writers, readers }) => {
    const users = sortedUnique([...writers, ...readers]);
    const weight = 1 / Math.max(1, users.length - 1);
    return users.flatMap((a, index) =>
      users
        .slice(index + 1)
        .filter((b) => parts.has(a) || parts.has(b))
        .map((b) => ({ a, b, weight })),
    );
  });
}
