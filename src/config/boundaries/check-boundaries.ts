import { nearest } from '../../lib/nearest.ts';
import type { ConfigProblem } from '../config-problem.ts';
import { valueAt } from '../describe-issue.ts';

/** Contexts that a context may use have to be there; works on data that may still be invalid, and skips what is. */
export function checkBoundaries(data: unknown): ConfigProblem[] {
  const contexts = valueAt(data, ['contexts']);
  if (typeof contexts !== 'object' || contexts === null) return [];
  const known = Object.keys(contexts);
  return known.flatMap((id) => {
    const uses = valueAt(data, ['contexts', id, 'uses']);
    if (!Array.isArray(uses)) return [];
    return uses.flatMap((other: unknown, index): ConfigProblem[] => {
      if (typeof other !== 'string' || (known.includes(other) && other !== id)) return [];
      const path = ['contexts', id, 'uses', index];
      if (other === id) return [{ path, what: `${id} may use itself anyway` }];
      const close = nearest(other, known);
      return [
        {
          path,
          what: `there is no context ${other}${close === undefined ? '' : `; did you mean ${close}?`}`,
        },
      ];
    });
  });
}
