import type { TypeCode } from '../source/code.ts';
import type { Shape } from './shape.ts';

export type ExternalShape = Shape & { kind: 'external' };

const noArguments: readonly TypeCode[] = [];
/** Longer paths lose their beginning. */
const maxPath = 12;
/** More than this is forgotten all at once. */
const maxKnown = 100_000;

/** What is known of one shape: the list of it alone, and its members. */
interface Known {
  readonly alone: readonly ExternalShape[];
  members: Map<string, ExternalShape> | null;
}

const packages = new Map<string, ExternalShape>();
const known = new Map<Shape, Known>();

/**
 * Something of a package. Without type arguments it is the same one for the same path, since half of all answers are one of
 * these, and stands in no file.
 */
export function externalShape(
  from: string,
  path: readonly string[],
  args: readonly TypeCode[] = noArguments,
  file = '',
): ExternalShape {
  if (args.length > 0) return { kind: 'external', package: from, path, arguments: args, file };
  let shape = wholeOf(from);
  for (const [index, name] of path.entries()) shape = memberOf(shape, name, path.slice(0, index + 1));
  return shape;
}

/** A member of something of a package, or with `()` what it gives. */
export function stepOf(shape: ExternalShape, name: string): ExternalShape {
  const found = known.get(shape)?.members?.get(name);
  return found ?? externalShape(shape.package, [...shape.path, name].slice(-maxPath));
}

/** The list of a shape alone, the same one for the same shape; undefined for a shape that is not shared. */
export function aloneOf(shape: Shape): readonly Shape[] | undefined {
  return known.get(shape)?.alone;
}

function wholeOf(from: string): ExternalShape {
  const found = packages.get(from);
  if (found) return found;
  const shape = add(from, []);
  packages.set(from, shape);
  return shape;
}

function memberOf(whole: ExternalShape, name: string, path: readonly string[]): ExternalShape {
  const ofWhole = known.get(whole);
  const found = ofWhole?.members?.get(name);
  if (found) return found;
  const shape = add(whole.package, path);
  if (ofWhole) (ofWhole.members ??= new Map()).set(name, shape);
  return shape;
}

function add(from: string, path: readonly string[]): ExternalShape {
  if (known.size >= maxKnown) {
    known.clear();
    packages.clear();
  }
  const shape: ExternalShape = { kind: 'external', package: from, path, arguments: noArguments, file: '' };
  known.set(shape, { alone: [shape], members: null });
  return shape;
}
