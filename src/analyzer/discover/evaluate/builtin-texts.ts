import { listOf } from './list-of.ts';
import type { Machine } from './machine.ts';
import { isMatchable, safePattern } from './pattern.ts';
import type { Site } from './site.ts';
import { joinTexts, toText } from './text.ts';
import { optionsOf, text, unknown, type Value } from './value.ts';

/** The longest text that a replacement is tried for. */
const maxReplaced = 10_000_000;

/** Methods of strings that paths and file names are made with. */
export function callOnText(
  machine: Machine,
  self: Value & { readonly kind: 'text' },
  name: string,
  args: readonly Value[],
  site: Site,
): Value {
  const [first, second] = args.map(toText);
  const of = (value: string) => text(value, self.isExact);
  switch (name) {
    case 'concat':
      return joinTexts([self, ...args]);
    case 'toLowerCase':
      return of(self.value.toLowerCase());
    case 'toUpperCase':
      return of(self.value.toUpperCase());
    case 'trim':
    case 'toString':
    case 'normalize':
      return self;
    case 'replace':
    case 'replaceAll':
      return replaced(self, args);
    case 'split':
      return first && args[0]?.kind === 'text'
        ? listOf(machine, self.value.split(first.value).map(of), site)
        : unknown('');
    case 'slice':
    case 'substring':
    case 'substr':
      return sliceOf(self, name, args);
    case 'startsWith':
    case 'endsWith':
    case 'includes':
      return first?.isExact && self.isExact && second === undefined
        ? { kind: 'scalar', value: self.value[name](first.value) }
        : unknown('');
    case 'indexOf':
      return first?.isExact && self.isExact
        ? { kind: 'scalar', value: self.value.indexOf(first.value) }
        : unknown('');
    case 'match':
      return args[0]?.kind === 'pattern' ? matches(args[0].source, self) : unknown('');
    default:
      return unknown('');
  }
}

/** Whether a text matches a regular expression; unknown when one of them cannot be used. */
export function matches(source: string, value: Value): Value {
  const pattern = safePattern(source);
  if (!pattern || value.kind !== 'text' || !value.isExact || !isMatchable(value.value)) return unknown('');
  return { kind: 'scalar', value: pattern.test(value.value) };
}

function replaced(self: Value & { readonly kind: 'text' }, [what, by]: readonly Value[]): Value {
  const replacement = by ? toText(by) : null;
  if (!what || !replacement) return text(self.value, false);
  if (self.value.length * replacement.value.length > maxReplaced) return text(self.value, false);
  const isExact = self.isExact && replacement.isExact;
  if (what.kind === 'text')
    return text(
      self.value.replaceAll(what.value, () => replacement.value),
      isExact && what.isExact,
    );
  const pattern = what.kind === 'pattern' && isMatchable(self.value) ? safePattern(what.source, 'g') : null;
  if (!pattern || by?.kind !== 'text') return text(self.value, false);
  return text(self.value.replace(pattern, replacement.value), isExact);
}

function sliceOf(
  self: Value & { readonly kind: 'text' },
  name: 'slice' | 'substring' | 'substr',
  args: readonly Value[],
): Value {
  const numbers = args.flatMap(optionsOf).map((each) => (each.kind === 'scalar' ? each.value : null));
  const [from, to] = numbers;
  if (!self.isExact || typeof from !== 'number' || (to !== undefined && typeof to !== 'number'))
    return unknown('');
  if (name === 'slice') return text(self.value.slice(from, to));
  return text(
    name === 'substring' ? self.value.substring(from, to) : self.value.slice(from, to && from + to),
  );
}
