import { maxOptions, maxTextLength, optionsOf, severalOf, text, type Value } from './value.ts';

type TextValue = Value & { kind: 'text' };

/** A value as text: exact where it can be, `{expression}` where it cannot. */
export function toText(value: Value): TextValue {
  switch (value.kind) {
    case 'text':
      return value;
    case 'scalar':
      return { kind: 'text', value: String(value.value ?? ''), isExact: true };
    case 'pattern':
      return { kind: 'text', value: `{/${value.source}/}`, isExact: false };
    default:
      return { kind: 'text', value: `{${describe(value)}}`, isExact: false };
  }
}

function describe(value: Value): string {
  if (value.kind === 'unknown' && value.text !== '') return value.text;
  if (value.kind === 'external') {
    // What was called on the way to a result says nothing about it.
    const last = value.path.lastIndexOf('()');
    const shown = last === value.path.length - 1 ? value.path.slice(-2) : value.path.slice(last + 1);
    return shown.filter((each) => each !== '()').join('.') || value.package;
  }
  return 'expr';
}

/** Every text that parts in a row can give: one for each combination of their options, at most 16. */
export function joinTexts(parts: readonly Value[]): Value {
  let joined: readonly TextValue[] = [{ kind: 'text', value: '', isExact: true }];
  let isCut = false;
  for (const part of parts) {
    if (joined.every(({ value }) => value.length > maxTextLength)) break;
    const options = optionsOf(part).map(toText);
    isCut ||= joined.length * options.length > maxOptions || (part.kind === 'several' && part.isCut);
    joined = combinations(joined, options);
  }
  const result = severalOf(joined.map(({ value, isExact }) => text(value, isExact)));
  return isCut && result.kind === 'several' ? { ...result, isCut } : result;
}

/** Each of the first texts with each of the second ones, at most 16; what is too long is cut, and stays too long. */
function combinations(lefts: readonly TextValue[], rights: readonly TextValue[]): TextValue[] {
  const joined: TextValue[] = [];
  for (const left of lefts) {
    for (const right of rights) {
      if (joined.length === maxOptions) return joined;
      const whole = left.value + right.value;
      // Only what has to be cut is: a slice copies all that was joined so far.
      const value = whole.length > maxTextLength ? whole.slice(0, maxTextLength + 1) : whole;
      joined.push({ kind: 'text', value, isExact: left.isExact && right.isExact });
    }
  }
  return joined;
}
