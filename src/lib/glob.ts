/**
 * Says whether paths match a pattern of `*`, `?`, `**` and `{a,b}`, as compilers and package managers write them.
 *
 * O(pattern × path): no pattern makes it slow. At most 64 alternatives of braces count; a pattern
 * of more than 1,000 characters matches nothing.
 */
export function compileGlob(pattern: string): (path: string) => boolean {
  if (pattern.length > maxLength) return () => false;
  const compiled = alternatives(pattern).map((each) => each.split('/'));
  return (path) => {
    const names = path.split('/');
    return compiled.some((parts) => matches(parts, names, segments));
  };
}

/** See `compileGlob`; for a single look. */
export function matchesGlob(pattern: string, path: string): boolean {
  return compileGlob(pattern)(path);
}

interface Rules<T> {
  /** Whether a part of the pattern stands for any number of items. */
  readonly isAny: (part: T) => boolean;
  readonly fits: (part: T, item: T) => boolean;
}

const characters: Rules<string> = {
  isAny: (part) => part === '*',
  fits: (part, item) => part === '?' || part === item,
};

const segments: Rules<string> = {
  isAny: (part) => part === '**',
  fits: (part, name) =>
    part === name ||
    part === '*' ||
    (/[*?]/.test(part) && matches(part.split(''), name.split(''), characters)),
};

/** Goes back to the last wildcard only: what earlier ones took never has to change. */
function matches<T>(pattern: readonly T[], items: readonly T[], { isAny, fits }: Rules<T>): boolean {
  let at = 0;
  let item = 0;
  let wildcard = -1;
  let taken = 0;
  while (item < items.length) {
    if (at < pattern.length && isAny(pattern[at] as T)) {
      wildcard = at++;
      taken = item;
    } else if (at < pattern.length && fits(pattern[at] as T, items[item] as T)) {
      at++;
      item++;
    } else if (wildcard >= 0) {
      at = wildcard + 1;
      item = ++taken;
    } else return false;
  }
  while (at < pattern.length && isAny(pattern[at] as T)) at++;
  return at === pattern.length;
}

const maxLength = 1_000;
const maxAlternatives = 64;

function alternatives(pattern: string): string[] {
  const done: string[] = [];
  const open = [pattern];
  for (let next = open.pop(); next !== undefined && done.length < maxAlternatives; next = open.pop()) {
    const [whole, inner] = /\{([^{}]*,[^{}]*)\}/.exec(next) ?? [];
    if (whole === undefined || inner === undefined) done.push(next);
    else
      for (const each of inner.split(',').slice(0, maxAlternatives))
        open.push(next.replace(whole, () => each));
  }
  return done;
}
