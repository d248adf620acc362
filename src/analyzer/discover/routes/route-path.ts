import { toText } from '../evaluate/text.ts';
import { optionsOf, type Value } from '../evaluate/value.ts';
import type { RoutePath } from './router.ts';

const placeholderConfidence = 0.7;

/** The paths that a value may be: one for each element of an array; the empty path without a value. */
export function toPaths(value: Value | undefined): RoutePath[] {
  if (!value) return [{ path: '', confidence: 1 }];
  const paths = optionsOf(value).flatMap((each): RoutePath[] => {
    if (each.kind === 'array') return each.items.flatMap(toPaths);
    const { value: path, isExact } = toText(each);
    return [{ path, confidence: isExact ? 1 : placeholderConfidence }];
  });
  // One of several that is known says more than a placeholder for the others.
  const known = paths.filter(({ path }) => !path.includes('{'));
  if (known.length === 0 || known.length === paths.length) return paths;
  return known.map(({ path }) => ({ path, confidence: placeholderConfidence }));
}
