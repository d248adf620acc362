import { maxOptions, maxTextLength, optionsOf, severalOf, text, type Value } from './value.ts';

/** A value as text: exact where it can be, `{expression}` where it cannot. */
export function toText(value: Value): Value & { kind: 'text' } {
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
  let results = [{ value: '', isExact: true }];
  let isCut = false;
  for (const part of parts) {
    if (results.every(({ value }) => value.length > maxTextLength)) break;
    const options = optionsOf(part).map(toText);
    isCut ||= results.length * options.length > maxOptions || (part.kind === 'several' && part.isCut);
    results = results
      .flatMap((left) =>
        options.map((right) => ({
          value: (left.value + right.value).slice(0, maxTextLength + 1),
          isExact: left.isExact && right.isExact,
        })),
      )
      .slice(0, maxOptions);
  }
  const joined = severalOf(results.map(({ value, isExact }) => text(value, isExact)));
  return isCut && joined.kind === 'several' ? { ...joined, isCut } : joined;
}
