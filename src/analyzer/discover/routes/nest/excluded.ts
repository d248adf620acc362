import { optionsOf, type Value } from '../../evaluate/value.ts';
import { isMatchable } from '../../evaluate/pattern.ts';
import { toText } from '../../evaluate/text.ts';

/** Whether the options of `setGlobalPrefix` leave a path without the prefix. */
export function isExcluded(options: Value | undefined, method: string, path: string): boolean {
  if (options?.kind !== 'object') return false;
  const list = options.properties.get('exclude');
  if (list?.kind !== 'array') return false;
  return list.items.flatMap(optionsOf).some((item) => {
    if (item.kind !== 'object') return item.kind === 'text' && fits(item.value, path);
    const pattern = item.properties.get('path');
    const only = item.properties.get('method');
    const isOther = only?.kind === 'external' && only.path.at(-1) !== 'ALL' && only.path.at(-1) !== method;
    return !isOther && pattern !== undefined && fits(toText(pattern).value, path);
  });
}

/** More wildcards than anybody writes could make a match run for long. */
const maxWildcards = 3;

/** Patterns of path-to-regexp as far as exclusions use them: parameters, `*`, `(.*)`, `{/*rest}`. */
function fits(pattern: string, path: string): boolean {
  if (pattern.split('*').length - 1 > maxWildcards || !isMatchable(path)) return false;
  const source = pattern
    .replace(/^\/|\/$/g, '')
    .replaceAll(/\{\/\*\w*\}|\/?\(\.\*\)|\/?\*\w*|:\w+|[^\w/]/g, (part) => {
      if (part.startsWith(':')) return '[^/]+';
      if (part.startsWith('{')) return '(?:/.*)?';
      return part.includes('*') ? '(?:/?.*)' : `\\${part}`;
    });
  return new RegExp(`^/?${source}/?$`).test(path);
}
