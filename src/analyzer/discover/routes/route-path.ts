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
  const known = paths.filter(({ path }) => !/\{(?!\/)/.test(path));
  if (known.length === 0 || known.length === paths.length) return paths;
  return known.map(({ path }) => ({ path, confidence: placeholderConfidence }));
}

/** The path that a value is, with the parameters that Hapi and OpenAPI write in braces as Express writes them. */
export function toBracedPaths(value: Value): RoutePath[] {
  return optionsOf(value).flatMap((each) => {
    const paths = toPaths(each);
    return each.kind === 'text' && each.isExact
      ? paths.map((path) => ({ ...path, path: withColons(path.path) }))
      : paths;
  });
}

/** `/{id}` is `/:id`, `/{id?}` `{/:id}`, `/{rest*}` `{/*rest}` and `/{pair*2}` `/:pair1/:pair2`. */
function withColons(path: string): string {
  return path
    .replace(/\/\{(\w+)\?\}/g, '{/:$1}')
    .replace(/\/\{(\w+)\*\}/g, '{/*$1}')
    .replace(/\/\{(\w+)\*(\d)\}/g, (_, name: string, count: string) =>
      Array.from({ length: Number(count) }, (_each, index) => `/:${name}${index + 1}`).join(''),
    )
    .replace(/\{(\w+)\??\}/g, ':$1');
}
