import { type ClosureValue, closuresAmong, type ExternalValue, type Value } from '../evaluate/value.ts';
import { toText } from '../evaluate/text.ts';

/**
 * What runs before a handler, in order, as people name it: `authenticate`, `requireRole` for what `requireRole('admin')` made,
 * `asyncHandler(authenticate)` for a wrapped function, the class of an instance, `anonymous` for what has no name.
 *
 * Of one of several functions all are named, `a or b`; one of several lists is all their names, the longest list first.
 */
export function middlewareNames(values: readonly Value[]): string[] {
  return values.flatMap((value) => namesIn(value));
}

function namesIn(value: Value, depth = 0): string[] {
  if (value.kind === 'scalar' || depth > maxDepth) return [];
  if (value.kind === 'array') return value.items.flatMap((each) => namesIn(each, depth + 1));
  if (value.kind !== 'several') return [nameOf(value)];
  const options = value.options.map((each) => namesIn(each, depth + 1)).filter(({ length }) => length > 0);
  const names = [...new Set(options.toSorted((one, other) => other.length - one.length).flat())];
  return options.every(({ length }) => length === 1) && names.length > 0 ? [names.join(' or ')] : names;
}

const anonymous = 'anonymous';
const maxDepth = 4;

function nameOf(value: Value, depth = 0): string {
  switch (value.kind) {
    case 'closure':
      return wrapping(factoryOf(value) ?? value.code.name, value.wraps, depth);
    case 'external':
      return wrapping(externalName(value), value.wraps, depth);
    case 'unknown':
      return wrapping(/^[\w$.]+/.exec(value.text)?.[0] ?? '', value.wraps, depth);
    case 'class':
      return value.code.name || anonymous;
    case 'method':
      return value.name;
    case 'object':
      return value.class ? value.class.code.name || anonymous : methodName(value.properties, depth);
    case 'made':
      return 'name' in value.thing && typeof value.thing.name === 'string' ? value.thing.name : anonymous;
    default:
      return toText(value).value || anonymous;
  }
}

/** `name(inner, …)` with those of the wrapped functions that have a name. */
function wrapping(name: string, wraps: readonly ClosureValue[], depth: number): string {
  const inner = depth < maxDepth ? wraps.map((each) => nameOf(each, depth + 1)) : [];
  const named = inner.filter((each) => each !== anonymous).join(', ');
  if (named === '') return name || anonymous;
  return name === '' ? named : `${name}(${named})`;
}

/** The function whose call gave this one; null for a function that was declared where it is used. */
function factoryOf({ code, frame }: ClosureValue): string | null {
  const isReturned = closuresAmong(frame.returns).some(
    (each) => each.code === code || each.wraps.some((wrapped) => wrapped.code === code),
  );
  return frame.parent !== null && isReturned ? frame.code.name || null : null;
}

/** Up to the first call: `body` of `body('name').isEmail()`; the package where that is all there is. */
function externalName({ package: from, path }: ExternalValue): string {
  const called = path.indexOf('()');
  return path.slice(0, called < 0 ? path.length : called).join('.') || from;
}

/** `{ method, assign }` of Hapi. */
function methodName(properties: ReadonlyMap<string, Value>, depth: number): string {
  const method = properties.get('method');
  return method && depth < maxDepth ? nameOf(method, depth + 1) : anonymous;
}
